"""Reads a prompt: what is to be seen, where, when and in which colours."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.providers.sketch import lexicon
from bot.providers.sketch.colours import Colour, hexed

REACH = 2
"""An adjective belongs to the noun that follows it at most this many words later."""


COUNTS = {"two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What a prompt speaks of, in the lexicon's terms.

    Attributes:
        subjects: With the colour that the words give each, in their order.
        places: Kinds of landscape.
        hour: The time of day, where it is said.
        season: The season, where it is said.
        extras: Sun, moon, weather and so on.
        colours: Colours that belong to nothing in particular.
        count: How many there are of the subject.
        unwanted: Everything that the negative prompt speaks of, colours too.
    """

    subjects: tuple[tuple[str, Colour | None], ...]
    places: tuple[str, ...]
    hour: str | None
    season: str | None
    extras: frozenset[str]
    colours: tuple[Colour, ...]
    count: int
    unwanted: frozenset[str]


def understand(prompt: str, negative: str) -> Idea:
    """Read a prompt and what must not be in the picture."""
    words, banned = _words(prompt), _words(negative)
    unwanted = frozenset(
        name for index in _INDEXES for word in banned for name in _meanings(word, index)
    )

    def found(index: Mapping[str, str]) -> list[str]:
        names = (name for word in words for name in _meanings(word, index))
        return [name for name in dict.fromkeys(names) if name not in unwanted]

    subjects, loose = _painted(words, unwanted)
    return Idea(
        subjects=subjects,
        places=tuple(found(lexicon.PLACES)),
        hour=next(iter(found(lexicon.HOURS)), None),
        season=next(iter(found(lexicon.SEASONS)), None),
        extras=frozenset(found(lexicon.EXTRAS)),
        colours=loose,
        count=max((COUNTS[name] for name in found(lexicon.NUMBERS)), default=1),
        unwanted=unwanted,
    )


_INDEXES = (
    lexicon.SUBJECTS,
    lexicon.PLACES,
    lexicon.HOURS,
    lexicon.SEASONS,
    lexicon.EXTRAS,
    lexicon.COLOURS,
)


def _painted(
    words: list[str], unwanted: frozenset[str]
) -> tuple[tuple[tuple[str, Colour | None], ...], tuple[Colour, ...]]:
    """Subjects with their colours, and the colours that are left over."""
    subjects: dict[str, Colour | None] = {}
    loose: list[Colour] = []
    pending: tuple[int, Colour] | None = None
    for position, word in enumerate(words):
        for code in _allowed(_meanings(word, lexicon.COLOURS), unwanted):
            loose.extend([pending[1]] if pending else [])
            pending = position, hexed(code)
        for subject in _allowed(_meanings(word, lexicon.SUBJECTS), unwanted):
            near = pending is not None and position - pending[0] <= REACH
            subjects.setdefault(subject, pending[1] if near and pending else None)
            pending = None if near else pending
    loose.extend([pending[1]] if pending else [])
    return tuple(subjects.items()), tuple(loose)


def _allowed(names: Iterable[str], unwanted: frozenset[str]) -> list[str]:
    return [name for name in names if name not in unwanted]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _meanings(word: str, index: Mapping[str, str]) -> list[str]:
    return [name for name, forms in index.items() if _is_one_of(word, forms)]


def _is_one_of(word: str, forms: str) -> bool:
    exact, stems = _sorted(forms)
    return word in exact or word.startswith(stems)


@lru_cache(maxsize=256)
def _sorted(forms: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = forms.split()
    stems = tuple(word.removesuffix("*") for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems
