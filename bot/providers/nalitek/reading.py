"""Reads nalitek's answers in every form that its page shows.

Each reader takes any JSON value and never raises: a strange answer is a poor one, not a crash.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.capabilities import Style
from bot.core.ports.provider import Balance, Health, Unit
from bot.providers.complaints import moment

COMPLETED, FAILED = "completed", "failed"
UNFINISHED = frozenset({"queued", "generating", "processing", "pending"})

_SIZE = re.compile(r"(\d{1,5})\s*[xX×*]\s*(\d{1,5})")
_TAIL = re.compile(r"(\d+)/?$")
_WELL = frozenset({"operational", "available", "ok", "degraded", ""})
_GONE = frozenset({"cancelled", "canceled", "error"})


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture at the vendor, whichever call told of it.

    Attributes:
        id: Empty where the answer has none.
        state: `completed`, `failed`, one of `UNFINISHED`, another word, or empty.
        words: What went wrong, or what goes on.
        parent: The id of the picture that it was enlarged from, where the vendor tells.
    """

    id: str = ""
    state: str = ""
    url: str = ""
    words: str = ""
    seed: int | None = None
    size: tuple[int, int] | None = None
    prompt: str = ""
    upscaled: bool = False
    parent: str = ""

    @property
    def ready(self) -> bool:
        """Whether there is a picture; an answer may be final without naming a state."""
        return bool(self.url) and self.state in {COMPLETED, ""}

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.ready or self.state in {COMPLETED, FAILED}


@dataclass(frozen=True, kw_only=True)
class Job:
    """One picture of a batch.

    Attributes:
        name: As it was sent; empty: it was sent without.
    """

    name: str
    image: Image


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Several pictures that were asked for together.

    Attributes:
        id: Empty where the answer has none.
        over: How many pictures are finished, well or not.
    """

    id: str
    state: str
    total: int
    over: int
    jobs: tuple[Job, ...]

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        told = self.state in {COMPLETED, FAILED} | _GONE
        return told or (bool(self.jobs) and all(job.image.over for job in self.jobs))


@dataclass(frozen=True, kw_only=True)
class Lora:
    """A LoRA of the vendor's list.

    Attributes:
        words: Those that call it up in a prompt.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    preview: str = ""

    def prompt(self, prompt: str) -> str:
        """A prompt that calls it up: its words are added where none of them is there."""
        said = prompt.casefold()
        if not self.words or any(word.casefold() in said for word in self.words):
            return prompt
        return ", ".join((prompt, *self.words))

    def style(self) -> Style:
        """As people choose it, with its words in the title."""
        title = f"{self.name} ({', '.join(self.words)})" if self.words else self.name
        titles = {"en": title, "ru": title}
        return Style(name=self.id, titles=titles, preview_url=self.preview or None)


@dataclass(frozen=True, kw_only=True)
class Account:
    """The operator's account; None: the vendor did not say.

    Attributes:
        reset_at: As the vendor writes it.
    """

    plan: str = ""
    generations_left: int | None = None
    upscales_left: int | None = None
    reset_at: str = ""
    used_mb: float | None = None
    limit_mb: float | None = None


def size(words: str) -> tuple[int, int] | None:
    """Width and height, as in `1024x768`."""
    found = _SIZE.fullmatch(words)
    return (int(found[1]), int(found[2])) if found else None


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


def number(value: Any) -> float | None:
    """A finite number, also as text."""
    try:
        found = float(text(value))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def whole(value: Any) -> int | None:
    """A whole number from 0, also as text; -1 stands for none."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found.is_integer() else None


def flag(value: Any) -> bool:
    """A boolean, also as a word or a number."""
    return value is True or text(value).casefold() in {"true", "1"}


def image(body: Any) -> Image:
    """A picture in any answer."""
    state = text(first(body, "status")).casefold()
    return Image(
        id=identity(body),
        state=FAILED if state in _GONE else COMPLETED if state == "complete" else state,
        url=text(first(body, "url")),
        words=complaint(body),
        seed=whole(first(body, "seed")),
        size=_size(body),
        prompt=text(first(body, "prompt")),
        upscaled=flag(first(body, "is_upscaled")),
        parent=text(
            first(body, "parent_id", "source_id", "original_id", "source_image_id", "parent_image")
        ),
    )


def identity(body: Any) -> str:
    """A picture's id; as a last resort from the address under which it is looked after."""
    named = whole(first(body, "image_id", "id"))
    if named is not None:
        return str(named)
    tail = _TAIL.search(text(first(body, "progress_url")))
    return tail[1] if tail else ""


