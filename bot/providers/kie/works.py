"""What can be asked of KIE, as a table: a family per kind of API, a row per model and mode.

A further model is a further row of `WORKS` with the function that builds its body.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from bot.core.capabilities import Mode
from bot.providers.kie import bodies, film_bodies, film_spec
from bot.providers.kie.bodies import Wish
from bot.providers.kie.spec import FLUX_MAX, FLUX_PRO, GPT_4O, GROK, KEY

Body = Callable[[Wish], dict[str, Any]]


class Way(Enum):
    """How a family's results are come by."""

    TASK = "task"
    """A task is created once, and looked after by its id."""

    QUESTION = "question"
    """The result of an earlier task is asked for until it is there, by the path of `status`."""

    ORDER = "order"
    """The same with the path of `create`: the first time begins paid work, each later one asks."""


class Yield(Enum):
    """What comes of a work."""

    FILES = "files"
    CHARACTER = "character"
    """An id of somebody in the clip that was sent in, or that an earlier task made."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """APIs that are asked alike.

    Attributes:
        create: The path that takes a task.
        status: The path that tells of it.
        former: The guide's path for `create`, asked only where that one is unknown (404).
        way: How results are come by.
        pause: Seconds between two looks, where they are not the follow-up's to choose.
        renewal: The path that gives a new address of a file, by the file's old one.
        renews_task: Whether that also wants the task's id.
        done: Values of `successFlag` that say that a task is ready.
        full: The `progress` of a task that is ready; None: progress is not reported.
    """

    create: str = ""
    status: str = ""
    former: str = ""
    way: Way = Way.TASK
    pause: float | None = None
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
        gives: What comes of it.
    """

    name: str
    model: str
    mode: Mode
    family: Family
    body: Body = field(repr=False)
    follows: frozenset[str] = frozenset()
    gives: Yield = Yield.FILES


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

VEO = Family(create="/api/v1/veo/generate", status="/api/v1/veo/record-info")
VEO_EXTEND = replace(VEO, create="/api/v1/veo/extend", former="/api/v1/veo/extend-video")
VEO_1080P = Family(
    status="/api/v1/veo/get-1080p-video",
    way=Way.QUESTION,
    pause=film_spec.HD_CLOCK.interval,
)
VEO_4K = Family(
    create="/api/v1/veo/get-4k-video",
    former="/api/v1/veo/get-veo-3-4k-video",
    way=Way.ORDER,
    pause=film_spec.UHD_CLOCK.interval,
)
RUNWAY = Family(create="/api/v1/runway/generate", status="/api/v1/runway/record-detail")
RUNWAY_EXTEND = replace(RUNWAY, create="/api/v1/runway/extend")
LUMA = Family(
    create="/api/v1/modify/generate",
    status="/api/v1/modify/record-info",
    done=frozenset({1, 4}),  # KIE guide: 4 is a success of which no callback could be delivered
)
SORA = replace(MARKET, full=100)

