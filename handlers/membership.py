"""The bot is blocked, unblocked, added to a group, silenced there or removed from one."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberRestricted, ChatMemberUnion, ChatMemberUpdated

from bot.core.groups import Group
from bot.services.presence import Presence
from bot.telegram.translator import Translate
from handlers.start import greeting

_GONE = frozenset({ChatMemberStatus.KICKED, ChatMemberStatus.LEFT})


async def private_changed(event: ChatMemberUpdated, presence: Presence) -> None:
    """Remember whether a person can be written to."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await presence.lost(event.chat.id)
    else:
        await presence.found(event.chat.id)


async def added_to_group(
    event: ChatMemberUpdated,
    bot: Bot,
    presence: Presence,
    t: Translate,
    group: Group | None = None,
) -> None:
    """Greet a group."""
    await group_changed(event, presence)
    if _may_write(event.new_chat_member):
        view = await greeting(bot, t, group)
        await bot.send_message(event.chat.id, view.text, reply_markup=view.markup)


async def group_changed(event: ChatMemberUpdated, presence: Presence) -> None:
    """Remember whether a group can be written to."""
    if _may_write(event.new_chat_member):
        await presence.found(event.chat.id)
    else:
        await presence.lost(event.chat.id)


def _may_write(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status not in _GONE


def create_router() -> Router:
    """The router."""
    router = Router(name="membership")
    groups = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    router.my_chat_member.register(private_changed, F.chat.type == ChatType.PRIVATE)
    added = ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER)
    router.my_chat_member.register(added_to_group, groups, added)
    router.my_chat_member.register(group_changed, groups)
    return router
