"""SQLite in as few turns of a connection's thread as can be.

The usual way hands every step to the thread by itself: a cursor, a statement, its rows, the end
of the cursor, and as many for BEGIN. Waking two threads costs more than most statements here, so
a statement goes there once, with BEGIN before it where it is a transaction's first one.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.util import await_only


class HopCursor:
    """What one statement brought, after the only visit to the thread (PEP 249).

    Args:
        connection: Whose it is.
    """

    def __init__(self, connection: "HopConnection") -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self.arraysize = 1
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Run a statement and fetch its rows."""
        self._hop(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Run a statement for each of these parameters."""
        self._hop(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def fetchone(self) -> Any:
        """The next row; None: there is no other."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        count = min(size or self.arraysize, len(self._rows))
        return [self._rows.popleft() for _ in range(count)]

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        left, self._rows = list(self._rows), deque()
        return left

    def close(self) -> None:
        """Drop the rows; the thread's own cursor is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """There is nothing left to close."""

    def _hop(self, run: Callable[[sqlite3.Cursor], object]) -> None:
        connection = self._connection
        begin, connection.pending = connection.pending, None

        def visit() -> None:
            cursor = connection.driver._conn.cursor()  # noqa: SLF001
            try:
                if begin:
                    cursor.execute(begin)
                run(cursor)
                self.description, self.lastrowid = cursor.description, cursor.lastrowid
                self._rows = deque(cursor.fetchall() if cursor.description else ())
                self.rowcount = cursor.rowcount
            finally:
                cursor.close()

        connection.visit(visit)


class HopConnection(AsyncAdapt_aiosqlite_connection):
    """A connection that begins with its first statement.

    Attributes:
        driver: The connection with its thread.
        pending: What the next statement begins with.
    """

    __slots__ = ("driver", "pending")

    _cursor_cls: Any = HopCursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.driver: Any = connection  # aiosqlite's
        self.pending: str | None = None

    def visit(self, work: Callable[[], None]) -> None:
        """Let the thread do something and wait for it."""
        try:
            await_only(self.driver._execute(work))  # noqa: SLF001 - as SQLAlchemy does
        except Exception as error:  # noqa: BLE001 - raised again as what it is
            self._handle_exception(error)

    def commit(self) -> None:
        """Commit what was begun, if anything was."""
        self.pending = None
        if self.driver.in_transaction:
            super().commit()

    def rollback(self) -> None:
        """Undo what was begun; asked of the thread always, which may still be at work."""
        self.pending = None
        super().rollback()


def connect(dialect: Dialect, _record: object, args: Any, options: Any) -> HopConnection:
    """Connect; to be called at an engine's event `do_connect`."""
    usual: Any = dialect.connect(*args, **options)
    return HopConnection(usual.dbapi, usual.driver_connection)


def begin_with(words: str) -> Callable[[Connection], None]:
    """Begin transactions so; to be called at an engine's event `begin`."""

    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(ALONE):
            cast(HopConnection, connection.connection.dbapi_connection).pending = words

    return begin


ALONE = "alone"
"""The execution option of what is one statement, which SQLite makes a transaction by itself."""
