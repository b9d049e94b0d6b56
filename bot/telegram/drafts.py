"""Requests that wait for a yes, kept under the message of ours that asks for it."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import Message

from bot.core.errors import NotFound
from bot.core.ports.stores import CacheStore


class Drafts:
    """Remembers as long as the message lives, over any restart.

    Args:
        cache: Where they are kept.
    """

    def __init__(self, cache: CacheStore) -> None:
        self._cache = cache

    async def keep(self, screen: Message, draft: Mapping[str, Any]) -> None:
        """Keep a request, as JSON-able data, under a screen."""
        await self._cache.put(_key(screen), dict(draft))

    async def recall(self, screen: Message) -> Mapping[str, Any]:
        """The request under a screen.

        Raises:
            NotFound: It was started or dropped already.
        """
        kept = await self._cache.get(_key(screen))
        if kept is None or not kept.value:
            raise NotFound
        found: Mapping[str, Any] = kept.value
        return found

    async def forget(self, screen: Message) -> None:
        """A request was started or dropped: its buttons do nothing any more."""
        await self._cache.put(_key(screen), {})


def _key(screen: Message) -> str:
    return f"draft:{screen.chat.id}:{screen.message_id}"
