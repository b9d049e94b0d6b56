"""Handing runs over to other models, before anybody has accepted them."""

import logging
from collections.abc import Collection

from bot.core.catalogue import Catalogue
from bot.core.errors import Misconfigured, OutOfCredits, ProviderError
from bot.core.models import Handover, Job, Request, Run
from bot.core.ports.conversation import Clock, Queue
from bot.core.ports.groups import GroupStore
from bot.core.ports.runs import RunStore
from bot.core.substitutes import substitutes
from bot.services.breaker import Breakers
from bot.services.insist import insist
from bot.services.progress import Cards

logger = logging.getLogger(__name__)

_ACCOUNT = frozenset({Misconfigured.code, OutOfCredits.code})
"""What all models of a provider have in common."""


class Failover:
    """Finds the nearest model that can do the same, each at most once per run.

    Args:
        catalogue: The models.
        store: Rewrites a run.
        breakers: Know which models rest.
        queue: Where the run waits for its new model.
        cards: Show it.
        groups: Know which models must not be used where.
        clock: Time.
        enabled: FAILOVER.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        breakers: Breakers,
        queue: Queue,
        cards: Cards,
        groups: GroupStore,
        clock: Clock,
        enabled: bool,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._breakers = breakers
        self._queue = queue
        self._cards = cards
        self._groups = groups
        self._clock = clock
        self._enabled = enabled

    async def refused(self, run: Run, error: ProviderError) -> bool:
        """Hand over a run that its provider refused before accepting it; False: it stays."""
        return error.failover and await self._hand_over(run, error.code)

    async def skipped(self, run: Run) -> bool:
        """Hand over a run whose turn it is while its model rests; False: it stays."""
        if await self._breakers.admits(run.request.model):
            return False
        reason = await self._breakers.resting(run.request.model)
        return await self._hand_over(run, reason or "")

    async def _hand_over(self, run: Run, reason: str) -> bool:
        job = await insist(self._clock, f"run {run.id}", lambda: self._store.job(run.job_id))
        # in a comparison the run is there to show what this very model makes of the words
        if not self._enabled or job is None or job.comparison:
            return False
        before = run.instead_of or Handover(wanted=run.request)
        passed = tuple(dict.fromkeys((*before.passed, *self._out(run.request.model, reason))))
        request = await self._next(before.wanted, {*passed, *await self._barred(job)})
        if request is None:
            return False
        provider = self._catalogue.provider(request.model).spec.key
        after = Handover(wanted=before.wanted, passed=passed)
        done = await insist(
            self._clock,
            f"run {run.id}",
            lambda: self._store.hand_over(run.id, request, provider, after),
        )
        if done:
            logger.info("Run %s goes to %s: %s", run.id, request.model, reason)
            self._queue.notify()
            self._cards.changed(run.job_id)
        return done

    async def _barred(self, job: Job) -> frozenset[str]:
        """The models that a job's chat does not want."""
        if job.origin.private:
            return frozenset()
        group = await insist(
            self._clock, f"job {job.id}", lambda: self._groups.get(job.origin.chat_id)
        )
        return group.barred

    def _out(self, model: str, reason: str) -> list[str]:
        """The models that need not be asked any more, after one of them was."""
        if reason not in _ACCOUNT:
            return [model]
        provider = self._catalogue.provider(model)
        return [model, *(spec.key for spec in provider.spec.models)]

    async def _next(self, wanted: Request, passed: Collection[str]) -> Request | None:
        left = [spec for spec in self._catalogue.models if spec.key not in passed]
        for request in substitutes(wanted, left):
            if await self._breakers.resting(request.model) is None:
                return request
        return None
