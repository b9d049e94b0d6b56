from dataclasses import replace
from time import process_time

import pytest

from bot.core.errors import Ambiguous, ContentRejected, UnknownModel
from bot.core.models import Input
from bot.core.runs import RunState
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import Workshop, until_idle


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.5, 4, 5.12, 11.12, 19, 20.3, 23.2, 23.31, 40])
async def test_a_killed_process_is_taken_up_wherever_it_was(
    clock: VirtualClock, seconds: float
) -> None:
    first = Workshop(clock)
    first.provider.scripts["slow"] = Script(create_seconds=0.05)
    first.provider.scripts["bad"] = Script(refusals=[ContentRejected()])
    async with first.working():
        await first.order("a fox", "slow", "bad")
        await first.order("a fox", person_id=8)
        await clock.go(seconds)
    async with first.again().working() as second:
        await until_idle(second)
        second.check_books()
        for run in second.store.runs.values():
            lost = isinstance(run.error, Ambiguous)
            assert lost or (run.state is RunState.DONE) == (run.request.prompt != "bad")
        prompts = sorted(request.prompt for request in second.provider.submitted)
        assert prompts == ["a fox", "a fox", "bad", "slow"]


async def test_what_was_being_submitted_is_ambiguous_and_never_submitted_again(
    clock: VirtualClock,
) -> None:
    first = Workshop(clock)
    first.provider.scripts["a fox"] = Script(create_seconds=30)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(5)
        assert first.run(job).state is RunState.SUBMITTING
    async with first.again().working() as second:
        await until_idle(second)
        run = second.run(job)
        assert isinstance(run.error, Ambiguous)
        assert second.store.ledger[run.id] == ["reserve", "refund"]
        assert len(second.provider.submitted) == 1
        assert [told.id for told in second.messenger.reports] == [job.id]
        second.check_books()


async def test_an_overdue_look_is_taken_at_once(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(3)
    await clock.go(100)
    async with first.again().working() as second:
        await clock.go(0.5)
        assert second.run(job).state is RunState.DONE
        assert second.provider.polls["task-1"] == 1


async def test_a_result_that_came_after_the_deadline_is_still_taken(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(3)
    await clock.go(10_000)
    async with first.again().working() as second:
        await clock.go(1)
        assert second.run(job).state is RunState.DONE


async def test_a_cancel_outlives_the_process(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        following = await first.order("one", "two")
        queued = await first.order("three")
        await clock.go(2)
    for run in first.store.runs.values():
        await first.store.request_cancel(run.id)
    async with first.again().working() as second:
        await until_idle(second)
        states = {run.state for job in (following, queued) for run in second.runs(job)}
        assert states == {RunState.CANCELLED}
        assert second.store.ledger[second.run(queued).id] == ["reserve", "refund"]
        second.check_books()


async def test_what_was_collected_is_delivered_without_the_provider(clock: VirtualClock) -> None:
    first = Workshop(clock)
    first.provider.scripts["fast"] = Script(at_once=True)
    first.provider.scripts["slow"] = Script(seconds=100)
    async with first.working():
        job = await first.order("fast", "slow")
        await clock.go(5)
    slow = first.runs(job)[1]
    await first.store.fail(slow.id, ContentRejected())
    async with first.again().working() as second:
        await clock.go(1)
        assert second.provider.polls["task-1"] == 0
        assert [sent.id for _, sent in second.messenger.sent] == [job.id]
        second.check_books()


async def test_a_job_that_was_only_not_closed_is_closed(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(2)
        first.store.trouble["close"] = 99
        await clock.go(60)
        assert not first.store.jobs[job.id].closed
    first.store.trouble.clear()
    assert len(first.messenger.sent) == 1
    first.messenger.closed.clear()
    async with first.again().working() as second:
        await clock.go(1)
        assert second.store.jobs[job.id].closed
        assert len(second.messenger.sent) == 1


async def test_thousands_of_jobs_are_taken_up_within_a_second(clock: VirtualClock) -> None:
    first = Workshop(clock)
    for person in range(3000):
        await first.order("a fox", person_id=person)
    second = first.again()
    began = process_time()
    assert await second.recovery.recover() == 3000
    assert process_time() - began < 1
    await second.supervisor.drain(0)


async def test_pictures_of_unsent_requests_are_not_left_behind(clock: VirtualClock) -> None:
    first = Workshop(clock)
    job = await first.order("a fox")
    run = first.run(job)
    first.disk.files = {f"inputs/{run.id}/0.jpg": b"left", "runs/1/0.png": b"kept"}
    await first.inputs.forget(run)
    assert len(first.disk.files) == 2


async def test_what_is_left_behind_is_removed_before_anything_is_submitted(
    clock: VirtualClock,
) -> None:
    first = Workshop(clock)
    picture = Input(file_id="photo")
    job = await first.order("a fox", inputs=(picture,))
    second = first.again()
    second.disk.files = {f"inputs/{first.run(job).id}/0.jpg": b"left"}
    await second.recovery.recover()
    assert second.disk.files == {}, "the queue may put new ones there from now on"
    await second.supervisor.drain(0)


async def test_a_run_whose_vendor_was_taken_away_is_not_queued_for_ever(
    clock: VirtualClock,
) -> None:
    first = Workshop(clock)
    job = await first.order("a fox")
    second = first.again()
    (run,) = first.runs(job)
    second.store.runs[run.id] = replace(
        run, provider="gone", request=replace(run.request, model="gone/model")
    )
    async with second.working():
        await until_idle(second)
        assert isinstance(second.run(job).error, UnknownModel)
        assert second.store.ledger[run.id] == ["reserve", "refund"]
        assert len(second.messenger.reports) == 1
        second.check_books()


async def test_a_picture_that_was_stored_and_not_named_is_found_again(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(3)
    run = first.run(job)
    first.provider.read.add("task-1")
    first.disk.files = {f"runs/{run.id}/0.png": b"picture", f"runs/{run.id}0/0.png": b"other"}
    await clock.go(30)
    async with first.again().working() as second:
        await until_idle(second)
        (artifact,) = second.run(job).artifacts
        assert artifact.media == f"runs/{run.id}/0.png"
        assert second.run(job).state is RunState.DONE
        second.check_books()


async def test_a_cancelled_run_has_nothing_to_be_found(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        job = await first.order("a fox")
        await clock.go(3)
    run = first.run(job)
    first.provider.read.add("task-1")
    first.disk.files = {f"runs/{run.id}/0.png": b"picture"}
    await clock.go(30)
    second = first.again()
    first.provider.scripts["a fox"].poll_seconds = 5
    async with second.working():
        await clock.go(2)
        await second.orders.cancel(run.id)
        await until_idle(second)
        assert second.run(job).state is RunState.CANCELLED
        assert second.disk.files == {}
        second.check_books()
