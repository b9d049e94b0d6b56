"""Reads FusionBrain's answers in every form that its page and its SDKs know.

Each reader takes any JSON value and never raises: a strange answer is a poor one, not a crash.
"""

import binascii
import math
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.core.capabilities import Style

LONGEST_HINT = 120.0
"""Seconds; a longer wait than this is not believed."""


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """One of the vendor's models.

    Attributes:
        labels: Everything it may be called by in the configuration, in lower case.
        paints: Whether it makes pictures from text.
        active: Whether it takes work now.
    """

    id: str
    labels: frozenset[str]
    paints: bool
    active: bool


def first(body: Any, *names: str) -> Any:
    """The first of several fields that an object has a value in."""
    if not isinstance(body, dict):
        return None
    return next((body[name] for name in names if body.get(name) not in (None, "")), None)


def text(value: Any) -> str:
    """A string or a number as text, anything else as no text."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def seconds(value: Any) -> float | None:
    """A number of seconds to wait, where it is a sensible one."""
    try:
        number = float(text(value))
    except ValueError:
        return None
    return min(number, LONGEST_HINT) if math.isfinite(number) and number >= 0 else None


def flag(value: Any) -> bool:
    """A boolean, also as a word or a number."""
    return value is True or text(value).casefold() in {"true", "1"}


def choose(answer: Any, choice: str) -> Pipeline | None:
    """The pipeline to use: one that paints and is active, otherwise one that paints.

    Args:
        answer: The list of pipelines.
        choice: An id, a name, a version or both; empty: any.
    """
    fit = [p for p in _pipelines(answer) if p.paints and (not choice or _meant(p, choice))]
    return next((p for p in fit if p.active), fit[0] if fit else None)


def task_id(body: Any) -> str:
    """The id of an accepted task; empty: it was not accepted."""
    return text(first(body, "uuid", "id"))


def refusal(body: Any) -> str:
    """Why a task was not accepted, in the vendor's word."""
    return text(first(body, "pipeline_status", "model_status", "status")).upper()


def availability(body: Any) -> str:
    """The word for a pipeline's state."""
    return text(first(body, "status", "pipeline_status", "model_status")).upper()


def status(body: Any) -> str:
    """The word for a task's state."""
    return text(first(body, "status")).upper()


def complaint(body: Any) -> str:
    """Why a task failed, in the vendor's words."""
    return text(first(body, "errorDescription", "statusDescription"))


def censored(body: Any) -> bool:
    """Whether moderation caught the words or the picture."""
    return flag(first(first(body, "result"), "censored")) or flag(first(body, "censored"))


def pictures(body: Any) -> tuple[bytes, ...]:
    """The pictures in an answer, decoded; those that cannot be decoded are left out."""
    result = first(body, "result")
    found = first(result, "files", "images") or first(body, "images", "files")
    items = found if isinstance(found, list) else [found]
    return tuple(content for content in map(_decoded, items) if content)


def styles(answer: Any) -> tuple[Style, ...]:
    """The list of styles; entries without a name are left out."""
    items = answer if isinstance(answer, list) else []
    return tuple(_style(item) for item in items if text(first(item, "name")))


def _style(item: Any) -> Style:
    name = text(first(item, "name"))
    english = text(first(item, "titleEn", "title")) or name
    russian = text(first(item, "title", "titleEn")) or name
    image = text(first(item, "image"))
    return Style(name=name, titles={"en": english, "ru": russian}, preview_url=image or None)


def _pipelines(answer: Any) -> Iterator[Pipeline]:
    for item in answer if isinstance(answer, list) else []:
        identity = text(first(item, "id", "uuid"))
        if identity:
            yield Pipeline(
                id=identity,
                labels=frozenset(_labels(item, identity)),
                paints=text(first(item, "type")).upper() in {"TEXT2IMAGE", ""},
                active=text(first(item, "status")).upper() == "ACTIVE",
            )


def _labels(item: Any, identity: str) -> Iterator[str]:
    yield identity.casefold()
    version = text(first(item, "version")).casefold()
    versions = {version, version.removesuffix(".0")}
    yield from versions
    for name in (text(first(item, "name")).casefold(), text(first(item, "nameEn")).casefold()):
        yield name
        yield from (f"{name} {each}" for each in versions)


def _meant(pipeline: Pipeline, choice: str) -> bool:
    return choice.strip().casefold() in pipeline.labels


def _decoded(item: Any) -> bytes:
    if not isinstance(item, str):
        return b""
    _, _, content = item.rpartition(",") if item.startswith("data:") else ("", "", item)
    try:
        return b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
