"""The store of what is being asked of whom, so that a restart forgets no question."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.storage.database import Database
from bot.storage.schema import conversations
from bot.storage.starting import upsert

_NAMED = conversations.c.key == bindparam("key")
_STATE = select(conversations.c.state).where(_NAMED)
_DATA = select(conversations.c.data).where(_NAMED)


class ConversationStore:
    """A state's name and JSON data per conversation.

    A conversation's key is made of ids joined by `:`, the person's among them, so that it can be
    forgotten with the person.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get_state(self, key: str) -> str | None:
        """The state's name; None: nothing is being asked."""
        return next((row["state"] for row in await self._database.fetch(_STATE, key=key)), None)

    async def set_state(self, key: str, state: str | None) -> None:
        """Go to a state; None: nothing is being asked any more."""
        await self._set(key, "state", state)

    async def get_data(self, key: str) -> dict[str, Any]:
        """What has been said so far."""
        return next((row["data"] for row in await self._database.fetch(_DATA, key=key)), {})

    async def set_data(self, key: str, data: Mapping[str, Any]) -> None:
        """Replace what has been said so far."""
        await self._set(key, "data", dict(data))

    async def _set(self, key: str, column: str, value: Any) -> None:
        await self._database.write(_store, key, column, value)


def _store(connection: Connection, key: str, column: str, value: Any) -> None:
    values = {"state": None, "data": {}, column: value}
    stored = upsert(connection)(conversations).values(key=key, **values)
    connection.execute(stored.on_conflict_do_update(index_elements=["key"], set_={column: value}))
    if not value:
        _forget_if_empty(connection, key)


def _forget_if_empty(connection: Connection, key: str) -> None:
    found = connection.execute(select(conversations).where(conversations.c.key == key))
    row = found.one()
    if row.state is None and not row.data:
        connection.execute(delete(conversations).where(conversations.c.key == key))
