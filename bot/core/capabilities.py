"""The capability table's vocabulary: what a model can do, as data.

A provider file declares its models with these values; keyboards, parameters, validation, status
and documentation are generated from them. Nobody asks for a provider's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

OptionValue: TypeAlias = int | float | bool | str


class Allowance(StrEnum):
    """What a plan allows so many of in a day."""

    TEXT_TO_IMAGE = "text_to_image"
    IMAGE_TO_IMAGE = "image_to_image"
    UPSCALE = "upscale"
    VIDEO = "video"


class Mode(StrEnum):
    """What a run does."""

    TEXT_TO_IMAGE = "text_to_image"
    IMAGE_TO_IMAGE = "image_to_image"
    UPSCALE = "upscale"
    TEXT_TO_VIDEO = "text_to_video"
    IMAGE_TO_VIDEO = "image_to_video"
    VIDEO_TO_VIDEO = "video_to_video"
    EXTEND_VIDEO = "extend_video"
    UPSCALE_VIDEO = "upscale_video"

    @property
    def allowance(self) -> Allowance:
        """What a run of this kind is counted as: whatever makes a clip is a video."""
        return Allowance.VIDEO if self.films else Allowance(self.value)

    @property
    def films(self) -> bool:
        """Whether a clip comes of it."""
        return self in FILMS

    @property
    def takes_pictures(self) -> bool:
        """Whether it starts from one or several pictures of anybody's, in words if need be."""
        return self in {Mode.IMAGE_TO_IMAGE, Mode.IMAGE_TO_VIDEO}

    @property
    def enlarges(self) -> bool:
        """Whether it makes the same again with more pixels: there are no words to it."""
        return self in {Mode.UPSCALE, Mode.UPSCALE_VIDEO}


FROM_WORDS = frozenset({Mode.TEXT_TO_IMAGE, Mode.TEXT_TO_VIDEO})
"""Modes that start from nothing but words."""

FILMS = frozenset(
    {Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO, Mode.VIDEO_TO_VIDEO}
    | {Mode.EXTEND_VIDEO, Mode.UPSCALE_VIDEO}
)
"""Modes of which a clip comes."""

PICTURES = frozenset(Mode) - FILMS
"""Modes of which pictures come."""

CONTINUES = frozenset({Mode.EXTEND_VIDEO, Mode.UPSCALE_VIDEO})
"""Modes that go on with a clip at the vendor that made it: no other clip will do."""

_BINDABLE = frozenset({Mode.UPSCALE, Mode.VIDEO_TO_VIDEO})


@dataclass(frozen=True, kw_only=True)
class AspectRatio:
    """A picture's proportions with the pixels one model makes of them.

    Attributes:
        name: As people type it, `16:9`.
        width: Pixels.
        height: Pixels.
    """

    name: str
    width: int
    height: int

    @property
    def id(self) -> str:
        """The name as it travels in callback data, where `:` separates fields."""
        return self.name.replace(":", "x")


@dataclass(frozen=True, kw_only=True)
class Style:
    """One entry of a model's style list.

    Attributes:
        name: What the provider is sent.
        titles: The title per language code; `en` is always there.
        preview_url: A picture of the style at the provider, where there is one.
    """

    name: str
    titles: Mapping[str, str]
    preview_url: str | None = None

    def title(self, language: str) -> str:
        """The title in a language, otherwise in English."""
        return self.titles.get(language, self.titles["en"])


class OptionType(StrEnum):
    """How an option's value is read, checked and shown."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Option:
    """An advanced parameter of a model; `--key value` in a prompt and a row in the panel.

    Attributes:
        key: The name people type; its label is the Fluent message `option-<key>`.
        type: How the value is read.
        default: What is used when nobody says anything.
        minimum: Lowest allowed number.
        maximum: Highest allowed number.
        step: The distance between the values that the panel offers.
        choices: The allowed words of a CHOICE.
        modes: The modes in which it means something.
    """

    key: str
    type: OptionType
    default: OptionValue
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[str, ...] = ()
    modes: frozenset[Mode] = frozenset(Mode)


@dataclass(frozen=True, kw_only=True)
class Shots:
    """What a model's clip of several shots may be.

    Attributes:
        most: Shots in a clip.
        prompt_limit: Characters of one shot's words.
        shortest: Seconds of one shot at the least.
        longest: Seconds of one shot at the most.
        whole: Whether seconds come without a fraction.
        totals: Seconds that all shots together may last, from and to.
        name_weight: Characters that the name of an element counts in a shot's words; None: its
            own length.
        frames: Pictures that such a clip may start from.
    """

    most: int
    prompt_limit: int
    shortest: float
    longest: float
    totals: tuple[float, float]
    whole: bool = True
    name_weight: int | None = None
    frames: int = 1


@dataclass(frozen=True, kw_only=True)
class Elements:
    """What a model takes of things that are named in the words, each shown by some pictures.

    Attributes:
        most: Elements in a request.
        fewest_pictures: Of one element.
        most_pictures: Of one element.
        need_input: Whether a picture to start from is needed beside them.
    """

    most: int
    fewest_pictures: int
    most_pictures: int
    need_input: bool = False


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address that a model wants in the place of words.

    Attributes:
        pattern: A regular expression for the whole address.
        example: What it may look like, as people are told.
    """

    pattern: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """When to look after a task, in seconds from its acceptance.

    Attributes:
        first: The first look, where the provider gives no hint.
        interval: Between looks.
        deadline: When waiting ends as timed out.
    """

    first: float
    interval: float
    deadline: float


