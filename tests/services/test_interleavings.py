"""Whatever happens in whatever order: each run is settled once, delivered at most once, paid."""

import asyncio
import logging
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import (
    Ambiguous,
    BotError,
    ContentRejected,
    FileRejected,
    NotFound,
    NothingToCancel,
    RateLimited,
    ResultLost,
    Unavailable,
    Unreachable,
)
from bot.core.ports.provider import Failed, Finished, Result
from bot.core.runs import RunState
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import Workshop, until_idle

SECONDS = st.integers(0, 120).map(lambda halves: halves / 2)
REFUSALS = st.sampled_from(
    [RateLimited(retry_after=5), Unavailable(), Ambiguous(), ContentRejected(), KeyError("bug")]
)
POLL_ERRORS = st.sampled_from([Unavailable(), RateLimited(retry_after=9), KeyError("bug")])
STOPS: st.SearchStrategy[bool | Exception] = st.sampled_from([True, False, Unavailable()])
ENDINGS: st.SearchStrategy[Finished | Failed | Exception] = st.sampled_from(
    [
        Finished(results=(Result(content=b"picture"),)),
        Finished(results=(Result(content=b"picture"), Result(content=b"no picture"))),
        Finished(results=()),
        Failed(error=ContentRejected()),
        ResultLost(),
    ]
)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    ending = draw(ENDINGS)
    return Script(
        refusals=draw(st.lists(REFUSALS, max_size=2)),
        create_seconds=draw(st.sampled_from([0, 0.5, 4])),
        at_once=isinstance(ending, Finished) and draw(st.booleans()),
        seconds=draw(st.one_of(SECONDS, st.none())),
        ending=ending,
        check_after=draw(st.one_of(st.none(), st.floats(0, 30))),
        poll_errors=draw(st.lists(POLL_ERRORS, max_size=2)),
        poll_seconds=draw(st.sampled_from([0, 0.5, 3])),
        progress=draw(st.booleans()),
        cancel=draw(STOPS),
    )


DELIVERY = st.sampled_from([ConnectionError("telegram"), Unreachable(), FileRejected()])
EVENTS = st.lists(
    st.tuples(SECONDS, st.sampled_from(["cancel", "cancel job", "cancel all", "kill"])),
    max_size=4,
)
JOBS = st.lists(st.lists(scripts(), min_size=1, max_size=3), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(JOBS, EVENTS, st.lists(DELIVERY, max_size=3), st.integers(0, 3), st.randoms())
def test_the_books_balance(
    jobs: list[list[Script]],
    events: list[tuple[float, str]],
    trouble: list[Exception],
    full: int,
    dice: Random,
) -> None:
    logging.disable(logging.CRITICAL)
    try:
        asyncio.run(_live(jobs, sorted(events), trouble, full, dice))
    finally:
        logging.disable(logging.NOTSET)


async def _live(
    jobs: list[list[Script]],
    events: list[tuple[float, str]],
    trouble: list[Exception],
    full: int,
    dice: Random,
) -> None:
    clock = VirtualClock()
    workshop = Workshop(clock)
    workshop.messenger.deliver_trouble = list(trouble)
    workshop.disk.full = full
    for number, wanted in enumerate(jobs):
        for index, script in enumerate(wanted):
            workshop.provider.scripts[f"{number}-{index}"] = script
        prompts = [f"{number}-{index}" for index in range(len(wanted))]
        await workshop.order(*prompts, person_id=number % 2 + 1)
    passed = 0.0
    events = [*events, (passed + 100, "end")]
    while events:
        async with workshop.working():
            while events:
                at, event = events.pop(0)
                await clock.go(max(0.0, at - passed))
                passed = max(passed, at)
                if event == "kill":
                    break
                await _do(workshop, event, dice)
            else:
                await until_idle(workshop)
        workshop = workshop.again()
    workshop.check_books()
    _check_delivered(workshop)


async def _do(workshop: Workshop, event: str, dice: Random) -> None:
    job = dice.choice(list(workshop.store.jobs.values()))
    try:
        match event:
            case "cancel":
                await workshop.orders.cancel(dice.choice(workshop.runs(job)).id)
            case "cancel job":
                await workshop.orders.cancel_job(job.id)
            case "cancel all":
                await workshop.orders.cancel_all(job.person_id, job.origin.chat_id)
    except (NothingToCancel, NotFound):
        pass


def _check_delivered(workshop: Workshop) -> None:
    sent = {run.id for _, job in workshop.messenger.sent for run in job.runs}
    prompts = [request.prompt for request in workshop.provider.submitted]
    for run in workshop.store.runs.values():
        assert run.state is not RunState.DONE or run.id in sent
        expected = BotError if run.state is RunState.FAILED else type(None)
        assert isinstance(run.error, expected)
        assert prompts.count(run.request.prompt) <= 3
