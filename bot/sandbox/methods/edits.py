"""Edits: of the bot's own messages, and of those sent through it in inline mode."""

from typing import Any

from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.sending import (
    MEDIA_KINDS,
    caption_fields,
    keyboard_fields,
    media_fields,
    text_fields,
)
from bot.sandbox.parameters import dump, given
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import TEXT_LIMIT, check_length, written
from bot.sandbox.world import Json, Post

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_TEXT = {"text", "entities", "link_preview_options"}
_CAPTION = {"caption", "caption_entities", "show_caption_above_media"}
_MEDIA = {*MEDIA_KINDS, "has_media_spoiler"}
_VISUAL = {"photo", "video"}
Answer = Json | bool


async def edit_message_text(tg: Telegram, method: EditMessageText) -> Answer:
    """Change a text."""
    post = _editable(tg, method)
    if method.text is None:
        raise bad_request("message text is empty")
    entities = [dump(e) or {} for e in method.entities or []]
    text = written(method.text, given(method.parse_mode), entities)
    if not text.text:
        raise bad_request("message text is empty")
    check_length(text, TEXT_LIMIT)
    if "text" not in post.content:
        raise bad_request("there is no text in the message to edit")
    preview = dump(given(method.link_preview_options))
    new = text_fields(text) | ({"link_preview_options": preview} if preview else {})
    return _change(tg, method, post, _without(post, _TEXT) | new)


async def edit_message_caption(tg: Telegram, method: EditMessageCaption) -> Answer:
    """Change a caption, or take it away."""
    post = _editable(tg, method)
    if not post.content.keys() & set(MEDIA_KINDS):
        raise bad_request("there is no caption in the message to edit")
    return _change(tg, method, post, _without(post, _CAPTION) | caption_fields(method))


async def edit_message_media(tg: Telegram, method: EditMessageMedia) -> Answer:
    """Put a photo, video, animation or document in place of what is there, even of a text."""
    post = _editable(tg, method)
    item: Any = method.media
    if item.type not in MEDIA_KINDS:
        raise bad_request(f"can't use media of type {item.type} here")
    if method.inline_message_id is not None and not isinstance(item.media, str):
        raise bad_request("can't upload a file while editing an inline message")
    _check_album(post, item.type)
    caption = caption_fields(item)
    new = await media_fields(tg, item.type, item.media, item) | caption
    old = _without(post, _TEXT | _CAPTION | _MEDIA)
    return _change(tg, method, post, old | new)


async def edit_message_reply_markup(tg: Telegram, method: EditMessageReplyMarkup) -> Answer:
    """Change only the keyboard."""
    post = _editable(tg, method)
    return _change(tg, method, post, dict(post.content))


def find_post(tg: Telegram, chat_id: int | str, message_id: int, missing: str) -> Post:
    """Return a message that is still there.

    Raises:
        ApiError: it is not, in these words.
    """
    post = tg.world.chat_to_write(chat_id).posts.get(message_id)
    if post is None or post.deleted:
        raise bad_request(missing)
    return post


def _editable(tg: Telegram, method: Any) -> Post:
    if method.inline_message_id is not None:
        post = tg.world.inline_posts.get(method.inline_message_id)
        if post is None or post.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return post
    if method.chat_id is None:
        raise bad_request("chat_id is empty")
    if method.message_id is None:
        raise bad_request("message identifier is not specified")
    post = find_post(tg, method.chat_id, method.message_id, "message to edit not found")
    if post.sender_id != tg.world.bot_id or "forward_origin" in post.content:
        raise bad_request("message can't be edited")
    return post


def _check_album(post: Post, kind: str) -> None:
    if "media_group_id" not in post.content:
        return
    visual = bool(_VISUAL & post.content.keys())
    if visual != (kind in _VISUAL):
        raise bad_request("can't use the media of the specified type in the album")


def _change(tg: Telegram, method: Any, post: Post, content: Json) -> Answer:
    """Make the edit, unless it changes nothing; a keyboard that is not given is taken away."""
    content = {k: v for k, v in content.items() if k not in {"reply_markup", "edit_date"}}
    content |= keyboard_fields(method)
    if _comparable(content) == _comparable(post.content):
        raise bad_request(_NOT_MODIFIED)
    inline = method.inline_message_id is not None
    tg.flood.spend(0 if inline else post.chat_id)
    message = tg.edit(post, content, by_bot=True)
    return True if inline else message


def _comparable(content: Json) -> Json:
    return {key: value for key, value in content.items() if key != "edit_date"}


def _without(post: Post, keys: set[str]) -> Json:
    return {key: value for key, value in post.content.items() if key not in keys}
