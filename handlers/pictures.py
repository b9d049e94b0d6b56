"""Pictures that people send without a word, and what their menu does."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import InputMissing, InputUnreadable
from bot.core.recipe import again
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, stored, stored_one
from bot.telegram.callbacks import PictureAction, PictureTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.menus import Menus
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.rewording import Rewording
from bot.telegram.screens.questions import change_question
from bot.telegram.translator import Translate
from handlers.common import Handler, below
from handlers.filters import Addressed, Commanded, Marked


async def offer_upscale(
    message: Message, asker: Asker, asked: Asked, menus: Menus, t: Translate
) -> None:
    """Tell how much larger a picture can be made.

    Raises:
        InputMissing: There is no picture.
    """
    if not asked.inputs:
        raise InputMissing
    await menus.offer_upscale(message, asker, asked, t)


async def open_menu(
    message: Message, asker: Asker, asked: Asked, menus: Menus, t: Translate
) -> None:
    """Ask what to do with a picture.

    Raises:
        InputUnreadable: The file is no picture.
    """
    if not asked.inputs:
        raise InputUnreadable
    await menus.open(message, asker, asked, t)


async def look_into(message: Message, asker: Asker, menus: Menus, t: Translate) -> None:
    """Tell the recipe that a clip carries."""
    await menus.look_into(message, asker, t)


async def change_part(message: Message, asked: Asked, state: FSMContext, t: Translate) -> None:
    """Ask what to change in the part of a picture that was marked."""
    view = change_question(t, private=is_private(message.chat))
    kept = {"inputs": stored(asked.inputs), "mask": stored_one(asked.mask)}
    await ask(message, state, Asking.prompt, view, **kept)


async def change(callback: CallbackQuery, menus: Menus, state: FSMContext, t: Translate) -> None:
    """Ask what to change."""
    message = below(callback)
    inputs = await menus.pictures(message)
    view = change_question(t, private=is_private(message.chat))
    await ask(message, state, Asking.prompt, view, inputs=stored(inputs))


@once
async def enlarge(
    callback: CallbackQuery,
    *,
    callback_data: PictureTap,
    asker: Asker,
    menus: Menus,
    easel: Easel,
    t: Translate,
) -> None:
    """Make a picture larger."""
    message = below(callback)
    inputs = await menus.pictures(message)
    await easel.enlarge(message, asker, t, inputs[0], callback_data.scale)
    await callback.answer(t.plain("toast-started"))


async def show_recipe(callback: CallbackQuery, asker: Asker, menus: Menus, t: Translate) -> None:
    """Turn the menu into the recipe that the file carries."""
    _, view = await menus.recipe(below(callback), asker, t)
    await below(callback).edit_text(view.text, reply_markup=view.markup)


@once
async def repeat(
    callback: CallbackQuery, asker: Asker, menus: Menus, easel: Easel, t: Translate
) -> None:
    """Follow the recipe with a new seed."""
    message = below(callback)
    recipe, _ = await menus.recipe(message, asker, t)
    await easel.repeat(message, asker, t, [again(recipe)])
    await callback.answer(t.plain("toast-started"))


async def edit(
    callback: CallbackQuery,
    *,
    asker: Asker,
    menus: Menus,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Ask for other words for the recipe."""
    message = below(callback)
    recipe, _ = await menus.recipe(message, asker, t)
    await rewording.ask(message, state, recipe, t)


def create_router() -> Router:
    """The router."""
    router = Router(name="pictures")
    router.message.register(offer_upscale, Commanded("upscale"))
    clip = F.video | F.animation | F.document.mime_type.startswith("video/")
    router.message.register(look_into, clip, ~F.caption, Addressed())
    picture = (F.photo | F.document, ~F.caption, Addressed())
    router.message.register(change_part, *picture, Marked())
    router.message.register(open_menu, *picture)
    actions: dict[PictureAction, Handler] = {
        PictureAction.CHANGE: change,
        PictureAction.ENLARGE: enlarge,
        PictureAction.RECIPE: show_recipe,
        PictureAction.AGAIN: repeat,
        PictureAction.EDIT: edit,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, PictureTap.filter(F.action == action))
    return router
