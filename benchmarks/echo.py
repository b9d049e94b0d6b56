"""The floor: a bare aiogram bot that answers each message and each button.

`--both` makes it answer a button with the same two calls as a settings panel does.
"""

import asyncio
import gc
import logging
import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InputMediaPhoto, Message

from benchmarks.processes import TOKEN


async def echo(message: Message) -> Any:
    """Say it again."""
    return await message.answer(message.text or "")


async def answer(callback: CallbackQuery) -> Any:
    """Take the clock off the button."""
    return await callback.answer()


async def show(callback: CallbackQuery) -> Any:
    """Show something else and take the clock off the button."""
    if isinstance(callback.message, Message):
        await callback.message.edit_media(InputMediaPhoto(media="file", caption="Panel"))
    return await callback.answer()


async def main(url: str, options: list[str]) -> None:
    """Poll until SIGTERM."""
    logging.basicConfig(level=logging.ERROR)
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(show if "--both" in options else answer)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    if "--freeze" in options:
        gc.collect()
        gc.freeze()
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
