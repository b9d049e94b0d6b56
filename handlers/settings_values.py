"""What the buttons of the settings panel set."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import NotFound
from bot.core.models import Preferences
from bot.core.parameters import MAX_COUNT, MAX_SEED
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle
from bot.telegram.buttons import View
from bot.telegram.callbacks import Field, Screen, SetTap, TuneTap, style_id
from bot.telegram.panels import Panels
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private, say
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.panel_values import FIX, WRITE, accepted
from bot.telegram.screens.presets import lost_words
from bot.telegram.screens.questions import negative_question
from bot.telegram.screens.words import dropped_words
from bot.telegram.translator import Translate
from handlers.common import mine
from handlers.filters import Answer


async def choose_model(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Choose a model, and say what it cannot follow.

    Raises:
        UnknownModel: It is not there any more.
    """
    message = mine(callback, callback_data.owner)
    person, dropped = await panels.choose_model(asker.person, callback_data.value)
    if dropped:
        words = t.plain("set-model-dropped", dropped=dropped_words(dropped, t))
        await callback.answer(words, show_alert=True)
    panel = await panels.panel(person, t)
    await panels.turn(message, panel, Screen.MAIN)


async def choose_preset(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Let all prompts follow a preset, or none, and say what cannot be followed.

    Raises:
        NotFound: It was deleted.
    """
    message = mine(callback, callback_data.owner)
    known = {str(each.id): each for each in (await panels.panel(asker.person, t)).presets}
    preset = known.get(callback_data.value)
    if callback_data.value and preset is None:
        raise NotFound
    person, stand_in, dropped = await panels.choose_preset(asker.person, preset)
    if preset and stand_in:
        await callback.answer(lost_words(preset, stand_in.title, dropped, t), show_alert=True)
    panel = await panels.panel(person, t)
    await panels.turn(message, panel, Screen.PRESETS, callback_data.page)


async def choose_language(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Speak another language from now on, in the panel too."""
    message = mine(callback, callback_data.owner)
    chosen = callback_data.value or None
    person = await panels.choose_language(asker.person, chosen)
    t = t.translator.bound(t.translator.supported(chosen or callback.from_user.language_code))
    panel = await panels.panel(person, t)
    await panels.turn(message, panel, Screen.LANGUAGE)


async def ask_negative(
    callback: CallbackQuery, callback_data: SetTap, state: FSMContext, t: Translate
) -> None:
    """Ask what must not be in the pictures."""
    message = mine(callback, callback_data.owner)
    view = negative_question(t, private=is_private(message.chat))
    await ask(message, state, Asking.negative, view, panel=message.message_id)


async def answer_negative(
    message: Message,
    *,
    asked: Asked,
    asker: Asker,
    panels: Panels,
    state: FSMContext,
    t: Translate,
) -> None:
    """Set it, and show it in the panel."""
    shown = (await state.get_data()).get("panel")
    await settle(message, state)
    settings = replace(asker.person.preferences, negative=asked.said)
    person = await panels.save(asker.person, settings)
    await say(message, View(text=t("set-negative", negative=asked.said)))
    if shown is not None:
        panel = await panels.panel(person, t)
        await panels.show(message, shown, panel, Screen.NEGATIVE)


async def set_value(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Set what a button says and show its screen again.

    Raises:
        NotFound: The model does not have it any more.
    """
    message = mine(callback, callback_data.owner)
    panel = await panels.panel(asker.person, t)
    settings, screen = _SETTERS[callback_data.field](panel, callback_data.value)
    person = await panels.save(asker.person, settings)
    panel = await panels.panel(person, t)
    await panels.turn(message, panel, screen, callback_data.page)


async def tune(
    callback: CallbackQuery,
    *,
    callback_data: TuneTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Set an advanced option and show them all again.

    Raises:
        NotFound: The model does not have it any more.
    """
    message = mine(callback, callback_data.owner)
    panel = await panels.panel(asker.person, t)
    settings = _tuned(panel, callback_data.option, callback_data.value)
    person = await panels.save(asker.person, settings)
    panel = await panels.panel(person, t)
    await panels.turn(message, panel, Screen.ADVANCED)


def _tuned(panel: Panel, key: str, text: str) -> Preferences:
    option = panel.spec.option(key)
    value = accepted(option, text) if option else None
    if option is None or value is None:
        raise NotFound
    kept = {name: old for name, old in panel.preferences.options.items() if name != key}
    if value != option.default:
        kept[key] = value
    return replace(panel.preferences, options=kept)


def _style(panel: Panel, value: str) -> tuple[Preferences, Screen]:
    known = {style_id(style.name): style.name for style in panel.styles}
    if value and value not in known:
        raise NotFound
    return replace(panel.preferences, style=known.get(value)), Screen.STYLE


def _ratio(panel: Panel, value: str) -> tuple[Preferences, Screen]:
    known = {ratio.id: ratio.name for ratio in panel.spec.ratios}
    if value not in known:
        raise NotFound
    return replace(panel.preferences, ratio=known[value]), Screen.RATIO


def _count(panel: Panel, value: str) -> tuple[Preferences, Screen]:
    if not value.isdecimal() or not 1 <= int(value) <= MAX_COUNT:
        raise NotFound
    return replace(panel.preferences, count=int(value)), Screen.COUNT


def _seed(panel: Panel, value: str) -> tuple[Preferences, Screen]:
    seed = secrets.randbelow(MAX_SEED + 1) if value == FIX else None
    return replace(panel.preferences, seed=seed), Screen.ADVANCED


def _no_negative(panel: Panel, _value: str) -> tuple[Preferences, Screen]:
    return replace(panel.preferences, negative=""), Screen.NEGATIVE


def _reset(_panel: Panel, _value: str) -> tuple[Preferences, Screen]:
    return Preferences(), Screen.MAIN


_SETTERS: Mapping[Field, Callable[[Panel, str], tuple[Preferences, Screen]]] = {
    Field.STYLE: _style,
    Field.RATIO: _ratio,
    Field.COUNT: _count,
    Field.SEED: _seed,
    Field.NEGATIVE: _no_negative,
    Field.RESET: _reset,
}


def create_router() -> Router:
    """The router."""
    router = Router(name="settings values")
    router.callback_query.register(choose_model, SetTap.filter(F.field == Field.MODEL))
    router.callback_query.register(choose_language, SetTap.filter(F.field == Field.LANGUAGE))
    router.callback_query.register(choose_preset, SetTap.filter(F.field == Field.PRESET))
    writes = (F.field == Field.NEGATIVE) & (F.value == WRITE)
    router.callback_query.register(ask_negative, SetTap.filter(writes))
    router.callback_query.register(set_value, SetTap.filter(F.field.in_(set(_SETTERS))))
    router.callback_query.register(tune, TuneTap.filter())
    router.message.register(answer_negative, StateFilter(Asking.negative), Answer())
    return router
