from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    BotError,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    RateLimited,
    TaskFailed,
    Unavailable,
)
from bot.core.groups import Group
from bot.core.models import Handover, Job, Request
from bot.core.ports.provider import Failed
from bot.core.runs import RunState
from bot.services.breaker import FAILURES, FIRST_PAUSE
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, FakeProvider, Script
from tests.support.workshop import Workshop, until_idle

BRUSH = MODEL
PENCIL = replace(MODEL, key="pencil", title="Pencil")
OTHER = replace(MODEL, key="other", title="Other", styles=())
GROUP = -1_001
REFUSALS = [Unavailable(), Misconfigured(), OutOfCredits()]


@asynccontextmanager
async def two(clock: VirtualClock, **more: Any) -> AsyncIterator[Workshop]:
    """A vendor with two models, and another vendor with one."""
    other = FakeProvider(clock, OTHER, key="other-studio")
    async with Workshop(clock, BRUSH, PENCIL, others=[other], **more).working() as workshop:
        yield workshop


def refuse(provider: FakeProvider, *errors: Exception, prompt: str = "a fox") -> None:
    provider.scripts[prompt] = Script(refusals=list(errors))


def asked(workshop: Workshop) -> list[str]:
    every = (workshop.provider, *workshop.others)
    return [request.model for provider in every for request in provider.submitted]


async def painted(workshop: Workshop, job: Job) -> str:
    """The model that made the picture of a job."""
    await until_idle(workshop)
    run = workshop.run(job)
    assert run.state is RunState.DONE, run
    assert workshop.store.ledger[run.id] == ["reserve", "settle"]
    assert sum(workshop.store.usage.values()) == 1
    workshop.check_books()
    return run.request.model


async def failed(workshop: Workshop, job: Job) -> BotError | None:
    await until_idle(workshop)
    run = workshop.run(job)
    assert run.state is RunState.FAILED, run
    workshop.check_books()
    return run.error


async def test_a_refusal_goes_to_the_next_model(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, Unavailable())
        job = await workshop.order("a fox")
        assert await painted(workshop, job) == "pencil"
        assert asked(workshop) == ["brush", "pencil"]
        wanted = job.runs[0].request
        assert workshop.run(job).instead_of == Handover(wanted=wanted, passed=("brush",))
        assert workshop.run(job).id == job.runs[0].id


@pytest.mark.parametrize("error", [Misconfigured(), OutOfCredits()])
async def test_an_account_that_is_of_no_use_is_not_tried_with_another_model(
    clock: VirtualClock, error: Exception
) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, error)
        job = await workshop.order("a fox")
        assert await painted(workshop, job) == "other"
        assert workshop.run(job).provider == "other-studio"
        assert asked(workshop) == ["brush", "other"]


async def test_a_model_that_a_group_does_not_want_never_stands_in(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        workshop.groups.known[GROUP] = Group(id=GROUP, barred=frozenset({"pencil"}))
        refuse(workshop.provider, Unavailable())
        job = await workshop.order("a fox", chat_id=GROUP)
        assert await painted(workshop, job) == "other"
        assert asked(workshop) == ["brush", "other"]


async def test_each_model_is_asked_once(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, Unavailable(), Unavailable())
        refuse(workshop.others[0], last := Unavailable(reason="DISABLED_BY_QUEUE"))
        job = await workshop.order("a fox")
        assert await failed(workshop, job) is last
        assert asked(workshop) == ["brush", "pencil", "other"]
        assert [told.id for told in workshop.messenger.reports] == [job.id]


async def test_what_one_substitute_left_out_the_next_one_has_again(clock: VirtualClock) -> None:
    plain = replace(MODEL, key="plain", styles=(), seed=True)
    inky = FakeProvider(clock, replace(MODEL, key="inky"), key="ink-studio")
    async with Workshop(clock, BRUSH, plain, others=[inky]).working() as workshop:
        refuse(workshop.provider, Unavailable())
        refuse(inky, Unavailable())
        request = Request(mode=Mode.TEXT_TO_IMAGE, model="brush", style="INK", prompt="a fox")
        job = await workshop.place((request,))
        assert await painted(workshop, job) == "plain"
        assert [each.style for each in inky.submitted] == ["INK"]
        run = workshop.run(job)
        assert run.request.style is None
        assert run.instead_of is not None
        assert run.instead_of.wanted.style == "INK"
        assert run.instead_of.passed == ("brush", "inky")


@pytest.mark.parametrize(
    "error", [ContentRejected(), InvalidRequest(), BadResponse(), Ambiguous(), KeyError("a bug")]
)
async def test_what_another_model_must_not_do_stays(clock: VirtualClock, error: Exception) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, error)
        job = await workshop.order("a fox")
        assert await failed(workshop, job) is not None
        assert asked(workshop) == ["brush"]
        assert workshop.run(job).instead_of is None


@pytest.mark.parametrize("error", [Unavailable(), OutOfCredits(), TaskFailed()])
async def test_an_accepted_run_stays(clock: VirtualClock, error: BotError) -> None:
    async with two(clock) as workshop:
        workshop.provider.scripts["a fox"] = Script(ending=Failed(error=error))
        job = await workshop.order("a fox")
        assert await failed(workshop, job) is error
        assert asked(workshop) == ["brush"]


@pytest.mark.parametrize("error", REFUSALS)
async def test_switched_off_nothing_is_handed_over(clock: VirtualClock, error: Exception) -> None:
    async with two(clock, failover=False) as workshop:
        refuse(workshop.provider, error)
        assert await failed(workshop, await workshop.order("a fox")) is error
        assert asked(workshop) == ["brush"]


