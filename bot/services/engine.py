"""Taking a queued run to its provider."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.catalogue import Catalogue
from bot.core.errors import Ambiguous, BotError, Internal, ProviderError, RateLimited
from bot.core.models import Run
from bot.core.ports.conversation import Clock, Queue
from bot.core.ports.provider import Accepted, Finished, Provider
from bot.core.ports.runs import RunStore
from bot.core.runs import RunState
from bot.services.acceptance import Acceptance
from bot.services.breaker import Breakers
from bot.services.delivery import Delivery
from bot.services.estimates import Estimates
from bot.services.failover import Failover
from bot.services.followup import FollowUp
from bot.services.inputs import Inputs
from bot.services.insist import insist
from bot.services.lookup import look_up
from bot.services.outcomes import Outcomes
from bot.services.progress import Cards

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""Creations of one run, when the provider asks to slow down."""

PATIENCE = 600.0
"""Seconds of a provider's `Retry-After` that a person is made to wait."""

_PAUSE = 5.0  # seconds before the second attempt where the provider does not say; then threefold


class Engine:
    """Advances runs: each step is stored before the next one is taken."""

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        inputs: Inputs,
        queue: Queue,
        outcomes: Outcomes,
        follow_up: FollowUp,
        acceptance: Acceptance,
        breakers: Breakers,
        failover: Failover,
        delivery: Delivery,
        cards: Cards,
        estimates: Estimates,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._inputs = inputs
        self._queue = queue
        self._outcomes = outcomes
        self._follow_up = follow_up
        self._acceptance = acceptance
        self._breakers = breakers
        self._failover = failover
        self._delivery = delivery
        self._cards = cards
        self._estimates = estimates
        self._clock = clock

    async def advance(self, run_id: int) -> None:
        """Hand a queued run to its provider and store the answer.

        Afterwards it is followed, collected, failed, cancelled, or queued again: for later, or
        for another model.
        """
        run = await self._store.run(run_id)
        if run is None or run.state is not RunState.QUEUED:
            return
        try:
            await self._advance(run)
        except BotError as error:
            await self._fail(run, error)
        except Exception:
            logger.exception("Run %s hit a bug on its way to its provider", run_id)
            await self._fail(run, Internal(run=run_id))

    async def finish(self, job_id: int) -> None:
        """Deliver, report and close a job once all its runs are over."""
        await self._delivery.finish(job_id)

    async def _advance(self, run: Run) -> None:
        if run.cancel_requested:
            await self._outcomes.cancelled(run.id, run.job_id, refund=True)
            return
        spec, provider = look_up(self._catalogue, run.request.model)
        if await self._failover.skipped(run):
            return
        await self._follow_up.learn(spec)
        async with self._inputs.ready(run, spec) as paths:
            if not await self._store.move(run.id, RunState.QUEUED, RunState.SUBMITTING):
                return
            self._cards.started(run.id)
            self._cards.changed(run.job_id)
            await self._submit(run, provider, paths)

    async def _submit(self, run: Run, provider: Provider, paths: Sequence[Path]) -> None:
        began = self._clock.now()
        try:
            answer = await provider.submit(run.request, paths)
        except Ambiguous:
            if not await self._acceptance.found(run, began):
                raise
        except ProviderError as error:
            await self._refused(run, error)
        else:
            match answer:
                case Accepted():
                    await self._acceptance.accepted(run, answer)
                case Finished():
                    await self._collect(run, provider, answer, began)

    async def _collect(
        self, run: Run, provider: Provider, answer: Finished, began: datetime
    ) -> None:
        if await self._outcomes.collect(run.id, run.job_id, provider, answer.results):
            seconds = (self._clock.now() - began).total_seconds()
            self._estimates.record(run.request.model, seconds)
            await self._breakers.note(run.request.model)

    async def _refused(self, run: Run, error: ProviderError) -> None:
        """Try later, or elsewhere.

        Raises:
            ProviderError: Neither helps.
        """
        if isinstance(error, RateLimited) and await self._put_off(run, error):
            return
        await self._breakers.note(run.request.model, error)
        if not await self._failover.refused(run, error):
            raise error

    async def _put_off(self, run: Run, error: RateLimited) -> bool:
        """Queue a run again that its provider did not want now; False: not any more."""
        wait = float(error.data.get("retry_after", 0)) or _PAUSE * 3**run.attempts
        if run.attempts + 1 >= ATTEMPTS or wait > PATIENCE:
            return False
        due = self._clock.now() + timedelta(seconds=wait)
        logger.info("Run %s is put off for %s s: %s", run.id, wait, error)
        await insist(
            self._clock,
            f"run {run.id}",
            lambda: self._store.move(run.id, RunState.SUBMITTING, RunState.QUEUED, due_at=due),
        )
        if await self._cancel_wanted(run):
            await self._outcomes.cancelled(run.id, run.job_id, refund=True)
        self._queue.notify()
        self._cards.changed(run.job_id)
        return True

    async def _fail(self, run: Run, error: BotError) -> None:
        """Settle a run that came to nothing; a wish to cancel is older than the error."""
        if await self._cancel_wanted(run):
            await self._outcomes.cancelled(run.id, run.job_id, refund=error.refund)
        else:
            await self._outcomes.fail(run.id, run.job_id, error)

    async def _cancel_wanted(self, run: Run) -> bool:
        now = await insist(self._clock, f"run {run.id}", lambda: self._store.run(run.id))
        return now is not None and now.cancel_requested
