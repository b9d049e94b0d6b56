"""DATABASE_URL as people write it, made into what the drivers take."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import AddressUnusable, DatabaseUnusable

SQLITE = "sqlite"
POSTGRES = "postgresql+psycopg"


def parse(text: str) -> URL:
    """The address with our drivers; the folder of an SQLite file is made.

    Raises:
        AddressUnusable: It is no address, or of a database that is not supported.
        DatabaseUnusable: The folder cannot be made.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # from None: the original may quote the address with its password
        raise AddressUnusable("DATABASE_URL is no database address") from None
    match url.drivername.partition("+")[0]:
        case "sqlite":
            _make_folder(url)
            return url.set(drivername=SQLITE)
        case "postgresql" | "postgres":
            return url.set(drivername=POSTGRES)
        case other:
            raise AddressUnusable(
                f"DATABASE_URL names {other!r}: only sqlite and postgresql are supported"
            )


def shown(url: URL) -> str:
    """The address as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def file(url: URL) -> Path | None:
    """The file of an SQLite database; None: it is no SQLite database."""
    return Path(url.database or "") if url.drivername == SQLITE else None


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise AddressUnusable("DATABASE_URL has to name a file, such as sqlite:///data/bot.db")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise DatabaseUnusable(f"the folder of {shown(url)} cannot be made: {exc}") from exc
