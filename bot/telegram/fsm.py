"""What is being asked of whom, kept in the database through aiogram's own contexts."""

from collections.abc import Mapping
from typing import Any, Protocol

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey


class ConversationStore(Protocol):
    """A state's name and JSON data per conversation."""

    async def get_state(self, key: str) -> str | None:
        """The state's name; None: nothing is being asked."""
        ...

    async def set_state(self, key: str, state: str | None) -> None:
        """Go to a state; None: nothing is being asked any more."""
        ...

    async def get_data(self, key: str) -> dict[str, Any]:
        """What has been said so far."""
        ...

    async def set_data(self, key: str, data: Mapping[str, Any]) -> None:
        """Replace what has been said so far."""
        ...


class ConversationStorage(BaseStorage):
    """aiogram's storage over ours.

    Args:
        store: Where conversations are kept.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Go to a state; None: nothing is being asked any more."""
        name = state.state if isinstance(state, State) else state
        await self._store.set_state(conversation_key(key), name)

    async def get_state(self, key: StorageKey) -> str | None:
        """The state's name."""
        return await self._store.get_state(conversation_key(key))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace what has been said so far."""
        await self._store.set_data(conversation_key(key), data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What has been said so far."""
        return await self._store.get_data(conversation_key(key))

    async def close(self) -> None:
        """Nothing: the database is closed by whoever opened it."""


def conversation_key(key: StorageKey) -> str:
    """The conversation's name: chat, topic and person."""
    return f"{key.chat_id}:{key.thread_id or 0}:{key.user_id}"
