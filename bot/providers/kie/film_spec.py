"""The clips that KIE offers, as data; pixels are nominal, since KIE names proportions only."""

from dataclasses import replace

from bot.core.capabilities import (
    Clock,
    Elements,
    Link,
    Mode,
    ModelSpec,
    Option,
    OptionType,
    Shots,
)
from bot.providers.kie import configuration as read

MOST_FRAMES = 2
"""Pictures that are the first and the last frame of a clip."""

LONGEST_VEO = 8
"""KIE guide: seconds of a Veo clip at most; KIE docs: of one from references always."""

SHORTEST_CHARACTER, LONGEST_CHARACTER = 1, 4
"""KIE docs: seconds of a clip in which a character is seen."""

SCENES = frozenset({Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO})
LONGER = SCENES | {Mode.EXTEND_VIDEO}
CLOCK = Clock(first=15, interval=15, deadline=20 * 60)
"""KIE guide: 2 to 5 minutes. What comes late is asked for ever more seldom."""

HD_CLOCK = Clock(first=60, interval=25, deadline=10 * 60)
"""KIE docs: 1 to 3 minutes, to be asked for every 20 to 30 seconds."""

UHD_CLOCK = Clock(first=60, interval=30, deadline=20 * 60)
"""KIE docs: 5 to 10 minutes, to be asked for every 30 seconds at most."""

MEBIBYTE = 1024 * 1024
LONGEST_PROMPT = 4096
"""KIE docs name no limit for Veo, Kling and Luma: as long as a message can be."""

VEO_RATIOS = "16:9,9:16"
VEO_DURATIONS = ("8", "6", "4")
VEO_RESOLUTIONS = ("720p", "1080p", "4k")
KLING_MODES = ("pro", "std", "4K")
KLING_RATIOS = "16:9,9:16,1:1"
RUNWAY_RATIOS = "16:9,9:16,1:1,4:3,3:4"
SORA_RATIOS = "16:9,9:16"

TRANSLATE = Option(key="translate", type=OptionType.BOOLEAN, default=True, modes=SCENES)
REFERENCES = Option(
    key="references",
    type=OptionType.BOOLEAN,
    default=False,
    modes=frozenset({Mode.IMAGE_TO_VIDEO}),
)
"""Whether pictures show who and what is in the clip, and are no frames of it."""

DURATION = "duration"
RESOLUTION = "resolution"
SOUND = Option(key="sound", type=OptionType.BOOLEAN, default=False, modes=SCENES)
START = Option(key="start", type=OptionType.NUMBER, default=0.0, minimum=0, maximum=60, step=1)
END = Option(key="end", type=OptionType.NUMBER, default=3.0, minimum=1, maximum=64, step=1)


def choice(key: str, choices: tuple[str, ...], modes: frozenset[Mode] = SCENES) -> Option:
    """An option with a few values, the first of which is the usual one."""
    return Option(
        key=key, type=OptionType.CHOICE, default=choices[0], choices=choices, modes=modes
    )


def with_choices(model: ModelSpec, key: str, choices: tuple[str, ...]) -> ModelSpec:
    """A model that has other values of an option, the first being the usual one; none: not it."""
    kept = tuple(option for option in model.options if option.key != key)
    if not choices:
        return replace(model, options=kept)
    old = model.option(key)
    modes = old.modes if old else SCENES
    return replace(model, options=(choice(key, choices, modes), *kept))


MODE = choice("mode", KLING_MODES[:2])
QUALITY = choice("quality", ("720p", "1080p"), LONGER)
RUNWAY_DURATION = choice(DURATION, ("5", "10"))
SORA_DURATION = choice(DURATION, ("10", "15"))
STORY_DURATION = choice(DURATION, ("15", "10", "25"))
SORA_SIZE = choice("quality", ("standard", "high"))

_VEO_OPTIONS = (
    choice(DURATION, VEO_DURATIONS),
    choice(RESOLUTION, VEO_RESOLUTIONS),
    TRANSLATE,
)

VEO_FAST = ModelSpec(
    key="veo3-fast",
    vendor_name="veo3_fast",
    title="Veo 3.1 Fast",
    modes=LONGER,
    ratios=read.frames(VEO_RATIOS),
    max_frames=3,
    prompt_optional=True,
    continues=frozenset({"veo3-fast"}),
    prompt_limit=LONGEST_PROMPT,
    options=(*_VEO_OPTIONS, REFERENCES),
    clashes=tuple({REFERENCES.key: True, DURATION: short} for short in VEO_DURATIONS[1:]),
    usual_seconds=150,
    clock=CLOCK,
    concurrency=100,
)
VEO = replace(
    VEO_FAST,
    key="veo3",
    vendor_name="veo3",
    title="Veo 3.1 Quality",
    max_frames=MOST_FRAMES,
    continues=frozenset({"veo3"}),
    options=_VEO_OPTIONS,
    clashes=(),
    usual_seconds=210,
)
"""A clip is extended by the model that made it: its look goes on, and so does its price."""

