"""Looking after accepted tasks: rarely, and soon after they are done."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import (
    BotError,
    Internal,
    ProviderError,
    RateLimited,
    ResultLost,
    TimedOut,
)
from bot.core.models import Run, Task
from bot.core.ports.conversation import Clock
from bot.core.ports.provider import Failed, Finished, Provider, Running
from bot.services import looks
from bot.services.agenda import NOW, Agenda
from bot.services.breaker import Breakers
from bot.services.estimates import Estimates
from bot.services.lookup import look_up
from bot.services.outcomes import Outcomes
from bot.services.progress import Cards
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""Status requests in flight."""

CANCEL_SECONDS = 10.0
"""How long a vendor may take to stop a task."""

_NEWS = 5  # runs after which a model's plan is made anew
_DENSEST = 3  # looks per interval around the usual time
_LONGEST_PAUSE = 30.0  # seconds between looks that fail


@dataclass(slots=True)
class _Watch:
    """All that is kept of a waiting run."""

    job_id: int
    model: str
    task_id: str
    task_data: Mapping[str, str] | None
    accepted: float
    errors: int = 0
    stopping: bool = False

    @property
    def task(self) -> Task:
        return Task(id=self.task_id, data=self.task_data or {})


class FollowUp:
    """Asks vendors for results: each task has one asker, and asking goes on where it is safe.

    When to look: first at the vendor's word, then by the moments that recent runs of the model
    teach (`looks.plan`), which are at least a third of the model's interval apart; without
    experience by the model's own clock.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        catalogue: Catalogue,
        outcomes: Outcomes,
        cards: Cards,
        estimates: Estimates,
        breakers: Breakers,
        clock: Clock,
        supervisor: Supervisor,
    ) -> None:
        self._catalogue = catalogue
        self._outcomes = outcomes
        self._cards = cards
        self._estimates = estimates
        self._breakers = breakers
        self._clock = clock
        self._watched: dict[int, _Watch] = {}
        self._by_task: dict[str, int] = {}
        self._plans: dict[str, tuple[float, ...]] = {}
        self._news: Counter[str] = Counter()
        self._agenda = Agenda(
            name="look after run",
            clock=clock,
            supervisor=supervisor,
            act=self._look,
            at_once=AT_ONCE,
        )

    def __len__(self) -> int:
        return len(self._watched)

    async def serve(self) -> None:
        """Look after everything in time, until cancelled."""
        await self._agenda.serve()

    def follow(self, run: Run) -> None:
        """Look after a run that was accepted, the first time at its `due_at`."""
        if run.task is None or run.accepted_at is None:
            raise ValueError(f"run {run.id} was never accepted")
        self._watched[run.id] = _Watch(
            job_id=run.job_id,
            model=run.request.model,
            task_id=run.task.id,
            task_data=run.task.data or None,
            accepted=run.accepted_at.timestamp(),
        )
        self._by_task[run.task.id] = run.id
        self._agenda.at(run.id, run.due_at.timestamp())

    def wake(self, provider: str, task_id: str) -> bool:
        """Look after a task now, since its vendor says that something became of it.

        Args:
            provider: ProviderSpec.key.
            task_id: The vendor's name of the task.

        Returns:
            False: nobody waits for such a task here.
        """
        run_id = self._by_task.get(task_id)
        watch = self._watched.get(run_id) if run_id is not None else None
        if run_id is None or watch is None or self._maker(watch) != provider:
            return False
        self._agenda.at(run_id, NOW)
        return True

    def stop(self, run_id: int) -> None:
        """A run shall be cancelled: at once, or after the look that is on its way."""
        watch = self._watched.get(run_id)
        if watch is not None:
            watch.stopping = True
            self._agenda.at(run_id, NOW)

    async def learn(self, spec: ModelSpec) -> None:
        """Make a model's recent times known to `first_look`."""
        recent = await self._estimates.recent(spec.key)
        if spec.key not in self._plans and len(recent) >= looks.ENOUGH:
            self._plans[spec.key] = looks.plan(recent, spec.clock.interval / _DENSEST)

    def first_look(self, spec: ModelSpec, hint: float | None) -> float:
        """Seconds from acceptance to the first look.

        Args:
            spec: The model.
            hint: The vendor's word, where it gives one: never looked before, but later where
                experience says that it is too early.
        """
        planned = self._plans.get(spec.key)
        if planned is None:
            return spec.clock.first if hint is None else hint
        return max(planned[0], hint or 0.0)

    async def _look(self, run_id: int) -> float | None:
        watch = self._watched.get(run_id)
        if watch is None:
            return None
        try:
            seconds = await self._look_safely(run_id, watch)
        except Exception:
            # the store did not take even its failure: it keeps its place there until it does
            logger.exception("Run %s could not be settled", run_id)
            return _LONGEST_PAUSE
        if seconds is None:
            self._forget(run_id)
        return seconds

    def _forget(self, run_id: int) -> None:
        watch = self._watched.pop(run_id, None)
        if watch is not None and self._by_task.get(watch.task_id) == run_id:
            del self._by_task[watch.task_id]

    def _maker(self, watch: _Watch) -> str:
        known = self._catalogue.get(watch.model) is not None
        return self._catalogue.provider(watch.model).spec.key if known else ""

    async def _look_safely(self, run_id: int, watch: _Watch) -> float | None:
        try:
            return await self._step(run_id, watch)
        except BotError as error:
            await self._outcomes.fail(run_id, watch.job_id, error)
        except Exception:
            logger.exception("Run %s hit a bug while it was followed", run_id)
            await self._outcomes.fail(run_id, watch.job_id, Internal(run=run_id))
        return None

    async def _step(self, run_id: int, watch: _Watch) -> float | None:
        spec, provider = look_up(self._catalogue, watch.model)
        if watch.stopping:
            await self._cancel(run_id, watch, provider)
            return None
        answer: Running | Finished | Failed
        try:
            answer = await provider.poll(watch.task)
        except ResultLost as lost:
            answer = Failed(error=lost)
        except ProviderError as error:
            return self._after_error(run_id, watch, spec, error)
        match answer:
            case Running():
                return await self._after_running(run_id, watch, spec, answer)
            case Finished():
                await self._collect(run_id, watch, provider, answer)
            case Failed():
                await self._breakers.note(watch.model, answer.error)
                await self._end(run_id, watch, answer.error)
        return None

    async def _cancel(self, run_id: int, watch: _Watch, provider: Provider) -> None:
        try:
            async with asyncio.timeout(CANCEL_SECONDS):
                stopped = await provider.cancel(watch.task)
        except (ProviderError, TimeoutError) as error:
            logger.info("Run %s goes on at its provider: %s", run_id, error)
            stopped = False
        await self._outcomes.cancelled(run_id, watch.job_id, refund=stopped)

    async def _collect(
        self, run_id: int, watch: _Watch, provider: Provider, answer: Finished
    ) -> None:
        seconds = self._elapsed(watch)
        job_id = watch.job_id
        if await self._outcomes.collect(run_id, job_id, provider, answer.results):
            self._estimates.record(watch.model, seconds)
            await self._breakers.note(watch.model)
            self._news[watch.model] += 1
            if not self._news[watch.model] % _NEWS:
                self._plans.pop(watch.model, None)

    async def _end(self, run_id: int, watch: _Watch, error: BotError) -> None:
        if isinstance(error, ResultLost) and await self._outcomes.rescue(run_id, watch.job_id):
            return
        if watch.stopping:
            await self._outcomes.cancelled(run_id, watch.job_id, refund=error.refund)
        else:
            await self._outcomes.fail(run_id, watch.job_id, error)

    async def _after_running(
        self, run_id: int, watch: _Watch, spec: ModelSpec, answer: Running
    ) -> float:
        watch.errors = 0
        if answer.progress is not None:
            self._cards.reported(run_id, answer.progress)
        if answer.check_after is not None:
            return self._in_time(watch, spec, answer.check_after)
        await self.learn(spec)
        planned = self._plans.get(spec.key, ())
        elapsed = self._elapsed(watch)
        wait = looks.next_look(planned, elapsed, spec.clock.interval) if planned else None
        return self._in_time(watch, spec, spec.clock.interval if wait is None else wait)

    def _after_error(
        self, run_id: int, watch: _Watch, spec: ModelSpec, error: ProviderError
    ) -> float:
        logger.info("Run %s could not be looked after: %s", run_id, error)
        wait = min(_LONGEST_PAUSE, spec.clock.interval * 2**watch.errors)
        watch.errors = min(watch.errors + 1, 10)
        if isinstance(error, RateLimited):
            wait = max(wait, float(error.data.get("retry_after", 0)))
        return self._in_time(watch, spec, wait)

    def _in_time(self, watch: _Watch, spec: ModelSpec, wait: float) -> float:
        """A wait that is neither too short nor goes past the deadline.

        Raises:
            TimedOut: The deadline is over.
        """
        rest = spec.clock.deadline - self._elapsed(watch)
        if rest <= 0 and not watch.stopping:
            provider = self._catalogue.provider(spec.key).spec.key
            raise TimedOut(provider=provider, detail=f"{spec.clock.deadline:.0f} s are over")
        return max(spec.clock.interval / _DENSEST, min(wait, rest))

    def _elapsed(self, watch: _Watch) -> float:
        return self._clock.now().timestamp() - watch.accepted
