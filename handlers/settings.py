"""The settings panel: opening it, turning its pages, and its commands."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.parameters import Flag, Words, apply
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.callbacks import PanelTap, Screen
from bot.telegram.panels import Panels
from bot.telegram.replies import say
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.words import dropped_words
from bot.telegram.translator import Translate
from handlers.common import mine, vanish

_FLAGS = {
    "style": ("style", Screen.STYLE),
    "ratio": ("ar", Screen.RATIO),
    "negative": ("no", Screen.NEGATIVE),
}


async def open_panel(message: Message, asker: Asker, panels: Panels, t: Translate) -> None:
    """Open the panel."""
    await panels.open(message, asker.person, t)


async def choose_model(
    message: Message,
    *,
    command: CommandObject,
    asker: Asker,
    catalogue: Catalogue,
    panels: Panels,
    t: Translate,
) -> None:
    """Choose the model that is named, or show all.

    Raises:
        UnknownModel: There is no such model.
    """
    if not command.args:
        await panels.open(message, asker.person, t, Screen.MODEL)
        return
    spec = catalogue.find(command.args, Mode.TEXT_TO_IMAGE)
    _, dropped = await panels.choose_model(asker.person, spec.key)
    text = t("set-model", model=spec.title)
    if dropped:
        text += "\n" + t("set-model-dropped", dropped=dropped_words(dropped, t))
    await say(message, View(text=text))


async def set_value(
    message: Message, command: CommandObject, asker: Asker, panels: Panels, t: Translate
) -> None:
    """Set what is named, or show what there is.

    Raises:
        RequestError: The model cannot do it.
    """
    flag, screen = _FLAGS[command.command]
    if not command.args:
        await panels.open(message, asker.person, t, screen)
        return
    panel = await panels.panel(asker.person, t)
    words = Words(prompt="", flags=(Flag(name=flag, value=command.args.strip()),))
    _, settings = apply(words, panel.spec, Mode.TEXT_TO_IMAGE, panel.styles, panel.preferences)
    await panels.save(asker.person, settings)
    text = _told(command.command, replace(panel, preferences=settings))
    await say(message, View(text=text))


async def choose_language(
    message: Message,
    *,
    command: CommandObject,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Speak the language that is named, or show all."""
    translator = t.translator
    names = {translator.plain(code, "language-name"): code for code in translator.languages()}
    wanted = (command.args or "").strip().casefold()
    known = {name.casefold(): code for name, code in names.items()}
    known |= {code: code for code in names.values()}
    if wanted not in known:
        await panels.open(message, asker.person, t, Screen.LANGUAGE)
        return
    await panels.choose_language(asker.person, known[wanted])
    await say(message, View(text=translator.bound(known[wanted])("set-language")))


async def turn(
    callback: CallbackQuery,
    *,
    callback_data: PanelTap,
    asker: Asker,
    panels: Panels,
    t: Translate,
) -> None:
    """Show another screen of the panel."""
    message = mine(callback, callback_data.owner)
    panel = await panels.panel(asker.person, t)
    await panels.turn(message, panel, callback_data.screen, callback_data.page)


async def close(callback: CallbackQuery, callback_data: PanelTap, bot: Bot, t: Translate) -> None:
    """Take the panel away."""
    await vanish(bot, mine(callback, callback_data.owner), t("panel-closed"))


def _told(command: str, panel: Panel) -> str:
    if command == "style":
        return panel.t("set-style", style=panel.style)
    if command == "ratio":
        return panel.t("set-ratio", ratio=panel.ratio)
    if panel.preferences.negative:
        return panel.t("set-negative", negative=panel.preferences.negative)
    return panel.t("set-negative-none")


def create_router() -> Router:
    """The router."""
    router = Router(name="settings")
    router.message.register(open_panel, Command("settings"))
    router.message.register(choose_model, Command("provider"))
    router.message.register(set_value, Command(*_FLAGS))
    router.message.register(choose_language, Command("language"))
    router.callback_query.register(close, PanelTap.filter(F.screen == Screen.CLOSE))
    router.callback_query.register(turn, PanelTap.filter())
    return router
