"""Elements: characters and things that people show once and then name as `@fox`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.errors import ElementNameUnfit
from bot.core.models import Element, Input

MOST = 20
"""Elements of one person."""

PICTURES = 4
"""Pictures of one element: what the vendors' models take at the most."""

NAME_LIMIT = 32
"""Characters of a name."""

DESCRIPTION_LIMIT = 200
"""Characters of a description."""

_NAME = re.compile(rf"\w{{1,{NAME_LIMIT}}}")
_MENTION = re.compile(r"(?<![\w@/.:+-])@(\w+)")


@dataclass(frozen=True, kw_only=True)
class SavedElement:
    """Somebody or something that its owner has shown.

    Attributes:
        name: One word, named in prompts as `@name`.
        pictures: One to four, kept below MEDIA_DIR.
        description: What they show, in words; may be empty.
    """

    id: int
    name: str
    pictures: tuple[Input, ...]
    description: str = ""

    @property
    def shown(self) -> Element:
        """The same for a request whose model takes elements by their names."""
        return Element(
            name=self.name, pictures=self.pictures, description=self.description or self.name
        )


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A prompt whose elements became pictures to start from."""

    prompt: str
    inputs: tuple[Input, ...]


def checked_name(text: str) -> str:
    """A name as it is kept: one word, without the `@`.

    Raises:
        ElementNameUnfit: It is none, or too long.
    """
    name = text.strip().removeprefix("@")
    if not _NAME.fullmatch(name):
        raise ElementNameUnfit(limit=NAME_LIMIT)
    return name


def key_of(name: str) -> str:
    """What two names have in common that are the same."""
    return name.casefold()


def mentions(text: str) -> tuple[str, ...]:
    """Whatever stands behind an `@` at the beginning of a word; most of it may be people."""
    return tuple(dict.fromkeys(key_of(name) for name in _MENTION.findall(text)))


def named(text: str, saved: Sequence[SavedElement]) -> tuple[SavedElement, ...]:
    """The elements that a text names, each once, in their order there."""
    known = {key_of(element.name): element for element in saved}
    return tuple(known[name] for name in mentions(text) if name in known)


def placed(
    prompt: str, own: tuple[Input, ...], elements: Sequence[SavedElement], most: int
) -> Placed | None:
    """Show a model what a prompt names, as far as it takes pictures.

    Each element has at least one picture; where there is room, they take turns for more. The
    names are followed by the numbers of their pictures, unless there is nothing to confuse.

    Args:
        prompt: Names the elements.
        own: Pictures that the request starts from anyway; they come first.
        elements: What it names.
        most: Pictures that the model takes.

    Returns:
        None: The model takes too few pictures.
    """
    if len(own) + len(elements) > most:
        return None
    shares = _shares([len(each.pictures) for each in elements], most - len(own))
    inputs, words = list(own), dict[str, str]()
    alone = not own and len(elements) == 1
    for element, share in zip(elements, shares, strict=True):
        first = len(inputs) + 1
        inputs += element.pictures[:share]
        numbers = "" if alone else _numbers(first, len(inputs))
        words[key_of(element.name)] = _told(element, numbers)
    return Placed(prompt=_spelled(prompt, words), inputs=tuple(inputs))


def _shares(counts: Sequence[int], room: int) -> list[int]:
    shares = [0] * len(counts)
    while room and any(share < count for share, count in zip(shares, counts, strict=True)):
        for place, count in enumerate(counts):
            if room and shares[place] < count:
                shares[place] += 1
                room -= 1
    return shares


def _numbers(first: int, last: int) -> str:
    return f"picture {first}" if first == last else f"pictures {first}-{last}"


def _told(element: SavedElement, numbers: str) -> str:
    about = ": ".join(part for part in (numbers, element.description) if part)
    return f"{element.name} ({about})" if about else element.name


def _spelled(prompt: str, words: Mapping[str, str]) -> str:
    """Names without their `@`; what they show is told at the first one."""
    left = dict(words)

    def spell(found: re.Match[str]) -> str:
        name = key_of(found[1])
        if name not in words:
            return found[0]
        return left.pop(name, found[1])

    return _MENTION.sub(spell, prompt)
