"""Only one process may hold a database."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, func, select
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import AlreadyRunning, DatabaseUnusable

_KEY = int.from_bytes(b"vernissa")
_SENTENCE = "the bot is already running on this database"


@contextmanager
def file_lock(database: Path) -> Iterator[None]:
    """Hold the file `<database>.lock`; the kernel frees it with the process.

    Raises:
        AlreadyRunning: Another process holds it.
        DatabaseUnusable: The file cannot be written.
    """
    with _opened(Path(f"{database}.lock")) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_SENTENCE) from None
        yield


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w")
    except OSError as exc:
        raise DatabaseUnusable(f"{path} cannot be written: {exc.strerror}") from exc


@asynccontextmanager
async def advisory_lock(url: URL) -> AsyncIterator[None]:
    """Hold an advisory lock on a connection of its own; the server frees it with the connection.

    Raises:
        AlreadyRunning: Another process holds it.
    """
    engine = create_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        # idle for days: without signs of life a router may forget the connection
        connect_args={"connect_timeout": 10, "keepalives_idle": 60},
    )
    connection = await asyncio.to_thread(_hold, engine)
    try:
        yield
    finally:
        await asyncio.to_thread(_free, connection)


def _hold(engine: Engine) -> Connection:
    connection = engine.connect()
    if not connection.scalar(select(func.pg_try_advisory_lock(_KEY))):
        connection.close()
        raise AlreadyRunning(_SENTENCE)
    return connection


def _free(connection: Connection) -> None:
    # a connection that was lost has freed it already
    with connection, suppress(DBAPIError):
        connection.execute(select(func.pg_advisory_unlock(_KEY)))
