"""The panel's screen for clips: their model, and all that this one lets people set."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core import options
from bot.core.capabilities import FROM_WORDS, Mode, ModelSpec, Option, OptionType, OptionValue
from bot.core.models import Preferences
from bot.telegram.buttons import View, button, in_even_rows, in_rows, keyboard
from bot.telegram.callbacks import Field, FilmTuneTap
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.panel_values import offered
from bot.telegram.screens.words import option_name, option_value

_PER_ROW = 5
_MAKES = frozenset({Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO})


def films(models: Sequence[ModelSpec]) -> list[ModelSpec]:
    """The models among which people choose: those that make clips of words or pictures."""
    return [spec for spec in models if spec.modes & _MAKES]


def film_view(panel: Panel, models: Sequence[ModelSpec]) -> View:
    """Model, proportions and options, each as far as the model has it.

    Args:
        panel: Whose settings these are.
        models: All that can be had.
    """
    chosen = film_spec(panel.preferences, models)
    if chosen is None:
        return View(text=panel.t("panel-film-none"), markup=keyboard(panel.back()))
    taps = [
        _choice(spec.title, panel, spec.key, chosen=spec.key == chosen.key)
        for spec in films(models)
    ]
    settings = panel.preferences.film or Preferences()
    rows = [*in_rows(taps, 2), *_ratios(panel, chosen, settings)]
    for option in chosen.options:
        if option.modes & _MAKES:
            rows += _option(panel, option, settings.options.get(option.key, option.default))
    text = panel.t("panel-film-text", model=chosen.title)
    return View(text=text, markup=keyboard(*rows, panel.back()))


def film_spec(preferences: Preferences, models: Sequence[ModelSpec]) -> ModelSpec | None:
    """The model for clips that is chosen, otherwise the first; None: there is none."""
    wanted, able = preferences.of(Mode.TEXT_TO_VIDEO).model, films(models)
    first = next((spec for spec in able if spec.modes & FROM_WORDS), next(iter(able), None))
    return next((spec for spec in able if spec.key == wanted), first)


def _ratios(
    panel: Panel, spec: ModelSpec, settings: Preferences
) -> list[list[InlineKeyboardButton]]:
    usual = spec.ratio(settings.ratio) or spec.ratio(None)
    taps = [
        button(
            f"✓ {ratio.name}" if ratio == usual else ratio.name,
            panel.put(Field.FILM_RATIO, ratio.id),
        )
        for ratio in spec.ratios
    ]
    return in_even_rows(taps, _PER_ROW) if len(taps) > 1 else []


def _choice(label: str, panel: Panel, key: str, *, chosen: bool) -> InlineKeyboardButton:
    return button(f"✓ {label}" if chosen else label, panel.put(Field.FILM, key))


def _option(panel: Panel, option: Option, value: OptionValue) -> list[list[InlineKeyboardButton]]:
    name, t = option_name(option.key, panel.t), panel.t
    heading = f"{name}: {option_value(value, t)}"
    match option.type:
        case OptionType.BOOLEAN:
            return [[button(heading, _tune(panel, option, not value))]]
        case OptionType.CHOICE:
            words = [
                button(f"✓ {word}" if word == value else word, _tune(panel, option, word))
                for word in option.choices
            ]
            return [[button(heading, _tune(panel, option, option.default))], *in_rows(words, 4)]
        case _:
            steps = [
                button(label, _tune(panel, option, _further(option, value, step)))
                for label, step in (("−", -1), ("+", 1))
            ]
            return [[button(heading, _tune(panel, option, option.default))], steps]


def _further(option: Option, value: OptionValue, step: int) -> OptionValue:
    wanted = options.stepped(option, value, step)
    return value if wanted is None else wanted


def _tune(panel: Panel, option: Option, value: OptionValue) -> FilmTuneTap:
    return FilmTuneTap(owner=panel.owner, option=option.key, value=offered(option, value))
