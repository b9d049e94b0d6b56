"""The way out to Telegram: one bot, one session, one middleware with all the patience.

Repeating: questions and changes that can be made twice without harm are repeated after network
trouble and 5xx. Sends are repeated as well, fewer times: Telegram has no idempotency keys, so when
the connection broke after Telegram had taken the message, it arrives twice. The opposite, a
picture that never arrives, is worse, and an idle connection closed by the other side looks the
same and is far more frequent.
"""

import asyncio
import json
import logging
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    EditMessageMedia,
    GetUpdates,
    Response,
    SendAnimation,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

from bot.telegram.pacing import LeftOut, Pacer, Rates, may_leave_out, place_of

log = logging.getLogger(__name__)

ANSWER_SECONDS = 30.0
UPLOAD_SECONDS = 180.0
UPLOADS = (SendPhoto, SendDocument, SendMediaGroup, SendVideo, SendAnimation, EditMessageMedia)

REPEATS = 4
"""Repetitions of what can be made twice without harm."""

SEND_REPEATS = 2
"""Repetitions of what would arrive twice if the first one had arrived."""

FLOOD_WAITS = 10
"""So often a call waits as Telegram asks, before its error is let out."""

LONGEST_FLOOD = 600
"""Seconds; a longer silence is an error at once."""


class Session(AiohttpSession):
    """aiogram's session, with more time for uploads."""

    async def close(self) -> None:
        """Close connections; only TLS needs the moment that aiogram gives them afterwards."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> TelegramType:
        """Call Telegram; `timeout` in seconds for the whole call, the answer included."""
        if timeout is None and isinstance(method, UPLOADS):
            timeout = int(UPLOAD_SECONDS)
        return await super().make_request(bot, method, timeout)


class Patience(BaseRequestMiddleware):
    """Waits for the limits, as Telegram asks, and for trouble to pass.

    Args:
        rates: The flood limits.
        pause: Seconds before the first repetition; each further pause is twice as long.
    """

    def __init__(
        self,
        rates: Rates | None = None,
        pause: float = 0.5,
    ) -> None:
        self._pacer = Pacer(rates)
        self._pause = pause

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a call, sooner or later.

        Raises:
            LeftOut: It may be left out, and limits or Telegram do not want it now.
            TelegramMigrateToChat: It is about a message that stayed in the former group.
        """
        if method.__api_method__ == GetUpdates.__api_method__:
            return await make_request(bot, method)  # its loop has a patience of its own
        try:
            return await self._call(make_request, bot, method)
        except TelegramMigrateToChat as moved:
            chat_id = moved.migrate_to_chat_id
            log.info("A group is a supergroup now: %s", chat_id)
            if getattr(method, "message_id", None) is not None:
                raise  # the supergroup counts its messages anew: it would hit another one
            return await self._call(make_request, bot, _moved(method, chat_id))

    async def _call(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        troubles, floods = 0, 0
        while True:
            await self._pacer.turn(method)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as flood:
                floods += 1
                await self._wait_for_flood(method, flood, floods)
            except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as trouble:
                troubles += 1
                await self._wait_for_trouble(method, trouble, troubles)

    async def _wait_for_flood(
        self, method: TelegramMethod[Any], flood: TelegramRetryAfter, times: int
    ) -> None:
        log.warning("%s has to wait %s s", method.__api_method__, flood.retry_after)
        self._pacer.hold(place_of(method), flood.retry_after)
        if may_leave_out():
            raise LeftOut from flood
        if times > FLOOD_WAITS or flood.retry_after > LONGEST_FLOOD:
            raise flood
        await asyncio.sleep(flood.retry_after)

    async def _wait_for_trouble(
        self, method: TelegramMethod[Any], trouble: AiogramError, times: int
    ) -> None:
        if may_leave_out():
            raise LeftOut from trouble
        if times > _repeats(method) or not _passes(trouble):
            raise trouble
        pause = self._pause * 2 ** (times - 1)
        log.warning("%s again in %.1f s: %s", method.__api_method__, pause, trouble)
        await asyncio.sleep(pause)


def _moved(method: TelegramMethod[TelegramType], chat_id: int) -> TelegramMethod[TelegramType]:
    """The same for another chat, without what it replied to."""
    changes: dict[str, Any] = {"chat_id": chat_id}
    if hasattr(method, "reply_parameters"):
        changes["reply_parameters"] = None
    return method.model_copy(update=changes)


def _repeats(method: TelegramMethod[Any]) -> int:
    """Only sends, copies and forwards leave something behind each time."""
    sends = method.__api_method__.startswith(("send", "copy", "forward"))
    return SEND_REPEATS if sends and method.__api_method__ != "sendChatAction" else REPEATS


def _passes(trouble: AiogramError) -> bool:
    """Whether it may be over soon: not for an answer of an unknown shape, or a file too large."""
    if isinstance(trouble, ClientDecodeError):
        return isinstance(trouble.original, json.JSONDecodeError)
    return not isinstance(trouble, TelegramEntityTooLarge)


def create_bot(
    token: str,
    *,
    api_url: str | None = None,
    patience: BaseRequestMiddleware | None = None,
) -> Bot:
    """The bot; its session is to be closed last.

    Args:
        token: From BotFather.
        api_url: Another server than Telegram's public one.
        patience: What all calls go through; default limits where left out.

    Raises:
        aiogram.utils.token.TokenValidationError: The token has not a token's form.
    """
    api = TelegramAPIServer.from_base(api_url) if api_url else PRODUCTION
    session = Session(api=api, timeout=ANSWER_SECONDS)
    session.middleware(patience or Patience())
    defaults = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview_is_disabled=True, allow_sending_without_reply=True
    )
    return Bot(token, session=session, default=defaults)
