"""Another model for a request that its own model did not take."""

import math
from collections.abc import Iterable
from dataclasses import replace

from bot.core import options
from bot.core.capabilities import AspectRatio, Mode, ModelSpec, OptionValue
from bot.core.errors import RequestError
from bot.core.models import Request
from bot.core.recipe import derived
from bot.core.validation import check

_SETTINGS = ("style", "ratio", "negative", "seed")


def substitutes(wanted: Request, models: Iterable[ModelSpec]) -> list[Request]:
    """A request for each model that can do the same, the one that leaves out least first.

    Args:
        wanted: As it was asked for.
        models: Who may do it, in the order that decides between equals.
    """
    made = [request for spec in models if (request := _request(wanted, spec)) is not None]
    return sorted(made, key=lambda request: len(dropped(wanted, request)))


def dropped(wanted: Request, request: Request) -> tuple[str, ...]:
    """What a substitute cannot follow: `style`, `ratio`, `negative`, `seed`, or option keys."""
    set_ = [name for name in _SETTINGS if getattr(wanted, name) not in (None, "")]
    names = [name for name in set_ if getattr(request, name) != getattr(wanted, name)]
    names += [key for key in wanted.options if key not in request.options]
    return tuple(names)


def nearest_ratio(name: str | None, spec: ModelSpec) -> str | None:
    """The model's proportions that are most like the named ones; None: it has none."""
    if name is None or not spec.ratios:
        return None
    wanted = _proportion(name)
    if spec.ratio(name) or wanted is None:
        return name
    return min(spec.ratios, key=lambda ratio: _distance(ratio, wanted)).name


def _request(wanted: Request, spec: ModelSpec) -> Request | None:
    carried = derived(wanted, spec, wanted.mode, wanted.inputs)
    request = replace(
        carried,
        style=wanted.style if wanted.style in {style.name for style in spec.styles} else None,
        ratio=nearest_ratio(wanted.ratio, spec),
        options={key: v for key, v in carried.options.items() if _fits(spec, wanted.mode, key, v)},
    )
    if wanted.mode.enlarges and request.options != wanted.options:
        return None  # twice as large is not the same work as four times
    if (request.shots, request.elements) != (wanted.shots, wanted.elements):
        return None  # nor one scene the same as a story, nor anybody the same as somebody
    try:
        check(request, spec, spec.styles)
    except RequestError:
        return None
    return request


def _fits(spec: ModelSpec, mode: Mode, key: str, value: OptionValue) -> bool:
    option = spec.option(key, mode)
    return option is not None and options.fits(option, value)


def _distance(ratio: AspectRatio, wanted: float) -> float:
    return abs(math.log(ratio.width / ratio.height / wanted))


def _proportion(name: str) -> float | None:
    width, _, height = name.partition(":")
    try:
        proportion = float(width) / float(height)
    except (ValueError, ZeroDivisionError):
        return None
    return proportion if 0 < proportion < math.inf else None
