"""From a wish in words to an order that is placed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core import options, parameters
from bot.core.capabilities import FILMS, Mode, ModelSpec, OptionValue, Style
from bot.core.catalogue import Catalogue
from bot.core.errors import FilmsOnly, ModelBarred, UnsupportedMode
from bot.core.groups import Group
from bot.core.models import Input, Job, Order, Origin, Person, Preferences, Request
from bot.core.preferences import Wish, fitted, requests
from bot.core.recipe import derived
from bot.core.validation import MASK
from bot.services.elements import Elements
from bot.services.presets import Laid, Loss, Presets
from bot.services.quota import payer_of


class StyleLists(Protocol):
    """Where a model's styles are known."""

    async def list(self, model: str) -> tuple[Style, ...]:
        """The styles as listed now."""
        ...


class Desk(Protocol):
    """Where orders are placed."""

    async def place(self, order: Order, person: Person, group: Group | None = None) -> Job:
        """Check, reserve and store an order."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks, from where, and in which language the answer is to speak.

    Attributes:
        group: Where, if that is a group.
    """

    person: Person
    origin: Origin
    language: str
    group: Group | None = None

    @property
    def barred(self) -> frozenset[str]:
        """Keys of the models that may not be used there."""
        return self.group.barred if self.group else frozenset()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An order that was taken.

    Attributes:
        spec: The model that does it.
        instead_of: The person's own model, where that one cannot do it.
        mask: Whether only a marked part is changed.
        loss: What became of a preset whose model is gone.
    """

    job: Job
    spec: ModelSpec
    instead_of: ModelSpec | None = None
    mask: bool = False
    loss: Loss | None = None


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What a text asks for, not ordered yet.

    Attributes:
        requests: One per picture to come.
        spec: The model that does it.
        instead_of: The person's own model, where that one cannot do it.
        loss: What became of a preset whose model is gone.
    """

    requests: tuple[Request, ...]
    spec: ModelSpec
    instead_of: ModelSpec | None = None
    loss: Loss | None = None


