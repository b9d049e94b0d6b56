"""What nalitek offers, as data."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.core.capabilities import (
    AspectRatio,
    Clock,
    Mode,
    ModelSpec,
    Option,
    OptionType,
    ProviderSpec,
    Setting,
    Style,
)
from bot.core.errors import Misconfigured
from bot.providers.nalitek.canvas import DEFAULT_SIDE, Canvas

KEY = "nalitek"
SIDES = (768, 1024, 1536, 1920, 2048, 3072, 4096)
"""Longest sides to choose from; nalitek docs recommend 768, 1024 and 1920."""

SMALLEST_PLAN, LARGEST_PLAN = 1024, 4096
"""nalitek docs: the longest side is 1024 in the free plan, 2048 in Pro and 4096 at most."""

PROPORTIONS = ((1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (9, 16), (16, 9))
LONGEST_PROMPT = 4096
"""nalitek docs name no limit: as long as a message can be."""

PAINTING = frozenset({Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE})
CHANGING = frozenset({Mode.IMAGE_TO_IMAGE})
ENLARGING = frozenset({Mode.UPSCALE})

LORAS = (
    Style(
        name="anime-style-v2",
        titles={"en": "Anime Style v2 (anime, manga)", "ru": "Anime Style v2 (anime, manga)"},
        preview_url="https://image.nalitek.com/uploads/loras/previews/anime-v2_preview.jpg",
    ),
)
"""The one that the docs show; offered while the list cannot be had."""

VARIANTS = Option(
    key="variants",
    type=OptionType.CHOICE,
    default="1",
    choices=("1", "2", "3", "4"),
    modes=PAINTING,
)
"""Pictures of one request, made as a batch (nalitek docs: at most 10)."""

OPTIONS = (
    VARIANTS,
    Option(
        key="guidance",
        type=OptionType.NUMBER,
        default=7.5,
        minimum=1.0,
        maximum=20.0,
        step=0.5,
        modes=PAINTING,
    ),
    Option(
        key="strength",
        type=OptionType.NUMBER,
        default=0.75,
        minimum=0.0,
        maximum=1.0,
        step=0.05,
        modes=CHANGING,
    ),
    # the docs' default is on for words and off for pictures; off paints every pixel
    Option(key="smart_upscale", type=OptionType.BOOLEAN, default=False, modes=PAINTING),
    Option(
        key="format",
        type=OptionType.CHOICE,
        default="png",
        choices=("png", "jpeg", "webp"),
        modes=PAINTING,
    ),
    Option(key="scale", type=OptionType.CHOICE, default="2", choices=("2", "4"), modes=ENLARGING),
    Option(key="faces", type=OptionType.BOOLEAN, default=False, modes=ENLARGING),
    Option(
        key="denoise",
        type=OptionType.NUMBER,
        default=0.5,
        minimum=0.0,
        maximum=1.0,
        step=0.1,
        modes=ENLARGING,
    ),
)


def _steps(default: int) -> Option:
    """10 to 100 (nalitek docs); 30 to 50 are advised for dev, 10 to 20 for schnell."""
    return Option(
        key="steps",
        type=OptionType.INTEGER,
        default=default,
        minimum=10,
        maximum=100,
        step=5,
        modes=PAINTING,
    )


def _side(limit: int) -> Option:
    choices = tuple(str(side) for side in SIDES if side <= limit)
    return Option(
        key="side",
        type=OptionType.CHOICE,
        default=str(DEFAULT_SIDE),
        choices=choices,
        modes=PAINTING,
    )


def _ratios(limit: int) -> tuple[AspectRatio, ...]:
    canvas = Canvas(limit=limit)
    sizes = ((pair, canvas.size(pair[0] / pair[1], DEFAULT_SIDE)) for pair in PROPORTIONS)
    return tuple(
        AspectRatio(name=f"{across}:{down}", width=width, height=height)
        for (across, down), (width, height) in sizes
    )


def _planned(model: ModelSpec, limit: int) -> ModelSpec:
    """A model as a plan with this longest side has it."""
    rest = tuple(option for option in model.options if option.key != "side")
    return replace(model, ratios=_ratios(limit), options=(_side(limit), *rest))


PLAN_SIDE = 2048

FLUX_DEV = _planned(
    ModelSpec(
        key="flux-dev",
        vendor_name="flux-dev",
        title="FLUX dev",
        modes=frozenset({Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE, Mode.UPSCALE}),
        styles=LORAS,
        negative_prompt=True,
        seed=True,
        prompt_limit=LONGEST_PROMPT,
        options=(_steps(30), *OPTIONS),
        usual_seconds=28,
        # the docs' samples give up after 120 s, for batches after 600 s
        clock=Clock(first=3, interval=3, deadline=600),
    ),
    PLAN_SIDE,
)

FLUX_SCHNELL = replace(
    FLUX_DEV,
    key="flux-schnell",
    vendor_name="flux-schnell",
    title="FLUX schnell",
    options=(FLUX_DEV.options[0], _steps(15), *OPTIONS),
    usual_seconds=15,
)

NESTED, FLAT, OFF = "nested", "flat", "off"
"""How a batch is sent: nalitek docs have its parameters in `params` or beside the prompt."""

LIMITS = "generate=10,img2img=10,upscale=5,images=60,batch=2"
"""nalitek docs: requests per minute."""

SPEC = ProviderSpec(
    key=KEY,
    title="nalitek",
    models=(FLUX_DEV, FLUX_SCHNELL),
    settings=(
        Setting(name="NALITEK_API_KEY", secret=True),
        Setting(name="NALITEK_URL", default="https://image.nalitek.com"),
        Setting(name="NALITEK_PLAN_SIDE", default=str(PLAN_SIDE)),
        Setting(name="NALITEK_LIMITS", default=LIMITS),
        Setting(name="NALITEK_MODELS", default="flux-dev,flux-schnell"),
        Setting(name="NALITEK_BATCH", default=NESTED),
    ),
)


def configured(models: str, limit: int, batch: str = NESTED) -> ProviderSpec:
    """The offer with other models than documented, for a plan.

    A model that is not known here is taken to be like FLUX dev.

    Args:
        models: Their names, comma-separated.
        limit: Pixels of the longest side.
        batch: `nested`, `flat` or `off`: whether there are several pictures of a request.

    Raises:
        Misconfigured: No list of names, or another word for batches.
    """
    if batch not in {NESTED, FLAT, OFF}:
        detail = f"NALITEK_BATCH has to be {NESTED}, {FLAT} or {OFF}"
        raise Misconfigured(provider=KEY, detail=detail)
    names = [name.strip() for name in models.split(",") if name.strip()]
    if not names or not all(re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,31}", name) for name in names):
        detail = "NALITEK_MODELS has to be a list such as flux-dev,flux-schnell"
        raise Misconfigured(provider=KEY, detail=detail)
    offered = [_planned(_named(name), limit) for name in _once(names)]
    return replace(SPEC, models=tuple(_single(m) if batch == OFF else m for m in offered))


def _single(model: ModelSpec) -> ModelSpec:
    """A model that paints one picture at a time."""
    return replace(model, options=tuple(o for o in model.options if o.key != VARIANTS.key))


def plan_side(value: str) -> int:
    """The longest side in a plan, in pixels.

    Raises:
        Misconfigured: It is no number that a plan can have.
    """
    if value.isascii() and value.isdecimal() and SMALLEST_PLAN <= int(value) <= LARGEST_PLAN:
        return int(value)
    detail = f"NALITEK_PLAN_SIDE has to be a whole number from {SMALLEST_PLAN} to {LARGEST_PLAN}"
    raise Misconfigured(provider=KEY, detail=detail)


def _named(name: str) -> ModelSpec:
    known = next((model for model in SPEC.models if model.key == name), None)
    return known or replace(FLUX_DEV, key=name, vendor_name=name, title=name)


def _once(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)
