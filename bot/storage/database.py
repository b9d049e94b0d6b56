"""Connections: short transactions, one writer on SQLite, many on PostgreSQL.

On SQLite everything that writes passes one gate and begins with BEGIN IMMEDIATE, so a writer
never meets another in the middle; readers have connections of their own and see the last
committed state (WAL). Transactions are flushed to the disk (synchronous=FULL): 0.2 ms instead of
0.01 ms per transaction where it was measured, for a task that is paid and not forgotten when the
power fails.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import URL, Engine, Row, Select, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from bot.storage import hops, locks, urls
from bot.storage.errors import DatabaseUnusable

Now: TypeAlias = Callable[[], datetime]
"""Tells the moment, in UTC, with its zone."""

_READERS = 4
_POSTGRES_CONNECTIONS = 10
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)


class Database:
    """A database and its connections; `close` ends them.

    Args:
        url: DATABASE_URL, `sqlite:///…` or `postgresql://…` with any driver named.

    Raises:
        DatabaseUnusable: The address cannot be used.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = urls.parse(url)
        self._gate: AbstractAsyncContextManager[Any] = nullcontext()
        if urls.file(self.url):
            self._gate = asyncio.Lock()
            self._writer = _sqlite(self.url, "BEGIN IMMEDIATE", connections=1)
            self._reader = _sqlite(self.url, "BEGIN", connections=_READERS)
        else:
            self._writer = self._reader = _postgres(self.url)
        self._glance = self._reader.execution_options(**{hops.ALONE: True})

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: committed at the end, undone by any exception.

        Raises:
            DatabaseUnusable: The database cannot be reached or is broken.
        """
        async with self._gate:
            with typed(self.url):
                async with self._writer.begin() as connection:
                    yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that reads.

        Raises:
            DatabaseUnusable: The database cannot be reached or is broken.
        """
        with typed(self.url):
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncConnection]:
        """For a single statement that reads: it needs no transaction around it.

        Raises:
            DatabaseUnusable: The database cannot be reached or is broken.
        """
        with typed(self.url):
            async with self._glance.begin() as connection:
                yield connection

    async def fetch(self, statement: Select[Any], **values: Any) -> Sequence[Row[Any]]:
        """The rows of a single statement that reads: as `glance`, with fewer turns of the loop.

        Args:
            statement: Made once, with `bindparam` for what is asked for.
            values: For its parameters.

        Raises:
            DatabaseUnusable: The database cannot be reached or is broken.
        """

        def work() -> Sequence[Row[Any]]:
            with self._glance.sync_engine.begin() as connection:
                return connection.execute(statement, values).all()

        with typed(self.url):
            return await greenlet_spawn(work)

    @asynccontextmanager
    async def instance_lock(self) -> AsyncIterator[None]:
        """Hold the database for this process alone; the end of the process frees it in any case.

        Raises:
            AlreadyRunning: Another process holds it.
            DatabaseUnusable: The database cannot be reached.
        """
        file = urls.file(self.url)
        if file:
            with locks.file_lock(file):
                yield
        else:
            with typed(self.url):
                async with locks.advisory_lock(self.url):
                    yield

    async def close(self) -> None:
        """End all connections."""
        await self._writer.dispose()
        await self._reader.dispose()


def _sqlite(url: URL, begin: str, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_reset_on_return=None,  # every use is a transaction that ends by itself
        hide_parameters=True,
        connect_args={"isolation_level": None},
    )
    event.listen(engine.sync_engine, "do_connect", hops.connect)
    event.listen(engine.sync_engine, "connect", set_pragmas)
    event.listen(engine.sync_engine, "begin", hops.begin_with(begin))
    return engine


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 10, "application_name": "vernissage"},
    )


def use_begin(engine: Engine, begin: str) -> None:
    """Begin with our own words: the driver's BEGIN would come late and be no IMMEDIATE."""
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))


def set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    """Make a new SQLite connection durable and strict."""
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def typed(url: URL) -> Iterator[None]:
    """Make the drivers' complaints about the database itself our own.

    Raises:
        DatabaseUnusable: It cannot be reached or is broken.
    """
    try:
        yield
    except DBAPIError as exc:
        # what our own statements did wrong (a broken constraint) stays what it is
        broken = isinstance(exc, OperationalError | InterfaceError) or type(exc) is DatabaseError
        if not broken:
            raise
        raise DatabaseUnusable(f"{urls.shown(url)} cannot be used: {exc.orig}") from exc
