from dataclasses import replace
from itertools import pairwise

import pytest

from bot.core.capabilities import Clock as ModelClock
from bot.core.capabilities import Mode
from bot.core.errors import (
    BadResponse,
    ContentRejected,
    Misconfigured,
    RateLimited,
    ResultLost,
    TimedOut,
    Unavailable,
    UnknownModel,
)
from bot.core.models import Job, Request, Run, Task
from bot.core.ports.provider import Failed, Running
from bot.core.runs import RunState
from bot.services.followup import AT_ONCE
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, Script
from tests.support.workshop import Workshop, until_idle

START = VirtualClock().now().timestamp()
_REQUEST = Request(mode=Mode.TEXT_TO_IMAGE, model="brush", prompt="a fox")


async def _looks(workshop: Workshop, script: Script) -> list[float]:
    """When the provider was asked, in seconds after acceptance."""
    workshop.provider.scripts["a fox"] = script
    job = await workshop.order("a fox")
    looks: list[float] = []
    polls = 0
    for _ in range(4000):
        await workshop.clock.go(0.1)
        if workshop.provider.polls["task-1"] > polls:
            polls += 1
            looks.append(round(workshop.clock.now().timestamp() - START - 0.1, 1))
        if workshop.store.jobs[job.id].closed:
            break
    return looks


async def test_without_experience_the_models_own_clock_counts(workshop: Workshop) -> None:
    looks = await _looks(workshop, Script(seconds=20))
    assert looks[0] == pytest.approx(5, abs=0.2)
    steps = [b - a for a, b in pairwise(looks)]
    assert steps == pytest.approx([6] * len(steps), abs=0.2)


async def test_the_vendors_hint_decides_on_the_first_look(workshop: Workshop) -> None:
    looks = await _looks(workshop, Script(seconds=17.5, check_after=17.6))
    assert looks == [pytest.approx(17.6, abs=0.2)]


async def test_experience_makes_looks_few_and_well_placed(workshop: Workshop) -> None:
    workshop.store.seconds["brush"] = [19.5, 20, 20.2, 19.8, 20.1, 19.9] * 5
    looks = await _looks(workshop, Script(seconds=20))
    assert len(looks) <= 3
    assert looks[0] > 16
    assert looks[-1] - 20 < 2


async def test_experience_corrects_a_hint_that_is_too_early(workshop: Workshop) -> None:
    workshop.store.seconds["brush"] = [20.0] * 10
    looks = await _looks(workshop, Script(seconds=20, check_after=2))
    assert looks[0] > 16


async def test_a_late_hint_is_believed(workshop: Workshop) -> None:
    workshop.store.seconds["brush"] = [20.0] * 10
    looks = await _looks(workshop, Script(seconds=20, check_after=30))
    assert looks == [pytest.approx(30, abs=0.2)]


async def test_what_is_later_than_ever_is_asked_for_more_and_more_seldom(
    workshop: Workshop,
) -> None:
    workshop.store.seconds["brush"] = [20.0] * 10
    looks = await _looks(workshop, Script(seconds=200))
    steps = [b - a for a, b in pairwise(looks)]
    late = [step for look, step in zip(looks, steps, strict=False) if look > 21]
    assert min(late) > 5.8
    assert max(late) > 10


async def test_experience_grows_with_each_run(workshop: Workshop) -> None:
    job: Job | None = None
    for _ in range(6):
        job = await workshop.order("a fox")
        await until_idle(workshop)
    before = workshop.provider.polls["task-1"]
    await workshop.order("a fox")
    await until_idle(workshop)
    assert job is not None
    assert workshop.provider.polls["task-7"] < before


async def test_a_failed_task_fails_its_run(workshop: Workshop) -> None:
    error = ContentRejected()
    await _looks(workshop, Script(ending=Failed(error=error)))
    (run,) = workshop.store.runs.values()
    assert run.error is error
    workshop.check_books()


@pytest.mark.parametrize("error", [BadResponse(), Unavailable(), Misconfigured()])
async def test_a_question_that_fails_is_asked_again_later(
    workshop: Workshop, error: Exception
) -> None:
    looks = await _looks(workshop, Script(seconds=20, poll_errors=[error] * 3))
    steps = [b - a for a, b in pairwise(looks)]
    assert steps[:3] == [
        pytest.approx(6, abs=0.2),
        pytest.approx(12, abs=0.2),
        pytest.approx(24, abs=0.2),
    ]
    workshop.check_books()


async def test_a_provider_that_asks_to_slow_down_is_obeyed(workshop: Workshop) -> None:
    looks = await _looks(workshop, Script(seconds=5, poll_errors=[RateLimited(retry_after=50)]))
    assert looks[1] - looks[0] == pytest.approx(50, abs=0.2)


async def test_a_lost_result_ends_the_run_at_once(workshop: Workshop) -> None:
    looks = await _looks(workshop, Script(seconds=30, poll_errors=[ResultLost()]))
    assert len(looks) == 1
    (run,) = workshop.store.runs.values()
    assert isinstance(run.error, ResultLost)
    workshop.check_books()


