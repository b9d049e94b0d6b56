"""A button that is tapped twice by a nervous thumb starts, and costs, one thing."""

from datetime import datetime, timedelta
from typing import Any, TypeAlias, cast

from aiogram import BaseMiddleware, flags
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, TelegramObject

from bot.core.ports.conversation import Clock
from bot.telegram.middlewares import Handler

ECHO = timedelta(seconds=1)
"""A second tap within this time is not meant."""

once = flags.once
"""Marks handlers that spend something at each tap."""

_Tap: TypeAlias = tuple[int, int, int, str | None]


class Echoes(BaseMiddleware):
    """Keeps taps that closely follow their like from handlers that are marked `once`.

    Taps of different people, or below different messages, are different ones.
    """

    def __init__(self) -> None:
        self._heard: dict[_Tap, datetime] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand a tap on, unless it is an echo."""
        now = cast(Clock, data["clock"]).now()
        if get_flag(data, once.flag.name) and self._echo(cast(CallbackQuery, event), now):
            return None
        return await handler(event, data)

    def _echo(self, tap: CallbackQuery, now: datetime) -> bool:
        self._heard = {key: then for key, then in self._heard.items() if now - then < ECHO}
        # an earlier moment stays, so that a steady drumming is let through once a second
        return self._heard.setdefault(_like(tap), now) is not now


def _like(tap: CallbackQuery) -> _Tap:
    message = tap.message
    place = (message.chat.id, message.message_id) if message else (0, 0)
    return tap.from_user.id, *place, tap.data
