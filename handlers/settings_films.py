"""What the panel's screen for clips sets."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound
from bot.core.models import Preferences
from bot.core.preferences import carry
from bot.services.wishes import Asker
from bot.telegram.callbacks import Field, FilmTuneTap, Screen, SetTap
from bot.telegram.panels import Panels
from bot.telegram.screens.panel_film import film_spec, films
from bot.telegram.screens.panel_values import accepted
from bot.telegram.screens.words import dropped_words
from bot.telegram.translator import Translate
from handlers.common import mine


async def choose_model(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    catalogue: Catalogue,
    panels: Panels,
    t: Translate,
) -> None:
    """Choose the model for clips, and say what it cannot follow.

    Raises:
        NotFound: It is not there any more.
    """
    spec = next((s for s in films(catalogue.models) if s.key == callback_data.value), None)
    if spec is None:
        raise NotFound
    kept, dropped = carry(asker.person.preferences.film or Preferences(), spec)
    if dropped:
        words = t.plain("set-model-dropped", dropped=dropped_words(dropped, t))
        await callback.answer(words, show_alert=True)
    await _show(callback, callback_data.owner, asker, panels, t, kept)


async def choose_ratio(
    callback: CallbackQuery,
    *,
    callback_data: SetTap,
    asker: Asker,
    catalogue: Catalogue,
    panels: Panels,
    t: Translate,
) -> None:
    """Choose the proportions of clips.

    Raises:
        NotFound: The model does not make them any more.
    """
    spec = film_spec(asker.person.preferences, catalogue.models)
    known = {ratio.id: ratio.name for ratio in spec.ratios} if spec else {}
    if callback_data.value not in known:
        raise NotFound
    settings = asker.person.preferences.film or Preferences()
    settings = replace(settings, ratio=known[callback_data.value])
    await _show(callback, callback_data.owner, asker, panels, t, settings)


async def tune(
    callback: CallbackQuery,
    *,
    callback_data: FilmTuneTap,
    asker: Asker,
    catalogue: Catalogue,
    panels: Panels,
    t: Translate,
) -> None:
    """Set an option of clips.

    Raises:
        NotFound: The model does not have it any more.
    """
    spec = film_spec(asker.person.preferences, catalogue.models)
    option = spec.option(callback_data.option) if spec else None
    value = accepted(option, callback_data.value) if option else None
    if option is None or value is None:
        raise NotFound
    settings = asker.person.preferences.film or Preferences()
    kept = {key: old for key, old in settings.options.items() if key != option.key}
    if value != option.default:
        kept[option.key] = value
    settings = replace(settings, options=kept)
    await _show(callback, callback_data.owner, asker, panels, t, settings)


async def _show(  # noqa: PLR0917 - one step of three handlers
    callback: CallbackQuery,
    owner: int,
    asker: Asker,
    panels: Panels,
    t: Translate,
    settings: Preferences,
) -> None:
    message = mine(callback, owner)
    preferences = replace(asker.person.preferences, film=settings)
    person = await panels.save(asker.person, preferences)
    await panels.turn(message, await panels.panel(person, t), Screen.FILM)


def create_router() -> Router:
    """The router."""
    router = Router(name="settings of films")
    router.callback_query.register(choose_model, SetTap.filter(F.field == Field.FILM))
    router.callback_query.register(choose_ratio, SetTap.filter(F.field == Field.FILM_RATIO))
    router.callback_query.register(tune, FilmTuneTap.filter())
    return router
