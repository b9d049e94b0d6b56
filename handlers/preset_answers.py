"""What is asked about a preset, and the answers: its name and its words."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import NotFound
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private, reply
from bot.telegram.saved_callbacks import PresetAction, PresetTap
from bot.telegram.screens.presets import name_question, words_question
from bot.telegram.shelves import Shelves
from bot.telegram.translator import Translate
from handlers.common import Handler, mine
from handlers.filters import Answer


async def name(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Save a recipe under the name that was answered; while it is none, the question stays.

    Raises:
        NotFound: Nobody knows any more which recipe that was.
    """
    if asked.base is None:
        raise NotFound
    preset, new = await shelves.presets.save(asker.person.id, asked.said, asked.base)
    await settle(message, state)
    heading = t("preset-saved" if new else "preset-replaced")
    await reply(message, await shelves.view(asker.person, preset, t, heading))


async def ask_rename(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask for another name."""
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.get(asker.person.id, callback_data.preset)
    view = name_question(t, private=is_private(message.chat), old=preset.name)
    await ask(message, state, Asking.preset_name, view, preset=preset.id)


async def rename(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Call a preset as was answered."""
    number = (await state.get_data())["preset"]
    preset = await shelves.presets.rename(asker.person.id, number, asked.said)
    await settle(message, state)
    await reply(message, await shelves.view(asker.person, preset, t, t("preset-renamed")))


async def ask_words(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask which words every prompt shall get."""
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.get(asker.person.id, callback_data.preset)
    shelf = await shelves.shelf(asker.person, t)
    view = words_question(shelf, preset, private=is_private(message.chat))
    await ask(message, state, Asking.preset_words, view, preset=preset.id)


async def set_words(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Give every prompt the words that were answered."""
    number = (await state.get_data())["preset"]
    preset = await shelves.presets.word(asker.person.id, number, asked.said)
    await settle(message, state)
    await reply(message, await shelves.view(asker.person, preset, t, t("preset-worded")))


async def take_words(
    callback: CallbackQuery,
    *,
    callback_data: PresetTap,
    asker: Asker,
    shelves: Shelves,
    state: FSMContext,
    t: Translate,
) -> None:
    """Give prompts no words any more; the question is answered by that."""
    message = mine(callback, callback_data.owner)
    preset = await shelves.presets.word(asker.person.id, callback_data.preset, "")
    await state.clear()
    view = await shelves.view(asker.person, preset, t, t("preset-bare"))
    await message.edit_text(view.text, reply_markup=view.markup)


def create_router() -> Router:
    """The router."""
    router = Router(name="answers about presets")
    taps: dict[PresetAction, Handler] = {
        PresetAction.RENAME: ask_rename,
        PresetAction.WORDS: ask_words,
        PresetAction.NO_WORDS: take_words,
    }
    for action, handler in taps.items():
        router.callback_query.register(handler, PresetTap.filter(F.action == action))
    router.message.register(name, StateFilter(Asking.preset), Answer())
    router.message.register(rename, StateFilter(Asking.preset_name), Answer())
    router.message.register(set_words, StateFilter(Asking.preset_words), Answer())
    return router
