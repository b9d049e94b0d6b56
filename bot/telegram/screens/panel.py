"""The settings panel: one message whose screens follow from what the model can do."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.capabilities import Mode, ModelSpec, Option, Style
from bot.core.models import Preferences
from bot.core.presets import Preset
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import Field, PanelTap, Screen, SetTap
from bot.telegram.screens.words import clipped, style_title
from bot.telegram.translator import Translate

_LABEL = 30
"""Characters of a value inside a button."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What the panel's screens show.

    Attributes:
        owner: Whose settings these are.
        preferences: As far as the model can follow them.
        spec: The chosen model.
        styles: Its styles as listed now.
        language: The chosen language; None: Telegram's.
        t: The words.
        presets: What the owner has saved, by name.
        film: The title of the model for clips; empty: there is none.
    """

    owner: int
    preferences: Preferences
    spec: ModelSpec
    styles: Sequence[Style]
    language: str | None
    t: Translate
    presets: Sequence[Preset] = ()
    film: str = ""

    def go(self, screen: Screen, page: int = 0) -> PanelTap:
        """The data of a button that leads to a screen."""
        return PanelTap(owner=self.owner, screen=screen, page=page)

    def put(self, field: Field, value: str = "", page: int = 0) -> SetTap:
        """The data of a button that sets something."""
        return SetTap(owner=self.owner, field=field, value=value, page=page)

    def back(self, screen: Screen = Screen.MAIN) -> list[InlineKeyboardButton]:
        """The row that leads back."""
        return [button(self.t.plain("button-back"), self.go(screen))]

    @property
    def style(self) -> str:
        """The chosen style's title."""
        return style_title(self.preferences.style, self.styles, self.t)

    @property
    def ratio(self) -> str:
        """The chosen proportions, or the model's own."""
        chosen = self.spec.ratio(self.preferences.ratio) or self.spec.ratio(None)
        return chosen.name if chosen else ""

    @property
    def preset(self) -> Preset | None:
        """The chosen preset, while it is there."""
        chosen = self.preferences.preset
        return next((each for each in self.presets if each.id == chosen), None)

    @property
    def tunable(self) -> tuple[Option, ...]:
        """Options to be set here; what an enlargement needs is asked when it is wanted."""
        return tuple(o for o in self.spec.options if o.modes != frozenset({Mode.UPSCALE}))


def main_view(panel: Panel) -> View:
    """Everything at a glance, a button for each thing that the model knows."""
    return View(text=panel.t("panel-text", model=panel.spec.title), markup=_main_keyboard(panel))


def _main_keyboard(panel: Panel) -> InlineKeyboardMarkup:
    spec, preferences = panel.spec, panel.preferences
    negative = clipped(preferences.negative, _LABEL) or panel.t.plain("value-nothing")
    preset = panel.preset.name if panel.preset else panel.t.plain("value-none")
    language = panel.t.plain("language-name") if panel.language else panel.t.plain("language-auto")
    return keyboard(
        [_row(panel, Screen.MODEL, spec.title)],
        [_row(panel, Screen.STYLE, panel.style) if panel.styles else None],
        [
            _row(panel, Screen.RATIO, panel.ratio) if spec.ratios else None,
            _row(panel, Screen.COUNT, str(preferences.count)),
        ],
        [_row(panel, Screen.NEGATIVE, negative) if spec.negative_prompt else None],
        [_row(panel, Screen.PRESETS, preset)],
        [_row(panel, Screen.ADVANCED, "") if panel.tunable or spec.seed else None],
        [_row(panel, Screen.FILM, panel.film) if panel.film else None],
        [_row(panel, Screen.LANGUAGE, language)],
        [_row(panel, Screen.RESET, ""), _row(panel, Screen.CLOSE, "")],
    )


def _row(panel: Panel, screen: Screen, value: str) -> InlineKeyboardButton:
    label = panel.t.plain(f"panel-{screen.name.lower()}")
    return button(f"{label}: {clipped(value, _LABEL)}" if value else label, panel.go(screen))
