"""Elements: showing them, naming them, deleting them."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.elements import checked_name, named
from bot.core.errors import InputMissing
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle
from bot.telegram.casting import Casting
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.saved_callbacks import ElementAction, ElementTap
from bot.telegram.screens.elements import about_question, delete_view, name_question
from bot.telegram.translator import Translate
from handlers.common import Handler, mine, vanish
from handlers.filters import Answer, Commanded


async def open_all(message: Message, asker: Asker, casting: Casting, t: Translate) -> None:
    """Show all."""
    await casting.open(message, asker.person, t)


async def add(
    message: Message, asker: Asker, asked: Asked, casting: Casting, t: Translate
) -> None:
    """Keep pictures under a name; without pictures show what has that name.

    Raises:
        InputMissing: Nothing has it.
    """
    if not asked.said:
        await casting.open(message, asker.person, t)
        return
    word, _, about = asked.said.partition(" ")
    name = checked_name(word)
    if not asked.inputs:
        known = named(f"@{name}", await casting.elements.of(asker.person.id))
        if not known:
            raise InputMissing
        await casting.answer(message, asker.person, known[0], t, "")
        return
    element, new = await casting.elements.add(asker.person.id, name, asked.inputs, about)
    heading = t("element-saved" if new else "element-grown")
    await casting.answer(message, asker.person, element, t, heading)


async def turn(
    callback: CallbackQuery,
    callback_data: ElementTap,
    asker: Asker,
    casting: Casting,
    t: Translate,
) -> None:
    """Show a page of the list."""
    message = mine(callback, callback_data.owner)
    await casting.turn(message, asker.person, t, callback_data.page)


async def show(
    callback: CallbackQuery,
    callback_data: ElementTap,
    asker: Asker,
    casting: Casting,
    t: Translate,
) -> None:
    """Show one of them.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    element = await casting.elements.get(asker.person.id, callback_data.element)
    await casting.show(message, asker.person, element, t, callback_data.page)


async def ask_change(
    callback: CallbackQuery,
    *,
    callback_data: ElementTap,
    asker: Asker,
    casting: Casting,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask for another name, or for a description.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    element = await casting.elements.get(asker.person.id, callback_data.element)
    naming = callback_data.action is ElementAction.RENAME
    question = name_question if naming else about_question
    what = Asking.element_name if naming else Asking.element_about
    view = question(element, t, private=is_private(message.chat))
    await ask(message, state, what, view, element=element.id)


async def rename(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    casting: Casting,
    state: FSMContext,
    t: Translate,
) -> None:
    """Call it as was answered; while that cannot be, the question stays open."""
    number = (await state.get_data())["element"]
    element = await casting.elements.rename(asker.person.id, number, asked.said)
    await settle(message, state)
    await casting.answer(message, asker.person, element, t, t("element-renamed"))


async def describe(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    casting: Casting,
    state: FSMContext,
    t: Translate,
) -> None:
    """Keep what was answered as its description."""
    number = (await state.get_data())["element"]
    element = await casting.elements.describe(asker.person.id, number, asked.said)
    await settle(message, state)
    await casting.answer(message, asker.person, element, t, t("element-described"))


async def ask_delete(
    callback: CallbackQuery,
    callback_data: ElementTap,
    asker: Asker,
    casting: Casting,
    t: Translate,
) -> None:
    """Ask before it is deleted.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    element = await casting.elements.get(asker.person.id, callback_data.element)
    view = delete_view(await casting.troupe(asker.person, t), element, callback_data.page)
    await message.edit_caption(caption=view.text, reply_markup=view.markup)


async def delete(
    callback: CallbackQuery,
    *,
    callback_data: ElementTap,
    bot: Bot,
    asker: Asker,
    casting: Casting,
    t: Translate,
) -> None:
    """Forget it and show the others."""
    message = mine(callback, callback_data.owner)
    await casting.elements.delete(asker.person.id, callback_data.element)
    await callback.answer(t.plain("toast-deleted"))
    if not await casting.turn(message, asker.person, t, callback_data.page):
        await vanish(bot, message, t("element-deleted"))


def create_router() -> Router:
    """The router."""
    router = Router(name="elements")
    router.message.register(open_all, Command("elements"))
    router.message.register(add, Commanded("element"))
    router.message.register(rename, StateFilter(Asking.element_name), Answer())
    router.message.register(describe, StateFilter(Asking.element_about), Answer())
    actions: dict[ElementAction, Handler] = {
        ElementAction.LIST: turn,
        ElementAction.SHOW: show,
        ElementAction.RENAME: ask_change,
        ElementAction.DESCRIBE: ask_change,
        ElementAction.DELETE: ask_delete,
        ElementAction.DELETE_YES: delete,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, ElementTap.filter(F.action == action))
    return router
