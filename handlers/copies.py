"""The whole command of a picture, where it is too long for a button that copies."""

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.core.models import Request
from bot.core.parameters import command
from bot.core.recipe import as_made
from bot.services.wishes import Asker
from bot.telegram.callbacks import (
    PictureAction,
    PictureTap,
    ResultAction,
    ResultTap,
    SharedAction,
    SharedTap,
)
from bot.telegram.markups import Markups
from bot.telegram.menus import Menus
from bot.telegram.screens.words import code
from bot.telegram.translator import Translate
from handlers.common import below
from handlers.sharing import Wanted

_LIMIT = 4096
"""Telegram: characters of a message."""


async def send_made(
    callback: CallbackQuery, callback_data: ResultTap, markups: Markups, t: Translate
) -> None:
    """Send the command of a picture."""
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await _send(callback, as_made(run, artifact), t)


async def send_found(callback: CallbackQuery, asker: Asker, menus: Menus, t: Translate) -> None:
    """Send the command of the recipe that a file brought along."""
    recipe, _ = await menus.recipe(below(callback), asker, t)
    await _send(callback, recipe, t)


async def send_shared(callback: CallbackQuery, wanted: Request, t: Translate) -> None:
    """Send the command of a shared recipe."""
    await _send(callback, wanted, t)


async def _send(callback: CallbackQuery, request: Request, t: Translate) -> None:
    """Send it as a text that copies itself when it is tapped, or as a file."""
    message, typed = below(callback), command(request)
    await callback.answer(t.plain("toast-copy"))
    if len(typed.encode("utf-16-le")) // 2 <= _LIMIT:
        await message.reply(code(typed), allow_sending_without_reply=True)
        return
    file = BufferedInputFile(typed.encode(), "command.txt")
    await message.reply_document(file, allow_sending_without_reply=True)


def create_router() -> Router:
    """The router."""
    router = Router(name="copies")
    made = ResultTap.filter(F.action == ResultAction.COPY)
    router.callback_query.register(send_made, made)
    found = PictureTap.filter(F.action == PictureAction.COPY)
    router.callback_query.register(send_found, found)
    shared = SharedTap.filter(F.action == SharedAction.COPY)
    router.callback_query.register(send_shared, shared, Wanted())
    return router
