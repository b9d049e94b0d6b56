"""What KIE offers, as data; pixels are nominal, since KIE names proportions only.

The clips are in `film_spec`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.capabilities import Clock, Mode, ModelSpec, Option, OptionType, ProviderSpec, Setting
from bot.providers.chat import WORDINGS
from bot.providers.kie import configuration as read
from bot.providers.kie import film_spec as film

KEY = "kie"
MASK = "mask"
"""The word for `ModelSpec.mask` among GPT-4o Image's options."""

LONGEST_PROMPT = 4096
"""KIE docs name no limit for most models: as long as a message can be."""

DRAWS = frozenset({Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE})
CLOCK = Clock(first=5, interval=5, deadline=600)
"""KIE docs: give up after 10 to 15 minutes; at most three looks per second at one task."""

MOST_EDIT_SAFETY = 2
"""KIE docs: safetyTolerance goes to 6, with an input picture only to 2."""

VARIANTS = Option(
    key="variants", type=OptionType.CHOICE, default="1", choices=("1", "2", "4"), modes=DRAWS
)
ENHANCE = Option(key="enhance", type=OptionType.BOOLEAN, default=False, modes=DRAWS)
TRANSLATE = Option(key="translate", type=OptionType.BOOLEAN, default=True, modes=DRAWS)
UPSAMPLING = Option(key="upsampling", type=OptionType.BOOLEAN, default=False, modes=DRAWS)
SAFETY = Option(
    key="safety", type=OptionType.INTEGER, default=2, minimum=0, maximum=6, modes=DRAWS
)
"""0 is the strictest; an edit is sent at most `MOST_EDIT_SAFETY`."""

_GPT_SIZES = "1:1,3:2,2:3"
_GPT_OPTIONS = ("variants", "enhance", MASK)
_FLUX_RATIOS = "16:9,21:9,4:3,1:1,3:4,9:16"
"""KIE guide has 16:21 as well, which KIE docs do not know."""

_GROK_RATIOS = "1:1,2:3,3:2,16:9,9:16"

GPT_4O = ModelSpec(
    key="gpt-4o-image",
    vendor_name="gpt4o-image",
    title="GPT-4o Image",
    modes=DRAWS,
    ratios=read.ratios(_GPT_SIZES),
    max_inputs=5,
    max_input_bytes=26_214_400,
    mask=True,
    prompt_optional=True,
    prompt_limit=LONGEST_PROMPT,
    options=(VARIANTS, ENHANCE),
    usual_seconds=60,
    clock=CLOCK,
    concurrency=100,
)

FLUX_PRO = ModelSpec(
    key="flux-kontext-pro",
    vendor_name="flux-kontext-pro",
    title="Flux Kontext Pro",
    modes=DRAWS,
    ratios=read.ratios(_FLUX_RATIOS),
    prompt_limit=LONGEST_PROMPT,
    options=(TRANSLATE, UPSAMPLING, SAFETY),
    usual_seconds=20,
    clock=CLOCK,
    concurrency=100,
)

FLUX_MAX = replace(
    FLUX_PRO,
    key="flux-kontext-max",
    vendor_name="flux-kontext-max",
    title="Flux Kontext Max",
    usual_seconds=30,
)

GROK = ModelSpec(
    key="grok-imagine",
    vendor_name="grok-imagine/text-to-image",
    title="Grok Imagine",
    modes=DRAWS,
    ratios=read.ratios(_GROK_RATIOS),
    prompt_limit=5000,
    usual_seconds=30,
    clock=CLOCK,
    concurrency=100,
)

