"""The words: Fluent files in `locales/<language>/*.ftl`, asked for by key.

Usable from handlers, workers and the web alike; imports nothing of Telegram's.
"""

import html
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from babel.units import format_unit
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk

log = logging.getLogger(__name__)

DEFAULT = "en"
_LONGEST = 2000
"""fluent.runtime gives up on strings over 2500 characters; these travel beside it."""

_UNITS = (("duration-hour", 3600), ("duration-minute", 60), ("duration-second", 1))


class Safe(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


Argument: TypeAlias = str | int | float | Decimal | date


@dataclass(frozen=True)
class Translate:
    """A translator for one language: `t("quota-left", left=3)`.

    Attributes:
        translator: Where the words come from.
        locale: The language, one of `translator.languages()`.
    """

    translator: "Translator"
    locale: str

    def __call__(self, key: str, /, **args: Argument) -> str:
        """The message as HTML; strings in it are escaped unless marked `Safe`."""
        return self.translator.get(self.locale, key, **args)

    def plain(self, key: str, /, **args: Argument) -> str:
        """The message as it is: for button labels, alerts and commands, which are no HTML."""
        return self.translator.plain(self.locale, key, **args)

    def duration(self, seconds: float) -> str:
        """A length of time in words, such as `1 min 5 sec`."""
        return duration(seconds, self.locale)


class Translator:
    """All languages of a folder; each is read once in a process, when it is first asked for.

    Args:
        folder: Holds a folder per language code, `en` among them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._languages = _languages(folder)

    def languages(self) -> tuple[str, ...]:
        """The codes of all languages, English first."""
        return self._languages

    def names(self) -> Mapping[str, str]:
        """What each language calls itself, by its code."""
        return {code: self.plain(code, "language-name") for code in self._languages}

    def supported(self, code: str | None) -> str:
        """The language for a code like `ru` or `pt-BR`; English where there is none."""
        wanted = (code or DEFAULT).lower().partition("-")[0]
        return wanted if wanted in self._languages else DEFAULT

    def bound(self, locale: str) -> Translate:
        """A translator for one language."""
        return Translate(self, locale)

    def get(self, locale: str, key: str, /, **args: Argument) -> str:
        """A message as HTML, in English where the language lacks it, else its key.

        Args:
            locale: The language.
            key: The message.
            **args: Its variables; strings are escaped unless marked `Safe`, numbers are written
                as the language does.
        """
        return self._format(locale, key, {name: _escaped(arg) for name, arg in args.items()})

    def plain(self, locale: str, key: str, /, **args: Argument) -> str:
        """The same as it is, for texts that Telegram does not parse."""
        return self._format(locale, key, {name: _native(arg) for name, arg in args.items()})

    def has(self, locale: str, key: str) -> bool:
        """Whether the language itself has a message."""
        return self._bundle(locale).has_message(key)

    def _format(self, locale: str, key: str, args: Mapping[str, Argument]) -> str:
        bundle = self._having(locale, key)
        if bundle is None:
            return key
        short, long = _split(args)
        value, errors = _pattern(bundle, key, short)
        for error in errors:
            log.error("Message %s in %s: %s", key, locale, error)
        text = str(value)
        for mark, content in long.items():
            text = text.replace(mark, content)
        return text

    def _having(self, locale: str, key: str) -> FluentBundle | None:
        bundle = self._bundle(locale)
        if bundle.has_message(key):
            return bundle
        log.error("Message %s is missing in %s", key, locale)
        english = self._bundle(DEFAULT)
        return english if english.has_message(key) else None

    def _bundle(self, locale: str) -> FluentBundle:
        known = locale if locale in self._languages else DEFAULT
        return _read(self._folder / known, known)


def duration(seconds: float, locale: str) -> str:
    """A length of time in words: its largest unit and the next one, rounded to seconds."""
    left, parts = max(0, round(seconds)), list[str]()
    for unit, size in _UNITS:
        number, left = divmod(left, size)
        if number or (unit == "duration-second" and not parts):
            parts.append(format_unit(number, unit, length="short", locale=locale))
    return " ".join(parts[:2])


def _languages(folder: Path) -> tuple[str, ...]:
    found = {path.parent.name for path in folder.glob("*/*.ftl")}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@cache
def _read(folder: Path, locale: str) -> FluentBundle:
    functions: dict[str, Callable[[Any], Any]] = {
        "DURATION": lambda seconds: duration(float(seconds), locale)
    }
    bundle = FluentBundle([locale], functions, use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, Junk):
                log.error("%s cannot be read: %s", path, (entry.content or "").strip())
        bundle.add_resource(resource)
    return bundle


def _pattern(bundle: FluentBundle, key: str, args: dict[str, Any]) -> tuple[Any, list[Exception]]:
    pattern = bundle.get_message(key).value
    return bundle.format_pattern(pattern, args) if pattern else ("", [])


def _escaped(value: Argument) -> Argument:
    if isinstance(value, str) and not isinstance(value, Safe):
        return html.escape(value, quote=False)
    return _native(value)


def _native(value: Argument) -> Argument:
    return str(value) if isinstance(value, str) else value


def _split(args: Mapping[str, Argument]) -> tuple[dict[str, Argument], dict[str, str]]:
    """Put a mark in the place of each string that is too long for fluent.runtime."""
    short, long = dict(args), dict[str, str]()
    for name, value in args.items():
        if isinstance(value, str) and len(value) > _LONGEST:
            mark = f"\ue000{len(long)}\ue001"
            short[name], long[mark] = mark, value
    return short, long
