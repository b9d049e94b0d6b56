"""`--name value` in a prompt: the parameter names that people know from other image bots.

A text is first split into words and flags, whatever they mean; then the flags are read for one
model, and what a flag does not need of the words after it goes back to the prompt.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.core import options, storyboard
from bot.core.capabilities import Mode, ModelSpec, Option, OptionType, Style
from bot.core.catalogue import Catalogue
from bot.core.errors import (
    BadParameter,
    UnknownModel,
    UnknownParameter,
    UnknownRatio,
    UnknownStyle,
    UnsupportedOption,
)
from bot.core.models import Preferences, Request
from bot.core.permutations import escaped

MAX_COUNT = 4
"""Pictures that one prompt may ask for."""

MAX_SEED = 2**32 - 1
"""The largest seed that can be typed."""

ALIASES = {
    "aspect": "ar",
    "ratio": "ar",
    "negative": "no",
    "count": "n",
    "m": "model",
}
"""Other names of the parameters that many models have."""

_FLAG = re.compile(
    r"(?<!\S)(?:--(?P<name>[^\W\d][\w-]*)|[—–](?P<dashed>[A-Za-z][\w-]*))(?=[\s=]|$)"
)
NOTHING = frozenset({"none", "-", "нет"})
"""Words that stand for no value at all."""


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A parameter as it was typed, its value running up to the next one."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text, split: the prompt and its parameters."""

    prompt: str
    flags: tuple[Flag, ...] = ()


_Setting: TypeAlias = tuple[Preferences, str]
"""Preferences after one more flag, and the words that the flag did not need."""


def split(text: str) -> Words:
    """Divide a text into prompt and flags; long dashes typed by phones count as `--`."""
    marks = list(_FLAG.finditer(text))
    starts = [mark.start() for mark in marks] + [len(text)]
    flags = tuple(
        Flag(name=_name(mark), value=text[mark.end() : end].removeprefix("=").strip())
        for mark, end in zip(marks, starts[1:], strict=True)
    )
    return Words(prompt=text[: starts[0]].strip(), flags=flags)


def choose_model(
    words: Words, catalogue: Catalogue, mode: Mode | None = None
) -> tuple[ModelSpec | None, Words]:
    """The model that `--model` asks for, and the words without that flag.

    Args:
        words: With their flags.
        catalogue: The models.
        mode: What it is to do: of several that are meant, those that do are.

    Raises:
        UnknownModel: There is no such model, or there are several.
    """
    chosen, prompt = None, words.prompt
    for flag in words.flags:
        if flag.name == "model":
            chosen, rest = _model(flag.value, catalogue, mode)
            prompt = _joined(prompt, rest)
    left = tuple(flag for flag in words.flags if flag.name != "model")
    return chosen, Words(prompt=prompt, flags=left)


def apply(
    words: Words, spec: ModelSpec, mode: Mode, styles: Sequence[Style], preferences: Preferences
) -> tuple[str, Preferences]:
    """Read the flags for a model: the prompt, and the preferences as they are for this run.

    Raises:
        UnknownParameter, UnsupportedOption: The model does not take it.
        BadParameter, UnknownStyle, UnknownRatio: Its value cannot be.
    """
    reader = _Reader(spec=spec, mode=mode, styles=styles)
    prompt = words.prompt
    for flag in words.flags:
        preferences, rest = reader.read(flag, preferences)
        prompt = _joined(prompt, rest)
    return prompt, preferences


def taken(spec: ModelSpec, mode: Mode) -> str:
    """The parameters that a model takes, as they are typed."""
    able = {
        "ar": bool(spec.ratios),
        "style": bool(spec.styles),
        "no": spec.negative_prompt,
        "seed": spec.seed,
    }
    names = [name for name, has in able.items() if has] + ["n", "model", "preset"]
    names += [option.key for option in spec.options_for(mode)]
    return " ".join(f"--{name}" for name in names)


def command(request: Request) -> str:
    """A request as somebody would type it: `/imagine a fox --ar 16:9 --seed 5`, or `/video …`.

    Braces that were no choice when it was painted are none when it is typed again.
    """
    flags: dict[str, object] = {
        "model": request.model,
        "style": request.style,
        "ar": request.ratio,
        "seed": request.seed,
        **{key: options.shown(value) for key, value in request.options.items()},
        "no": request.negative,
    }
    typed = [f"--{name} {value}" for name, value in flags.items() if value not in (None, "")]
    if not request.mode.films:
        return escaped(_joined("/imagine", request.prompt, *typed))
    return _joined("/video", request.prompt or storyboard.typed(request.shots), *typed)


def find_style(name: str, spec: ModelSpec, styles: Sequence[Style]) -> Style:
    """A style by its name or a title in any language, or an unambiguous beginning.

    Raises:
        UnknownStyle: None, or several, answer to it.
    """
    wanted = name.strip().casefold()
    exact = [style for style in styles if wanted in _style_names(style)]
    begun = [style for style in styles if wanted and _begins(style, wanted)]
    match exact or begun:
        case [style]:
            return style
        case _:
            raise unknown_style(name, spec, styles)


def unknown_style(name: str, spec: ModelSpec, styles: Sequence[Style]) -> UnknownStyle:
    """Tell of a style that is not there, with the titles of those that are in each language."""
    languages = {language for style in styles for language in style.titles}
    titles = {
        f"known_{language}": ", ".join(style.title(language) for style in styles)
        for language in languages
    }
    known = ", ".join(style.title("en") for style in styles)
    return UnknownStyle(name=name, model=spec.title, known=known, **titles)


