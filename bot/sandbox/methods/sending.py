"""What all messages of the bot share: where they go, what they answer, what is under them."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import BufferedInputFile

from bot.sandbox.clips import plays
from bot.sandbox.entities import Formatted
from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.keyboards import checked_keyboard, opens_pages
from bot.sandbox.parameters import dump, given
from bot.sandbox.pictures import fits_thumbnail
from bot.sandbox.rights import check_rights
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import CAPTION_LIMIT, check_length, written
from bot.sandbox.world import Chat, Json, Post

MEDIA_KINDS = ("photo", "video", "animation", "document")
_DETAILS = ("width", "height", "duration")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a message goes.

    Attributes:
        reply_to: the message it answers.
        thread: the topic it belongs to.
    """

    chat: Chat
    reply_to: int | None
    thread: int | None


def destination(tg: Telegram, method: Any) -> Target:
    """Return where a send method's message goes.

    Raises:
        ApiError: no such chat, topic or message to reply to, or the bot is shut out.
    """
    chat = tg.world.chat_to_write(method.chat_id)
    thread = method.message_thread_id
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    answered = _answered(chat, method)
    if thread is None and answered is not None:
        thread = answered.content.get("message_thread_id")
    return Target(chat=chat, reply_to=answered.id if answered else None, thread=thread)


def deliver(tg: Telegram, target: Target, content: Json, method: Any) -> Json:
    """Post a message of the bot, within the flood limits; return it.

    Raises:
        ApiError: 429, or it may not send this.
    """
    check_rights(target.chat, tg.world.bot_id, content)
    tg.flood.spend(target.chat.id)
    post = tg.post(
        target.chat,
        tg.world.bot_id,
        thread_fields(target) | content | _flags(method),
        reply_to=target.reply_to,
    )
    return tg.world.message(post)


def thread_fields(target: Target) -> Json:
    """Return the fields that put a message into its topic."""
    if target.thread is None:
        return {}
    return {"message_thread_id": target.thread, "is_topic_message": True}


def text_fields(text: Formatted) -> Json:
    """Return a text as a message holds it."""
    return {"text": text.text} | ({"entities": text.entities} if text.entities else {})


def caption_fields(method: Any) -> Json:
    """Return the caption of a method or media item as a message holds it.

    Raises:
        ApiError: it cannot be parsed or is too long.
    """
    entities = [dump(e) or {} for e in method.caption_entities or []]
    caption = written(method.caption or "", given(method.parse_mode), entities)
    check_length(caption, CAPTION_LIMIT)
    if not caption.text:
        return {}
    fields: Json = {"caption": caption.text}
    if caption.entities:
        fields["caption_entities"] = caption.entities
    if given(getattr(method, "show_caption_above_media", None)):
        fields["show_caption_above_media"] = True
    return fields


def keyboard_fields(method: Any) -> Json:
    """Return the inline keyboard of a method as a message holds it.

    Raises:
        ApiError: Telegram refuses it.
    """
    keyboard = checked_keyboard(dump(method.reply_markup))
    private = str(method.chat_id).isdecimal()
    if keyboard and opens_pages(keyboard) and not private:
        raise bad_request("BUTTON_TYPE_INVALID")  # InlineKeyboardButton: "only in private chats"
    return {"reply_markup": keyboard} if keyboard else {}


async def media_fields(tg: Telegram, kind: str, source: Any, item: Any) -> Json:
    """Return a photo, video, animation or document as a message holds it.

    Args:
        tg: the server.
        kind: which of these.
        source: an upload or a ``file_id``.
        item: the method or ``InputMedia`` with the details.

    Raises:
        ApiError: Telegram refuses the file.
    """
    stored = await _stored(tg, kind, source, item)
    fields: Json = {stored.kind: stored.media}
    if kind == "animation":
        fields["document"] = {
            key: value for key, value in stored.media.items() if key not in _DETAILS
        }
    if getattr(item, "has_spoiler", None):
        fields["has_media_spoiler"] = True
    return fields


async def _stored(tg: Telegram, kind: str, source: Any, item: Any) -> StoredFile:
    if isinstance(source, str):
        return tg.files.as_kind(source, kind)
    if kind == "photo":
        return await tg.files.add_photo(source.data)
    if kind == "video" and not plays(source.data):
        kind = "document"  # Bot API (sendVideo): other formats may be sent as Document
    details: Json = {}
    if kind != "document":
        details = {name: getattr(item, name) or 0 for name in _DETAILS}
    if isinstance(item.thumbnail, BufferedInputFile) and fits_thumbnail(item.thumbnail.data):
        details["thumbnail"] = item.thumbnail.data
    return await tg.files.add(kind, source.data, source.filename or kind, details)


def _answered(chat: Chat, method: Any) -> Post | None:
    """Find the message to reply to."""
    wanted, optional = method.reply_to_message_id, method.allow_sending_without_reply
    quote = None
    if method.reply_parameters is not None:
        wanted = method.reply_parameters.message_id
        optional = given(method.reply_parameters.allow_sending_without_reply)
        quote = method.reply_parameters.quote
    if wanted is None:
        return None
    post = chat.posts.get(wanted)
    if post is None or post.deleted:
        if optional:
            return None
        raise bad_request("message to be replied not found")
    words: str = post.content.get("text") or post.content.get("caption") or ""
    if quote and quote not in words:
        raise bad_request("QUOTE_TEXT_INVALID")
    return post


def _flags(method: Any) -> Json:
    flags: Json = {}
    if given(method.protect_content):
        flags["has_protected_content"] = True
    if method.message_effect_id:
        flags["effect_id"] = method.message_effect_id
    return flags
