"""Values in a person's words, as several screens show them."""

import html
from collections.abc import Sequence

from babel.numbers import format_decimal

from bot.core.capabilities import Allowance, Mode, ModelSpec, OptionValue, Style
from bot.core.models import Usage
from bot.telegram.translator import Safe, Translate


def mode_name(mode: Mode | str, t: Translate) -> str:
    """What a kind of work is called."""
    return t.plain(f"mode-{mode.replace('_', '-')}")


def allowance_name(kind: Allowance, t: Translate) -> str:
    """What a kind of work is called where it is counted."""
    return t.plain(f"allowance-{kind.replace('_', '-')}")


def option_name(key: str, t: Translate) -> str:
    """What an advanced option is called."""
    return t.plain(f"option-{key.replace('_', '-')}")


def has_option_name(key: str, t: Translate) -> bool:
    """Whether any model has such an option."""
    return t.translator.has(t.locale, f"option-{key.replace('_', '-')}")


def option_value(value: OptionValue, t: Translate) -> str:
    """An option's value."""
    if isinstance(value, bool):
        return t.plain("value-on" if value else "value-off")
    if isinstance(value, str):
        return value
    return format_decimal(value, "0.###", locale=t.locale)


def style_title(name: str | None, styles: Sequence[Style], t: Translate) -> str:
    """A style's title; its own name where the list does not know it any more."""
    if name is None:
        return t.plain("value-none")
    found = next((style for style in styles if style.name == name), None)
    return found.title(t.locale) if found else name


def with_cost(what: str, usage: Usage | None, t: Translate) -> str:
    """A button's words with what is left of its kind today: `🔍 ×2 · 4 of 5 left`."""
    if usage is None or usage.limit is None or usage.left is None:
        return what
    return t.plain("upscale-cost", what=what, left=usage.left, limit=usage.limit)


def plan_name(key: str, t: Translate) -> str:
    """What a plan is called; plans can be made up in the configuration."""
    message = f"plan-{key}"
    return t.plain(message) if t.translator.has(t.locale, message) else key.capitalize()


def quoted(text: str, limit: int) -> Safe:
    """A text as an expandable quote, cut to a number of characters."""
    return Safe(f"<blockquote expandable>{html.escape(clipped(text, limit))}</blockquote>")


def code(text: str) -> Safe:
    """A text that copies itself when it is tapped."""
    return Safe(f"<code>{html.escape(text)}</code>")


def clipped(text: str, limit: int) -> str:
    """A text of at most so many characters, with a mark where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def spec_line(spec: ModelSpec | None, key: str) -> str:
    """A model's title; its key where it is not offered any more."""
    return spec.title if spec else key


def dropped_words(names: Sequence[str], t: Translate) -> str:
    """What a model cannot follow, as `bot.core.preferences.carry` names it."""
    settings = {"style", "ratio", "negative", "seed"}
    told = (t.plain(f"dropped-{n}") if n in settings else option_name(n, t) for n in names)
    return ", ".join(told)
