"""Shots as people type them: one a line, each with its length: `5s: a fox wakes`."""

import re
from collections.abc import Sequence

from bot.core.models import Request, Shot

_LENGTH = r"(?P<seconds>\d{1,4}(?:[.,]\d{1,3})?)\s*(?:s|secs?|seconds?|с|сек|секунд[аы]?)\b\.?"
_SHOT = re.compile(rf"\s*{_LENGTH}\s*[:\-–—]\s*(?P<words>.*)", re.IGNORECASE)
_BEGUN = re.compile(_LENGTH, re.IGNORECASE)


def shots(text: str) -> tuple[Shot, ...]:
    """The shots of a text; nothing where its first line is none.

    A line without a length goes on with the shot before it.
    """
    found: list[Shot] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        begun = _SHOT.fullmatch(line)
        if begun:
            found.append(Shot(prompt=begun["words"].strip(), seconds=_seconds(begun["seconds"])))
        elif found:
            words = f"{found[-1].prompt} {line}".strip()
            found[-1] = Shot(prompt=words, seconds=found[-1].seconds)
        else:
            return ()
    return tuple(found)


def number(text: str) -> str:
    """A text that begins with a length in seconds, without their name: `5` for `5 sec`."""
    begun = _BEGUN.match(text)
    return begun["seconds"] + text[begun.end() :] if begun else text


def typed(board: Sequence[Shot]) -> str:
    """Shots as somebody would type them."""
    return "\n".join(f"{shot.seconds:g}s: {shot.prompt}" for shot in board)


def told(request: Request) -> str:
    """The words of a request, in one scene or in several."""
    return request.prompt or typed(request.shots)


def _seconds(number: str) -> float:
    seconds = float(number.replace(",", "."))
    return int(seconds) if seconds.is_integer() else seconds
