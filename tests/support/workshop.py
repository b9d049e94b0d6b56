"""All services put together over fakes, on a clock that tests command."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.core.capabilities import Allowance, Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.models import Input, Job, Order, Origin, Person, Plan, Request, Run
from bot.core.ports.runs import RunStore, Share
from bot.core.ports.stores import MediaStore
from bot.core.runs import SETTLED
from bot.queue.local import LocalQueue
from bot.services.acceptance import Acceptance
from bot.services.breaker import Breakers
from bot.services.delivery import Delivery
from bot.services.engine import Engine
from bot.services.estimates import Estimates
from bot.services.failover import Failover
from bot.services.followup import FollowUp
from bot.services.inputs import Inputs
from bot.services.orders import Orders
from bot.services.outcomes import Outcomes
from bot.services.people import People
from bot.services.presence import Presence
from bot.services.progress import Cards
from bot.services.quota import Quota
from bot.services.recovery import Recovery
from bot.services.styles import Styles
from bot.services.supervisor import Supervisor
from tests.support.clock import FastClock, VirtualClock
from tests.support.fakes import (
    MODEL,
    FakeCache,
    FakeGroups,
    FakeMedia,
    FakeMessenger,
    FakePeople,
    FakeProvider,
    FakeStore,
)

PERSON = 7
PLAN = Plan(key="free", daily={**dict.fromkeys(Allowance, None), Allowance.UPSCALE: 1})


class Workshop:
    """One process of the bot without chat, vendor and database; `again` is the next one.

    Args:
        clock: Time.
        models: What the provider offers.
        per_person: MAX_ACTIVE_PER_USER.
        before: The process whose world this one finds.
        media: Another store for files than the one in memory.
        runs: Another store for runs than the one in memory.
        others: Further vendors.
        failover: FAILOVER.
    """

    def __init__(
        self,
        clock: VirtualClock | FastClock,
        *models: ModelSpec,
        per_person: int = 100,
        before: "Workshop | None" = None,
        media: MediaStore | None = None,
        runs: RunStore | None = None,
        others: Sequence[FakeProvider] = (),
        failover: bool = True,
    ) -> None:
        self.time = clock
        self.models = models or (MODEL,)
        self.per_person = per_person
        self.store: FakeStore = before.store if before else FakeStore(clock)
        self.run_store: RunStore = runs or self.store
        self.provider: FakeProvider = (
            before.provider if before else FakeProvider(clock, *self.models)
        )
        self.messenger: FakeMessenger = before.messenger if before else FakeMessenger(clock)
        self.disk: FakeMedia = before.disk if before else FakeMedia()
        self.media: MediaStore = media or self.disk
        self.person_store: FakePeople = before.person_store if before else FakePeople(clock)
        self.cache: FakeCache = before.cache if before else FakeCache(clock)
        self.others: Sequence[FakeProvider] = others or (before.others if before else ())
        self.failing_over = failover
        self.catalogue = Catalogue([self.provider, *self.others])
        self.supervisor = Supervisor()
        self._build()
        self._build_engine()

    @property
    def clock(self) -> VirtualClock:
        """The clock that the test commands."""
        assert isinstance(self.time, VirtualClock)
        return self.time

    def _build(self) -> None:
        self.estimates = Estimates(self.run_store)
        self.breakers = Breakers(store=self.run_store, clock=self.time)
        self.people = People(store=self.person_store, default_plan="free")
        self.quota = Quota(store=self.run_store, plans={"free": PLAN}, clock=self.time)
        self.styles = Styles(
            catalogue=self.catalogue,
            cache=self.cache,
            clock=self.time,
            supervisor=self.supervisor,
        )
        self.queue = LocalQueue(
            store=self.run_store,
            catalogue=self.catalogue,
            clock=self.time,
            supervisor=self.supervisor,
            share=Share(pictures=self.per_person, clips=1),
        )
        self.cards = Cards(
            store=self.run_store,
            messenger=self.messenger,
            catalogue=self.catalogue,
            estimates=self.estimates,
            clock=self.time,
            supervisor=self.supervisor,
        )
        self.groups = FakeGroups()
        self.presence = Presence(
            people=self.people,
            groups=self.groups,
            call_off=self._call_off,
        )
        self.delivery = Delivery(
            store=self.run_store,
            messenger=self.messenger,
            cards=self.cards,
            presence=self.presence,
            clock=self.time,
            supervisor=self.supervisor,
        )

    async def _call_off(self, chat_id: int) -> int:
        return await self.orders.call_off(chat_id)

    def _build_engine(self) -> None:
        self.outcomes = Outcomes(
            store=self.run_store,
            media=self.media,
            queue=self.queue,
            cards=self.cards,
            delivery=self.delivery,
            clock=self.time,
        )
        self.follow_up = FollowUp(
            catalogue=self.catalogue,
            outcomes=self.outcomes,
            cards=self.cards,
            estimates=self.estimates,
            breakers=self.breakers,
            clock=self.time,
            supervisor=self.supervisor,
        )
        self.acceptance = Acceptance(
            catalogue=self.catalogue,
            store=self.run_store,
            follow_up=self.follow_up,
            cards=self.cards,
            clock=self.time,
        )
        self.failover = Failover(
            catalogue=self.catalogue,
            store=self.run_store,
            breakers=self.breakers,
            queue=self.queue,
            cards=self.cards,
            groups=self.groups,
            clock=self.time,
            enabled=self.failing_over,
        )
        self.inputs = Inputs(messenger=self.messenger, media=self.media)
        self.engine = Engine(
            catalogue=self.catalogue,
            store=self.run_store,
            inputs=self.inputs,
            queue=self.queue,
            outcomes=self.outcomes,
            follow_up=self.follow_up,
            acceptance=self.acceptance,
            breakers=self.breakers,
            failover=self.failover,
            delivery=self.delivery,
            cards=self.cards,
            estimates=self.estimates,
            clock=self.time,
        )
        self.orders = Orders(
            catalogue=self.catalogue,
            store=self.run_store,
            quota=self.quota,
            styles=self.styles,
            queue=self.queue,
            cards=self.cards,
            follow_up=self.follow_up,
            outcomes=self.outcomes,
        )
        self.recovery = Recovery(
            catalogue=self.catalogue,
            store=self.run_store,
            queue=self.queue,
            cards=self.cards,
            inputs=self.inputs,
            follow_up=self.follow_up,
            acceptance=self.acceptance,
            outcomes=self.outcomes,
            delivery=self.delivery,
            supervisor=self.supervisor,
        )

    @asynccontextmanager
    async def working(self, grace: float = 0) -> AsyncIterator["Workshop"]:
        """The process runs; afterwards it is killed, or has some seconds to end."""
        await self.recovery.recover()
        serving = (
            self.queue.serve(self.engine.advance),
            self.follow_up.serve(),
            self.cards.serve(),
        )
        for number, serve in enumerate(serving):
            self.supervisor.spawn(serve, f"serve {number}", idle=True)
        if isinstance(self.time, VirtualClock):
            await self.time.settle()
        try:
            yield self
        finally:
            await self.supervisor.drain(grace)
            assert self.messenger.complaints + self.provider.complaints == []

    def again(self) -> "Workshop":
        """The next process, after this one was killed."""
        self.store.restart()
        return Workshop(
            self.time,
            *self.models,
            per_person=self.per_person,
            before=self,
            media=self.media,
            runs=None if self.run_store is self.store else self.run_store,
        )

    async def order(
        self,
        *prompts: str,
        person_id: int = PERSON,
        update_id: int | None = None,
        chat_id: int | None = None,
        inputs: tuple[Input, ...] = (),
    ) -> Job:
        """Ask for pictures."""
        mode = Mode.IMAGE_TO_IMAGE if inputs else Mode.TEXT_TO_IMAGE
        key = self.models[0].key
        requests = tuple(
            Request(mode=mode, model=key, prompt=prompt, inputs=inputs) for prompt in prompts
        )
        return await self.place(requests, person_id, update_id=update_id, chat_id=chat_id)

    async def place(
        self,
        requests: tuple[Request, ...],
        person_id: int = PERSON,
        *,
        update_id: int | None = None,
        chat_id: int | None = None,
    ) -> Job:
        """Place an order of these requests."""
        person: Person = await self.people.meet(person_id)
        where, private = chat_id or person_id, chat_id is None
        origin = Origin(chat_id=where, private=private, update_id=update_id)
        order = Order(
            person_id=person_id,
            payer_id=person_id,
            origin=origin,
            language="en",
            requests=requests,
        )
        return await self.orders.place(order, person)

    def runs(self, job: Job) -> tuple[Run, ...]:
        """A job's runs as they are stored now."""
        return tuple(run for run in self.store.runs.values() if run.job_id == job.id)

    def run(self, job: Job) -> Run:
        """A job's only run."""
        (run,) = self.runs(job)
        return run

    def check_books(self) -> None:
        """Every run is settled once, every job closed, nothing is delivered twice."""
        for run in self.store.runs.values():
            assert run.state in SETTLED, run
            assert len(self.store.ledger[run.id]) == 2, self.store.ledger[run.id]
        assert all(job.closed for job in self.store.jobs.values())
        sent = [job.id for _, job in self.messenger.sent]
        assert len(sent) == len(set(sent))
        owed = [job_id for job_id in self.messenger.opened if job_id not in self.messenger.closed]
        assert owed == []
        kept = sum("refund" not in entries for entries in self.store.ledger.values())
        assert sum(self.store.usage.values()) == kept


async def until_idle(workshop: Workshop, seconds: float = 3600) -> None:
    """Let time pass until every job is closed."""
    end = workshop.clock.now().timestamp() + seconds
    while workshop.clock.now().timestamp() < end:
        if all(job.closed for job in workshop.store.jobs.values()):
            return
        await workshop.clock.go(1)
    await asyncio.sleep(0)