SPEC = ProviderSpec(
    key=KEY,
    title="KIE",
    models=(GPT_4O, FLUX_PRO, FLUX_MAX, GROK, *film.FILMS),
    settings=(
        Setting(name="KIE_API_KEY", secret=True),
        Setting(name="KIE_URL", default="https://api.kie.ai"),
        Setting(name="KIE_UPLOAD_URL", default="https://kieai.redpandaai.co"),
        Setting(name="KIE_CREATIONS", default="20"),
        Setting(name="KIE_TASKS", default="100"),
        Setting(name="KIE_PRICES", default=""),
        Setting(name="KIE_GPT_SIZES", default=_GPT_SIZES),
        Setting(name="KIE_GPT_OPTIONS", default=",".join(_GPT_OPTIONS)),
        Setting(name="KIE_FLUX_RATIOS", default=_FLUX_RATIOS),
        Setting(name="KIE_GROK_RATIOS", default=_GROK_RATIOS),
        Setting(name="KIE_GROK_UPSCALE", default="off"),
        Setting(name="KIE_VEO_RATIOS", default=film.VEO_RATIOS),
        Setting(name="KIE_VEO_DURATIONS", default=",".join(film.VEO_DURATIONS)),
        Setting(name="KIE_VEO_RESOLUTIONS", default="none"),
        Setting(name="KIE_KLING_RATIOS", default=film.KLING_RATIOS),
        Setting(name="KIE_KLING_MODES", default=",".join(film.MODE.choices)),
        Setting(name="KIE_RUNWAY_RATIOS", default=film.RUNWAY_RATIOS),
        Setting(name="KIE_WEBHOOK_KEY", default="", secret=True),
        Setting(name="KIE_CHAT_MODEL", default=""),
    ),
)

_RATIOS = {
    GPT_4O.key: "KIE_GPT_SIZES",
    FLUX_PRO.key: "KIE_FLUX_RATIOS",
    FLUX_MAX.key: "KIE_FLUX_RATIOS",
    GROK.key: "KIE_GROK_RATIOS",
}
_FRAMES = {
    film.VEO_FAST.key: "KIE_VEO_RATIOS",
    film.VEO.key: "KIE_VEO_RATIOS",
    film.KLING.key: "KIE_KLING_RATIOS",
    film.RUNWAY.key: "KIE_RUNWAY_RATIOS",
}


def configured(settings: Mapping[str, str]) -> ProviderSpec:
    """The offer as the operator wants it.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """
    values = read.Values(provider=KEY, settings=settings)
    own = {model.key: model for model in _common(values)}
    gpt_options = values.words("KIE_GPT_OPTIONS", _GPT_OPTIONS)
    own[GPT_4O.key] = _with_options(own[GPT_4O.key], gpt_options)
    if values.switch("KIE_GROK_UPSCALE"):
        own[GROK.key] = replace(
            own[GROK.key], modes=DRAWS | {Mode.UPSCALE}, continues=frozenset({GROK.key})
        )
    durations = values.choices("KIE_VEO_DURATIONS", film.VEO_DURATIONS)
    resolutions = values.choices("KIE_VEO_RESOLUTIONS", film.VEO_RESOLUTIONS)
    for key in (film.VEO_FAST.key, film.VEO.key):
        veo = film.with_choices(own[key], film.DURATION, durations)
        own[key] = film.with_choices(veo, film.RESOLUTION, resolutions)
    modes = values.choices("KIE_KLING_MODES", film.KLING_MODES) or film.KLING_MODES[:1]
    own[film.KLING.key] = film.with_choices(own[film.KLING.key], film.MODE.key, modes)
    wordings = WORDINGS if settings["KIE_CHAT_MODEL"] else frozenset()
    return replace(SPEC, models=tuple(own.values()), wordings=wordings)


def _common(values: read.Values) -> Iterator[ModelSpec]:
    """Every model with what is configured for all of them."""
    prices = values.prices("KIE_PRICES", [model.key for model in SPEC.models])
    tasks = values.number("KIE_TASKS")
    for model in SPEC.models:
        ratios = model.ratios
        if model.key in _RATIOS:
            ratios = values.ratios(_RATIOS[model.key])
        if model.key in _FRAMES:
            ratios = values.frames(_FRAMES[model.key])
        yield replace(model, ratios=ratios, concurrency=tasks, price=prices.get(model.key))


def _with_options(model: ModelSpec, wanted: frozenset[str]) -> ModelSpec:
    kept = tuple(option for option in model.options if option.key in wanted)
    return replace(model, options=kept, mask=MASK in wanted)
