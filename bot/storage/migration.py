"""The database's way to the tables of this version."""

import asyncio
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    column,
    create_engine,
    event,
    func,
    inspect,
    select,
    table,
)

from bot.storage import urls
from bot.storage.database import Database, set_pragmas, typed, use_begin
from bot.storage.errors import DatabaseUnusable

HEAD = "0009"
"""The newest revision in `migrations/versions`."""

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = int.from_bytes(b"migrates")
_VERSION = table("alembic_version", column("version_num"))


async def migrate(url: str) -> None:
    """Bring a database to the tables of this version; costs next to nothing when it has them.

    Args:
        url: DATABASE_URL.

    Raises:
        DatabaseUnusable: The address is wrong, the database cannot be reached, or a newer
            version made it.
    """
    if await current(url) != HEAD:
        await asyncio.to_thread(walk, url, HEAD)


async def current(url: str) -> str | None:
    """The revision that a database is at; None: it is empty.

    Raises:
        DatabaseUnusable: The address is wrong or the database cannot be reached.
    """
    database = Database(url)
    try:
        return await database.read(_version)
    finally:
        await database.close()


def walk(url: str, revision: str, *, down: bool = False) -> None:
    """Go to a revision in one transaction; `base` is the empty database.

    Raises:
        DatabaseUnusable: The database cannot be reached, or a newer version made it.
    """
    # half a second of import, needed on the first start and after an upgrade
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    address = urls.parse(url)
    engine = _engine(address)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    try:
        with typed(address), engine.begin() as connection:
            _wait_for_others(connection)
            config.attributes["connection"] = connection
            (command.downgrade if down else command.upgrade)(config, revision)
    except CommandError as exc:
        raise DatabaseUnusable(
            f"{urls.shown(address)} was made by another version: {exc}"
        ) from exc
    finally:
        engine.dispose()


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION.name):
        return None
    version: str | None = connection.scalar(select(_VERSION.c.version_num))
    return version


def _engine(url: URL) -> Engine:
    if urls.file(url) is None:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)
    engine = create_engine(
        url,
        poolclass=NullPool,
        connect_args={"isolation_level": None},
        hide_parameters=True,
    )
    use_begin(engine, "BEGIN IMMEDIATE")
    event.listen(engine, "connect", set_pragmas)
    # to alter a table SQLite copies and drops it: its children must not be deleted with it
    event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA foreign_keys=OFF"))
    return engine


def _wait_for_others(connection: Connection) -> None:
    """Two processes that migrate at once do it one after the other (SQLite: BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
