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


class Mode(StrEnum):
    """What a run does. Daily quotas are counted per mode."""

    TEXT_TO_IMAGE = "text_to_image"
    IMAGE_TO_IMAGE = "image_to_image"
    UPSCALE = "upscale"


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
        max_input_bytes: Size of one input picture.
        mask: Whether it can change a marked part of a single picture and keep the rest.
        prompt_optional: Whether IMAGE_TO_IMAGE works without words.
        upscales_own: Whether it enlarges only pictures that it made.
        prompt_limit: Characters of a prompt.
        combined_limit: Characters of prompt and negative prompt together, where limited.
        options: Advanced parameters.
        usual_seconds: Per picture, until there is experience of our own.
        clock: When to look after a task.
        concurrency: Tasks of this provider's key at once.
        price: US dollars per picture, where documented.
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
    max_input_bytes: int = 10 * 1024 * 1024
    mask: bool = False
    prompt_optional: bool = False
    upscales_own: bool = False
    prompt_limit: int = 1000
    combined_limit: int | None = None
    options: tuple[Option, ...] = ()
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
            made_by: The key of the model whose picture is the input.
        """
        foreign = mode is Mode.UPSCALE and self.upscales_own and made_by != self.key
        return mode in self.modes and not foreign and (self.mask or not mask)

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
