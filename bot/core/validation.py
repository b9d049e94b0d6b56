"""Whether a request can be done at all: asked before anything is spent."""

import re
import unicodedata
from collections.abc import Sequence

from bot.core import options
from bot.core.capabilities import FROM_WORDS, Mode, ModelSpec, OptionValue, Style
from bot.core.errors import (
    BadParameter,
    ClipTooLarge,
    InputMissing,
    InputTooLong,
    InputTooMany,
    LinkUnfit,
    NotEnglish,
    OptionsClash,
    PromptEmpty,
    PromptsTooLong,
    PromptTooLong,
    UnknownParameter,
    UnknownRatio,
    UnsupportedMode,
    UnsupportedOption,
)
from bot.core.models import Input, Request
from bot.core.parameters import taken, unknown_style
from bot.core.scenes import check_elements, check_shots

MASK = "mask"
"""UnsupportedMode's word for changing a marked part alone."""


def check(
    request: Request, spec: ModelSpec, styles: Sequence[Style], able: Sequence[str] = ()
) -> None:
    """Compare a request with what its model can do.

    Args:
        request: The wish.
        spec: Its model.
        styles: The model's styles as listed now.
        able: Titles of models that do this kind of work, for the answer if this one does not.

    Raises:
        RequestError: It cannot be done; the kind tells why.
    """
    if not spec.does(request.mode, mask=bool(request.mask), made_by=request.made_by):
        known = ", ".join(able) or "—"
        what = MASK if request.mask else request.mode
        raise UnsupportedMode(mode=what, model=spec.title, able=known)
    _check_inputs(request, spec)
    _check_words(request, spec)
    check_shots(request, spec)
    check_elements(request, spec)
    _check_look(request, spec, styles)
    for key, value in request.options.items():
        _check_option(request, spec, key, value)
    _check_together(request, spec)


def _check_inputs(request: Request, spec: ModelSpec) -> None:
    if request.mode in FROM_WORDS:
        return
    limit = spec.most_inputs(request.mode, mask=bool(request.mask))
    if request.shots and spec.shots:
        limit = min(limit, spec.shots.frames)
    count = len(request.inputs)
    if not count:
        raise InputMissing
    if count > limit:
        raise InputTooMany(count=count, limit=limit, model=spec.title)
    if request.mode is Mode.VIDEO_TO_VIDEO:
        _check_clip(request.inputs[0], spec)


def _check_clip(clip: Input, spec: ModelSpec) -> None:
    """What Telegram said of it; its bytes are looked into when they are here."""
    if spec.max_clip_seconds is not None and (clip.seconds or 0) > spec.max_clip_seconds + 0.5:
        seconds = round(clip.seconds or 0, 1)
        raise InputTooLong(seconds=seconds, limit=spec.max_clip_seconds, model=spec.title)
    if (clip.size or 0) > spec.max_clip_bytes:
        size, limit = (round(n / 1024**2, 1) for n in (clip.size or 0, spec.max_clip_bytes))
        raise ClipTooLarge(size_mb=size, limit_mb=limit)


def _check_words(request: Request, spec: ModelSpec) -> None:
    if request.mode.enlarges:
        return
    if not request.prompt.strip() and not _wordless(request, spec):
        raise PromptEmpty
    _check_language(request, spec)
    length = len(request.prompt)
    if length > spec.prompt_limit:
        raise PromptTooLong(model=spec.title, length=length, limit=spec.prompt_limit)
    if request.negative and not spec.negative_prompt:
        raise _unsupported("no", request, spec)
    both = length + len(request.negative)
    if spec.combined_limit is not None and both > spec.combined_limit:
        raise PromptsTooLong(model=spec.title, length=both, limit=spec.combined_limit)


def _check_language(request: Request, spec: ModelSpec) -> None:
    words = request.prompt.strip()
    if spec.link and not re.fullmatch(spec.link.pattern, words):
        raise LinkUnfit(model=spec.title, example=spec.link.example)
    if spec.english and not all(map(_is_latin, words)):
        raise NotEnglish(model=spec.title)


def _is_latin(letter: str) -> bool:
    """Whether it may stand in an English text: a Latin letter, or none at all."""
    return not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN")


def _wordless(request: Request, spec: ModelSpec) -> bool:
    return bool(request.shots) or (request.mode.takes_pictures and spec.prompt_optional)


def _check_look(request: Request, spec: ModelSpec, styles: Sequence[Style]) -> None:
    if request.seed is not None and not spec.seed:
        raise _unsupported("seed", request, spec)
    if request.ratio is not None:
        _check_ratio(request, request.ratio, spec)
    if request.style is not None:
        _check_style(request, request.style, spec, styles)


def _check_ratio(request: Request, ratio: str, spec: ModelSpec) -> None:
    if not spec.ratios:
        raise _unsupported("ar", request, spec)
    if spec.ratio(ratio) is None:
        known = ", ".join(ratio.name for ratio in spec.ratios)
        raise UnknownRatio(name=ratio, model=spec.title, known=known)


def _check_style(request: Request, name: str, spec: ModelSpec, styles: Sequence[Style]) -> None:
    if not spec.styles and not styles:
        raise _unsupported("style", request, spec)
    listed = styles or spec.styles
    if name not in {style.name for style in listed}:
        raise unknown_style(name, spec, listed)


def _check_option(request: Request, spec: ModelSpec, key: str, value: OptionValue) -> None:
    option = spec.option(key, request.mode)
    if option is None:
        if spec.option(key):
            raise _unsupported(key, request, spec)
        raise UnknownParameter(name=key, model=spec.title, known=taken(spec, request.mode))
    if not options.fits(option, value):
        allowed = options.told(option)
        raise BadParameter(name=key, value=str(value), model=spec.title, allowed=allowed)


def _check_together(request: Request, spec: ModelSpec) -> None:
    values = {option.key: option.default for option in spec.options_for(request.mode)}
    values |= request.options
    for clash in spec.clashes:
        if clash.items() <= values.items():
            one, other = (f"--{key} {_said(value)}" for key, value in clash.items())
            raise OptionsClash(model=spec.title, one=one, other=other)


def _said(value: OptionValue) -> str:
    """A value as people type it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return options.shown(value)


def _unsupported(name: str, request: Request, spec: ModelSpec) -> UnsupportedOption:
    known = taken(spec, request.mode)
    return UnsupportedOption(name=name, model=spec.title, known=known)
