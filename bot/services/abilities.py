"""Which models can do what somebody has written, asked before anything is ordered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.capabilities import Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import BotError
from bot.core.models import Person, Request
from bot.core.parameters import choose_model, split
from bot.services.breaker import Breakers
from bot.services.estimates import Estimates
from bot.services.wishes import Wishes

_PATIENCE = 1.5  # seconds: whoever types waits for the answer


class Checks(Protocol):
    """Where requests are compared with what models can do."""

    async def check(self, request: Request) -> str:
        """Raises where a request cannot be done."""
        ...


@dataclass(frozen=True, kw_only=True)
class Able:
    """A model that can do it.

    Attributes:
        seconds: That a picture usually takes.
        resting: Whether it did not answer lately.
    """

    spec: ModelSpec
    seconds: float
    resting: bool = False


class Abilities:
    """Tries a text on every model, without ordering anything.

    Args:
        catalogue: The models.
        wishes: Understand the text.
        checks: Know the limits.
        estimates: Know the usual times.
        breakers: Know who rests.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        wishes: Wishes,
        checks: Checks,
        estimates: Estimates,
        breakers: Breakers,
    ) -> None:
        self._catalogue = catalogue
        self._wishes = wishes
        self._checks = checks
        self._estimates = estimates
        self._breakers = breakers

    async def able(self, person: Person, text: str) -> Sequence[Able]:
        """The models that can do it: the person's own first, those that rest last.

        Raises:
            BotError: None can; this is why the first of them cannot.
        """
        specs = self._candidates(person, text)
        troubles = await asyncio.gather(*(self._trouble(person, text, spec) for spec in specs))
        able = [
            await self._described(spec)
            for spec, trouble in zip(specs, troubles, strict=True)
            if trouble is None
        ]
        first = next((trouble for trouble in troubles if trouble), None)
        if not able and first:
            raise first
        return sorted(able, key=lambda each: each.resting)

    def _candidates(self, person: Person, text: str) -> list[ModelSpec]:
        named, _ = choose_model(split(text), self._catalogue, Mode.TEXT_TO_IMAGE)
        if named is not None:
            return [named]
        own = self._wishes.model(person, Mode.TEXT_TO_IMAGE)
        others = (spec for spec in self._catalogue.able(Mode.TEXT_TO_IMAGE) if spec is not own)
        return [own, *others]

    async def _trouble(self, person: Person, text: str, spec: ModelSpec) -> BotError | None:
        """Why a model cannot do it; one whose styles are not known in time is given a chance."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._checks.check(await self.request(person, text, spec.key))
        except TimeoutError:
            return None
        except BotError as error:
            return error
        return None

    async def request(self, person: Person, text: str, model: str) -> Request:
        """What a text asks of a model, as one picture.

        Raises:
            BotError: It cannot be understood.
        """
        base = replace(person.preferences, model=model, count=1)
        wanted = await self._wishes.understand(person, text, base=base)
        return wanted.requests[0]

    async def _described(self, spec: ModelSpec) -> Able:
        resting = await self._breakers.resting(spec.key) is not None
        return Able(spec=spec, seconds=await self._estimates.usual(spec), resting=resting)
