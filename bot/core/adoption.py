"""A recipe that came from elsewhere, as far as a model here can follow it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import options
from bot.core.capabilities import FROM_WORDS, Mode, ModelSpec, OptionType, OptionValue, Style
from bot.core.models import Request
from bot.core.parameters import MAX_SEED
from bot.core.recipe import derived
from bot.core.substitutes import dropped, nearest_ratio

_ABSURD = 1e15
"""No number of a recipe is as large; not-a-number is not smaller either."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A recipe that a file brought along.

    Attributes:
        request: What it says; its model may be anybody's.
        program: What wrote it; None: we did.
        beyond: Names of settings that no model here has.
    """

    request: Request
    program: str | None = None
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A setting that a model can only follow in part.

    Attributes:
        name: `ratio`, or an option's key.
        wanted: What the recipe says.
        taken: What it becomes.
    """

    name: str
    wanted: OptionValue
    taken: OptionValue


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """A recipe as a model here follows it.

    Attributes:
        request: What it becomes.
        left_out: What the model cannot follow: `style`, `ratio`, `negative`, `seed`, option keys.
        changed: What it follows in part.
    """

    request: Request
    left_out: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()


def adopt(wanted: Request, spec: ModelSpec, styles: Sequence[Style] = ()) -> Adopted:
    """Let a model follow a recipe: numbers out of its range become the nearest that it takes.

    Args:
        wanted: As the recipe has it, made by whatever model.
        spec: The model that shall follow.
        styles: Its styles as listed now; without them, those it declares.
    """
    carried = derived(wanted, spec, wanted.mode, wanted.inputs)
    ratio = nearest_ratio(wanted.ratio, spec)
    known = {style.name for style in styles or spec.styles}
    kept = {key: _nearest(spec, wanted.mode, key, v) for key, v in carried.options.items()}
    request = replace(
        carried,
        style=wanted.style if wanted.style in known else None,
        ratio=ratio if ratio and spec.ratio(ratio) else None,
        seed=carried.seed if 0 <= (carried.seed or 0) <= MAX_SEED else None,
        options={key: value for key, value in kept.items() if value is not None},
    )
    changed = tuple(_changes(wanted, request))
    partly = {each.name for each in changed}
    left_out = tuple(name for name in dropped(wanted, request) if name not in partly)
    return Adopted(request=request, left_out=left_out, changed=changed)


def repeatable(request: Request) -> bool:
    """Whether somebody else can follow a recipe: it needs words alone, no picture."""
    return request.mode in FROM_WORDS


def _nearest(spec: ModelSpec, mode: Mode, key: str, value: OptionValue) -> OptionValue | None:
    option = spec.option(key, mode)
    if option is None:
        return None
    if options.fits(option, value):
        return value
    if isinstance(value, str | bool) or option.type in (OptionType.BOOLEAN, OptionType.CHOICE):
        return None
    return options.clamped(option, value) if abs(value) < _ABSURD else None


def _changes(wanted: Request, request: Request) -> list[Changed]:
    pairs: dict[str, tuple[OptionValue | None, OptionValue | None]]
    pairs = {"ratio": (wanted.ratio, request.ratio)}
    pairs |= {key: (wanted.options[key], value) for key, value in request.options.items()}
    return [
        Changed(name=name, wanted=before, taken=now)
        for name, (before, now) in pairs.items()
        if before is not None and now is not None and before != now
    ]
