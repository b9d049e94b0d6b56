"""What Sketch offers, as data."""

from bot.core.capabilities import (
    FILMS,
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

LONGEST_CLIP = 10
"""Seconds of a clip that is gone over: more would take this machine too long."""

FILM = ModelSpec(
    key="sketch-film",
    vendor_name="sketch-film",
    title="Sketch Film",
    modes=frozenset(
        {Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO, Mode.EXTEND_VIDEO, Mode.UPSCALE_VIDEO}
    ),
    ratios=(
        AspectRatio(name="16:9", width=640, height=360),
        AspectRatio(name="9:16", width=360, height=640),
        AspectRatio(name="1:1", width=512, height=512),
    ),
    styles=STYLES,
    negative_prompt=True,
    seed=True,
    prompt_optional=True,
    continues=frozenset({"sketch-film"}),
    options=(
        Option(
            key="duration",
            type=OptionType.INTEGER,
            default=3,
            minimum=2,
            maximum=6,
            step=1,
            modes=FILMS - {Mode.UPSCALE_VIDEO},
        ),
    ),
    usual_seconds=6,
    clock=MODEL.clock,
    concurrency=MODEL.concurrency,
)

RETOUCH = ModelSpec(
    key="sketch-retouch",
    vendor_name="sketch-retouch",
    title="Sketch Retouch",
    modes=frozenset({Mode.VIDEO_TO_VIDEO}),
    styles=STYLES,
    max_clip_bytes=50 * 1024 * 1024,
    max_clip_seconds=LONGEST_CLIP,
    usual_seconds=4,
    clock=MODEL.clock,
    concurrency=MODEL.concurrency,
)

SPEC = ProviderSpec(
    key="sketch",
    title="Sketch",
    models=(MODEL, FILM, RETOUCH),
    settings=(Setting(name="SKETCH_SECONDS", default="3"),),
    fallback=True,
)
