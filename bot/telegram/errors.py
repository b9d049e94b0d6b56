"""The one place where errors become words, and where Telegram's errors become ours."""

import html
import re
import secrets
from collections.abc import Mapping
from typing import Final, TypeAlias

from aiogram import exceptions as telegram
from aiogram.exceptions import TelegramBadRequest

from bot.core.errors import (
    TOPIC,
    BotError,
    DeliveryError,
    ErrorValue,
    FileRejected,
    Misconfigured,
    ProviderError,
    RateLimited,
    Unavailable,
    Unreachable,
)
from bot.telegram.translator import Translate

ALERT_LIMIT = 200
"""Telegram: characters of a callback's answer."""

NAME = "Telegram"

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be deleted",
    "message to be replied not found",
    "message to react not found",
    "query is too old",
    "query_id_invalid",
    "message_id_invalid",
)
"""Telegram's 400s (telegram-bot-api's wording) for what is as wanted already, or gone."""

GONE = ("message to edit not found", "message_id_invalid")
"""Those of them that say that a message of ours is not there any more."""

CLOSED = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "have no write access",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
)
"""Telegram's 400s for chats that cannot be written to."""

CLOSED_TOPICS = ("topic_closed", "topic_deleted", "message thread not found")
"""The same for a single topic of a chat."""

REFUSED_FILES = (
    "photo_invalid_dimensions",
    "photo_save_file_invalid",
    "image_process_failed",
    "photo_ext_invalid",
    "file is too big",
    "file must be non-empty",
    "wrong file identifier",
    "wrong remote file",
    "wrong type of the web page content",
    "failed to get http url content",
    "too big for a photo",
    "not enough rights to send photos",
    "not enough rights to send documents",
    "chat_send_photos_forbidden",
    "chat_send_docs_forbidden",
    "chat_send_media_forbidden",
)
"""Telegram's 400s for files that it, or the chat, does not take in this form."""

Kind: TypeAlias = type[BotError] | None

FOREIGN: Final[Mapping[type[Exception], Kind]] = {
    telegram.TelegramForbiddenError: Unreachable,
    telegram.TelegramMigrateToChat: Unreachable,
    telegram.TelegramUnauthorizedError: Misconfigured,
    telegram.TelegramConflictError: Misconfigured,
    telegram.TelegramNotFound: Misconfigured,
    telegram.TelegramRetryAfter: RateLimited,
    telegram.TelegramNetworkError: Unavailable,
    telegram.TelegramServerError: Unavailable,
    telegram.RestartingTelegram: Unavailable,
    telegram.ClientDecodeError: Unavailable,
    telegram.TelegramEntityTooLarge: FileRejected,
    telegram.TelegramBadRequest: None,  # told apart by its words; otherwise a bug
    telegram.TelegramAPIError: None,
    telegram.AiogramError: None,
    telegram.DetailedAiogramError: None,
    telegram.CallbackAnswerException: None,
    telegram.SceneException: None,
    telegram.UnsupportedKeywordArgument: None,
    telegram.DataNotDictLikeError: None,
}
"""What aiogram's exceptions are here; None: a mistake of ours."""


def harmless(error: BaseException) -> bool:
    """Whether Telegram refused something that needs no doing any more."""
    return isinstance(error, TelegramBadRequest) and _says(error, HARMLESS)


def gone(error: BaseException) -> bool:
    """Whether Telegram could not change a message because it was deleted."""
    return isinstance(error, TelegramBadRequest) and _says(error, GONE)


def ours(error: BaseException) -> BotError | None:
    """An error in our own words; None: a bug."""
    if isinstance(error, BotError):
        return error
    if isinstance(error, TelegramBadRequest):
        return _refusal(error)
    kind = next((FOREIGN[base] for base in type(error).__mro__ if base in FOREIGN), None)
    if kind is None:
        return None
    data: dict[str, ErrorValue] = {}
    if issubclass(kind, ProviderError):
        data = {"provider": NAME, "detail": type(error).__name__}
    if isinstance(error, telegram.TelegramRetryAfter):
        data["retry_after"] = error.retry_after
    return kind(**data)


def render(error: BotError, t: Translate, *, refunded: bool | None = None) -> str:
    """An error as HTML: what happened, what came of the quota, and what to do next.

    Args:
        error: What happened.
        t: The language.
        refunded: Whether a reserved quota came back; None: none was reserved.
    """
    lines = [described(error, t)]
    if refunded is not None:
        lines.append(t("error-refunded" if refunded else "error-spent"))
    if refunded is not None and (step := _next_step(error)):
        lines.append(t(step))
    return "\n".join(lines)


def described(error: BotError, t: Translate) -> str:
    """What happened alone, as HTML."""
    return t(f"error-{error.code}", **_data(error, t.locale))


def alert(text: str) -> str:
    """HTML for a callback's answer: without markup, 200 characters at the most."""
    return shortened(plain(text), ALERT_LIMIT)


def plain(text: str) -> str:
    """HTML as the words that it shows."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def shortened(text: str, limit: int) -> str:
    """A text of at most so many characters, its end replaced by an ellipsis if need be."""
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + "…"


def reference() -> str:
    """A short name under which an error is found in the log."""
    return secrets.token_hex(4)


def _refusal(error: TelegramBadRequest) -> BotError | None:
    if _says(error, REFUSED_FILES):  # first: a chat that forbids them may still take words
        return FileRejected()
    if _says(error, CLOSED_TOPICS):
        return Unreachable(scope=TOPIC)
    return Unreachable() if _says(error, CLOSED) else None


def _says(error: TelegramBadRequest, words: tuple[str, ...]) -> bool:
    text = error.message.lower()
    return any(word in text for word in words)


def _data(error: BotError, locale: str) -> dict[str, ErrorValue]:
    """The error's data, in a language where it has several: `known_ru` instead of `known`.

    What it may have and has not is empty, since Fluent wants all of it.
    """
    names = {name: f"{name}_{locale}" for name in error.fields}
    return {name: error.data.get(own, error.data.get(name, "")) for name, own in names.items()}


def _next_step(error: BotError) -> str | None:
    if isinstance(error, DeliveryError):
        return None
    if error.retry:
        return "error-next-retry"
    return "error-next-model" if error.failover else None
