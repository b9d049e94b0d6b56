"""What follows when a provider has accepted a run's task."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.catalogue import Catalogue
from bot.core.errors import ProviderError
from bot.core.models import Run, Task
from bot.core.ports.conversation import Clock
from bot.core.ports.provider import Accepted, Provider
from bot.core.ports.runs import RunStore
from bot.core.runs import RunState
from bot.services.followup import FollowUp
from bot.services.insist import insist
from bot.services.lookup import look_up
from bot.services.progress import Cards

logger = logging.getLogger(__name__)

_PATIENCE = 10.0  # seconds for a vendor to look through its list


class Acceptance:
    """Stores accepted tasks, and finds those whose acceptance nobody heard.

    Args:
        catalogue: Knows the providers.
        store: Where tasks are stored.
        follow_up: Looks after them.
        cards: Show it.
        clock: Time.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        follow_up: FollowUp,
        cards: Cards,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._follow_up = follow_up
        self._cards = cards
        self._clock = clock

    async def accepted(self, run: Run, answer: Accepted) -> None:
        """Store the task before anything else: from now on a crash costs nothing."""
        spec, provider = look_up(self._catalogue, run.request.model)
        now = self._clock.now()
        first = self._follow_up.first_look(spec, answer.check_after)
        due = now + timedelta(seconds=first)
        task = answer.task
        stored = await insist(
            self._clock,
            f"task of run {run.id}",
            lambda: self._store.move(
                run.id, RunState.SUBMITTING, RunState.FOLLOWING, task=task, due_at=due
            ),
        )
        if not stored:
            await self._abandon(run, provider, task)
            return
        self._follow_up.follow(replace(run, task=task, accepted_at=now, due_at=due))
        self._cards.changed(run.job_id)
        stored_run = await insist(self._clock, f"run {run.id}", lambda: self._store.run(run.id))
        if stored_run is not None and stored_run.cancel_requested:
            self._follow_up.stop(run.id)

    async def found(self, run: Run, since: datetime) -> bool:
        """Look for the task of a run whose create call got no answer, and follow it.

        Args:
            run: Being submitted.
            since: When that began.

        Returns:
            False: the vendor has no such task, or no list of them.
        """
        answer = await self._find(run, since)
        if answer is None:
            return False
        logger.info("Run %s is task %s after all", run.id, answer.task.id)
        await self.accepted(run, answer)
        return True

    async def _find(self, run: Run, since: datetime) -> Accepted | None:
        if self._catalogue.get(run.request.model) is None:
            return None
        provider = self._catalogue.provider(run.request.model)
        try:
            async with asyncio.timeout(_PATIENCE):
                answer = await provider.find(run.request, since)
        except (ProviderError, TimeoutError) as error:
            logger.info("Run %s was not looked for at its provider: %s", run.id, error)
            return None
        except Exception:
            logger.exception("Run %s hit a bug while it was looked for", run.id)
            return None
        return None if answer is None or await self._taken(run, answer.task) else answer

    async def _taken(self, run: Run, task: Task) -> bool:
        """Whether it is the task of another run: of the same words there may be several."""
        return await insist(
            self._clock,
            f"tasks of {run.provider}",
            lambda: self._store.has_task(run.provider, task.id),
        )

    async def _abandon(self, run: Run, provider: Provider, task: Task) -> None:
        """Nobody wants the task any more: the run was settled or erased meanwhile."""
        try:
            await provider.cancel(task)
        except ProviderError as error:
            logger.info("Run %s goes on at its provider, unwanted: %s", run.id, error)
