"""Single messages: text, photo, document, video, animation; chat actions; copies and forwards."""

from typing import Any

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    SendAnimation,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVideo,
)

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.sending import (
    caption_fields,
    deliver,
    destination,
    keyboard_fields,
    media_fields,
    text_fields,
)
from bot.sandbox.parameters import dump, given
from bot.sandbox.rights import check_voice
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import TEXT_LIMIT, check_length, written
from bot.sandbox.world import Json, Post

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_KEPT = {"reply_markup", "edit_date", "message_thread_id", "is_topic_message", "media_group_id"}
_KEPT_OUT = _KEPT | {"forward_origin", "via_bot"}


async def send_message(tg: Telegram, method: SendMessage) -> Json:
    """Send a text."""
    target = destination(tg, method)
    entities = [dump(e) or {} for e in method.entities or []]
    text = written(method.text, given(method.parse_mode), entities)
    if not text.text:
        raise bad_request("message text is empty")
    check_length(text, TEXT_LIMIT)
    preview = dump(given(method.link_preview_options))
    content = text_fields(text) | ({"link_preview_options": preview} if preview else {})
    return deliver(tg, target, content | keyboard_fields(method), method)


async def send_photo(tg: Telegram, method: SendPhoto) -> Json:
    """Send a photo: recompressed, in several sizes."""
    return await _send_media(tg, "photo", method.photo, method)


async def send_document(tg: Telegram, method: SendDocument) -> Json:
    """Send a file, byte for byte."""
    return await _send_media(tg, "document", method.document, method)


async def send_video(tg: Telegram, method: SendVideo) -> Json:
    """Send a video; its size and length are what the bot says they are."""
    return await _send_media(tg, "video", method.video, method)


async def send_animation(tg: Telegram, method: SendAnimation) -> Json:
    """Send a silent clip."""
    return await _send_media(tg, "animation", method.animation, method)


async def send_chat_action(tg: Telegram, method: SendChatAction) -> bool:
    """Show what the bot is doing."""
    chat = tg.world.chat_to_write(method.chat_id)
    check_voice(chat, tg.world.bot_id)
    if method.action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if method.message_thread_id is not None and method.message_thread_id not in chat.topics:
        raise bad_request("message thread not found")
    data = {"action": method.action, "message_thread_id": method.message_thread_id}
    tg.journal.add("chat_action", chat.id, data, by_bot=True)
    return True


async def copy_message(tg: Telegram, method: CopyMessage) -> Json:
    """Send the content of a message again, without a trace of where it came from."""
    target = destination(tg, method)
    original = _original(tg, method, "message to copy not found")
    content = {k: v for k, v in original.content.items() if k not in _KEPT_OUT}
    if method.caption is not None:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= caption_fields(method)
    message = deliver(tg, target, content | keyboard_fields(method), method)
    return {"message_id": message["message_id"]}


async def forward_message(tg: Telegram, method: ForwardMessage) -> Json:
    """Send a message on, with its sender's name."""
    chat = tg.world.chat_to_write(method.chat_id)
    original = _original(tg, method, "message to forward not found")
    if original.content.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    tg.flood.spend(chat.id)
    post = tg.post(chat, tg.world.bot_id, forwarded(tg, original))
    return tg.world.message(post)


def forwarded(tg: Telegram, original: Post) -> Json:
    """Return the content of a forward of this message."""
    origin = {
        "type": "user",
        "date": int(original.created),
        "sender_user": tg.world.user(original.sender_id),
    }
    kept = {k: v for k, v in original.content.items() if k not in _KEPT}
    return {"forward_origin": origin} | kept


async def _send_media(tg: Telegram, kind: str, source: Any, method: Any) -> Json:
    target = destination(tg, method)
    content = caption_fields(method) | keyboard_fields(method)
    content |= await media_fields(tg, kind, source, method)
    return deliver(tg, target, content, method)


def _original(tg: Telegram, method: Any, missing: str) -> Post:
    source = tg.world.chat_for_bot(method.from_chat_id)
    post = source.posts.get(method.message_id)
    if post is None or post.deleted:
        raise bad_request(missing)
    return post