@dataclass(frozen=True, kw_only=True)
class ModelSpec:
    """Everything the rest of the bot may know about a model.

    Attributes:
        key: Our name, unique over all providers; letters, digits, `-`, `.`; at most 32 bytes.
        vendor_name: The vendor's own name, accepted by `--model` too.
        title: As shown to people.
        modes: What it does.
        ratios: Proportions it can make, the default first; empty where it decides itself.
        styles: The list to show while the provider's own cannot be fetched; empty: no styles.
        negative_prompt: Whether it takes one.
        seed: Whether it takes a seed.
        max_inputs: Pictures it takes in IMAGE_TO_IMAGE.
        max_frames: Pictures it takes in IMAGE_TO_VIDEO: two are the first and the last frame.
        max_input_bytes: Size of one input picture.
        max_clip_bytes: Size of a clip that it starts from.
        max_clip_seconds: Length of a clip that it starts from.
        mask: Whether it can change a marked part of a single picture and keep the rest.
        prompt_optional: Whether modes that start from pictures work without words.
        continues: Keys of the models whose results it goes on with in the modes of CONTINUES;
            where there are any, it enlarges and changes nothing else in UPSCALE and
            VIDEO_TO_VIDEO either.
        shots: What clips of several shots may be; None: it makes none.
        elements: What it takes of named things; None: nothing.
        link: The kind of address that its words have to be; None: they are words.
        english: Whether it reads English alone.
        prompt_limit: Characters of a prompt.
        combined_limit: Characters of prompt and negative prompt together, where limited.
        options: Advanced parameters.
        clashes: Values of options that cannot be had together.
        usual_seconds: Per picture or clip, until there is experience of our own.
        clock: When to look after a task.
        concurrency: Tasks of this provider's key at once.
        price: US dollars per picture or clip, where documented.
        enabled: Whether it is offered without being asked for in the configuration.
    """

    key: str
    vendor_name: str
    title: str
    modes: frozenset[Mode]
    ratios: tuple[AspectRatio, ...] = ()
    styles: tuple[Style, ...] = ()
    negative_prompt: bool = False
    seed: bool = False
    max_inputs: int = 1
    max_frames: int = 1
    max_input_bytes: int = 10 * 1024 * 1024
    max_clip_bytes: int = 500 * 1024 * 1024
    max_clip_seconds: float | None = None
    mask: bool = False
    prompt_optional: bool = False
    continues: frozenset[str] = frozenset()
    shots: Shots | None = None
    elements: Elements | None = None
    link: Link | None = None
    english: bool = False
    prompt_limit: int = 1000
    combined_limit: int | None = None
    options: tuple[Option, ...] = ()
    clashes: tuple[Mapping[str, OptionValue], ...] = ()
    usual_seconds: float = 20.0
    clock: Clock = field(default_factory=lambda: Clock(first=5, interval=5, deadline=600))
    concurrency: int = 4
    price: Decimal | None = None
    enabled: bool = True

    def does(self, mode: Mode, *, mask: bool = False, made_by: str | None = None) -> bool:
        """Whether it can do a kind of work.

        Args:
            mode: The kind.
            mask: Whether only a marked part is to be changed.
            made_by: The key of the model whose picture or clip is the input.
        """
        bound = mode in CONTINUES or (bool(self.continues) and mode in _BINDABLE)
        foreign = bound and made_by not in self.continues
        return mode in self.modes and not foreign and (self.mask or not mask)

    def most_inputs(self, mode: Mode, *, mask: bool = False) -> int:
        """How many pictures or clips a request may start from."""
        if mode in FROM_WORDS:
            return 0
        if mode is Mode.IMAGE_TO_IMAGE and not mask:
            return self.max_inputs
        return self.max_frames if mode is Mode.IMAGE_TO_VIDEO else 1

    def ratio(self, name: str | None) -> AspectRatio | None:
        """The named proportions; the default for None; None where it has no such ratio."""
        wanted = (ratio for ratio in self.ratios if name in (None, ratio.name))
        return next(wanted, None)

    def options_for(self, mode: Mode) -> tuple[Option, ...]:
        """The advanced parameters that mean something in a mode."""
        return tuple(option for option in self.options if mode in option.modes)

    def option(self, key: str, mode: Mode | None = None) -> Option | None:
        """One advanced parameter by its name."""
        found = (option for option in self.options if option.key == key)
        return next((o for o in found if mode is None or mode in o.modes), None)


class Wording(StrEnum):
    """What can be done with the words of a prompt."""

    IMPROVE = "improve"
    TRANSLATE = "translate"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One environment variable of a provider, from which the configuration is generated.

    Attributes:
        name: The variable, upper case.
        default: Its value when unset; None: the provider is off without it.
        secret: Whether it must never be shown.
    """

    name: str
    default: str | None = None
    secret: bool = False


@dataclass(frozen=True, kw_only=True)
class ProviderSpec:
    """A vendor: its models and what the operator has to set for it.

    Attributes:
        key: Our name of it.
        title: As shown to people.
        models: What it offers.
        settings: Its environment variables.
        fallback: Whether it stands in only when no other provider is configured.
        wordings: What it can do with the words of a prompt.
    """

    key: str
    title: str
    models: tuple[ModelSpec, ...]
    settings: tuple[Setting, ...] = ()
    fallback: bool = False
    wordings: frozenset[Wording] = frozenset()
