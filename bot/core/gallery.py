"""A person's pictures as a gallery: what it may be narrowed to, and what one look at it finds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.core.capabilities import Mode
from bot.core.models import Artifact, Run

Entry: TypeAlias = tuple[Artifact, Run]
"""A picture and the run that made it."""

SEARCHED = 10_000
"""Pictures that one search looks through at the most; an older one is found by searching on."""


class Kind(StrEnum):
    """What a picture came from, as people tell them apart."""

    PICTURE = "text_to_image"
    CHANGED = "image_to_image"
    UPSCALED = "upscale"
    VIDEO = "video"


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """Which pictures are wanted: all that meet every condition.

    Attributes:
        favourites: Only those with a star.
        kind: Only what came from this.
        model: Only one model's, by its key.
        words: Only those in whose prompt each of these occurs; folded, as `wanted` gives them.
    """

    favourites: bool = False
    kind: Kind | None = None
    model: str | None = None
    words: tuple[str, ...] = ()


EVERYTHING = Sieve()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one look found.

    Attributes:
        entries: The pictures, newest first.
        more: Whether there are others in the direction of the look.
        searched_to: The first picture that a search to older ones did not look at; None: it has
            seen all, or found enough.
    """

    entries: tuple[Entry, ...]
    more: bool = False
    searched_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Day:
    """The pictures of one day (UTC).

    Attributes:
        newest: The id of the last of them.
        count: How many there are.
    """

    date: date
    newest: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """What a person's pictures can be narrowed to.

    Attributes:
        kinds: Those of which there is a picture.
        models: Keys of the models that made one.
        favourites: Whether any has a star.
    """

    kinds: tuple[Kind, ...]
    models: tuple[str, ...]
    favourites: bool


def day_of(entry: Entry) -> date:
    """The day (UTC) on which a picture was made."""
    run = entry[1]
    return (run.collected_at or run.created_at).date()


def kind_of(mode: Mode) -> Kind:
    """What a run's pictures are; whatever is no kind of picture makes a clip."""
    return Kind(mode.value) if mode.value in set(Kind) else Kind.VIDEO


def folded(text: str) -> str:
    """A text as it is searched: without case, with one е for ё, its spaces alike."""
    return " ".join(text.casefold().replace("ё", "е").split())


def wanted(said: str) -> tuple[str, ...]:
    """The words of a search, folded, each once."""
    return tuple(dict.fromkeys(folded(said).split()))
