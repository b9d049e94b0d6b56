"""One wish for several models: what each makes of its words and parameters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from bot.core import parameters
from bot.core.capabilities import Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.elements import SavedElement
from bot.core.errors import BotError, RequestError, UnsupportedMode
from bot.core.models import Input, Person, Preferences, Request
from bot.core.parameters import Flag, Words
from bot.core.preferences import Wish, fitted, requests
from bot.services.batches import Checks, check_all
from bot.services.elements import Elements
from bot.services.presets import Presets
from bot.services.wishes import StyleLists

AT_FIRST = 4
"""Models that are chosen before anybody chose."""


@dataclass(kw_only=True)
class _Reading:
    """What one model understands of a text.

    Attributes:
        settings: The person's and the text's, as far as the model follows them.
        answers: For each parameter the words that it did not need, or why it cannot be.
        dropped: The parameters that cannot be, as they were typed.
    """

    spec: ModelSpec
    settings: Preferences
    answers: list[str | RequestError] = field(default_factory=list)
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One model's part of a comparison.

    Attributes:
        requests: One per picture to come; empty where it cannot do it.
        dropped: The parameters that it does not take, as they were typed.
        error: Why it cannot do it at all.
    """

    spec: ModelSpec
    requests: tuple[Request, ...] = ()
    dropped: tuple[str, ...] = ()
    error: BotError | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What several models would make of one wish.

    Attributes:
        mode: The kind of work.
        prompt: Without its parameters.
        parts: Every model that does this kind of work.
        chosen: Keys of the models that shall do it.
    """

    mode: Mode
    prompt: str
    parts: tuple[Part, ...]
    chosen: frozenset[str]

    @property
    def able(self) -> tuple[Part, ...]:
        """The parts that can be done."""
        return tuple(part for part in self.parts if part.error is None)

    @property
    def requests(self) -> tuple[Request, ...]:
        """What the chosen models are asked for, the person's own model first."""
        parts = (part for part in self.able if part.spec.key in self.chosen)
        return tuple(request for part in parts for request in part.requests)


class Comparisons:
    """Spreads wishes over models.

    Args:
        catalogue: The models.
        styles: Their styles.
        presets: What people saved.
        elements: What people have shown.
        checks: Knows whether a request can be done.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        styles: StyleLists,
        presets: Presets,
        elements: Elements,
        checks: Checks,
    ) -> None:
        self._elements = elements
        self._catalogue = catalogue
        self._presets = presets
        self._styles = styles
        self._checks = checks

    async def plan(
        self,
        person: Person,
        text: str,
        inputs: tuple[Input, ...] = (),
        chosen: frozenset[str] | None = None,
        *,
        barred: Collection[str] = (),
    ) -> Comparison:
        """Read a wish for every model that does this kind of work.

        A parameter counts for the models that take it; `--model` chooses among them.

        Args:
            person: Whose settings hold as far as a model can follow them.
            text: Prompt and `--parameters`.
            inputs: Pictures to start from.
            chosen: Keys of models; None: those that the text names, or the first few.
            barred: Keys of models that may not be used.

        Raises:
            BotError: A parameter fits no model, or no model can do it.
        """
        laid = await self._presets.lay(person.id, parameters.split(text), person.preferences)
        person = replace(person, preferences=laid.settings)
        shown = await self._elements.named(person.id, laid.prompt(text))
        mode = Mode.IMAGE_TO_IMAGE if inputs or shown else Mode.TEXT_TO_IMAGE
        named, words = self._named(laid.words)
        readings = [
            await self._reading(person, spec, mode, words.flags)
            for spec in self._able(person, mode, barred)
        ]
        rests = [_rest(index, readings) for index in range(len(words.flags))]
        wish = Wish(mode=mode, prompt=laid.prompt(_joined(words.prompt, *rests)), inputs=inputs)
        parts = [await self._part(wish, shown, reading) for reading in readings]
        whole = Comparison(mode=mode, prompt=wish.prompt, parts=tuple(parts), chosen=frozenset())
        if not whole.able and parts[0].error:
            raise parts[0].error
        return replace(whole, chosen=_first(whole, named) if chosen is None else chosen)

    def _named(self, words: Words) -> tuple[list[str], Words]:
        """The keys of the models that a text names, and the text without that."""
        keys, prompt = [], words.prompt
        for flag in words.flags:
            word = Words(prompt="", flags=(flag,))
            spec, rest = parameters.choose_model(word, self._catalogue, Mode.TEXT_TO_IMAGE)
            if spec is not None:
                keys.append(spec.key)
                prompt = _joined(prompt, rest.prompt)
        flags = tuple(flag for flag in words.flags if flag.name != "model")
        return keys, Words(prompt=prompt, flags=flags)

    def _able(self, person: Person, mode: Mode, barred: Collection[str]) -> list[ModelSpec]:
        """The models that do it, the person's own first: its refusals are the ones to tell."""
        own = person.preferences.model
        able = list(self._catalogue.without(barred).able(mode))
        able.sort(key=lambda spec: spec.key != own)
        if not able:
            usual = self._catalogue.choose(own, Mode.TEXT_TO_IMAGE)
            raise UnsupportedMode(mode=mode, model=usual.title if usual else "", able="—")
        return able

    async def _reading(
        self, person: Person, spec: ModelSpec, mode: Mode, flags: Sequence[Flag]
    ) -> _Reading:
        styles = await self._styles.list(spec.key)
        reading = _Reading(
            spec=spec, settings=replace(fitted(person.preferences, spec, mode, styles), count=1)
        )
        for flag in flags:
            alone = Words(prompt="", flags=(flag,))
            try:
                rest, settings = parameters.apply(alone, spec, mode, styles, reading.settings)
            except RequestError as error:
                reading.answers.append(error)
            else:
                reading.answers.append(rest)
                reading.settings = settings
        shown = (f"--{flag.name} {flag.value}".rstrip() for flag in flags)
        told = zip(shown, reading.answers, strict=True)
        reading.dropped = tuple(flag for flag, answer in told if not isinstance(answer, str))
        return reading

    async def _part(self, wish: Wish, shown: Sequence[SavedElement], reading: _Reading) -> Part:
        try:
            wish = self._elements.place(wish, shown, reading.spec)
            wanted = requests(wish, reading.spec, reading.settings)
            await check_all(self._checks, wanted)
        except BotError as error:
            return Part(spec=reading.spec, error=error)
        return Part(spec=reading.spec, requests=wanted, dropped=reading.dropped)


def _rest(index: int, readings: Sequence[_Reading]) -> str:
    """What a parameter does not need of the words after it, as the first that takes it says."""
    answers = [reading.answers[index] for reading in readings]
    for answer in answers:
        if isinstance(answer, str):
            return answer
    raise next(answer for answer in answers if isinstance(answer, RequestError))


def _first(whole: Comparison, named: Sequence[str]) -> frozenset[str]:
    """Those that the text names, otherwise the person's own and the first of the others."""
    able = [part.spec.key for part in whole.able]
    return frozenset([key for key in able if key in named] or able[:AT_FIRST])


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
