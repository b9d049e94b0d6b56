"""Opens the settings panel and turns its pages."""

from dataclasses import replace
from typing import TypeAlias

from aiogram import Bot
from aiogram.types import InputMediaPhoto, Message

from bot.core.capabilities import FILMS, Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound
from bot.core.models import Person, Preferences
from bot.core.preferences import carry
from bot.core.presets import Preset
from bot.services.health import Models
from bot.services.people import People
from bot.services.presets import Presets
from bot.services.styles import Styles
from bot.telegram.buttons import View
from bot.telegram.callbacks import Screen
from bot.telegram.panel_pictures import PanelPictures
from bot.telegram.screens import panel_lists, panel_values, presets
from bot.telegram.screens.panel import Panel, main_view
from bot.telegram.screens.panel_film import film_spec, film_view
from bot.telegram.translator import Translate

_Place: TypeAlias = tuple[Screen, int]
"""A screen and its page."""


class Panels:
    """The panel of everybody: all its state is in the database and in its buttons.

    Args:
        catalogue: The models.
        styles: Their styles.
        models: Which of them answer.
        people: Where settings are kept.
        presets: What people saved.
        pictures: What is shown above the buttons.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        styles: Styles,
        models: Models,
        people: People,
        presets: Presets,
        pictures: PanelPictures,
    ) -> None:
        self._catalogue = catalogue
        self._styles = styles
        self._models = models
        self._people = people
        self._presets = presets
        self._pictures = pictures

    async def panel(self, person: Person, t: Translate) -> Panel:
        """What the screens of a person's panel are made of.

        Raises:
            NotFound: There is no model at all.
        """
        settings = person.preferences
        spec = self._catalogue.get(settings.model) if settings.model else None
        spec = spec or self._catalogue.choose(None, Mode.TEXT_TO_IMAGE)
        spec = spec or next(iter(self._catalogue.models), None)
        if spec is None:
            raise NotFound
        styles = await self._styles.list(spec.key)
        followed, _ = carry(settings, spec, styles)
        film = film_spec(settings, self._catalogue.models)
        return Panel(
            owner=person.id,
            preferences=replace(followed, model=settings.model),
            spec=spec,
            styles=styles,
            language=person.language,
            t=t,
            presets=await self._presets.of(person.id),
            film=film.title if film else "",
        )

    async def open(
        self, message: Message, person: Person, t: Translate, screen: Screen = Screen.MAIN
    ) -> None:
        """Answer a message with the panel."""
        panel = await self.panel(person, t)
        view = await self._view(panel, screen, 0)
        shot = await self._pictures.get(_bot(message).id, panel, screen, 0)
        sent = await message.reply_photo(
            shot.file,
            caption=view.text,
            reply_markup=view.markup,
            allow_sending_without_reply=True,
        )
        await self._pictures.keep(shot, sent)

    async def turn(self, message: Message, panel: Panel, screen: Screen, page: int = 0) -> None:
        """Show a screen in the message that holds the panel."""
        await self._turn(message, message.message_id, panel, (screen, page))

    async def show(self, message: Message, panel_id: int, panel: Panel, screen: Screen) -> None:
        """Show a screen in the panel, which is another message of the same chat."""
        await self._turn(message, panel_id, panel, (screen, 0))

    async def _turn(self, message: Message, message_id: int, panel: Panel, to: _Place) -> None:
        bot, (screen, page) = _bot(message), to
        if screen is Screen.STYLE:
            page %= panel_lists.style_pages(panel.styles)
        view = await self._view(panel, screen, page)
        shot = await self._pictures.get(bot.id, panel, screen, page)
        sent = await bot.edit_message_media(
            InputMediaPhoto(media=shot.file, caption=view.text),
            chat_id=message.chat.id,
            message_id=message_id,
            reply_markup=view.markup,
        )
        await self._pictures.keep(shot, sent)

    async def choose_language(self, person: Person, code: str | None) -> Person:
        """Speak another language; None: Telegram's. Returns the person as they are now."""
        await self._people.choose_language(person.id, code)
        return replace(person, language=code)

    async def save(self, person: Person, preferences: Preferences) -> Person:
        """Keep what was set; returns the person as they are now."""
        await self._people.save(person.id, preferences)
        return replace(person, preferences=preferences)

    async def choose_model(self, person: Person, key: str) -> tuple[Person, tuple[str, ...]]:
        """Move a person to a model; returns what had to be dropped of their settings.

        Raises:
            UnknownModel: It is not there any more.
        """
        spec = self._catalogue.find(key)
        styles = await self._styles.list(spec.key)
        if spec.modes <= FILMS:
            film, dropped = carry(person.preferences.film or Preferences(), spec, styles)
            kept = replace(person.preferences, film=film)
        else:
            kept, dropped = carry(person.preferences, spec, styles)
        return await self.save(person, kept), dropped

    async def choose_preset(
        self, person: Person, preset: Preset | None
    ) -> tuple[Person, ModelSpec | None, tuple[str, ...]]:
        """Let all prompts follow a preset; None: none any more, while all else stays as it is.

        Returns the person as they are now, the model that stands in where the preset's own is
        gone, and what that one cannot follow.

        Raises:
            NotFound: There is no model at all.
        """
        if preset is None:
            kept = replace(person.preferences, preset=None)
            return await self.save(person, kept), None, ()
        own = self._catalogue.get(preset.request.model)
        spec = own or self._catalogue.choose(None, Mode.TEXT_TO_IMAGE)
        if spec is None:
            raise NotFound
        styles = await self._styles.list(spec.key)
        kept, dropped = carry(preset.settings(person.preferences), spec, styles)
        return await self.save(person, kept), None if own else spec, dropped

    async def _view(self, panel: Panel, screen: Screen, page: int) -> View:
        if screen is Screen.MODEL:
            reports = await self._models.report()
            return panel_lists.model_view(panel, self._catalogue.providers, reports)
        if screen is Screen.FILM:
            return film_view(panel, self._catalogue.models)
        if screen is Screen.STYLE and panel.styles:
            return panel_lists.style_view(panel, page)
        if screen is Screen.PRESETS:
            return presets.panel_view(panel, page)
        if screen is Screen.LANGUAGE:
            return panel_lists.language_view(panel, panel.t.translator.names())
        plain = {
            Screen.RATIO: panel_lists.ratio_view,
            Screen.COUNT: panel_lists.count_view,
            Screen.NEGATIVE: panel_values.negative_view,
            Screen.ADVANCED: panel_values.advanced_view,
            Screen.RESET: panel_values.reset_view,
        }
        return plain.get(screen, main_view)(panel)


def _bot(message: Message) -> Bot:
    bot = message.bot
    if bot is None:
        raise RuntimeError("a message without its bot")
    return bot