class Wishes:
    """Understands what is wanted, in the light of what the person has set, and orders it.

    Args:
        catalogue: The models.
        styles: Their styles.
        presets: What people saved.
        elements: What people have shown.
        orders: Where the orders go.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        styles: StyleLists,
        presets: Presets,
        elements: Elements,
        orders: Desk,
    ) -> None:
        self._elements = elements
        self._catalogue = catalogue
        self._styles = styles
        self._presets = presets
        self._orders = orders

    def model(
        self,
        person: Person,
        mode: Mode,
        *,
        mask: bool = False,
        made_by: str | None = None,
        barred: Collection[str] = (),
    ) -> ModelSpec:
        """The person's model where it does this kind of work, otherwise the first that does.

        Args:
            person: Who asks.
            mode: The kind of work.
            mask: Whether only a marked part is to be changed.
            made_by: The key of the model whose picture is the input.
            barred: Keys of models that may not be used.

        Raises:
            UnsupportedMode: No model does.
        """
        key, catalogue = person.preferences.model, self._catalogue.without(barred)
        spec = catalogue.choose(key, mode, mask=mask, made_by=made_by)
        if spec is None:
            what = MASK if mask else mode
            raise UnsupportedMode(mode=what, model=self._usual_title(person), able="—")
        return spec

    async def words(
        self,
        asker: Asker,
        text: str,
        inputs: tuple[Input, ...] = (),
        base: Preferences | None = None,
        mask: Input | None = None,
    ) -> Taken:
        """Order what a text with parameters says, with or without pictures to start from.

        Args:
            asker: Who and where.
            text: Prompt and `--parameters`.
            inputs: Pictures.
            base: Settings to start from instead of the person's own.
            mask: What marks the part of the picture that is to be changed.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        wanted = await self.understand(asker.person, text, inputs, base, mask, barred=asker.barred)
        job = await self.order(asker, wanted.requests)
        return Taken(
            job=job,
            spec=wanted.spec,
            instead_of=wanted.instead_of,
            mask=mask is not None,
            loss=wanted.loss,
        )

    async def understand(
        self,
        person: Person,
        text: str,
        inputs: tuple[Input, ...] = (),
        base: Preferences | None = None,
        mask: Input | None = None,
        *,
        barred: Collection[str] = (),
    ) -> Understood:
        """What a text with parameters asks for; `words` tells of the arguments.

        Models in `barred` may not be used.

        Raises:
            BotError: It names a model or a parameter that cannot be.
        """
        split = parameters.split(text)
        laid = await self._presets.lay(person.id, split, base or person.preferences)
        shown = await self._elements.named(person.id, laid.prompt(text))
        mode = Mode.IMAGE_TO_IMAGE if inputs or shown else Mode.TEXT_TO_IMAGE
        chosen, said = parameters.choose_model(laid.words, self._catalogue, mode)
        self._admit([chosen.key] if chosen else [], barred)
        spec = chosen or self._following(laid.settings, person, mode, barred, mask=bool(mask))
        self._able(spec, mode, mask=bool(mask))
        styles = await self._styles.list(spec.key)
        settings = fitted(laid.settings, spec, mode, styles)
        prompt, settings = parameters.apply(said, spec, mode, styles, settings)
        prompt = laid.prompt(prompt)
        wish = Wish(mode=mode, prompt=prompt, inputs=inputs, mask=mask)
        wish = self._elements.place(wish, shown, spec)
        return Understood(
            requests=requests(wish, spec, settings),
            spec=spec,
            instead_of=None if chosen else self._missed(laid, person, spec),
            loss=None if chosen else self._presets.loss(laid, spec),
        )

    async def order(self, asker: Asker, wanted: Sequence[Request]) -> Job:
        """Order requests as they are.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        self._admit([request.model for request in wanted], asker.barred)
        order = Order(
            person_id=asker.person.id,
            payer_id=payer_of(asker.person, asker.group),
            origin=asker.origin,
            language=asker.language,
            requests=tuple(wanted),
        )
        return await self._orders.place(order, asker.person, asker.group)

    async def enlarge(self, asker: Asker, picture: Input, scale: int = 0) -> Taken:
        """Order a larger copy of a picture; scale 0: as the model does by default.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        made_by, barred = picture.made_by, asker.barred
        spec = self.model(asker.person, Mode.UPSCALE, made_by=made_by, barred=barred)
        request = Request(
            mode=Mode.UPSCALE,
            model=spec.key,
            inputs=(picture,),
            options=_scale(spec, scale),
        )
        job = await self.order(asker, [request])
        return Taken(job=job, spec=spec, instead_of=self._other(asker.person, spec))

    async def elsewhere(self, asker: Asker, request: Request, model: str) -> Taken:
        """Order the same from another model.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        spec = self._catalogue.find(model)
        self._able(spec, request.mode, mask=bool(request.mask))
        job = await self.order(asker, [derived(request, spec, request.mode, request.inputs)])
        return Taken(job=job, spec=spec)

    def _following(
        self,
        settings: Preferences,
        person: Person,
        mode: Mode,
        barred: Collection[str],
        *,
        mask: bool,
    ) -> ModelSpec:
        wanted = self._catalogue.without(barred).get(settings.model) if settings.model else None
        able = wanted is not None and wanted.does(mode, mask=mask)
        return wanted if wanted and able else self.model(person, mode, mask=mask, barred=barred)

    def _admit(self, models: Sequence[str], barred: Collection[str]) -> None:
        for key in models:
            if key in barred and (spec := self._catalogue.get(key)):
                left = self._catalogue.without(barred).models
                known = ", ".join(other.title for other in left)
                raise ModelBarred(model=spec.title, known=known or "—")

    def _able(self, spec: ModelSpec, mode: Mode, *, mask: bool) -> None:
        if spec.modes <= FILMS and not mode.films:
            raise FilmsOnly(model=spec.title)
        if mode not in spec.modes or (mask and not spec.mask):
            able = ", ".join(other.title for other in self._catalogue.able(mode, mask=mask))
            what = MASK if mask else mode
            raise UnsupportedMode(mode=what, model=spec.title, able=able or "—")

    def _missed(self, laid: Laid, person: Person, spec: ModelSpec) -> ModelSpec | None:
        """The model that was meant, where another one does it: a named preset means its own."""
        if not laid.named:
            return self._other(person, spec)
        meant = self._catalogue.get(laid.settings.model or "")
        return meant if meant and meant.key != spec.key else None

    def _other(self, person: Person, spec: ModelSpec) -> ModelSpec | None:
        usual = self._catalogue.choose(person.preferences.model, Mode.TEXT_TO_IMAGE)
        return usual if usual and usual.key != spec.key else None

    def _usual_title(self, person: Person) -> str:
        usual = self._catalogue.choose(person.preferences.model, Mode.TEXT_TO_IMAGE)
        return usual.title if usual else ""


def _scale(spec: ModelSpec, scale: int) -> dict[str, OptionValue]:
    option = spec.option("scale", Mode.UPSCALE)
    value = options.read(option, str(scale)) if option and scale else None
    return {} if value is None or option is None or value == option.default else {"scale": value}
