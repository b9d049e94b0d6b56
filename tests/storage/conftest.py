"""Every contract is kept on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.database import Database
from bot.storage.stores import Stores, open_stores
from tests.support.database import database_url, new_database_url, sqlite_template
from tests.support.postgres import (
    empty_postgres_url,
    postgres_server,
    postgres_url,
)

__all__ = [
    "database_url",
    "empty_postgres_url",
    "new_database_url",
    "postgres_server",
    "postgres_url",
    "sqlite_template",
]


class Watch:
    """A clock that stands still until it is set forward."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 20, 12, 30, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def forward(self, **time: float) -> datetime:
        self._now += timedelta(**time)
        return self._now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database of each kind."""
    name = "database_url" if request.param == "sqlite" else "postgres_url"
    address: str = request.getfixturevalue(name)
    return address


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
def stores(database: Database, watch: Watch) -> Stores:
    return open_stores(database, watch.now)


@pytest.fixture
async def sqlite_database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def sqlite_stores(sqlite_database: Database, watch: Watch) -> Stores:
    """For what does not depend on the kind of database."""
    return open_stores(sqlite_database, watch.now)
