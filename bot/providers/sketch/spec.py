"""What Sketch offers, as data."""

from bot.core.capabilities import (
    PICTURES,
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

STYLES = (
    Style(name="gouache", titles={"en": "Gouache", "ru": "Гуашь"}),
    Style(name="watercolour", titles={"en": "Watercolour", "ru": "Акварель"}),
    Style(name="ink", titles={"en": "Ink", "ru": "Тушь"}),
    Style(name="poster", titles={"en": "Travel poster", "ru": "Плакат"}),
    Style(name="pixel", titles={"en": "Pixel art", "ru": "Пиксели"}),
    Style(name="neon", titles={"en": "Neon night", "ru": "Неоновая ночь"}),
    Style(name="pastel", titles={"en": "Pastel", "ru": "Пастель"}),
)

RATIOS = (
    AspectRatio(name="1:1", width=1024, height=1024),
    AspectRatio(name="3:2", width=1152, height=768),
    AspectRatio(name="2:3", width=768, height=1152),
    AspectRatio(name="16:9", width=1280, height=720),
    AspectRatio(name="9:16", width=720, height=1280),
)

MODEL = ModelSpec(
    key="sketch",
    vendor_name="sketch",
    title="Sketch",
    modes=PICTURES,
    ratios=RATIOS,
    styles=STYLES,
    negative_prompt=True,
    seed=True,
    options=(
        Option(
            key="strength",
            type=OptionType.NUMBER,
            default=0.6,
            minimum=0.1,
            maximum=1.0,
            step=0.1,
            modes=frozenset({Mode.IMAGE_TO_IMAGE}),
        ),
        Option(
            key="scale",
            type=OptionType.CHOICE,
            default="2",
            choices=("2", "4"),
            modes=frozenset({Mode.UPSCALE}),
        ),
    ),
    usual_seconds=4,
    clock=Clock(first=1, interval=1, deadline=120),
    concurrency=2,
)

SPEC = ProviderSpec(
    key="sketch",
    title="Sketch",
    models=(MODEL,),
    settings=(Setting(name="SKETCH_SECONDS", default="3"),),
    fallback=True,
)
