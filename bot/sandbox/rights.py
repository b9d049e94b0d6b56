"""What may be sent to a group: rights that are taken from all members, or from one."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.world import Chat, Json

RIGHTS = ("messages", "photos", "videos", "documents", "other_messages")
"""Telegram (ChatPermissions): a part of the names behind ``can_send_``."""

_NEEDED = {
    "photo": ("photos", "photos"),
    "video": ("videos", "videos"),
    "animation": ("other_messages", "animations"),
    "document": ("documents", "documents"),
    "text": ("messages", "text messages"),
}
_ALWAYS = (
    *("can_send_audios", "can_send_video_notes", "can_send_voice_notes", "can_send_polls"),
    *("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info"),
    *("can_invite_users", "can_pin_messages", "can_manage_topics"),
)


def lacking(chat: Chat, user_id: int) -> frozenset[str]:
    """Return what a member may not send; administrators may send everything."""
    if chat.is_admin(user_id):
        return frozenset()
    return frozenset(chat.forbidden) | chat.restricted.get(user_id, frozenset())


def check_rights(chat: Chat, user_id: int, content: Json) -> None:
    """See to it that somebody may send this.

    Raises:
        ApiError: 400.
    """
    kind = next((kind for kind in _NEEDED if kind in content), None)
    if kind is None:
        return
    right, words = _NEEDED[kind]
    if right in lacking(chat, user_id):
        raise bad_request(f"not enough rights to send {words} to the chat")


def check_voice(chat: Chat, user_id: int) -> None:
    """See to it that somebody may show that they are about to send something.

    Raises:
        ApiError: 400.
    """
    if "messages" in lacking(chat, user_id):
        raise bad_request("have no write access to the chat")


def restricted_fields(chat: Chat, user_id: int) -> dict[str, Any]:
    """Return what a ``ChatMemberRestricted`` says of its rights."""
    taken = chat.restricted.get(user_id, frozenset())
    sends = {f"can_send_{right}": right not in taken for right in RIGHTS}
    return {"is_member": True, **sends, **dict.fromkeys(_ALWAYS, False), "until_date": 0}
