"""The database: reachable, of the right version, writable, and whether a bot holds it now."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.config import Settings
from bot.doctor.findings import Finding, good, note, wrong
from bot.storage import migration, urls
from bot.storage.database import Database
from bot.storage.errors import AlreadyRunning, DatabaseUnusable

ADDRESS = "Check DATABASE_URL, and that the server runs and lets this user in."


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Open the database without changing it."""
    try:
        url = urls.parse(settings.database_url)
    except DatabaseUnusable as error:
        yield wrong(f"{error}.", ADDRESS)
        return
    file = urls.file(url)
    if file and not file.exists():
        yield _absent(file)
        return
    async for finding in _open(settings.database_url, urls.shown(url)):
        yield finding


def _absent(file: Path) -> Finding:
    if os.access(file.parent, os.W_OK):
        return good(f"There is no database {file} yet; the first start makes it.")
    return wrong(
        f"The folder of {file} cannot be written to.",
        "Give it to the user that runs the bot, or change DATABASE_URL.",
    )


async def _open(url: str, shown: str) -> AsyncIterator[Finding]:
    database = Database(url)
    try:
        yield await _version(url, shown)
        yield await _writable(database)
        yield await _holder(database)
    except DatabaseUnusable as error:
        yield wrong(f"{error}.", ADDRESS)
    finally:
        await database.close()


async def _version(url: str, shown: str) -> Finding:
    revision = await migration.current(url)
    if revision is None:
        return good(f"{shown} is empty; the first start makes its tables.")
    if revision > migration.HEAD:
        return wrong(
            f"{shown} was made by a newer version ({revision}, known: {migration.HEAD}).",
            "Upgrade the bot, or bring back a backup of that time.",
        )
    if revision < migration.HEAD:
        return note(f"{shown} has version {revision}; the next start makes it {migration.HEAD}.")
    return good(f"{shown} has version {revision}, as it should.")


async def _writable(database: Database) -> Finding:
    try:
        await database.try_writing()
    except DatabaseUnusable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the driver says, it comes to the same
        return wrong(
            f"The database cannot be written to ({type(error).__name__}).",
            "Its user has to own it, or to have the right to create tables in it.",
        )
    return good("The database can be written to.")


async def _holder(database: Database) -> Finding:
    try:
        async with database.instance_lock():
            return good("No other process holds the database.")
    except AlreadyRunning:
        return note("A running bot holds the database; a second one would not start.")
    except OSError as error:
        return wrong(
            f"The database's lock file cannot be written to ({error.strerror}).",
            "Give it to the user that runs the bot.",
        )
