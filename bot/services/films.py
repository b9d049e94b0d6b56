"""From a wish for a clip to an order that is placed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import parameters, storyboard
from bot.core.capabilities import CONTINUES, Allowance, Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import UnsupportedMode
from bot.core.models import Element, Input, Person, Preferences, Request, Usage
from bot.core.parameters import Words
from bot.core.preferences import Wish, fitted, requests
from bot.services.elements import Elements
from bot.services.estimates import Estimates
from bot.services.quota import Quota
from bot.services.wishes import Asker, StyleLists, Taken, Wishes


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a clip would take.

    Attributes:
        spec: The model that would make it.
        usage: What is left of clips today; None: the plan does not speak of them.
        seconds: How long it usually takes.
    """

    spec: ModelSpec
    usage: Usage | None
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a clip is to be made of, besides words.

    Attributes:
        mode: The kind of work.
        inputs: Pictures, or a clip.
        elements: Whom the words may name.
        base: Settings to start from instead of the person's own.
    """

    mode: Mode
    inputs: tuple[Input, ...] = ()
    elements: tuple[Element, ...] = ()
    base: Preferences | None = None

    @property
    def made_by(self) -> str | None:
        """The model whose clip is gone on with, where that matters."""
        bound = self.mode in CONTINUES or self.mode is Mode.VIDEO_TO_VIDEO
        return self.inputs[0].made_by if self.inputs and bound else None


def mode_of(inputs: tuple[Input, ...]) -> Mode:
    """The kind of clip that comes of words with these pictures or clips."""
    if not inputs:
        return Mode.TEXT_TO_VIDEO
    clip = any(each.clip for each in inputs)
    return Mode.VIDEO_TO_VIDEO if clip else Mode.IMAGE_TO_VIDEO


class Films:
    """Understands what is to be filmed, in the light of what the person has set, and orders it.

    Args:
        catalogue: The models.
        styles: Their styles.
        wishes: Place the orders.
        elements: Whom the words may name.
        quota: What is left today.
        estimates: How long it takes.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        styles: StyleLists,
        wishes: Wishes,
        elements: Elements,
        quota: Quota,
        estimates: Estimates,
    ) -> None:
        self._catalogue = catalogue
        self._styles = styles
        self._wishes = wishes
        self._elements = elements
        self._quota = quota
        self._estimates = estimates

    def model(self, asker: Asker, scene: Scene, *, shots: bool = False) -> ModelSpec:
        """The person's model for clips where it can, otherwise the first that does.

        Args:
            asker: Who asks, and where.
            scene: What is to be filmed.
            shots: Whether in several shots.

        Raises:
            UnsupportedMode: No model does this kind of work.
        """
        person, mode = asker.person, scene.mode
        wanted = (scene.base or person.preferences.of(mode)).model
        able = self._catalogue.without(asker.barred).able(mode, made_by=scene.made_by)
        fit = [
            spec
            for spec in able
            if spec.most_inputs(mode) >= len(scene.inputs)
            and (spec.shots or not shots)
            and (spec.elements or not scene.elements)
        ]
        offered = [spec for spec in fit or able if spec.key == wanted] or fit or list(able)
        if not offered:
            raise UnsupportedMode(mode=mode, model=self._usual_title(person), able="—")
        return offered[0]

    async def offer(self, asker: Asker, scene: Scene) -> Offer:
        """What it takes, told before it is ordered.

        Raises:
            UnsupportedMode: No model does this kind of work.
        """
        (offer,) = await self._offers(asker, [self.model(asker, scene)])
        return offer

    async def sizes(self, asker: Asker, clip: Input) -> list[Offer]:
        """Every way to enlarge a clip, with what it takes."""
        catalogue = self._catalogue.without(asker.barred)
        able = catalogue.able(Mode.UPSCALE_VIDEO, made_by=clip.made_by)
        return await self._offers(asker, able)

    async def words(self, asker: Asker, text: str, scene: Scene) -> Taken:
        """Order what a text with parameters says; one shot a line makes a clip of several.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        shown = await self._elements.named(asker.person.id, text)
        scene = replace(scene, elements=(*scene.elements, *(each.shown for each in shown)))
        wanted, spec, chosen = await self._understand(asker, text, scene)
        job = await self._wishes.order(asker, wanted)
        other = None if chosen else self._other(asker.person, scene, spec)
        return Taken(job=job, spec=spec, instead_of=other)

    async def enlarge(self, asker: Asker, clip: Input, model: str) -> Taken:
        """Order the same clip with more pixels.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        spec = self._catalogue.find(model)
        request = Request(mode=Mode.UPSCALE_VIDEO, model=spec.key, inputs=(clip,))
        return Taken(job=await self._wishes.order(asker, [request]), spec=spec)

    async def _understand(
        self, asker: Asker, text: str, scene: Scene
    ) -> tuple[tuple[Request, ...], ModelSpec, bool]:
        words = _plain(parameters.split(text))
        chosen, said = parameters.choose_model(words, self._catalogue, scene.mode)
        board = storyboard.shots(said.prompt)
        spec = chosen or self.model(asker, scene, shots=bool(board))
        self._able(spec, scene)
        styles = await self._styles.list(spec.key)
        settings = scene.base or asker.person.preferences.of(scene.mode)
        settings = fitted(settings, spec, scene.mode, styles)
        prompt, settings = parameters.apply(said, spec, scene.mode, styles, settings)
        board = storyboard.shots(prompt)
        wish = Wish(
            mode=scene.mode,
            prompt="" if board else prompt,
            inputs=scene.inputs,
            shots=board,
            elements=tuple(each for each in scene.elements if f"@{each.name}" in prompt),
        )
        return requests(wish, spec, settings), spec, chosen is not None

    def _able(self, spec: ModelSpec, scene: Scene) -> None:
        if not spec.does(scene.mode, made_by=scene.made_by):
            able = self._catalogue.able(scene.mode, made_by=scene.made_by)
            titles = ", ".join(other.title for other in able)
            raise UnsupportedMode(mode=scene.mode, model=spec.title, able=titles or "—")

    async def _offers(self, asker: Asker, specs: Sequence[ModelSpec]) -> list[Offer]:
        usage = await self._quota.of(asker.person, Allowance.VIDEO, asker.group)
        times = [await self._estimates.usual(spec) for spec in specs]
        return [
            Offer(spec=spec, usage=usage, seconds=seconds)
            for spec, seconds in zip(specs, times, strict=True)
        ]

    def _other(self, person: Person, scene: Scene, spec: ModelSpec) -> ModelSpec | None:
        """The person's own choice where another model does it; a clip goes on where it began."""
        chosen = person.preferences.of(scene.mode).model
        own = self._catalogue.get(chosen) if chosen else None
        return own if own and own.key != spec.key and scene.mode not in CONTINUES else None

    def _usual_title(self, person: Person) -> str:
        wanted = person.preferences.of(Mode.TEXT_TO_VIDEO).model
        usual = self._catalogue.choose(wanted, Mode.TEXT_TO_VIDEO)
        usual = usual or self._catalogue.choose(person.preferences.model, Mode.TEXT_TO_IMAGE)
        return usual.title if usual else ""


def _plain(words: Words) -> Words:
    """Without the unit that people type behind a length: `--duration 5s`."""
    flags = tuple(
        replace(flag, value=storyboard.number(flag.value)) if flag.name == "duration" else flag
        for flag in words.flags
    )
    return replace(words, flags=flags)
