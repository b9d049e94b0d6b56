"""Recognises the recipe that a file carries in its metadata."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.core.adoption import Brought
from bot.core.errors import BotError
from bot.core.ports.conversation import Messenger
from bot.services import metadata
from bot.services.supervisor import Supervisor
from bot.telegram.buttons import View

log = logging.getLogger(__name__)

Screen: TypeAlias = Callable[[Brought | None], Awaitable[View | None]]
"""What is shown of a recipe, or where there is none; None: what is shown already stays."""

_AT_ONCE = 4
"""Files in memory at once, of at most 20 MB each."""


class Recipes:
    """Reads files that people sent.

    Args:
        messenger: Downloads them.
        supervisor: Runs what nobody waits for.
    """

    def __init__(self, *, messenger: Messenger, supervisor: Supervisor) -> None:
        self._messenger = messenger
        self._supervisor = supervisor
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def read(self, file_id: str) -> Brought | None:
        """The recipe in a file's metadata, as far as a stranger's file can be believed.

        Raises:
            InputGone: Telegram does not have the file any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
        """
        async with self._room:
            content = b"".join([piece async for piece in self._messenger.fetch(file_id)])
            return await asyncio.to_thread(metadata.brought, content)

    def reveal(self, file_id: str, menu: Message, view: Screen) -> None:
        """Look into a file behind the scenes, and turn its menu into its recipe if it has one."""
        self._supervisor.spawn(self._reveal(file_id, menu, view), "recipe of a file")

    async def _reveal(self, file_id: str, menu: Message, view: Screen) -> None:
        try:
            shown = await view(await self._found(file_id))
            if shown is not None:
                await menu.edit_text(shown.text, reply_markup=shown.markup)
        except TelegramAPIError as error:
            log.info("A file's recipe could not be shown: %s", error)

    async def _found(self, file_id: str) -> Brought | None:
        try:
            return await self.read(file_id)
        except BotError as error:
            log.info("A file's recipe could not be read: %s", error)
            return None
