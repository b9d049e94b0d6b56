"""One of a person's pictures, with all that can be done with it."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.core.recipe import again
from bot.services.history import History
from bot.services.wishes import Asker
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.gallery import Gallery
from bot.telegram.sheets import Sheets
from bot.telegram.translator import Translate
from handlers.common import Handler, mine, vanish


async def turn(
    callback: CallbackQuery, callback_data: HistoryTap, gallery: Gallery, t: Translate
) -> None:
    """Show another picture."""
    message = mine(callback, callback_data.owner)
    if not await gallery.turn(message, callback_data, t):
        await callback.answer(t.plain("toast-no-more"))


async def change_caption(
    callback: CallbackQuery, callback_data: HistoryTap, gallery: Gallery, t: Translate
) -> None:
    """Show the recipe, the question before deleting, or the way back from either."""
    await gallery.caption(mine(callback, callback_data.owner), callback_data, t)


async def favour(
    callback: CallbackQuery,
    *,
    callback_data: HistoryTap,
    gallery: Gallery,
    history: History,
    t: Translate,
) -> None:
    """Set or take the star."""
    message = mine(callback, callback_data.owner)
    artifact, _ = await gallery.current(callback_data)
    await history.favour(artifact.id, favourite=not artifact.favourite)
    await callback.answer(t.plain("toast-unfavoured" if artifact.favourite else "toast-favoured"))
    await gallery.caption(message, callback_data, t)


@once
async def repeat(
    callback: CallbackQuery,
    *,
    callback_data: HistoryTap,
    asker: Asker,
    gallery: Gallery,
    easel: Easel,
    t: Translate,
) -> None:
    """Paint the same again with a new seed."""
    message = mine(callback, callback_data.owner)
    _, run = await gallery.current(callback_data)
    await easel.repeat(message, asker, t, [again(run.request)])
    await callback.answer(t.plain("toast-started"))


async def delete(
    callback: CallbackQuery,
    *,
    callback_data: HistoryTap,
    bot: Bot,
    gallery: Gallery,
    sheets: Sheets,
    t: Translate,
) -> None:
    """Delete the picture and show the next one; after the last one, that there is none."""
    message = mine(callback, callback_data.owner)
    await gallery.delete(callback_data)
    await callback.answer(t.plain("toast-deleted"))
    if not await gallery.turn(message, callback_data, t):
        await vanish(bot, message, t("picture-deleted"))
        await sheets.open(message, callback_data.owner, t, callback_data.view)


def create_router() -> Router:
    """The router."""
    router = Router(name="history")
    actions: dict[HistoryAction, Handler] = {
        HistoryAction.OPEN: turn,
        HistoryAction.OLDER: turn,
        HistoryAction.NEWER: turn,
        HistoryAction.SHOW: change_caption,
        HistoryAction.RECIPE: change_caption,
        HistoryAction.DELETE: change_caption,
        HistoryAction.FAVOUR: favour,
        HistoryAction.AGAIN: repeat,
        HistoryAction.DELETE_YES: delete,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, HistoryTap.filter(F.action == action))
    return router
