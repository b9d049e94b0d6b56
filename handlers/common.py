"""What several handlers do alike."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Chat, Message

from bot.core.errors import NotFound, NotYours
from bot.telegram.errors import harmless
from bot.telegram.replies import is_private

Handler: TypeAlias = Callable[..., Awaitable[None]]
"""What a router calls; aiogram hands over by name whatever it asks for."""


def below(callback: CallbackQuery) -> Message:
    """The message that a button stands under.

    Raises:
        NotFound: Telegram does not show it to the bot any more.
    """
    if not isinstance(callback.message, Message):
        raise NotFound
    return callback.message


def mine(callback: CallbackQuery, owner: int) -> Message:
    """The message of a screen that belongs to whoever pressed.

    Raises:
        NotYours: It belongs to somebody else.
        NotFound: Telegram does not show it to the bot any more.
    """
    if callback.from_user.id != owner:
        raise NotYours
    return below(callback)


async def may_rule(bot: Bot, chat: Chat, person_id: int, owner: int) -> None:
    """See to it that only the owner, or an admin of the chat, goes on.

    Raises:
        NotYours: It is somebody else.
    """
    if person_id == owner:
        return
    if is_private(chat) or not await is_admin(bot, chat, person_id):
        raise NotYours


async def is_admin(bot: Bot, chat: Chat, person_id: int) -> bool:
    """Whether somebody runs a group.

    Telegram promises a single member's place only to bots that are admins; the list is for all.
    """
    admins = await bot.get_chat_administrators(chat.id)
    return any(admin.user.id == person_id for admin in admins)


async def remove(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Delete a message; False: Telegram does not let bots delete it (48 hours), or it is gone."""
    try:
        return await bot.delete_message(chat_id, message_id)
    except TelegramBadRequest as error:
        if not harmless(error):
            raise
        return False


async def vanish(bot: Bot, message: Message, farewell: str) -> None:
    """Take a message of ours away; one too old for that keeps only a farewell."""
    if await remove(bot, message.chat.id, message.message_id):
        return
    if message.text is None:
        await message.edit_caption(caption=farewell, reply_markup=None)
    else:
        await message.edit_text(farewell, reply_markup=None)
