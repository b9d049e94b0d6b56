"""Who is in a chat and as what; every change is told to the bot as Telegram tells it."""

from bot.sandbox.rights import restricted_fields
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Chat, Json, Role, World

_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)
_NOT_GRANTED = {"is_anonymous", "can_be_edited", "can_promote_members"}


def member_json(world: World, chat: Chat, user_id: int) -> Json:
    """Return somebody's place in a chat as a ``ChatMember``."""
    role = chat.members.get(user_id, "left")
    member: Json = {"status": role, "user": world.user(user_id)}
    if role == "creator":
        return member | {"is_anonymous": False}
    if role == "administrator":
        return member | {right: right not in _NOT_GRANTED for right in _RIGHTS}
    if role == "restricted":
        return member | restricted_fields(chat, user_id)
    return member | ({"until_date": 0} if role == "kicked" else {})


def set_role(
    tg: Telegram,
    chat: Chat,
    user_id: int,
    role: Role,
    *,
    by: int,
    taken: frozenset[str] = frozenset(),
) -> None:
    """Change somebody's place: service messages, ``my_chat_member``, ``chat_member``.

    Args:
        tg: the server.
        chat: where.
        user_id: whose.
        role: what they become.
        by: who does it.
        taken: what somebody restricted may not send.
    """
    old, was_in = member_json(tg.world, chat, user_id), chat.present(user_id)
    chat.members[user_id] = role
    chat.restricted[user_id] = taken
    change = {
        "chat": tg.world.chat_json(chat),
        "from": tg.world.user(by),
        "date": int(tg.clock.now()),
        "old_chat_member": old,
        "new_chat_member": member_json(tg.world, chat, user_id),
    }
    about_bot = user_id == tg.world.bot_id
    if about_bot or chat.is_admin(tg.world.bot_id):
        kind = "my_chat_member" if about_bot else "chat_member"
        tg.updates.add(kind, change, f"chat {chat.id}")
    if chat.type != "private" and was_in != chat.present(user_id):
        _announce(tg, chat, user_id, by)
    tg.changed()


def block(tg: Telegram, person_id: int, *, blocked: bool) -> None:
    """Let somebody block or unblock the bot; Telegram tells it as ``my_chat_member``."""
    person, chat = tg.world.people[person_id], tg.world.chats[person_id]
    if person.blocked == blocked:
        return
    person.blocked = blocked
    bot = tg.world.user(tg.world.bot_id)
    there: Json = {"status": "member", "user": bot}
    gone: Json = {"status": "kicked", "user": bot, "until_date": 0}
    change = {
        "chat": tg.world.chat_json(chat),
        "from": person.user(),
        "date": int(tg.clock.now()),
        "old_chat_member": there if blocked else gone,
        "new_chat_member": gone if blocked else there,
    }
    tg.updates.add("my_chat_member", change, f"chat {chat.id}")
    tg.changed()


def migrate(tg: Telegram, chat: Chat, by: int) -> Chat:
    """Turn a basic group into a supergroup: a new id, told by service messages in both."""
    new = tg.world.add_group(chat.title, supergroup=True, forum=False)
    new.members = dict(chat.members)
    new.last_bot = chat.last_bot
    new.forbidden, new.restricted = set(chat.forbidden), dict(chat.restricted)
    tg.post(chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    tg.post(new, by, {"migrate_from_chat_id": chat.id})
    tg.changed()
    return new


def _announce(tg: Telegram, chat: Chat, user_id: int, by: int) -> None:
    user = tg.world.user(user_id)
    if chat.present(user_id):
        tg.post(chat, by, {"new_chat_members": [user], "new_chat_member": user})
    elif user_id != tg.world.bot_id:
        tg.post(chat, by, {"left_chat_member": user})
