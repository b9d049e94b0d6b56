"""The last step of a job: its pictures to the chat, its failures told, its card taken away."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias
from weakref import WeakValueDictionary

from bot.core.errors import TOPIC, DeliveryError, Internal, ProviderError, Unreachable
from bot.core.models import Job, Run
from bot.core.ports.conversation import Clock, Messenger
from bot.core.ports.runs import RunStore
from bot.core.runs import RunState
from bot.services.insist import insist
from bot.services.presence import Presence
from bot.services.progress import Cards
from bot.services.supervisor import Supervisor

Settled: TypeAlias = Callable[[str, str, float], None]
"""Told of each run's end: its model, `done`, `cancelled` or the error's code, and seconds."""

logger = logging.getLogger(__name__)

TRIES = 150
"""Attempts at one job: with at most ten minutes between them about a day."""

_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 600.0


class Delivery:
    """Finishes jobs, one at a time each, and tries again what failed for the moment."""

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        store: RunStore,
        messenger: Messenger,
        cards: Cards,
        presence: Presence,
        clock: Clock,
        supervisor: Supervisor,
        settled: Settled | None = None,
    ) -> None:
        self._settled = settled
        self._store = store
        self._messenger = messenger
        self._cards = cards
        self._presence = presence
        self._clock = clock
        self._supervisor = supervisor
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._begun: set[int] = set()
        self._told: set[int] = set()
        self._sent: dict[int, Mapping[int, tuple[int, str]]] = {}
        self._tries: dict[int, int] = {}

    def start(self, job_id: int) -> None:
        """Finish a job in the background, if it can be finished yet."""
        self._supervisor.spawn(self.finish(job_id), f"finish job {job_id}")

    async def finish(self, job_id: int) -> None:
        """Deliver, report and close a job; does nothing while a run of it is unfinished.

        Whatever goes wrong for the moment is tried again later, also after a restart, since the
        job stays open.
        """
        lock = self._locks.setdefault(job_id, asyncio.Lock())
        async with lock:
            try:
                await self._finish(job_id)
            except ProviderError as error:
                logger.warning("Job %s cannot be finished now: %s", job_id, error)
                await self._postpone(job_id)
            except Exception:
                logger.exception("Job %s could not be finished", job_id)
                await self._postpone(job_id)
            else:
                self._tries.pop(job_id, None)

    async def _finish(self, job_id: int) -> None:
        job = await self._begin(job_id)
        if job is None:
            self._forget(job_id)
            return
        await self._cards.freeze(job_id)
        delivering = [run for run in job.runs if run.state is RunState.DELIVERING]
        if delivering and self._tries.get(job_id, 0) >= TRIES:
            await self._give_up(delivering)
        elif delivering:
            await self._deliver(job, delivering)
        now = await self._store.job(job_id)
        if now is not None and job_id not in self._told:
            await self._report(now)
            self._told.add(job_id)
        await self._cards.close(job)
        await insist(self._clock, f"end of job {job_id}", lambda: self._store.close(job_id))
        self._count(now.runs if now else ())
        self._forget(job_id)
        self._cards.forget(job)

    async def _begin(self, job_id: int) -> Job | None:
        """Take a job, or go on with one that this process took: the store gives it once."""
        if job_id in self._begun:
            return await self._store.job(job_id)
        job = await self._store.begin_delivery(job_id)
        if job is not None:
            self._begun.add(job_id)
        return job

    def _forget(self, job_id: int) -> None:
        self._begun.discard(job_id)
        self._told.discard(job_id)
        self._sent.pop(job_id, None)

    async def _deliver(self, job: Job, delivering: list[Run]) -> None:
        try:
            if job.id not in self._sent:  # they were, where only the store had trouble
                self._sent[job.id] = await self._messenger.deliver(job)
        except DeliveryError as error:
            logger.warning("Job %s was not delivered: %s", job.id, error)
            for run in delivering:
                await self._store.fail(run.id, error)
            await self._note_loss(job, error)
        else:
            what, sent = f"delivery of job {job.id}", self._sent[job.id]
            await insist(self._clock, what, lambda: self._store.delivered(job.id, sent))

    async def _report(self, job: Job) -> None:
        """Say what failed, unless it failed because nothing can be said there."""
        failed = [run for run in job.runs if run.state is RunState.FAILED]
        if not failed or any(isinstance(run.error, Unreachable) for run in failed):
            return
        try:
            await self._messenger.report(job)
        except DeliveryError as error:
            logger.warning("Failures of job %s were not told: %s", job.id, error)
            await self._note_loss(job, error)

    def _count(self, runs: Sequence[Run]) -> None:
        if self._settled is None:
            return
        for run in runs:
            why = run.error if run.state is RunState.FAILED else None
            outcome = why.code if why else run.state.value
            self._settled(run.request.model, outcome, run.seconds or 0.0)

    async def _note_loss(self, job: Job, error: DeliveryError) -> None:
        if isinstance(error, Unreachable) and error.data.get("scope") != TOPIC:
            await self._presence.lost(job.origin.chat_id)

    async def _give_up(self, delivering: list[Run]) -> None:
        for run in delivering:
            logger.error("Run %s could not be delivered in %s attempts", run.id, TRIES)
            await self._store.fail(run.id, Internal(run=run.id))

    async def _postpone(self, job_id: int) -> None:
        tries = self._tries[job_id] = self._tries.get(job_id, 0) + 1
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(tries - 1, 10))
        self._supervisor.spawn(self._try_again(job_id, pause), f"retry job {job_id}", idle=True)

    async def _try_again(self, job_id: int, pause: float) -> None:
        await self._clock.sleep(pause)
        self.start(job_id)
