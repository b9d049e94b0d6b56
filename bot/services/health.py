"""Which models answer now."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import ProviderError, Unavailable
from bot.core.ports.conversation import Clock
from bot.core.ports.provider import Health
from bot.core.ports.runs import RunStore
from bot.core.runs import RunState
from bot.services.breaker import Breakers
from bot.services.estimates import Estimates
from bot.services.lookup import look_up

logger = logging.getLogger(__name__)

FRESH = timedelta(seconds=30)
"""How long a report is given without asking again."""

_PATIENCE = 5.0  # seconds for a vendor to answer


@dataclass(frozen=True, kw_only=True)
class ModelReport:
    """How a model is.

    Attributes:
        available: Whether it takes work now, as far as anybody knows.
        reason: Where it does not: the vendor's own short word, or an error code of ours.
        queue: The vendor's queue, where it tells.
        usual_seconds: Per picture, by recent runs.
        waiting: Runs of ours that wait for a place there.
    """

    spec: ModelSpec
    available: bool
    reason: str | None
    queue: int | None
    usual_seconds: float
    waiting: int


class Models:
    """Asks all vendors at once and remembers the answers for a moment."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        estimates: Estimates,
        breakers: Breakers,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._estimates = estimates
        self._breakers = breakers
        self._clock = clock
        self._reports: Sequence[ModelReport] = ()
        self._asked_at: datetime | None = None
        self._asking = asyncio.Lock()

    async def report(self) -> Sequence[ModelReport]:
        """A report per model, in the catalogue's order; at most half a minute old."""
        async with self._asking:
            now = self._clock.now()
            if self._asked_at is None or now - self._asked_at > FRESH:
                self._reports = await self._ask()
                self._asked_at = now
            return self._reports

    async def _ask(self) -> Sequence[ModelReport]:
        waiting = await self._waiting()
        asked = [self._report(spec, waiting[spec.key]) for spec in self._catalogue.models]
        return await asyncio.gather(*asked)

    async def _waiting(self) -> Counter[str]:
        jobs = await self._store.open_jobs()
        queued = (run for job in jobs for run in job.runs if run.state is RunState.QUEUED)
        return Counter(run.request.model for run in queued)

    async def _report(self, spec: ModelSpec, waiting: int) -> ModelReport:
        health = await self._health(spec) or Health(available=True)
        resting = await self._breakers.resting(spec.key)
        if health.available and resting is not None:
            health = replace(health, available=False, reason=resting)
        return ModelReport(
            spec=spec,
            available=health.available,
            reason=None if health.available else health.reason,
            queue=health.queue,
            usual_seconds=await self._estimates.usual(spec),
            waiting=waiting,
        )

    async def _health(self, spec: ModelSpec) -> Health | None:
        """The vendor's own word; a vendor that cannot even be asked counts as gone."""
        _, provider = look_up(self._catalogue, spec.key)
        try:
            async with asyncio.timeout(_PATIENCE):
                return await provider.health(spec.key)
        except TimeoutError:
            return Health(available=False, reason=Unavailable.code)
        except ProviderError as error:
            logger.info("%s did not say how it is: %s", spec.key, error)
            return Health(available=False, reason=error.code)
