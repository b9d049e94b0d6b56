"""Taking orders and taking them back."""

from collections.abc import Sequence

from bot.core.catalogue import Catalogue
from bot.core.errors import Banned, NotFound, NothingToCancel, QuotaExceeded
from bot.core.groups import Group
from bot.core.models import Job, Order, Person, Request, Run
from bot.core.ports.conversation import Queue
from bot.core.ports.runs import RunStore
from bot.core.runs import UNFINISHED, RunState
from bot.core.validation import check
from bot.services.followup import FollowUp
from bot.services.lookup import look_up
from bot.services.outcomes import Outcomes
from bot.services.progress import Cards
from bot.services.quota import Quota, short
from bot.services.styles import Styles


class Orders:
    """Checks, stores and stops; everything else happens without whoever ordered."""

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        catalogue: Catalogue,
        store: RunStore,
        quota: Quota,
        styles: Styles,
        queue: Queue,
        cards: Cards,
        follow_up: FollowUp,
        outcomes: Outcomes,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._quota = quota
        self._styles = styles
        self._queue = queue
        self._cards = cards
        self._follow_up = follow_up
        self._outcomes = outcomes

    async def place(self, order: Order, person: Person, group: Group | None = None) -> Job:
        """Store an order with its quota reserved; the queue and the card follow by themselves.

        The same update again returns the job that it started the first time.

        Args:
            order: What is asked for.
            person: By whom.
            group: Where, if that is a group.

        Raises:
            RequestError: A request cannot be done.
            LimitError: Not by this person, or not today.
        """
        if person.banned is not None:
            raise Banned(reason=person.banned)
        providers = [await self.check(request) for request in order.requests]
        try:
            limits, ceiling = self._quota.limits(person, group), group.daily if group else None
            job = await self._store.start(order, providers, limits, ceiling=ceiling)
        except QuotaExceeded as error:
            raise short(group)(**{**error.data, **self._time()}) from error
        self._cards.open(job)
        self._queue.notify()
        return job

    async def cancel(self, run_id: int) -> Run:
        """Stop a run: a queued one at once, one at its provider as soon as that allows.

        Returns the run as it is now: cancelled, or with its cancel flag raised.

        Raises:
            NotFound: There is no such run.
            NothingToCancel: It is over, or its picture is there.
        """
        run = await self._store.request_cancel(run_id)
        if run is None and await self._store.run(run_id) is None:
            raise NotFound
        if run is None or run.state not in UNFINISHED:
            raise NothingToCancel
        if run.state is RunState.QUEUED:
            await self._outcomes.cancelled(run.id, run.job_id, refund=True)
        self._follow_up.stop(run.id)
        self._cards.changed(run.job_id)
        return await self._store.run(run_id) or run

    async def cancel_job(self, job_id: int) -> int:
        """Stop what still goes on of a job; what is ready of it is delivered.

        Returns how many runs were stopped.

        Raises:
            NotFound: There is no such job.
        """
        job = await self._store.job(job_id)
        if job is None:
            raise NotFound
        return await self._cancel(job.runs)

    async def cancel_all(self, person_id: int, chat_id: int | None = None) -> int:
        """Stop everything that a person has going on (in one chat); returns how many."""
        return await self._cancel(await self._store.active(person_id, chat_id))

    async def call_off(self, chat_id: int) -> int:
        """Take back whatever waits in line for a chat; returns how many runs."""
        waiting = await self._store.unsettled_in(chat_id)
        return await self._cancel([run for run in waiting if run.state is RunState.QUEUED])

    async def cancel_chat(self, chat_id: int) -> int:
        """Stop everything that anybody has going on in a chat; returns how many runs."""
        return await self._cancel(await self._store.unsettled_in(chat_id))

    async def check(self, request: Request) -> str:
        """Compare a request with what its model can do; returns its provider.

        Raises:
            RequestError: It cannot be done.
        """
        spec, provider = look_up(self._catalogue, request.model)
        styles = await self._styles.list(request.model) if request.style else ()
        able = [other.title for other in self._catalogue.able_for(request)]
        check(request, spec, styles, able)
        return provider.spec.key

    async def _cancel(self, runs: Sequence[Run]) -> int:
        stopped = 0
        for run in runs:
            if run.state in UNFINISHED and not run.cancel_requested:
                stopped += await self._cancelled(run.id)
        return stopped

    async def _cancelled(self, run_id: int) -> bool:
        try:
            await self.cancel(run_id)
        except (NotFound, NothingToCancel):
            return False
        return True

    def _time(self) -> dict[str, int]:
        minutes = int(self._quota.resets_in().total_seconds() // 60)
        return {"hours": minutes // 60, "minutes": minutes % 60}
