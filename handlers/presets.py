"""Presets: saving them, looking at them, choosing and deleting them."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import UnknownPreset
from bot.core.models import Request
from bot.core.presets import find
from bot.core.recipe import as_made, portable
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask
from bot.telegram.buttons import View
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
from bot.telegram.panels import Panels
from bot.telegram.replies import is_private, reply, say
from bot.telegram.saved_callbacks import PresetAction, PresetTap
from bot.telegram.screens.presets import delete_view, lost_words, name_question, shelf_view
from bot.telegram.shelves import Shelves
from bot.telegram.translator import Translate
from handlers.common import Handler, below, mine
from handlers.sharing import Wanted

_SAVE = frozenset({"save", "сохранить"})


async def list_all(message: Message, asker: Asker, shelves: Shelves, t: Translate) -> None:
    """Show what is saved."""
    await say(message, shelf_view(await shelves.shelf(asker.person, t)))


async def show_named(
    message: Message, command: CommandObject, asker: Asker, shelves: Shelves, t: Translate
) -> None:
    """Show the preset that is named, or all.

    Raises:
        UnknownPreset: There is no such preset.
    """
    shelf = await shelves.shelf(asker.person, t)
    if not command.args:
        await say(message, shelf_view(shelf))
        return
    preset = find(command.args, shelf.presets)
    if preset is None:
        known = ", ".join(each.name for each in shelf.presets)
        raise UnknownPreset(name=command.args, known=known, count=len(shelf.presets))
    await say(message, await shelves.view(asker.person, preset, t))


def _told(command: CommandObject) -> tuple[str, str] | None:
    """The name and the words of `/preset save evening`, words on lines of their own."""
    first, _, rest = (command.args or "").partition("\n")
    verb, _, name = first.strip().partition(" ")
    return (name.strip(), rest.strip()) if verb.casefold() in _SAVE else None


async def save(
    message: Message,
    *,
    command: CommandObject,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Save the recipe of the picture that is replied to, or what is set in the panel.

    Raises:
        RecipeMissing: What is replied to has no recipe.
    """
    name, words = _told(command) or ("", "")
    request = await shelves.meant(message, asker.person, t)
    if not name:
        await _ask_name(message, state, request, t)
        return
    preset, new = await shelves.presets.save(asker.person.id, name, request)
    if words:
        preset = await shelves.presets.word(asker.person.id, preset.id, words)
    heading = t("preset-saved" if new else "preset-replaced")
    await reply(message, await shelves.view(asker.person, preset, t, heading))


async def ask_name(
    callback: CallbackQuery,
    callback_data: ResultTap,
    markups: Markups,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask how the recipe of a picture shall be called."""
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await _ask_name(below(callback), state, as_made(run, artifact), t)


async def ask_name_of_found(
    callback: CallbackQuery, asker: Asker, menus: Menus, state: FSMContext, t: Translate
) -> None:
    """Ask how the recipe that a file brought along shall be called."""
    message = below(callback)
    recipe, _ = await menus.recipe(message, asker, t)
    await _ask_name(message, state, recipe, t)


async def ask_name_of_shared(
    callback: CallbackQuery, wanted: Request, state: FSMContext, t: Translate
) -> None:
    """Ask how somebody's shared recipe shall be called."""
    await _ask_name(below(callback), state, wanted, t)


async def _ask_name(message: Message, state: FSMContext, recipe: Request, t: Translate) -> None:
    view = name_question(t, private=is_private(message.chat))
    await ask(message, state, Asking.preset, view, recipe=portable(recipe))


async def turn(
    callback: CallbackQuery,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    t: Translate,
) -> None:
    """Show the list, or another page of it."""
    message = mine(callback, callback_data.owner)
    await _change(message, shelf_view(await shelves.shelf(asker.person, t), callback_data.page))


async def show(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    t: Translate,
) -> None:
    """Show one preset.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.get(asker.person.id, callback_data.preset)
    await _change(message, await shelves.view(asker.person, preset, t))


async def choose(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    panels: Panels,
    t: Translate,
) -> None:
    """Let all prompts follow a preset, or none any more; say what cannot be followed.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.get(asker.person.id, callback_data.preset)
    wanted = preset if callback_data.action is PresetAction.USE else None
    person, stand_in, dropped = await panels.choose_preset(asker.person, wanted)
    if stand_in is not None:
        await callback.answer(lost_words(preset, stand_in.title, dropped, t), show_alert=True)
    await _change(message, await shelves.view(person, preset, t))


async def ask_delete(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    t: Translate,
) -> None:
    """Ask before a preset is deleted."""
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.get(asker.person.id, callback_data.preset)
    await _change(message, delete_view(await shelves.shelf(asker.person, t), preset))


async def delete(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    t: Translate,
) -> None:
    """Forget a preset and show the others."""
    message = mine(callback, callback_data.owner)
    await shelves.presets.delete(asker.person.id, callback_data.preset)
    await callback.answer(t.plain("toast-deleted"))
    await _change(message, shelf_view(await shelves.shelf(asker.person, t)))


async def _change(message: Message, view: View) -> None:
    await message.edit_text(view.text, reply_markup=view.markup)


def create_router() -> Router:
    """The router."""
    router = Router(name="presets")
    router.message.register(list_all, Command("presets"))
    router.message.register(save, Command("preset", magic=F.func(_told)))
    router.message.register(show_named, Command("preset"))
    router.callback_query.register(ask_name, ResultTap.filter(F.action == ResultAction.PRESET))
    found = PictureTap.filter(F.action == PictureAction.PRESET)
    router.callback_query.register(ask_name_of_found, found)
    shared = SharedTap.filter(F.action == SharedAction.PRESET)
    router.callback_query.register(ask_name_of_shared, shared, Wanted())
    actions: dict[PresetAction, Handler] = {
        PresetAction.LIST: turn,
        PresetAction.SHOW: show,
        PresetAction.USE: choose,
        PresetAction.LEAVE: choose,
        PresetAction.DELETE: ask_delete,
        PresetAction.DELETE_YES: delete,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, PresetTap.filter(F.action == action))
    return router