_TEXT, _IMAGE, _UPSCALE = Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE, Mode.UPSCALE
_SCENE, _ALIVE, _CHANGE = Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO, Mode.VIDEO_TO_VIDEO
_EXTEND, _ENLARGE = Mode.EXTEND_VIDEO, Mode.UPSCALE_VIDEO

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
    ("veo-fast-text", film_spec.VEO_FAST.key, _SCENE, VEO, film_bodies.veo),
    ("veo-fast-image", film_spec.VEO_FAST.key, _ALIVE, VEO, film_bodies.veo),
    ("veo-fast-extend", film_spec.VEO_FAST.key, _EXTEND, VEO_EXTEND, film_bodies.veo_extension),
    ("veo-text", film_spec.VEO.key, _SCENE, VEO, film_bodies.veo),
    ("veo-image", film_spec.VEO.key, _ALIVE, VEO, film_bodies.veo),
    ("veo-extend", film_spec.VEO.key, _EXTEND, VEO_EXTEND, film_bodies.veo_extension),
    ("veo-1080p", film_spec.VEO_1080P.key, _ENLARGE, VEO_1080P, film_bodies.veo_enlargement),
    ("veo-4k", film_spec.VEO_4K.key, _ENLARGE, VEO_4K, film_bodies.veo_enlargement),
    ("kling-text", film_spec.KLING.key, _SCENE, MARKET, film_bodies.kling),
    ("kling-image", film_spec.KLING.key, _ALIVE, MARKET, film_bodies.kling),
    ("runway-text", film_spec.RUNWAY.key, _SCENE, RUNWAY, film_bodies.runway),
    ("runway-image", film_spec.RUNWAY.key, _ALIVE, RUNWAY, film_bodies.runway),
    ("runway-extend", film_spec.RUNWAY.key, _EXTEND, RUNWAY_EXTEND, film_bodies.runway_extension),
    ("luma", film_spec.LUMA.key, _CHANGE, LUMA, film_bodies.luma),
    ("sora-text", film_spec.SORA.key, _SCENE, SORA, film_bodies.sora),
    ("sora-image", film_spec.SORA.key, _ALIVE, SORA, film_bodies.sora),
    ("sora-pro-text", film_spec.SORA_PRO.key, _SCENE, SORA, film_bodies.sora),
    ("sora-pro-image", film_spec.SORA_PRO.key, _ALIVE, SORA, film_bodies.sora),
    ("sora-story", film_spec.SORA_STORYBOARD.key, _SCENE, SORA, film_bodies.sora_storyboard),
    ("sora-story-image", film_spec.SORA_STORYBOARD.key, _ALIVE, SORA, film_bodies.sora_storyboard),
    ("sora-character", film_spec.SORA_CHARACTERS.key, _CHANGE, SORA, film_bodies.sora_character),
    (
        "sora-character-pro",
        film_spec.SORA_CHARACTERS_PRO.key,
        _CHANGE,
        SORA,
        film_bodies.sora_character_pro,
    ),
    (
        "sora-unmarked",
        film_spec.WATERMARK_REMOVER.key,
        _SCENE,
        SORA,
        film_bodies.watermark_remover,
    ),
)
_VEO_FAST = frozenset({"veo-fast-text", "veo-fast-image", "veo-fast-extend"})
_VEO_QUALITY = frozenset({"veo-text", "veo-image", "veo-extend"})
_SORA = frozenset({"sora-text", "sora-image", "sora-pro-text", "sora-pro-image"})
_FOLLOWS = {
    "grok-upscale": frozenset({"grok-text", "grok-image"}),
    "veo-fast-extend": _VEO_FAST,
    "veo-extend": _VEO_QUALITY,
    "veo-1080p": _VEO_FAST | _VEO_QUALITY,
    "veo-4k": _VEO_FAST | _VEO_QUALITY,
    "runway-extend": frozenset({"runway-text", "runway-image", "runway-extend"}),
    "sora-character-pro": _SORA | {"sora-story", "sora-story-image"},
}
_CHARACTERS = frozenset({"sora-character", "sora-character-pro"})

WORKS: Mapping[str, Work] = {
    name: Work(
        name=name,
        model=model,
        mode=mode,
        family=family,
        body=body,
        follows=_FOLLOWS.get(name, frozenset()),
        gives=Yield.CHARACTER if name in _CHARACTERS else Yield.FILES,
    )
    for name, model, mode, family, body in _ROWS
}
"""By name."""


def work_for(model: str, mode: Mode) -> Work:
    """The row of a model and mode; the request was checked, so there is one."""
    return next(work for work in WORKS.values() if (work.model, work.mode) == (model, mode))


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Where a picture or clip comes from: what a follow-up or a new address needs to know of it.

    Attributes:
        work: What made it.
        task: KIE's id of the task.
        index: Which of the task's results it is.
    """

    work: Work
    task: str
    index: int = 0

    def __str__(self) -> str:
        index = f"#{self.index}" if self.index else ""
        return f"{KEY}:{self.work.name}:{self.task}{index}"


def reference(text: str | None) -> Reference | None:
    """The reference that a text stands for; other vendors' pictures have other ones."""
    vendor, _, rest = (text or "").partition(":")
    name, _, place = rest.partition(":")
    task, _, index = place.partition("#")
    work = WORKS.get(name) if vendor == KEY else None
    if work is None or not task or re.fullmatch(r"[0-9]*", index) is None:
        return None
    return Reference(work=work, task=task, index=int(index or 0))