@pytest.mark.parametrize(
    "script", [Script(seconds=None), Script(poll_errors=[Unavailable()] * 99)]
)
async def test_waiting_ends_at_the_deadline(workshop: Workshop, script: Script) -> None:
    looks = await _looks(workshop, script)
    (run,) = workshop.store.runs.values()
    assert isinstance(run.error, TimedOut)
    assert run.error.data["provider"] == "studio"
    assert run.finished_at
    assert looks[-1] == pytest.approx(240, abs=0.5)
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]
    workshop.check_books()


async def test_a_cancel_during_a_look_waits_for_it_and_reads_nothing_twice(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=4, poll_seconds=3)
    job = await workshop.order("a fox")
    await workshop.clock.go(6)
    await workshop.orders.cancel(workshop.run(job).id)
    await workshop.clock.go(60)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[workshop.run(job).id] == ["reserve", "settle"]
    assert workshop.provider.polls["task-1"] == 1
    assert workshop.disk.files == {}
    workshop.check_books()


async def test_a_cancel_during_a_look_that_finds_it_running_stops_it_then(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=50, poll_seconds=3, cancel=True)
    job = await workshop.order("a fox")
    await workshop.clock.go(6)
    await workshop.orders.cancel(workshop.run(job).id)
    await workshop.clock.go(4)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[workshop.run(job).id] == ["reserve", "refund"]
    assert workshop.provider.cancels == ["task-1"]


@pytest.mark.parametrize(
    ("script", "booked"),
    [
        (Script(seconds=4, poll_seconds=3, ending=Failed(error=ContentRejected())), "refund"),
        (Script(seconds=50, poll_seconds=3, poll_errors=[Unavailable()]), "settle"),
        (Script(seconds=50, poll_seconds=3, cancel=Unavailable()), "settle"),
    ],
)
async def test_whatever_a_look_finds_the_cancel_counts(
    workshop: Workshop, script: Script, booked: str
) -> None:
    workshop.provider.scripts["a fox"] = script
    job = await workshop.order("a fox")
    await workshop.clock.go(6)
    await workshop.orders.cancel(workshop.run(job).id)
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[workshop.run(job).id] == ["reserve", booked]
    assert workshop.messenger.reports == []
    workshop.check_books()


async def test_reported_progress_reaches_the_card(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=30, progress=True)
    job = await workshop.order("a fox")
    await until_idle(workshop)
    shown = [status for _, status in workshop.messenger.shown[job.id]]
    reported = [status for status in shown if not status.estimated]
    assert reported
    assert all(0 < status.progress < 1 for status in reported)


async def test_a_hint_of_a_running_task_is_followed(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=30)
    ask = workshop.provider._poll

    async def hinting(task_id: str) -> object:
        answer = await ask(task_id)
        return Running(check_after=25.2) if isinstance(answer, Running) else answer

    workshop.provider._poll = hinting  # type: ignore[method-assign, assignment]
    await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.provider.polls["task-1"] == 2


async def test_a_model_that_is_gone_after_a_restart_fails_its_runs(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(2)
    other = replace(MODEL, key="other")
    first.provider.spec = replace(first.provider.spec, models=(other,))
    second = first.again()
    async with second.working():
        await until_idle(second)
        assert isinstance(second.run(job).error, UnknownModel)
        second.check_books()


async def test_only_what_was_accepted_can_be_followed(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    with pytest.raises(ValueError, match="never accepted"):
        workshop.follow_up.follow(workshop.run(job))


async def test_thousands_wait_in_little_memory_and_few_questions_at_once(
    clock: VirtualClock,
) -> None:
    slow = replace(MODEL, clock=ModelClock(first=5, interval=6, deadline=10_000))
    async with Workshop(clock, slow).working() as workshop:
        workshop.provider._tasks["t"] = Script(seconds=None, poll_seconds=1), START
        busiest = 0
        for number in range(2000):
            workshop.follow_up.follow(_followed(number, clock))
        assert len(workshop.follow_up) == 2000
        workshop.provider.complaints = []
        for _ in range(10):
            await clock.go(1.5)
            busiest = max(busiest, len(workshop.follow_up._agenda._busy))
        assert busiest == AT_ONCE
        assert len(workshop.supervisor._working) <= AT_ONCE
        workshop.provider.complaints = []


def _followed(number: int, clock: VirtualClock) -> Run:
    return Run(
        id=number,
        job_id=number,
        person_id=1,
        provider="studio",
        request=_REQUEST,
        state=RunState.FOLLOWING,
        created_at=clock.now(),
        due_at=clock.now(),
        accepted_at=clock.now(),
        task=Task(id="t"),
    )


async def test_stopping_what_nobody_follows_is_no_error(workshop: Workshop) -> None:
    workshop.follow_up.stop(404)
    assert len(workshop.follow_up) == 0


async def test_a_run_that_could_not_be_settled_for_long_is_looked_after_again(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a fox"] = Script(ending=Failed(error=ContentRejected()))
    job = await workshop.order("a fox")
    workshop.store.trouble["fail"] = 50
    await until_idle(workshop, 6 * 3600)
    assert workshop.run(job).state is RunState.FAILED
    workshop.check_books()