def find_ratio(name: str, spec: ModelSpec) -> str:
    """A ratio's name, however its colon was typed.

    Raises:
        UnknownRatio: The model cannot make it.
    """
    wanted = re.sub(r"[x×х/.,\uff1a]", ":", name.strip().casefold())
    if wanted and spec.ratio(wanted):
        return wanted
    known = ", ".join(ratio.name for ratio in spec.ratios)
    raise UnknownRatio(name=name, model=spec.title, known=known)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads flags for one model and mode."""

    spec: ModelSpec
    mode: Mode
    styles: Sequence[Style]

    def read(self, flag: Flag, preferences: Preferences) -> _Setting:
        """Set what a flag says.

        Raises:
            RequestError: It cannot be.
        """
        standard: dict[str, tuple[bool, Callable[[str, Preferences], _Setting]]] = {
            "ar": (bool(self.spec.ratios), self._ratio),
            "style": (bool(self.styles), self._style),
            "no": (self.spec.negative_prompt, self._negative),
            "seed": (self.spec.seed, self._seed),
            "n": (True, self._count),
        }
        if flag.name not in standard:
            return self._option(flag, preferences)
        able, setter = standard[flag.name]
        if not able:
            raise self._unsupported(flag.name)
        return setter(flag.value, preferences)

    def _ratio(self, value: str, preferences: Preferences) -> _Setting:
        word, rest = _first(value)
        return replace(preferences, ratio=find_ratio(word, self.spec)), rest

    def _style(self, value: str, preferences: Preferences) -> _Setting:
        known = (cut for cut in _beginnings(value) if self._is_style(cut[0]))
        name, rest = next(known, _first(value))
        if name.casefold() in NOTHING:
            return replace(preferences, style=None), rest
        style = find_style(name, self.spec, self.styles)
        return replace(preferences, style=style.name), rest

    def _is_style(self, name: str) -> bool:
        try:
            return bool(find_style(name, self.spec, self.styles))
        except UnknownStyle:
            return False

    def _negative(self, value: str, preferences: Preferences) -> _Setting:
        negative = "" if value.casefold() in NOTHING else value
        return replace(preferences, negative=negative), ""

    def _seed(self, value: str, preferences: Preferences) -> _Setting:
        word, rest = _first(value)
        if word.casefold() == "random":
            return replace(preferences, seed=None), rest
        return replace(preferences, seed=self._whole("seed", word, 0, MAX_SEED)), rest

    def _count(self, value: str, preferences: Preferences) -> _Setting:
        word, rest = _first(value)
        return replace(preferences, count=self._whole("n", word, 1, MAX_COUNT)), rest

    def _whole(self, name: str, word: str, low: int, high: int) -> int:
        if not word.isdecimal() or not low <= int(word[:12]) <= high:
            raise BadParameter(
                name=name, value=word, model=self.spec.title, allowed=f"{low}–{high}"
            )
        return int(word)

    def _option(self, flag: Flag, preferences: Preferences) -> _Setting:
        named = [option for option in self.spec.options if _plain(option.key) == flag.name]
        option = next((option for option in named if self.mode in option.modes), None)
        if option is None:
            raise self._unsupported(flag.name) if named else self._unknown(flag.name)
        word, rest = _option_word(option, flag.value)
        value = options.read(option, word)
        if value is None:
            raise BadParameter(
                name=flag.name,
                value=word,
                model=self.spec.title,
                allowed=options.told(option),
            )
        return replace(preferences, options={**preferences.options, option.key: value}), rest

    def _unknown(self, name: str) -> UnknownParameter:
        known = taken(self.spec, self.mode)
        return UnknownParameter(name=name, model=self.spec.title, known=known)

    def _unsupported(self, name: str) -> UnsupportedOption:
        known = taken(self.spec, self.mode)
        return UnsupportedOption(name=name, model=self.spec.title, known=known)


def _name(mark: re.Match[str]) -> str:
    name = _plain(mark["name"] or mark["dashed"])
    return ALIASES.get(name, name)


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_")


def _first(value: str) -> tuple[str, str]:
    word, *rest = value.split(maxsplit=1) or [""]
    return word.rstrip(","), _joined(*rest)


def _beginnings(value: str) -> list[tuple[str, str]]:
    """All ways to cut a value after some of its words, the longest first."""
    words = value.split()
    cuts = range(len(words), 0, -1)
    return [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]


def _model(value: str, catalogue: Catalogue, mode: Mode | None) -> tuple[ModelSpec, str]:
    for name, rest in _beginnings(value):
        try:
            return catalogue.find(name, mode), rest
        except UnknownModel:
            continue
    return catalogue.find(_first(value)[0], mode), ""


def _option_word(option: Option, value: str) -> tuple[str, str]:
    word, rest = _first(value)
    if option.type is OptionType.BOOLEAN and not options.is_switch(word):
        return "on", value
    return word, rest


def _style_names(style: Style) -> list[str]:
    return [name.casefold() for name in (style.name, *style.titles.values())]


def _begins(style: Style, wanted: str) -> bool:
    return any(name.startswith(wanted) for name in _style_names(style))


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
