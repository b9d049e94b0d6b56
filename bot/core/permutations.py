r"""`a {red,blue} fox`: one text that stands for several.

Groups may be nested and there may be several of them; every combination is one text. A brace that
is to stay one has a backslash before it, and so has a comma inside a group. Braces that hold no
choice (`{text}`), that are never closed, or that are JSON, stay as they were typed.
"""

import json
import re
from dataclasses import dataclass, field
from itertools import islice, product

KEPT = 64
"""Texts that are spelled out at the most; more of them are only counted."""

_ESCAPED = re.compile(r"\\[{}]")


@dataclass(frozen=True, kw_only=True)
class Permutations:
    """What a text stands for.

    Attributes:
        texts: Each once, in the order of its choices; no more than `KEPT` of them.
        count: How many combinations there are.
    """

    texts: tuple[str, ...]
    count: int

    @property
    def several(self) -> bool:
        """Whether the text stands for more than itself."""
        return self.count > 1 and len(self.texts) > 1


@dataclass(frozen=True, kw_only=True)
class _Mix:
    """The texts that a piece of the whole stands for, and their number."""

    texts: tuple[str, ...] = ("",)
    count: int = 1

    def then(self, other: "_Mix") -> "_Mix":
        pairs = islice(product(self.texts, other.texts), KEPT)
        return _Mix(texts=tuple(a + b for a, b in pairs), count=self.count * other.count)


@dataclass(kw_only=True)
class _Group:
    """A group that is still open; the outermost one is the text itself.

    Attributes:
        begins: Where its brace stands.
        pieces: What stands between its commas, the last one being written.
    """

    begins: int
    pieces: list[_Mix] = field(default_factory=lambda: [_Mix()])

    def add(self, mix: _Mix) -> None:
        self.pieces[-1] = self.pieces[-1].then(mix)

    def choice(self) -> _Mix:
        """One of its pieces; the blank after a comma is the writer's, not the text's."""
        first, *others = self.pieces
        texts = [*first.texts, *(text.lstrip() for mix in others for text in mix.texts)]
        return _Mix(texts=tuple(texts[:KEPT]), count=sum(mix.count for mix in self.pieces))

    def plain(self, *, closed: bool) -> _Mix:
        """The group as it was typed, for what holds no choice or is never closed."""
        whole = _Mix(texts=("{",))
        for number, mix in enumerate(self.pieces):
            whole = whole.then(_literal(",") if number else _Mix()).then(mix)
        return whole.then(_literal("}")) if closed else whole


def permutations(text: str) -> Permutations:
    """All texts that a text stands for; itself, without escapes, where it has no choices."""
    groups = [_Group(begins=0)]
    place = 0
    while place < len(text):
        place += _read(text, place, groups)
    while len(groups) > 1:
        unclosed = groups.pop().plain(closed=False)
        groups[-1].add(unclosed)
    whole = groups[0].pieces[0]
    return Permutations(texts=_tidied(whole), count=whole.count)


def escaped(text: str) -> str:
    """A text that `permutations` gives back as this one alone."""
    return text if permutations(text).texts == (text,) else literally(text)


def literally(text: str) -> str:
    """A text all of whose braces are nothing but braces."""
    return re.sub(r"[{}]", r"\\\g<0>", text)


def _read(text: str, place: int, groups: list[_Group]) -> int:
    """Take in what begins at a place; returns its length."""
    inside = len(groups) > 1
    if _ESCAPED.match(text, place) or (inside and text.startswith("\\,", place)):
        groups[-1].add(_literal(text[place + 1]))
        return 2
    match text[place]:
        case "{":
            groups.append(_Group(begins=place))
        case "," if inside:
            groups[-1].pieces.append(_Mix())
        case "}" if inside:
            _close(text, place, groups)
        case _:
            end = _plain_end(text, place)
            groups[-1].add(_literal(text[place:end]))
            return end - place
    return 1


def _close(text: str, place: int, groups: list[_Group]) -> None:
    group = groups.pop()
    span = text[group.begins : place + 1]
    if len(group.pieces) == 1:
        groups[-1].add(group.plain(closed=True))
    elif _is_json(span):
        groups[-1].add(_literal(span))
    else:
        groups[-1].add(group.choice())


def _plain_end(text: str, place: int) -> int:
    found = re.compile(r"[\\{},]").search(text, place + 1)
    return found.start() if found else len(text)


def _literal(text: str) -> _Mix:
    return _Mix(texts=(text,))


def _is_json(span: str) -> bool:
    if not span[1:].lstrip().startswith('"'):
        return False
    try:
        json.loads(span)
    except (ValueError, RecursionError):
        return False
    return True


def _tidied(whole: _Mix) -> tuple[str, ...]:
    """Each text once; where words were left out, no two blanks stay behind."""
    if whole.count == 1:
        return whole.texts
    return tuple(dict.fromkeys(_without_gaps(text) for text in whole.texts))


def _without_gaps(text: str) -> str:
    return re.sub(r"[ \t]{2,}", " ", text).strip()