def complaint(body: Any) -> str:
    """The vendor's words on a picture or an error."""
    return text(first(body, "error_message", "message", "details", "error"))


def images(body: Any) -> tuple[Image, ...]:
    """A page of the list."""
    found = first(body, "images", "items", "data") if isinstance(body, dict) else body
    return tuple(map(image, found)) if isinstance(found, list) else ()


def batch(body: Any) -> Batch:
    """A batch, as it was accepted or as it is."""
    found = first(body, "jobs")
    jobs = tuple(map(_job, found)) if isinstance(found, list) else ()
    over = [whole(first(body, name)) or 0 for name in ("completed", "failed")]
    return Batch(
        id=text(first(body, "batch_id")),
        state=text(first(body, "status")).casefold(),
        total=whole(first(body, "total", "total_jobs")) or len(jobs),
        over=sum(over) or sum(job.image.over for job in jobs),
        jobs=jobs,
    )


def loras(body: Any) -> tuple[Lora, ...]:
    """The LoRAs that can be used; nameless ones are left out."""
    found = first(body, "loras") if isinstance(body, dict) else body
    items = found if isinstance(found, list) else []
    return tuple(_lora(item) for item in items if _usable(item))


def health(body: Any, model: str) -> Health:
    """What the service says of a model: its own state goes before the service's."""
    service = text(first(body, "status")).casefold()
    told = first(first(body, "models"), model)
    state = text(first(told, "status") if isinstance(told, dict) else told).casefold()
    well = service in _WELL and state in _WELL
    reason = service if service not in _WELL else state
    queue = whole(first(told, "queue_size"))
    return Health(available=well, reason=None if well else reason.upper(), queue=queue)


def average(body: Any, model: str) -> float | None:
    """Seconds that a model needs per picture, by the vendor's word."""
    return number(first(first(first(body, "models"), model), "avg_generation_time"))


def account(body: Any) -> Account:
    """The operator's quota and storage."""
    quota, storage = first(body, "quota"), first(body, "storage")
    return Account(
        plan=text(first(first(body, "user"), "plan")),
        generations_left=whole(first(quota, "remaining_generations")),
        upscales_left=whole(first(quota, "remaining_upscales")),
        reset_at=text(first(quota, "reset_at")),
        used_mb=number(first(storage, "used_mb")),
        limit_mb=number(first(storage, "limit_mb")),
    )


def balance(told: Account) -> Balance | None:
    """What is left of the day, by the operator's account."""
    counted = {
        Unit.GENERATIONS: told.generations_left,
        Unit.UPSCALES: told.upscales_left,
    }
    left = {unit: number for unit, number in counted.items() if number is not None}
    return Balance(left=left, resets_at=moment(told.reset_at)) if left else None


def _size(body: Any) -> tuple[int, int] | None:
    width, height = whole(first(body, "width")), whole(first(body, "height"))
    if width and height:
        return width, height
    return size(text(first(body, "dimensions")))


def _job(item: Any) -> Job:
    """A job's `id` is the one that it was sent with, its picture's is `image_id`."""
    rest = (
        {key: value for key, value in item.items() if key != "id"}
        if isinstance(item, dict)
        else {}
    )
    return Job(name=text(first(item, "id")), image=image(rest))


def _usable(item: Any) -> bool:
    active: Mapping[str, Any] = item if isinstance(item, dict) else {}
    return bool(text(active.get("id"))) and active.get("is_active", True) not in (False, 0)


def _lora(item: Any) -> Lora:
    words = first(item, "trigger_words")
    words = words if isinstance(words, list) else text(words).split(",")
    return Lora(
        id=text(item["id"]),
        name=text(first(item, "name")) or text(item["id"]),
        words=tuple(word for word in map(text, words) if word),
        preview=text(first(item, "thumbnail_url")),
    )
