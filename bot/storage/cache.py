"""The store of other people's answers that survive a restart."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.models import Cached
from bot.core.ports.stores import CacheStore
from bot.storage.database import Database, Now
from bot.storage.schema import cache
from bot.storage.starting import upsert

_ONE = select(cache.c.value, cache.c.stored_at).where(cache.c.key == bindparam("key"))


class SqlCache(CacheStore):
    """Answers in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def get(self, key: str) -> Cached | None:
        """A stored JSON value."""
        found = await self._database.fetch(_ONE, key=key)
        return next((Cached(**row) for row in found), None)

    async def put(self, key: str, value: Any) -> None:
        """Store a JSON value."""
        content = {"value": value, "stored_at": self._now()}

        def store(connection: Connection) -> None:
            stored = upsert(connection)(cache).values(key=key, **content)
            connection.execute(stored.on_conflict_do_update(index_elements=["key"], set_=content))

        await self._database.write(store)

    async def forget(self, prefix: str, before: datetime) -> None:
        """Drop old values whose key begins so."""
        old = cache.c.key.startswith(prefix, autoescape=True) & (cache.c.stored_at < before)
        await self._database.execute(delete(cache).where(old))
