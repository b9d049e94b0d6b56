"""How a picture was made, in words and as a command."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core import parameters
from bot.core.adoption import Adopted, Brought, Changed, repeatable
from bot.core.capabilities import ModelSpec, OptionValue, Style
from bot.core.catalogue import Catalogue
from bot.core.models import Request
from bot.telegram.buttons import View, button, copying, keyboard
from bot.telegram.callbacks import PictureAction, PictureTap
from bot.telegram.screens.words import (
    clipped,
    code,
    dropped_words,
    has_option_name,
    mode_name,
    option_name,
    option_value,
    quoted,
    spec_line,
    style_title,
)
from bot.telegram.translator import Safe, Translate

_CAPTION_PROMPT = 500
"""Characters of a prompt that leave room for the rest in a caption's 1024."""

_SHORT = 150

_PIXELS = 3
"""Digits from which on a side is one in pixels."""


def recipe_text(
    request: Request,
    spec: ModelSpec | None,
    styles: tuple[Style, ...],
    t: Translate,
    note: str = "",
) -> str:
    """Everything that was set, a line each, short enough for a caption.

    Args:
        request: What was asked for.
        spec: Its model, if there still is one.
        styles: The model's styles.
        t: The words.
        note: The provider's own words on what it made.
    """
    lines = [
        _line("recipe-model", spec_line(spec, request.model), t),
        _line("recipe-mode", mode_name(request.mode, t), t),
        _line("recipe-style", style_title(request.style, styles, t) if request.style else "", t),
        _line("recipe-ratio", _proportions(request.ratio or ""), t),
        _line("recipe-seed", "" if request.seed is None else str(request.seed), t),
        _line("recipe-negative", clipped(request.negative, _SHORT), t),
        *_option_lines(request, spec, t),
        _line("recipe-note", clipped(note, _SHORT), t),
    ]
    told = "\n".join(line for line in lines if line)
    return t("recipe-text", prompt=_prompt(request), lines=Safe(told))


def found_recipe_view(
    found: Brought,
    adopted: Adopted,
    catalogue: Catalogue,
    t: Translate,
    other: Sequence[Sequence[InlineKeyboardButton]],
) -> View:
    """The recipe that a file brought along, and what can be done with it and with the file."""
    recipe = recipe_text(found.request, catalogue.get(found.request.model), (), t)
    told = followed_words(adopted, catalogue, t, found.beyond)
    head = t("recipe-found-of", program=found.program) if found.program else t("recipe-found")
    text = "\n\n".join(part for part in (head, recipe, told) if part)
    wanted = adopted.request
    if not repeatable(wanted) or catalogue.get(wanted.model) is None:
        return View(text=text, markup=keyboard(*other))
    taps = [
        button(t.plain("result-again"), PictureTap(action=PictureAction.AGAIN)),
        button(t.plain("result-edit"), PictureTap(action=PictureAction.EDIT)),
    ]
    otherwise = PictureTap(action=PictureAction.COPY)
    last = [
        button(t.plain("result-preset"), PictureTap(action=PictureAction.PRESET)),
        copying(t.plain("result-copy"), parameters.command(wanted), otherwise),
    ]
    return View(text=text, markup=keyboard(taps, *other, last))


def followed_words(
    adopted: Adopted, catalogue: Catalogue, t: Translate, beyond: Sequence[str] = ()
) -> str:
    """What a model here does differently from a recipe; empty where it follows it wholly.

    Args:
        adopted: What becomes of the recipe.
        catalogue: The models.
        t: The words.
        beyond: Names of settings that no model here has.
    """
    spec = catalogue.get(adopted.request.model)
    model = spec_line(spec, adopted.request.model)
    lines = []
    left_out = [*(dropped_words([name], t) for name in adopted.left_out), *beyond]
    if left_out:
        names = clipped(", ".join(map(_within, left_out)), _SHORT)
        lines.append(t("recipe-left-out", model=model, names=names))
    if adopted.changed:
        changes = ", ".join(_change(each, t) for each in adopted.changed)
        lines.append(t("recipe-changed", model=model, changes=changes))
    return "\n".join(lines)


def _change(changed: Changed, t: Translate) -> str:
    before, now = (_value(changed.name, value, t) for value in (changed.wanted, changed.taken))
    return f"{_within(dropped_words([changed.name], t))} {before} → {now}"


def _within(name: str) -> str:
    """A name as it is written within a sentence: `steps`, but `LoRA`."""
    return name if name[1:2].isupper() or name[1:] != name[1:].lower() else name.lower()


def _value(name: str, value: OptionValue, t: Translate) -> str:
    return _proportions(str(value)) if name == "ratio" else option_value(value, t)


def _proportions(ratio: str) -> str:
    """`3:2`, or a size in pixels where a recipe has that instead: `512×768`."""
    width, _, height = ratio.partition(":")
    pixels = width.isdigit() and height.isdigit() and max(len(width), len(height)) >= _PIXELS
    return f"{width}×{height}" if pixels else ratio


def _prompt(request: Request) -> Safe:
    return quoted(request.prompt, _CAPTION_PROMPT) if request.prompt else Safe()


def _line(key: str, value: str, t: Translate) -> str:
    return f"{t(key)}: {code(value)}" if value else ""


def _option_lines(request: Request, spec: ModelSpec | None, t: Translate) -> list[str]:
    """Those that its model has; of a model that is not here, those that any model has."""
    lines = []
    for key, value in request.options.items():
        if spec.option(key) if spec else has_option_name(key, t):
            name, told = option_name(key, t), option_value(value, t)
            lines.append(f"{name}: {code(clipped(told, _SHORT))}")
    return lines
