"""Whatever happens in whatever order, the books agree and no run goes a forbidden way."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.capabilities import Mode
from bot.core.errors import ContentRejected, QuotaExceeded, Unreachable
from bot.core.models import Handover, Run, Task
from bot.core.ports.provider import Result
from bot.core.runs import SETTLED, RunState, allowed
from bot.storage.database import Database
from bot.storage.stores import Stores, open_stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    CHANGE,
    PAINT,
    PERSON,
    at_most,
    books,
    file,
    ledger_of,
    run_of,
    start,
)

Step: TypeAlias = Callable[[Stores, Run], Awaitable[object]]


def move(before: RunState, after: RunState) -> Step:
    return lambda stores, run: stores.runs.move(run.id, before, after, task=Task(id="t"))


async def deliver(stores: Stores, run: Run) -> None:
    if await stores.runs.begin_delivery(run.job_id):
        await stores.runs.delivered(run.job_id, {})


STEPS: dict[str, Step] = {
    "submit": move(RunState.QUEUED, RunState.SUBMITTING),
    "requeue": move(RunState.SUBMITTING, RunState.QUEUED),
    "hand over": lambda stores, run: stores.runs.hand_over(
        run.id, run.request, "other", Handover(wanted=run.request, passed=("flux",))
    ),
    "follow": move(RunState.SUBMITTING, RunState.FOLLOWING),
    "collect": lambda stores, run: stores.runs.collect(run.id, [file(run)], [Result()]),
    "begin": lambda stores, run: stores.runs.begin_delivery(run.job_id),
    "deliver": deliver,
    "delivered": lambda stores, run: stores.runs.delivered(run.job_id, {}),
    "reject": lambda stores, run: stores.runs.fail(
        run.id, ContentRejected(provider="p", detail="")
    ),
    "lose": lambda stores, run: stores.runs.fail(run.id, Unreachable()),
    "flag": lambda stores, run: stores.runs.request_cancel(run.id),
    "cancel": lambda stores, run: stores.runs.cancelled(run.id, refund=True),
    "abandon": lambda stores, run: stores.runs.cancelled(run.id, refund=False),
}
LIKELY = ("submit", "follow", "collect", "deliver")

walks = st.lists(
    st.tuples(st.sampled_from([*STEPS, *LIKELY, *LIKELY]), st.integers(0, 3), st.integers(0, 3)),
    min_size=5,
    max_size=30,
)


def reachable(before: RunState, after: RunState) -> bool:
    """In any number of allowed steps: several may happen between two looks."""
    return before == after or any(
        reachable(between, after)
        for between in RunState
        if allowed(before, between) and between is not RunState.QUEUED
    )


async def check(stores: Stores, database: Database, run: Run, before: RunState) -> None:
    now = await run_of(stores, run)
    back = (before, now.state) == (RunState.SUBMITTING, RunState.QUEUED)
    assert back or reachable(before, now.state)
    assert (now.finished_at is not None) == (now.state in SETTLED)
    assert len(await ledger_of(database, run)) == (2 if now.state in SETTLED else 1)
    collected = now.state in {RunState.COLLECTED, RunState.DELIVERING, RunState.DONE}
    assert not collected or len(now.artifacts) == 1


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=walks, together=st.booleans())
async def test_the_books_agree(
    database: Database, watch: Watch, walk: list[tuple[str, int, int]], together: bool
) -> None:
    stores = open_stores(database, watch.now)
    runs = (await start(stores, modes=[PAINT, CHANGE])).runs
    watch.forward(hours=7)
    runs += (await start(stores, modes=[PAINT, PAINT])).runs
    before = [(await run_of(stores, run)).state for run in runs]
    for name, first, second in walk:
        chosen = [runs[first], runs[second]] if together else [runs[first]]
        await asyncio.gather(*(STEPS[name](stores, run) for run in chosen))
        for index, run in enumerate(runs):
            if run in chosen or run.job_id in {one.job_id for one in chosen}:
                await check(stores, database, run, before[index])
                before[index] = (await run_of(stores, run)).state
    used, booked = await books(database)
    assert used == booked


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    wishes=st.lists(
        st.lists(st.sampled_from([PAINT, CHANGE]), min_size=1, max_size=4),
        min_size=1,
        max_size=12,
    ),
    limit=st.integers(0, 6),
)
async def test_a_limit_holds_however_many_ask_at_once(
    database: Database, watch: Watch, wishes: list[list[Mode]], limit: int
) -> None:
    watch.forward(days=1)
    stores = open_stores(database, watch.now)

    async def ask(modes: list[Mode]) -> list[Mode]:
        try:
            await start(stores, modes=modes, limits=at_most(limit))
        except QuotaExceeded:
            return []
        return modes

    granted = [mode for modes in await asyncio.gather(*map(ask, wishes)) for mode in modes]
    used = await stores.runs.used(PERSON, watch.now())
    for mode in (PAINT, CHANGE):
        assert used.get(mode.allowance, 0) == granted.count(mode) <= limit
    assert await stores.runs.used(PERSON, watch.now() - timedelta(days=1000)) == {}
