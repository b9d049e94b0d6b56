"""What an inline query is offered, one result at a time."""

from typing import TypeAlias

from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultCachedDocument,
    InlineQueryResultCachedPhoto,
    InlineQueryResultCachedVideo,
    InputTextMessageContent,
)

from bot.core.errors import BotError, QuotaExceeded
from bot.core.models import Usage
from bot.core.ports.recent import Sendable
from bot.services.abilities import Able
from bot.telegram.callbacks import StartTap
from bot.telegram.errors import plain, render
from bot.telegram.inline.cards import start_keyboard, waiting_text
from bot.telegram.screens.words import clipped
from bot.telegram.translator import Translate

Result: TypeAlias = (
    InlineQueryResultArticle
    | InlineQueryResultCachedPhoto
    | InlineQueryResultCachedDocument
    | InlineQueryResultCachedVideo
)

MODEL = "m:"
"""What the id of a result begins with that is to be painted; the model's key follows."""

_SYMBOLS = "🔧⛔🤔✂️✏️📊🐢🔑 "
"""Of the words' own beginnings: a result without a picture shows the first letter of its title."""

_TITLE = 60
_DETAILS = 120

_PHOTO, _DOCUMENT, _VIDEO = "AgAC", "BQAC", "BAAC"
"""How Telegram's file ids begin: tdlib writes the kind of a file as their first byte (2 photo,
5 document, 4 video; `FileType.h`). A result of another kind than its file spoils the whole answer,
so whatever begins otherwise is not offered."""


def model_result(
    able: Able, usage: Usage | None, prompt: str, tap: StartTap, t: Translate
) -> InlineQueryResultArticle:
    """A model, what it takes and what is left; chosen, it posts a card that can be started."""
    spec = able.spec
    title = t.plain("inline-model-resting", model=spec.title) if able.resting else spec.title
    return InlineQueryResultArticle(
        id=f"{MODEL}{spec.key}",
        title=title,
        description=_cost(able, usage, t),
        input_message_content=InputTextMessageContent(
            message_text=waiting_text(prompt, spec.title, t)
        ),
        reply_markup=start_keyboard(tap, t),
    )


def picture_result(picture: Sendable, t: Translate) -> Result | None:
    """A picture that Telegram has, sent as it is; None: in a form that cannot be sent this way."""
    key, file_id = f"p:{picture.artifact_id}", picture.file_id
    star = "⭐ " if picture.favourite else ""
    title = star + (clipped(picture.prompt, _TITLE) or t.plain("inline-picture"))
    details = t.plain("inline-own")
    if file_id.startswith(_PHOTO):
        return InlineQueryResultCachedPhoto(
            id=key, photo_file_id=file_id, title=title, description=details
        )
    if file_id.startswith(_DOCUMENT):
        return InlineQueryResultCachedDocument(
            id=key, document_file_id=file_id, title=title, description=details
        )
    if file_id.startswith(_VIDEO):
        return InlineQueryResultCachedVideo(
            id=key, video_file_id=file_id, title=title, description=details
        )
    return None


def notice(code: str, text: str) -> InlineQueryResultArticle:
    """Something that has to be said; chosen, it says so in the chat.

    Args:
        code: Names it.
        text: HTML; its first sentence becomes the title.
    """
    said = plain(text).splitlines()[0].lstrip(_SYMBOLS)
    title, _, rest = said.partition(". ") if len(said) > _TITLE else (said, "", "")
    return _article(code, clipped(title, _TITLE), clipped(rest, _DETAILS), text)


def failure(error: BotError, t: Translate) -> InlineQueryResultArticle:
    """Why nothing can be painted now."""
    text = render(error, t)
    if not isinstance(error, QuotaExceeded):
        return notice(error.code, text)
    details = t.plain("inline-quota-details", **{n: error.data[n] for n in ("hours", "minutes")})
    return _article(error.code, t.plain("inline-quota"), details, text)


def _article(code: str, title: str, details: str, text: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"n:{code}",
        title=title,
        description=details or None,
        input_message_content=InputTextMessageContent(message_text=text),
    )


def _cost(able: Able, usage: Usage | None, t: Translate) -> str:
    time = t.duration(able.seconds)
    if usage is None or usage.left is None or usage.limit is None:
        return t.plain("inline-cost-free", time=time)
    return t.plain("inline-cost", left=usage.left, limit=usage.limit, time=time)
