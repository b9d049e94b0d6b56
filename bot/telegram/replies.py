"""Answering a message with a screen."""

from aiogram.enums import ChatType
from aiogram.types import Chat, Message

from bot.telegram.buttons import View


def is_private(chat: Chat) -> bool:
    """Whether a chat is somebody's own with the bot."""
    return chat.type == ChatType.PRIVATE


async def say(message: Message, view: View) -> Message:
    """Answer a message: as a reply in groups, where several people speak."""
    if is_private(message.chat):
        return await message.answer(view.text, reply_markup=view.markup)
    return await reply(message, view)


async def reply(message: Message, view: View) -> Message:
    """Answer a message with a reply, even if it is gone meanwhile."""
    return await message.reply(
        view.text, reply_markup=view.markup, allow_sending_without_reply=True
    )
