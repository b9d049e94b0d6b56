"""Taking up at start what the last process left."""

import asyncio
import logging
from collections.abc import Iterator, Sequence

from bot.core.catalogue import Catalogue
from bot.core.errors import Ambiguous, UnknownModel
from bot.core.models import Job, Run
from bot.core.ports.conversation import Queue
from bot.core.ports.runs import RunStore
from bot.core.runs import UNFINISHED, RunState
from bot.services.acceptance import Acceptance
from bot.services.delivery import Delivery
from bot.services.followup import FollowUp
from bot.services.inputs import Inputs
from bot.services.outcomes import Outcomes
from bot.services.progress import Cards
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

_AT_ONCE = 8
_UNSENT = frozenset({RunState.QUEUED, RunState.SUBMITTING})


class Recovery:
    """Knows for each state of a run what may have happened, and what to do about it.

    Has to run before the queue is served: afterwards a run that is being submitted may be this
    process's own.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        queue: Queue,
        cards: Cards,
        inputs: Inputs,
        follow_up: FollowUp,
        acceptance: Acceptance,
        outcomes: Outcomes,
        delivery: Delivery,
        supervisor: Supervisor,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._queue = queue
        self._cards = cards
        self._inputs = inputs
        self._follow_up = follow_up
        self._acceptance = acceptance
        self._outcomes = outcomes
        self._delivery = delivery
        self._supervisor = supervisor

    async def recover(self) -> int:
        """Take up every open job; returns how many there are.

        What needs more than a glance goes on in the background.
        """
        jobs = await self._store.open_jobs()
        await self._clear(jobs)
        for job in jobs:
            self._take_up(job)
        self._supervisor.spawn(self._settle(jobs), "recovery")
        self._queue.notify()
        if jobs:
            logger.info("%s unfinished jobs are taken up", len(jobs))
        return len(jobs)

    async def _clear(self, jobs: Sequence[Job]) -> None:
        """Remove what is left of pictures to start from; the queue will write to those places."""
        for run in (run for job in jobs for run in job.runs):
            if run.state in _UNSENT and run.request.inputs:
                try:
                    await self._inputs.forget(run)
                except OSError:
                    logger.exception("Pictures of run %s could not be removed", run.id)

    def _take_up(self, job: Job) -> None:
        if any(run.state in UNFINISHED for run in job.runs):
            self._cards.open(job)
        for run in job.runs:
            if run.state is RunState.FOLLOWING:
                self._follow_up.follow(run)
                if run.cancel_requested:
                    self._follow_up.stop(run.id)

    async def _settle(self, jobs: Sequence[Job]) -> None:
        """End what cannot go on, then finish the jobs that wait for nothing else."""
        for run in (run for job in jobs for run in job.runs):
            await self._end(run)
        ready = (job.id for job in jobs if not any(r.state in UNFINISHED for r in job.runs))
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(self._finish(ready))

    async def _end(self, run: Run) -> None:
        """A create call without an answer is never repeated: only its vendor may know of it."""
        if run.state is RunState.SUBMITTING:
            if await self._acceptance.found(run, run.submitted_at or run.created_at):
                return
            error = Ambiguous(provider=run.provider, detail="the process ended")
            await self._outcomes.fail(run.id, run.job_id, error)
        elif run.state is RunState.QUEUED and run.cancel_requested:
            await self._outcomes.cancelled(run.id, run.job_id, refund=True)
        elif run.state is RunState.QUEUED:
            await self._end_without_model(run)

    async def _end_without_model(self, run: Run) -> None:
        """The queue asks for runs of the providers that are there: no other would ever start."""
        try:
            self._catalogue.provider(run.request.model)
        except UnknownModel as error:
            await self._outcomes.fail(run.id, run.job_id, error)

    async def _finish(self, ready: Iterator[int]) -> None:
        for job_id in ready:
            await self._delivery.finish(job_id)