VEO_1080P = ModelSpec(
    key="veo-1080p",
    vendor_name="get-1080p-video",
    title="Veo 1080p",
    modes=frozenset({Mode.UPSCALE_VIDEO}),
    continues=frozenset({VEO.key, VEO_FAST.key}),
    usual_seconds=120,
    clock=HD_CLOCK,
    concurrency=100,
)
VEO_4K = replace(
    VEO_1080P,
    key="veo-4k",
    vendor_name="get-4k-video",
    title="Veo 4K",
    usual_seconds=450,
    clock=UHD_CLOCK,
)

KLING = ModelSpec(
    key="kling-3.0",
    vendor_name="kling-3.0/video",
    title="Kling 3.0",
    modes=SCENES,
    ratios=read.frames(KLING_RATIOS),
    max_frames=MOST_FRAMES,
    prompt_optional=True,
    shots=Shots(
        most=5,
        prompt_limit=500,
        shortest=1,
        longest=12,
        totals=(3, 15),
        name_weight=37,
        frames=1,
    ),
    elements=Elements(most=3, fewest_pictures=2, most_pictures=4, need_input=True),
    prompt_limit=LONGEST_PROMPT,
    options=(
        Option(
            key=DURATION,
            type=OptionType.INTEGER,
            default=5,
            minimum=3,
            maximum=15,
            step=1,
            modes=SCENES,
        ),
        SOUND,
        MODE,
    ),
    usual_seconds=180,
    clock=CLOCK,
    concurrency=100,
)

RUNWAY = ModelSpec(
    key="runway",
    vendor_name="runway",
    title="Runway",
    modes=LONGER,
    ratios=read.frames(RUNWAY_RATIOS),
    prompt_optional=True,
    continues=frozenset({"runway"}),
    prompt_limit=1800,
    options=(RUNWAY_DURATION, QUALITY),
    clashes=({QUALITY.key: "1080p", DURATION: "10"},),
    usual_seconds=120,
    clock=CLOCK,
    concurrency=100,
)

LUMA = ModelSpec(
    key="luma",
    vendor_name="luma-modify",
    title="Luma Modify",
    modes=frozenset({Mode.VIDEO_TO_VIDEO}),
    max_clip_bytes=500 * MEBIBYTE,
    max_clip_seconds=10,
    english=True,
    prompt_limit=LONGEST_PROMPT,
    usual_seconds=210,
    clock=CLOCK,
    concurrency=100,
    enabled=False,
)

SORA = ModelSpec(
    key="sora-2",
    vendor_name="sora-2-text-to-video",
    title="Sora 2",
    modes=SCENES,
    ratios=read.frames(SORA_RATIOS),
    prompt_optional=True,
    prompt_limit=10_000,
    options=(SORA_DURATION,),
    usual_seconds=240,
    clock=CLOCK,
    concurrency=100,
    enabled=False,
)
SORA_PRO = replace(
    SORA,
    key="sora-2-pro",
    vendor_name="sora-2-pro-text-to-video",
    title="Sora 2 Pro",
    options=(SORA_DURATION, SORA_SIZE),
    usual_seconds=300,
)
SORA_STORYBOARD = replace(
    SORA,
    key="sora-2-storyboard",
    vendor_name="sora-2-pro-storyboard",
    title="Sora 2 Storyboard",
    shots=Shots(
        most=10, prompt_limit=5000, shortest=0.1, longest=15, totals=(0.1, 25), whole=False
    ),
    prompt_limit=5000,
    options=(STORY_DURATION,),
    usual_seconds=300,
)
SORA_CHARACTERS = ModelSpec(
    key="sora-2-characters",
    vendor_name="sora-2-characters",
    title="Sora 2 Characters",
    modes=frozenset({Mode.VIDEO_TO_VIDEO}),
    max_clip_bytes=10 * MEBIBYTE,
    max_clip_seconds=LONGEST_CHARACTER,
    prompt_limit=5000,
    usual_seconds=60,
    clock=CLOCK,
    concurrency=100,
    enabled=False,
)
SORA_CHARACTERS_PRO = replace(
    SORA_CHARACTERS,
    key="sora-2-characters-pro",
    vendor_name="sora-2-characters-pro",
    title="Sora 2 Characters Pro",
    max_clip_bytes=500 * MEBIBYTE,
    max_clip_seconds=None,
    continues=frozenset({SORA.key, SORA_PRO.key, SORA_STORYBOARD.key}),
    options=(START, END),
)
WATERMARK_REMOVER = ModelSpec(
    key="sora-watermark-remover",
    vendor_name="sora-watermark-remover",
    title="Sora Watermark Remover",
    modes=frozenset({Mode.TEXT_TO_VIDEO}),
    link=Link(
        pattern=r"https://sora\.chatgpt\.com/p/[A-Za-z0-9_-]{1,400}(\?[!-~]{0,60})?",
        example="https://sora.chatgpt.com/p/s_68e83bd7eee88191be79d2ba7158516f",
    ),
    prompt_limit=500,
    usual_seconds=60,
    clock=CLOCK,
    concurrency=100,
    enabled=False,
)

FILMS = (
    *(VEO_FAST, VEO, KLING, RUNWAY, VEO_1080P, VEO_4K),
    *(LUMA, SORA, SORA_PRO, SORA_STORYBOARD),
    *(SORA_CHARACTERS, SORA_CHARACTERS_PRO, WATERMARK_REMOVER),
)
"""In the order in which they are offered."""
