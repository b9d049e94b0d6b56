"""What FusionBrain offers, as data."""

from dataclasses import replace

from bot.core.capabilities import (
    AspectRatio,
    Clock,
    Mode,
    ModelSpec,
    ProviderSpec,
    Setting,
    Style,
)
from bot.core.errors import Misconfigured

KEY = "fusionbrain"
SIDE = 1024
"""Longest side (FusionBrain docs: up to 1024; the Java SDK lets through up to 2048)."""

LONGEST_SIDE = 2048
GRID = 64
"""FusionBrain docs: multiples of 64 give better results."""

PROPORTIONS = ((1, 1), (2, 3), (3, 2), (9, 16), (16, 9))
"""FusionBrain docs: the best aspect ratios."""


def ratios(side: int) -> tuple[AspectRatio, ...]:
    """The largest sizes on the grid that have exactly these proportions.

    Args:
        side: Pixels of the longest side, at least 1024.
    """
    return tuple(_largest(across, down, side) for across, down in PROPORTIONS)


def sized(side: str) -> ProviderSpec:
    """The offer with another longest side than documented.

    Raises:
        Misconfigured: It is no number from 1024 to 2048.
    """
    if not (side.isdecimal() and SIDE <= int(side) <= LONGEST_SIDE):
        detail = f"FUSIONBRAIN_MAX_SIDE has to be a whole number from {SIDE} to {LONGEST_SIDE}"
        raise Misconfigured(provider=KEY, detail=detail)
    return replace(SPEC, models=(replace(MODEL, ratios=ratios(int(side))),))


def _largest(across: int, down: int, side: int) -> AspectRatio:
    unit = side // (max(across, down) * GRID) * GRID
    return AspectRatio(name=f"{across}:{down}", width=across * unit, height=down * unit)


_PREVIEWS = "https://cdn.fusionbrain.ai/static/download/img-style-"

STYLES = (
    Style(
        name="KANDINSKY",
        titles={"en": "Kandinsky", "ru": "Кандинский"},
        preview_url=f"{_PREVIEWS}kandinsky.png",
    ),
    Style(
        name="UHD",
        titles={"en": "Detailed photo", "ru": "Детальное фото"},
        preview_url=f"{_PREVIEWS}detail-photo.png",
    ),
    Style(
        name="ANIME",
        titles={"en": "Anime", "ru": "Аниме"},
        preview_url=f"{_PREVIEWS}anime.png",
    ),
    Style(
        name="DEFAULT",
        titles={"en": "No style", "ru": "Свой стиль"},
        preview_url=f"{_PREVIEWS}personal.png",
    ),
)
"""As the vendor's list was; shown while the list itself cannot be fetched."""

MODEL = ModelSpec(
    key="kandinsky",
    vendor_name="Kandinsky",
    title="Kandinsky",
    modes=frozenset({Mode.TEXT_TO_IMAGE}),
    ratios=ratios(SIDE),
    styles=STYLES,
    negative_prompt=True,
    prompt_limit=1000,
    combined_limit=1000,
    usual_seconds=20,
    # the docs' sample looks every 10 s; unread results were seen to vanish after 290 s
    clock=Clock(first=10, interval=3, deadline=240),
    concurrency=1,
)

SPEC = ProviderSpec(
    key=KEY,
    title="FusionBrain",
    models=(MODEL,),
    settings=(
        Setting(name="FUSIONBRAIN_API_KEY", secret=True),
        Setting(name="FUSIONBRAIN_SECRET_KEY", secret=True),
        Setting(name="FUSIONBRAIN_URL", default="https://api-key.fusionbrain.ai/"),
        Setting(
            name="FUSIONBRAIN_STYLES_URL",
            default="https://cdn.fusionbrain.ai/static/styles/key",
        ),
        Setting(name="FUSIONBRAIN_PIPELINE", default=""),
        Setting(name="FUSIONBRAIN_MAX_SIDE", default=str(SIDE)),
    ),
)