async def test_a_vendor_that_asks_to_slow_down_is_waited_for_first(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, *[RateLimited(retry_after=0) for _ in range(3)])
        assert await painted(workshop, await workshop.order("a fox")) == "pencil"
        assert asked(workshop) == ["brush", "brush", "brush", "pencil"]


async def test_a_cancel_during_the_refused_call_ends_the_run(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        workshop.provider.scripts["a fox"] = Script(refusals=[Unavailable()], create_seconds=10)
        job = await workshop.order("a fox")
        await clock.go(5)
        await workshop.orders.cancel(workshop.run(job).id)
        await until_idle(workshop)
        assert workshop.run(job).state is RunState.CANCELLED
        assert asked(workshop) == ["brush"]
        workshop.check_books()


async def test_a_comparison_shows_what_each_model_does(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        refuse(workshop.provider, Unavailable())
        wish = Request(mode=Mode.TEXT_TO_IMAGE, model="brush", prompt="a fox")
        job = await workshop.place((wish, replace(wish, model="other")))
        await until_idle(workshop)
        assert {run.request.model: run.state for run in workshop.runs(job)} == {
            "brush": RunState.FAILED,
            "other": RunState.DONE,
        }
        workshop.check_books()


async def test_the_card_shows_the_new_model(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        workshop.provider.scripts["a fox"] = Script(refusals=[Unavailable()], create_seconds=4)
        job = await workshop.order("a fox")
        await until_idle(workshop)
        shown = [status for _, status in workshop.messenger.shown[job.id]]
        models = [run.request.model for status in shown for run in status.job.runs]
        assert models[0] == "brush"
        assert models[-1] == "pencil"


async def _break(workshop: Workshop) -> None:
    for number in range(FAILURES):
        refuse(workshop.provider, Unavailable(), prompt=f"{number}")
        job = await workshop.order(f"{number}")
        await until_idle(workshop)
        assert workshop.run(job).request.model == "pencil"
    workshop.provider.submitted.clear()


async def test_a_model_that_rests_is_skipped_and_then_tried_by_one(clock: VirtualClock) -> None:
    async with two(clock) as workshop:
        await _break(workshop)
        assert await workshop.breakers.resting("brush") == "unavailable"
        await workshop.order("one")
        await clock.go(3)
        assert asked(workshop) == ["pencil"]
        await until_idle(workshop)
        await clock.go(FIRST_PAUSE.total_seconds())
        await workshop.order("two", "three")
        await clock.go(3)
        assert sorted(asked(workshop)) == ["brush", "pencil", "pencil"]
        await until_idle(workshop)
        await workshop.order("four")
        await until_idle(workshop)
        assert asked(workshop)[-1] == "brush"


async def test_a_model_without_a_substitute_is_asked_though_it_rests(clock: VirtualClock) -> None:
    async with Workshop(clock).working() as workshop:
        for number in range(FAILURES + 1):
            refuse(workshop.provider, Unavailable(), prompt=f"{number}")
            await workshop.order(f"{number}")
            await until_idle(workshop)
        assert len(workshop.provider.submitted) == FAILURES + 1
        await workshop.order("a fox")
        await until_idle(workshop)
        assert await workshop.breakers.resting("brush") is None
        workshop.check_books()


async def test_a_handover_outlives_the_process(clock: VirtualClock) -> None:
    first = Workshop(clock, BRUSH, PENCIL)
    async with first.working():
        first.provider.scripts["a fox"] = Script(refusals=[Unavailable()], create_seconds=4)
        job = await first.order("a fox")
        await clock.go(7)
        assert first.run(job).request.model == "pencil"
    async with first.again().working() as second:
        await until_idle(second)
        run = second.run(job)
        assert run.instead_of is not None
        assert isinstance(run.error, Ambiguous)
        assert asked(second) == ["brush", "pencil"]
        second.check_books()


class TestLostAnswers:
    async def test_a_task_that_its_vendor_lists_is_followed(self, workshop: Workshop) -> None:
        workshop.provider.findable = True
        workshop.provider.scripts["a fox"] = Script(silent=True)
        job = await workshop.order("a fox")
        assert await painted(workshop, job) == "brush"
        assert len(workshop.provider.submitted) == 1

    async def test_a_task_of_another_run_is_not_taken_for_it(self, workshop: Workshop) -> None:
        workshop.provider.findable = True
        first = await workshop.order("a fox")
        await workshop.clock.go(1)
        task = workshop.run(first).task
        assert task
        run = replace(workshop.run(first), id=404)
        assert not await workshop.acceptance.found(run, workshop.run(first).created_at)
        await until_idle(workshop)

    @pytest.mark.parametrize("error", [Unavailable(), KeyError("a bug"), None])
    async def test_what_cannot_be_found_stays_ambiguous(
        self, workshop: Workshop, error: Exception | None
    ) -> None:
        workshop.provider.state = error
        workshop.provider.scripts["a fox"] = Script(silent=True)
        assert isinstance(await failed(workshop, await workshop.order("a fox")), Ambiguous)
        assert workshop.provider.asked["find"] == 1
        assert len(workshop.provider.submitted) == 1

    @pytest.mark.parametrize("cancel", [False, True])
    async def test_a_restart_finds_it_too(self, clock: VirtualClock, *, cancel: bool) -> None:
        first = Workshop(clock)
        first.provider.findable = True
        first.provider.scripts["a fox"] = Script()
        async with first.working():
            job = await first.order("a fox")
            await clock.go(1)
            run = first.run(job)
            # the process ended between the vendor's answer and its storing
            first.store.runs[run.id] = replace(
                run, state=RunState.SUBMITTING, task=None, cancel_requested=cancel
            )
        async with first.again().working() as second:
            await until_idle(second)
            ended = RunState.CANCELLED if cancel else RunState.DONE
            assert second.run(job).state is ended
            assert len(second.provider.submitted) == 1
            second.check_books()
