"""Where the bot can be heard: who blocked it, which groups it left or had to move with."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.core.ports.groups import GroupStore
from bot.services.people import People

logger = logging.getLogger(__name__)

CallOff: TypeAlias = Callable[[int], Awaitable[int]]
"""Takes back, with its quota, what was not begun yet in a chat; returns how many runs."""


class Presence:
    """Lets the state follow whatever becomes of a chat.

    What waits in line for a chat that cannot be written to is taken back, so that it costs
    nobody anything. What a provider has begun is finished, since it is paid for: its pictures
    wait in the history of whoever asked.

    Args:
        people: Know who blocked the bot.
        groups: Keeps the others.
        call_off: Takes back what waits.
    """

    def __init__(self, *, people: People, groups: GroupStore, call_off: CallOff) -> None:
        self._people = people
        self._groups = groups
        self._call_off = call_off

    async def lost(self, chat_id: int) -> None:
        """A chat cannot be written to any more."""
        logger.info("Chat %s cannot be written to", chat_id)
        if is_group(chat_id):
            await self._groups.change(chat_id, {"reachable": False})
        else:
            await self._people.lost(chat_id)
        if stopped := await self._call_off(chat_id):
            logger.info("%s runs that waited in chat %s were taken back", stopped, chat_id)

    async def found(self, chat_id: int) -> None:
        """A chat can be written to again."""
        if not is_group(chat_id):
            await self._people.found(chat_id)
        elif not (await self._groups.get(chat_id)).reachable:
            await self._groups.change(chat_id, {"reachable": True})

    async def moved(self, before: int, after: int) -> None:
        """A group became a supergroup; to hear of it twice does no harm."""
        logger.info("Group %s is a supergroup now: %s", before, after)
        await self._groups.move(before, after)


def is_group(chat_id: int) -> bool:
    """Telegram: groups have numbers below zero, a private chat that of its person."""
    return chat_id < 0
