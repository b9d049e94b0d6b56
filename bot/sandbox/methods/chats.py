"""What the bot may ask about chats and files, and how it leaves."""

from aiogram.methods import (
    CreateForumTopic,
    GetChat,
    GetChatAdministrators,
    GetChatMember,
    GetChatMemberCount,
    GetFile,
    LeaveChat,
)

from bot.sandbox.errors import bad_request
from bot.sandbox.files import MAX_DOWNLOAD
from bot.sandbox.membership import member_json, set_role
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

MAX_TOPIC_NAME = 128
_TOPIC_COLOR = 7322096


async def get_chat(tg: Telegram, method: GetChat) -> Json:
    """Describe a chat."""
    chat = tg.world.chat_for_bot(method.chat_id)
    described = tg.world.chat_json(chat)
    if chat.pinned:
        described["pinned_message"] = tg.world.message(chat.posts[chat.pinned[-1]])
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    accepted = dict.fromkeys((*gifts, "gifts_from_channels"), False)
    return described | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": accepted,
    }


async def get_chat_member(tg: Telegram, method: GetChatMember) -> Json:
    """Describe somebody's place in a chat."""
    chat = tg.world.chat_to_write(method.chat_id)
    if method.user_id not in tg.world.people and method.user_id != tg.world.bot_id:
        raise bad_request("user not found")
    if method.user_id not in chat.members and chat.type == "private":
        raise bad_request("member not found")
    return member_json(tg.world, chat, method.user_id)


async def get_chat_administrators(tg: Telegram, method: GetChatAdministrators) -> list[Json]:
    """List who runs a group, without other bots."""
    chat = tg.world.chat_to_write(method.chat_id)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member_json(tg.world, chat, user) for user in chat.members if chat.is_admin(user)]


async def get_chat_member_count(tg: Telegram, method: GetChatMemberCount) -> int:
    """Count who is in a chat."""
    chat = tg.world.chat_to_write(method.chat_id)
    return sum(chat.present(user) for user in chat.members)


async def leave_chat(tg: Telegram, method: LeaveChat) -> bool:
    """Leave a group."""
    chat = tg.world.chat_to_write(method.chat_id)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    set_role(tg, chat, tg.world.bot_id, "left", by=tg.world.bot_id)
    return True


async def create_forum_topic(tg: Telegram, method: CreateForumTopic) -> Json:
    """Open a topic; the bot must be an administrator."""
    chat = tg.world.chat_to_write(method.chat_id)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.is_admin(tg.world.bot_id):
        raise bad_request("not enough rights to create a topic")
    if not 1 <= len(method.name) <= MAX_TOPIC_NAME:
        raise bad_request("TOPIC_NAME_INVALID")
    thread = add_topic(tg, chat.id, method.name, tg.world.bot_id)
    return {"message_thread_id": thread, "name": method.name, "icon_color": _TOPIC_COLOR}


def add_topic(tg: Telegram, chat_id: int, name: str, by: int) -> int:
    """Open a topic; return its thread id, which is the id of its first message."""
    chat = tg.world.chats[chat_id]
    thread = chat.next_id
    chat.topics[thread] = name
    created = {"name": name, "icon_color": _TOPIC_COLOR}
    place = {"message_thread_id": thread, "is_topic_message": True}
    tg.post(chat, by, place | {"forum_topic_created": created})
    tg.changed()
    return thread


async def get_file(tg: Telegram, method: GetFile) -> Json:
    """Prepare a file of at most 20 MB for download."""
    stored = tg.files.find(method.file_id)
    if stored is None or stored.file_id != method.file_id:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }
