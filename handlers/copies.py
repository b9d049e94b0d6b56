"""The whole command of a picture, where it is too long for a button that copies."""

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.core.parameters import command
from bot.core.recipe import as_made
from bot.telegram.callbacks import ResultAction, ResultTap
from bot.telegram.markups import Markups
from bot.telegram.screens.words import code
from bot.telegram.translator import Translate
from handlers.common import below

_LIMIT = 4096
"""Telegram: characters of a message."""


async def send_command(
    callback: CallbackQuery, callback_data: ResultTap, markups: Markups, t: Translate
) -> None:
    """Send the command as a text that copies itself when it is tapped, or as a file."""
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    typed = command(as_made(run, artifact))
    await callback.answer(t.plain("toast-copy"))
    if len(typed.encode("utf-16-le")) // 2 <= _LIMIT:
        await message.reply(code(typed), allow_sending_without_reply=True)
        return
    file = BufferedInputFile(typed.encode(), "command.txt")
    await message.reply_document(file, allow_sending_without_reply=True)


def create_router() -> Router:
    """The router."""
    router = Router(name="copies")
    router.callback_query.register(send_command, ResultTap.filter(F.action == ResultAction.COPY))
    return router
