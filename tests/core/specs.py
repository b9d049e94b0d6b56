"""Two models that differ in everything, for the tests of the rules."""

from dataclasses import replace
from typing import cast

from bot.core.capabilities import (
    PICTURES,
    AspectRatio,
    Mode,
    ModelSpec,
    Option,
    OptionType,
    ProviderSpec,
    Style,
)
from bot.core.catalogue import Catalogue
from bot.core.ports.provider import Provider

IMAGE = frozenset({Mode.IMAGE_TO_IMAGE})
ANIME = Style(name="ANIME", titles={"en": "Anime", "ru": "Аниме"})
PHOTO = Style(name="UHD", titles={"en": "Detailed photo", "ru": "Детальное фото"})
RICH = ModelSpec(
    key="flux-dev",
    vendor_name="flux.1-dev",
    title="FLUX dev",
    modes=PICTURES,
    ratios=(
        AspectRatio(name="1:1", width=1024, height=1024),
        AspectRatio(name="16:9", width=1024, height=576),
    ),
    styles=(ANIME, PHOTO),
    negative_prompt=True,
    seed=True,
    max_inputs=3,
    prompt_limit=100,
    combined_limit=120,
    options=(
        Option(key="steps", type=OptionType.INTEGER, default=28, minimum=1, maximum=50, step=1),
        Option(
            key="guidance", type=OptionType.NUMBER, default=3.5, minimum=0, maximum=20, step=0.5
        ),
        Option(
            key="strength",
            type=OptionType.NUMBER,
            default=0.5,
            minimum=0.1,
            maximum=1,
            step=0.1,
            modes=IMAGE,
        ),
        Option(key="tile", type=OptionType.BOOLEAN, default=False),
        Option(key="quality", type=OptionType.CHOICE, default="fast", choices=("fast", "fine")),
        Option(key="upscale-factor", type=OptionType.INTEGER, default=2, minimum=2, maximum=4),
    ),
)
PLAIN = ModelSpec(
    key="plain",
    vendor_name="plain-1",
    title="Plain",
    modes=frozenset({Mode.TEXT_TO_IMAGE}),
)
OTHER = ModelSpec(
    key="flux-schnell",
    vendor_name="flux.1-schnell",
    title="FLUX schnell",
    modes=frozenset({Mode.TEXT_TO_IMAGE}),
)


class Studio:
    """A provider that only declares its models."""

    spec = ProviderSpec(key="studio", title="Studio", models=(RICH, PLAIN, OTHER))


def catalogue(*models: ModelSpec) -> Catalogue:
    """All three models, or others."""
    studio = Studio()
    studio.spec = replace(studio.spec, models=models or studio.spec.models)
    return Catalogue([cast(Provider, studio)])
