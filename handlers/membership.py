"""The bot is blocked, unblocked, added to a group or removed from one."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated

from bot.services.people import People
from bot.telegram.translator import Translate
from handlers.start import greeting


async def private_changed(event: ChatMemberUpdated, people: People) -> None:
    """Remember whether a person can be written to."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await people.lost(event.chat.id)
    else:
        await people.found(event.chat.id)


async def added_to_group(event: ChatMemberUpdated, bot: Bot, t: Translate) -> None:
    """Greet a group."""
    view = await greeting(bot, t)
    await bot.send_message(event.chat.id, view.text, reply_markup=view.markup)


def create_router() -> Router:
    """The router."""
    router = Router(name="membership")
    router.my_chat_member.register(private_changed, F.chat.type == ChatType.PRIVATE)
    router.my_chat_member.register(
        added_to_group,
        F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}),
        ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER),
    )
    return router
