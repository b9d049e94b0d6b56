"""Messages into the chat, topic and thread of replies that a job came from."""

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import ReplyParameters

from bot.core.errors import FileRejected
from bot.core.models import Origin
from bot.telegram.errors import harmless, ours

log = logging.getLogger(__name__)

T = TypeVar("T")

LOST_TOPIC = "message thread not found"


def place(origin: Origin) -> dict[str, Any]:
    """The parameters that lead a message to where the request came from, as a reply to it."""
    reply = None
    if origin.message_id is not None:
        reply = ReplyParameters(message_id=origin.message_id, allow_sending_without_reply=True)
    return {
        "chat_id": origin.chat_id,
        "message_thread_id": origin.thread_id,
        "reply_parameters": reply,
    }


async def send(bot: Bot, method: TelegramMethod[T], seconds: float | None = None) -> T:
    """Send something; into the chat itself where its topic is gone.

    Args:
        bot: Sends it.
        method: What.
        seconds: How long that may take; None: as usual.

    Raises:
        DeliveryError: Telegram refuses it for good.
        ProviderError: It may work later.
    """
    patience = None if seconds is None else math.ceil(seconds)
    with refusals():
        try:
            return await bot(method, request_timeout=patience)
        except TelegramBadRequest as error:
            if LOST_TOPIC not in error.message.lower():
                raise
            log.info("A topic is gone: its answer goes to the whole chat")
            general = method.model_copy(update={"message_thread_id": None})
            return await bot(general, request_timeout=patience)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn Telegram's refusals and its trouble into ours.

    Raises:
        DeliveryError: Telegram refused for good.
        ProviderError: It has trouble that may pass.
    """
    try:
        yield
    except AiogramError as error:
        if harmless(error):
            raise
        known = ours(error)
        if known is not None:
            raise known from error
        if isinstance(error, TelegramBadRequest):
            log.exception("Telegram refused a message")
            raise FileRejected from error
        raise
