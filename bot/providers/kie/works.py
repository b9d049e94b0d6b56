"""What can be asked of KIE, as a table: a family per kind of API, a row per model and mode.

A further model is a further row of `WORKS` with the function that builds its body.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.capabilities import Mode
from bot.providers.kie import bodies
from bot.providers.kie.bodies import Wish
from bot.providers.kie.spec import FLUX_MAX, FLUX_PRO, GPT_4O, GROK, KEY

Body = Callable[[Wish], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Family:
    """APIs that are asked alike.

    Attributes:
        create: The path that takes a task.
        status: The path that tells of it.
        renewal: The path that gives a new address of a file, by the file's old one.
        renews_task: Whether that also wants the task's id.
        done: Values of `successFlag` that say that a task is ready.
        full: The `progress` of a task that is ready; None: progress is not reported.
    """

    create: str
    status: str
    renewal: str = "/api/v1/common/download-url"
    renews_task: bool = False
    done: frozenset[int] = frozenset({1})
    full: float | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """One kind of task.

    Attributes:
        name: Ours; stored with tasks and pictures, hence never to be changed.
        model: ModelSpec.key.
        mode: What it does.
        family: How it is asked for.
        body: Builds the request.
        follows: Names of works whose finished tasks it continues; none: it takes pictures.
    """

    name: str
    model: str
    mode: Mode
    family: Family
    body: Body = field(repr=False)
    follows: frozenset[str] = frozenset()


FOUR_O = Family(
    create="/api/v1/gpt4o-image/generate",
    status="/api/v1/gpt4o-image/record-info",
    renewal="/api/v1/gpt4o-image/download-url",
    renews_task=True,
    full=1.0,
)
FLUX = Family(create="/api/v1/flux/kontext/generate", status="/api/v1/flux/kontext/record-info")
MARKET = Family(create="/api/v1/jobs/createTask", status="/api/v1/jobs/recordInfo")
"""KIE docs; the path of the status in the guide is the address of a documentation page."""

_TEXT, _IMAGE, _UPSCALE = Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE, Mode.UPSCALE

_ROWS: tuple[tuple[str, str, Mode, Family, Body], ...] = (
    ("4o-text", GPT_4O.key, _TEXT, FOUR_O, bodies.four_o),
    ("4o-image", GPT_4O.key, _IMAGE, FOUR_O, bodies.four_o),
    ("flux-pro-text", FLUX_PRO.key, _TEXT, FLUX, bodies.flux),
    ("flux-pro-image", FLUX_PRO.key, _IMAGE, FLUX, bodies.flux),
    ("flux-max-text", FLUX_MAX.key, _TEXT, FLUX, bodies.flux),
    ("flux-max-image", FLUX_MAX.key, _IMAGE, FLUX, bodies.flux),
    ("grok-text", GROK.key, _TEXT, MARKET, bodies.grok_text),
    ("grok-image", GROK.key, _IMAGE, MARKET, bodies.grok_image),
    ("grok-upscale", GROK.key, _UPSCALE, MARKET, bodies.grok_upscale),
)
_FOLLOWS = {"grok-upscale": frozenset({"grok-text", "grok-image"})}

WORKS: Mapping[str, Work] = {
    name: Work(
        name=name,
        model=model,
        mode=mode,
        family=family,
        body=body,
        follows=_FOLLOWS.get(name, frozenset()),
    )
    for name, model, mode, family, body in _ROWS
}
"""By name."""


def work_for(model: str, mode: Mode) -> Work:
    """The row of a model and mode; the request was checked, so there is one."""
    return next(work for work in WORKS.values() if (work.model, work.mode) == (model, mode))


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Where a picture comes from: what a follow-up or a new address needs to know of it.

    Attributes:
        work: What made it.
        task: KIE's id of the task.
    """

    work: Work
    task: str

    def __str__(self) -> str:
        return f"{KEY}:{self.work.name}:{self.task}"


def reference(text: str | None) -> Reference | None:
    """The reference that a text stands for; other vendors' pictures have other ones."""
    vendor, _, rest = (text or "").partition(":")
    name, _, task = rest.partition(":")
    work = WORKS.get(name) if vendor == KEY else None
    return Reference(work=work, task=task) if work and task else None
