"""From a wish in words to an order that is placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core import options, parameters
from bot.core.capabilities import Mode, ModelSpec, OptionValue, Style
from bot.core.catalogue import Catalogue
from bot.core.errors import UnsupportedMode
from bot.core.models import Input, Job, Order, Origin, Person, Preferences, Request
from bot.core.preferences import Wish, fitted, requests
from bot.core.recipe import derived
from bot.core.validation import MASK


class StyleLists(Protocol):
    """Where a model's styles are known."""

    async def list(self, model: str) -> tuple[Style, ...]:
        """The styles as listed now."""
        ...


class Desk(Protocol):
    """Where orders are placed."""

    async def place(self, order: Order, person: Person) -> Job:
        """Check, reserve and store an order."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks, from where, and in which language the answer is to speak."""

    person: Person
    origin: Origin
    language: str


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An order that was taken.

    Attributes:
        spec: The model that does it.
        instead_of: The person's own model, where that one cannot do it.
        mask: Whether only a marked part is changed.
    """

    job: Job
    spec: ModelSpec
    instead_of: ModelSpec | None = None
    mask: bool = False


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What a text asks for, not ordered yet.

    Attributes:
        requests: One per picture to come.
        spec: The model that does it.
        instead_of: The person's own model, where that one cannot do it.
    """

    requests: tuple[Request, ...]
    spec: ModelSpec
    instead_of: ModelSpec | None = None


class Wishes:
    """Understands what is wanted, in the light of what the person has set, and orders it.

    Args:
        catalogue: The models.
        styles: Their styles.
        orders: Where the orders go.
    """

    def __init__(self, *, catalogue: Catalogue, styles: StyleLists, orders: Desk) -> None:
        self._catalogue = catalogue
        self._styles = styles
        self._orders = orders

    def model(
        self, person: Person, mode: Mode, *, mask: bool = False, made_by: str | None = None
    ) -> ModelSpec:
        """The person's model where it does this kind of work, otherwise the first that does.

        Args:
            person: Who asks.
            mode: The kind of work.
            mask: Whether only a marked part is to be changed.
            made_by: The key of the model whose picture is the input.

        Raises:
            UnsupportedMode: No model does.
        """
        key = person.preferences.model
        spec = self._catalogue.choose(key, mode, mask=mask, made_by=made_by)
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
        wanted = await self.understand(asker.person, text, inputs, base, mask)
        job = await self.order(asker, wanted.requests)
        return Taken(
            job=job, spec=wanted.spec, instead_of=wanted.instead_of, mask=mask is not None
        )

    async def understand(
        self,
        person: Person,
        text: str,
        inputs: tuple[Input, ...] = (),
        base: Preferences | None = None,
        mask: Input | None = None,
    ) -> Understood:
        """What a text with parameters asks for; `words` tells of the arguments.

        Raises:
            BotError: It names a model or a parameter that cannot be.
        """
        mode = Mode.IMAGE_TO_IMAGE if inputs else Mode.TEXT_TO_IMAGE
        settings = base or person.preferences
        chosen, said = parameters.choose_model(parameters.split(text), self._catalogue)
        spec = chosen or self._following(settings, person, mode, mask=bool(mask))
        self._able(spec, mode, mask=bool(mask))
        styles = await self._styles.list(spec.key)
        settings = fitted(settings, spec, mode, styles)
        prompt, settings = parameters.apply(said, spec, mode, styles, settings)
        wish = Wish(mode=mode, prompt=prompt, inputs=inputs, mask=mask)
        return Understood(
            requests=requests(wish, spec, settings),
            spec=spec,
            instead_of=None if chosen else self._other(person, spec),
        )

    async def order(self, asker: Asker, wanted: Sequence[Request]) -> Job:
        """Order requests as they are.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        order = Order(
            person_id=asker.person.id,
            payer_id=asker.person.id,
            origin=asker.origin,
            language=asker.language,
            requests=tuple(wanted),
        )
        return await self._orders.place(order, asker.person)

    async def enlarge(self, asker: Asker, picture: Input, scale: int = 0) -> Taken:
        """Order a larger copy of a picture; scale 0: as the model does by default.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        spec = self.model(asker.person, Mode.UPSCALE, made_by=picture.made_by)
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
        self, settings: Preferences, person: Person, mode: Mode, *, mask: bool
    ) -> ModelSpec:
        wanted = self._catalogue.get(settings.model) if settings.model else None
        able = wanted is not None and wanted.does(mode, mask=mask)
        return wanted if wanted and able else self.model(person, mode, mask=mask)

    def _able(self, spec: ModelSpec, mode: Mode, *, mask: bool) -> None:
        if mode not in spec.modes or (mask and not spec.mask):
            able = ", ".join(other.title for other in self._catalogue.able(mode, mask=mask))
            what = MASK if mask else mode
            raise UnsupportedMode(mode=what, model=spec.title, able=able or "—")

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
