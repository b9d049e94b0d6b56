"""Screens of the panel that set values: negative prompt, advanced options, reset."""

from aiogram.types import InlineKeyboardButton

from bot.core import options
from bot.core.capabilities import Option, OptionType, OptionValue
from bot.telegram.buttons import View, button, in_rows, keyboard
from bot.telegram.callbacks import Field, TuneTap
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.words import option_name, option_value, quoted
from bot.telegram.translator import Safe

WRITE = "write"
"""The value of the button that asks for a negative prompt."""

FIX = "fix"
"""The value of the button that fixes the seed."""

_CAPTION = 600


def negative_view(panel: Panel) -> View:
    """What must not be in the pictures."""
    t, negative = panel.t, panel.preferences.negative
    now = quoted(negative, _CAPTION) if negative else Safe(t("value-nothing"))
    clear = button(t.plain("panel-negative-clear"), panel.put(Field.NEGATIVE))
    return View(
        text=t("panel-negative-text", negative=now),
        markup=keyboard(
            [button(t.plain("panel-negative-write"), panel.put(Field.NEGATIVE, WRITE))],
            [clear if negative else None],
            panel.back(),
        ),
    )


def reset_view(panel: Panel) -> View:
    """Really forget all settings?"""
    yes = button(panel.t.plain("panel-reset-yes"), panel.put(Field.RESET), danger=True)
    return View(text=panel.t("panel-reset-text"), markup=keyboard([yes], panel.back()))


def advanced_view(panel: Panel) -> View:
    """The model's own parameters and the seed, a row each."""
    rows = [row for option in panel.tunable for row in _option_rows(panel, option)]
    if panel.spec.seed:
        rows.append(_seed_row(panel))
    text = panel.t("panel-advanced-text", model=panel.spec.title)
    return View(text=text, markup=keyboard(*rows, panel.back()))


def offered(option: Option, value: OptionValue) -> str:
    """A value as it travels in a button: words by their number."""
    if option.type is OptionType.CHOICE:
        return str(option.choices.index(str(value)))
    return str(int(value)) if isinstance(value, bool) else str(value)


def accepted(option: Option, text: str) -> OptionValue | None:
    """The value that a button brought; None: the default, or not allowed any more."""
    if option.type is OptionType.CHOICE:
        known = text.isdecimal() and int(text) < len(option.choices)
        return option.choices[int(text)] if known else None
    return options.read(option, text)


def _option_rows(panel: Panel, option: Option) -> list[list[InlineKeyboardButton]]:
    value = panel.preferences.options.get(option.key, option.default)
    match option.type:
        case OptionType.BOOLEAN:
            return [[_toggle(panel, option, on=bool(value))]]
        case OptionType.CHOICE:
            return _choices(panel, option, str(value))
        case _:
            return _stepper(panel, option, value)


def _toggle(panel: Panel, option: Option, *, on: bool) -> InlineKeyboardButton:
    label = f"{option_name(option.key, panel.t)}: {option_value(on, panel.t)}"
    return button(label, _tune(panel, option, not on))


def _choices(panel: Panel, option: Option, chosen: str) -> list[list[InlineKeyboardButton]]:
    name = option_name(option.key, panel.t)
    words = [
        button(f"✓ {word}" if word == chosen else word, _tune(panel, option, word))
        for word in option.choices
    ]
    heading = button(f"{name}: {chosen}", _tune(panel, option, option.default))
    return [[heading], *in_rows(words, 4)]


def _stepper(panel: Panel, option: Option, value: OptionValue) -> list[list[InlineKeyboardButton]]:
    name = option_name(option.key, panel.t)
    label = f"{name}: {option_value(value, panel.t)}"
    heading = button(label, _tune(panel, option, option.default))
    return [[heading], [_step(panel, option, value, steps) for steps in (-1, 1)]]


def _step(panel: Panel, option: Option, value: OptionValue, steps: int) -> InlineKeyboardButton:
    wanted = options.stepped(option, value, steps)
    label = "−" if steps < 0 else "+"
    return button(label, _tune(panel, option, value if wanted is None else wanted))


def _seed_row(panel: Panel) -> list[InlineKeyboardButton]:
    t, seed = panel.t, panel.preferences.seed
    if seed is None:
        return [button(t.plain("panel-seed-random"), panel.put(Field.SEED, FIX))]
    return [
        button(t.plain("panel-seed-fixed", seed=str(seed)), panel.put(Field.SEED, FIX)),
        button(t.plain("panel-seed-free"), panel.put(Field.SEED)),
    ]


def _tune(panel: Panel, option: Option, value: OptionValue) -> TuneTap:
    return TuneTap(owner=panel.owner, option=option.key, value=offered(option, value))
