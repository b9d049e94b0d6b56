"""Recognises the recipe that a file carries in its metadata."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.core.errors import BotError
from bot.core.models import Request
from bot.core.ports.conversation import Messenger
from bot.core.recipe import from_dict
from bot.services import pictures
from bot.services.supervisor import Supervisor
from bot.telegram.buttons import View

log = logging.getLogger(__name__)


class Recipes:
    """Reads files that people sent.

    Args:
        messenger: Downloads them.
        supervisor: Runs what nobody waits for.
    """

    def __init__(self, *, messenger: Messenger, supervisor: Supervisor) -> None:
        self._messenger = messenger
        self._supervisor = supervisor

    async def read(self, file_id: str) -> Request | None:
        """The request that made a file's picture, as far as a stranger's file can be believed.

        Raises:
            InputGone: Telegram does not have the file any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
        """
        content = b"".join([piece async for piece in self._messenger.fetch(file_id)])
        found = await asyncio.to_thread(pictures.read_recipe, content)
        if found is None:
            return None
        try:
            return replace(from_dict(found), inputs=(), mask=None)
        except ValueError as error:
            log.info("A file brought something that is no recipe: %s", error)
            return None

    def reveal(self, file_id: str, menu: Message, view: Callable[[Request], View]) -> None:
        """Look into a file behind the scenes, and turn its menu into its recipe if it has one."""
        self._supervisor.spawn(self._reveal(file_id, menu, view), "recipe of a file")

    async def _reveal(self, file_id: str, menu: Message, view: Callable[[Request], View]) -> None:
        try:
            request = await self.read(file_id)
            if request is not None:
                shown = view(request)
                await menu.edit_text(shown.text, reply_markup=shown.markup)
        except (BotError, TelegramAPIError) as error:
            log.info("A file's recipe could not be shown: %s", error)
