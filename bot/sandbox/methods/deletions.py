"""Deleting and pinning."""

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    PinChatMessage,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods.edits import find_post
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Chat, Post

MAX_AGE = 48 * 3600
MAX_AT_ONCE = 100


async def delete_message(tg: Telegram, method: DeleteMessage) -> bool:
    """Delete a message younger than 48 hours: the bot's own, or an incoming one where it may."""
    post = find_post(tg, method.chat_id, method.message_id, "message to delete not found")
    _check_deletable(tg, post)
    tg.delete(post, by_bot=True)
    return True


async def delete_messages(tg: Telegram, method: DeleteMessages) -> bool:
    """Delete several; those that cannot be found or deleted are passed over."""
    chat = tg.world.chat_to_write(method.chat_id)
    if not method.message_ids:
        raise bad_request("message identifiers are not specified")
    if len(method.message_ids) > MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in method.message_ids:
        post = chat.posts.get(message_id)
        if post is not None and not post.deleted and _deletable(tg, post):
            tg.delete(post, by_bot=True)
    return True


async def pin_chat_message(tg: Telegram, method: PinChatMessage) -> bool:
    """Pin a message."""
    post = find_post(tg, method.chat_id, method.message_id, "message to pin not found")
    chat = _managed(tg, method.chat_id)
    if post.id not in chat.pinned:
        chat.pinned.append(post.id)
        tg.changed()
    return True


async def unpin_chat_message(tg: Telegram, method: UnpinChatMessage) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat = _managed(tg, method.chat_id)
    wanted = method.message_id or (chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    tg.changed()
    return True


async def unpin_all_chat_messages(tg: Telegram, method: UnpinAllChatMessages) -> bool:
    """Unpin everything."""
    _managed(tg, method.chat_id).pinned.clear()
    tg.changed()
    return True


def _managed(tg: Telegram, chat_id: int | str) -> Chat:
    chat = tg.world.chat_to_write(chat_id)
    if chat.type != "private" and not chat.is_admin(tg.world.bot_id):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def _deletable(tg: Telegram, post: Post) -> bool:
    try:
        _check_deletable(tg, post)
    except ApiError:
        return False
    return True


def _check_deletable(tg: Telegram, post: Post) -> None:
    chat = tg.world.chats[post.chat_id]
    own = post.sender_id == tg.world.bot_id
    if not own and chat.type != "private" and not chat.is_admin(tg.world.bot_id):
        raise bad_request("message can't be deleted")
    if tg.clock.now() - post.created > MAX_AGE:
        raise bad_request("message can't be deleted for everyone")
