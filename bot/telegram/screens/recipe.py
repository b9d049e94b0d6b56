"""How a picture was made, in words and as a command."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core import parameters
from bot.core.capabilities import Mode, ModelSpec, Style
from bot.core.models import Request
from bot.telegram.buttons import View, button, copy_button, keyboard
from bot.telegram.callbacks import PictureAction, PictureTap
from bot.telegram.screens.words import (
    clipped,
    code,
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
        _line("recipe-ratio", request.ratio or "", t),
        _line("recipe-seed", "" if request.seed is None else str(request.seed), t),
        _line("recipe-negative", clipped(request.negative, _SHORT), t),
        *_option_lines(request, spec, t),
        _line("recipe-note", clipped(note, _SHORT), t),
    ]
    told = "\n".join(line for line in lines if line)
    return t("recipe-text", prompt=_prompt(request), lines=Safe(told))


def found_recipe_view(
    request: Request,
    spec: ModelSpec | None,
    t: Translate,
    other: Sequence[Sequence[InlineKeyboardButton]],
) -> View:
    """The recipe that a file brought along, and what can be done with it and with the file."""
    text = t("recipe-found", recipe=Safe(recipe_text(request, spec, (), t)))
    if request.mode is not Mode.TEXT_TO_IMAGE:
        return View(text=text, markup=keyboard(*other))
    taps = [
        button(t.plain("result-again"), PictureTap(action=PictureAction.AGAIN)),
        button(t.plain("result-edit"), PictureTap(action=PictureAction.EDIT)),
    ]
    copy = copy_button(t.plain("result-copy"), parameters.command(request))
    return View(text=text, markup=keyboard(taps, *other, [copy]))


def _prompt(request: Request) -> Safe:
    return quoted(request.prompt, _CAPTION_PROMPT) if request.prompt else Safe()


def _line(key: str, value: str, t: Translate) -> str:
    return f"{t(key)}: {code(value)}" if value else ""


def _option_lines(request: Request, spec: ModelSpec | None, t: Translate) -> list[str]:
    lines = []
    for key, value in request.options.items():
        option = spec.option(key) if spec else None
        if option:
            name, told = option_name(key, t), option_value(value, t)
            lines.append(f"{name}: {code(clipped(told, _SHORT))}")
    return lines
