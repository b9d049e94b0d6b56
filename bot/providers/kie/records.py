"""Reads KIE's answers in every form that its pages know.

Each reader takes any JSON value and never raises: a strange answer is a poor one, not a crash.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

_DEEPEST = 4
_FAILED_FLAGS = frozenset({2, 3})
_FAILED_WORDS = frozenset({"fail", "failed", "create_task_failed", "generate_failed"})
_PATHS = (
    ("response", "result_urls"),
    ("response", "resultUrls"),
    ("response", "resultImageUrl"),
    ("response", "imageUrl"),
    ("resultUrls",),
    ("resultUrl",),
    ("resultJson", "resultUrls"),
    ("info", "result_urls"),
    ("info", "resultUrls"),
    ("info", "resultImageUrl"),
    ("videoInfo", "videoUrl"),
    ("video_url",),
    ("result_video_url",),
)
"""Where results were seen; an original or a parameter is in other places."""


class State(Enum):
    """What became of a task."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A task as KIE tells of it.

    Attributes:
        word: KIE's own word for its state, in lower case.
        urls: Its results, each once.
        progress: As reported, on the family's own scale.
        complaint: Why it failed, in KIE's words.
        code: Why it failed, as one of KIE's codes.
    """

    state: State
    word: str
    urls: tuple[str, ...]
    progress: float | None
    complaint: str
    code: int | None


def read(body: Any, done: frozenset[int] = frozenset({1})) -> Record:
    """A task's record, out of the answer to a question or out of a callback.

    Args:
        body: The answer.
        done: Values of `successFlag` that say that it is ready.
    """
    data = _data(body)
    flag = whole(first(data, "successFlag"))
    word = text(first(data, "state", "status")).casefold()
    return Record(
        state=_state(flag, word, done),
        word=word or text(flag),
        urls=_results(data),
        progress=number(first(data, "progress")),
        complaint=_complaint(body, data),
        code=_failure(whole(first(data, "errorCode", "failCode"))),
    )


def code(body: Any) -> int | None:
    """What KIE itself says of a request; 200 is well."""
    return whole(first(body, "code"))


def task_id(body: Any) -> str:
    """The id of an accepted task; empty: there is none."""
    return text(first(_data(body), "taskId", "task_id", "id"))


def character(body: Any) -> str:
    """The id of a character that a task made of a clip; empty: it made none."""
    data = _data(body)
    for path in (("resultJson", "resultObject"), ("response", "resultObject"), ("resultJson",)):
        found = data
        for name in path:
            found = _opened(first(_opened(found), name))
        if said := text(first(found, "character_id", "characterId")):
            return said
    return ""


def gone(body: Any) -> bool:
    """Whether KIE has deleted what a task made."""
    return whole(first(_data(body), "expireFlag")) == 1


def credits_left(body: Any) -> float | None:
    """What the account has left."""
    return number(first(body, "data"))


def address(body: Any) -> str:
    """The address of a file: of one that was sent in, or a new one of a result."""
    data = first(body, "data")
    named = first(data, "downloadUrl", "fileUrl") if isinstance(data, dict) else data
    return next(_urls(named), "")


def first(body: Any, *names: str) -> Any:
    """The first of several fields that an object has a value in."""
    if not isinstance(body, dict):
        return None
    return next((body[name] for name in names if body.get(name) not in (None, "", [])), None)


def text(value: Any) -> str:
    """A string or a number as text, anything else as no text."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> float | None:
    """A finite number, also as text."""
    try:
        found = float(text(value))
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def whole(value: Any) -> int | None:
    """A whole number, also as text."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def _state(flag: int | None, word: str, done: frozenset[int]) -> State:
    if flag in done or word == "success":
        return State.DONE
    failed = flag in _FAILED_FLAGS or word in _FAILED_WORDS
    return State.FAILED if failed else State.RUNNING


def _data(body: Any) -> Any:
    data = _opened(first(body, "data"))
    return data if isinstance(data, dict) else body


def _complaint(body: Any, data: Any) -> str:
    said = text(first(data, "errorMessage", "failMsg")) or text(first(body, "msg", "message"))
    return "" if said.casefold() == "success" else said


def _failure(found: int | None) -> int | None:
    """Samples show a code of success with failures and none at all as 0."""
    return None if found in (0, 200) else found


def _results(data: Any) -> tuple[str, ...]:
    for path in _PATHS:
        found = data
        for name in path:
            found = first(_opened(found), name)
        urls = tuple(dict.fromkeys(_urls(found)))
        if urls:
            return urls
    return ()


def _urls(value: Any, depth: int = 0) -> Iterator[str]:
    """The addresses in a list, in a string, or in a string that holds a list."""
    opened = _opened(value)
    if isinstance(opened, list) and depth < _DEEPEST:
        for item in opened:
            yield from _urls(item, depth + 1)
    elif isinstance(opened, str) and opened.strip().startswith(("http://", "https://")):
        yield opened.strip()


def _opened(value: Any) -> Any:
    """A value, or what is in it where it is JSON inside a string."""
    if not (isinstance(value, str) and value.lstrip().startswith(("{", "["))):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
