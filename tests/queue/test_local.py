from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import RateLimited
from bot.core.runs import RunState
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, Script
from tests.support.workshop import Workshop, until_idle


async def test_no_more_runs_than_places_are_at_a_provider(clock: VirtualClock) -> None:
    roomy = replace(MODEL, concurrency=3)
    async with Workshop(clock, roomy).working() as workshop:
        for person in range(5):
            await workshop.order("a", "b", person_id=person)
        most = 0
        for _ in range(200):
            await clock.go(1)
            occupied = await workshop.store.occupied()
            most = max(most, occupied.get("studio", 0))
        assert most == 3
        workshop.check_books()


async def test_a_place_is_filled_as_soon_as_it_is_free(workshop: Workshop) -> None:
    await workshop.order("a", "b", "c")
    while not workshop.provider.read:
        await workshop.clock.go(0.1)
    await workshop.clock.go(0.2)
    assert len(workshop.provider.submitted) == 3


async def test_everybodys_first_comes_before_anybodys_second(workshop: Workshop) -> None:
    await workshop.order("a1", "a2", "a3", person_id=1)
    await workshop.order("b1", "b2", person_id=2)
    await workshop.order("c1", person_id=3)
    await until_idle(workshop)
    prompts = [request.prompt for request in workshop.provider.submitted]
    assert prompts[:2] == ["a1", "b1"]


async def test_nobody_has_more_than_their_share_at_once(clock: VirtualClock) -> None:
    roomy = replace(MODEL, concurrency=10)
    async with Workshop(clock, roomy, per_person=2).working() as workshop:
        await workshop.order("a", "b", "c", "d", person_id=1)
        await workshop.order("e", person_id=2)
        await clock.go(3)
        assert sorted(r.prompt for r in workshop.provider.submitted) == ["a", "b", "e"]
        await until_idle(workshop)
        workshop.check_books()


async def test_a_run_that_waits_for_a_moment_starts_then(workshop: Workshop) -> None:
    refusal = RateLimited(retry_after=17)
    workshop.provider.scripts["a"] = Script(refusals=[refusal])
    await workshop.order("a")
    await workshop.clock.go(17)
    assert len(workshop.provider.submitted) == 1
    await workshop.clock.go(0.5)
    assert len(workshop.provider.submitted) == 2


async def test_runs_are_found_without_a_call(workshop: Workshop) -> None:
    workshop.queue.notify = lambda: None  # type: ignore[method-assign]
    await workshop.order("a")
    await workshop.clock.go(31)
    assert len(workshop.provider.submitted) == 1


async def test_a_run_that_prepares_holds_its_place(clock: VirtualClock) -> None:
    single = replace(MODEL, concurrency=1)
    workshop = Workshop(clock, single)
    advanced: list[int] = []

    async def prepare(run_id: int) -> None:
        advanced.append(run_id)
        await clock.sleep(10)
        await workshop.store.move(run_id, RunState.QUEUED, RunState.SUBMITTING)
        await clock.sleep(10)
        await workshop.store.cancelled(run_id, refund=True)

    first = await workshop.order("a", person_id=1)
    workshop.supervisor.spawn(workshop.queue.serve(prepare), "queue", idle=True)
    await clock.go(1)
    second = await workshop.order("b", person_id=2)
    for _ in range(18):
        await clock.go(1)
        workshop.queue.notify()
        assert advanced == [workshop.run(first).id]
    await clock.go(2)
    assert advanced == [workshop.run(first).id, workshop.run(second).id]
    await workshop.supervisor.drain(0)


async def test_one_who_prepares_does_not_keep_others_from_free_places(
    clock: VirtualClock,
) -> None:
    workshop = Workshop(clock, replace(MODEL, concurrency=2))
    advanced: list[int] = []

    async def prepare(run_id: int) -> None:
        advanced.append(run_id)
        await clock.sleep(100)

    first = await workshop.order("a", person_id=1)
    workshop.supervisor.spawn(workshop.queue.serve(prepare), "queue", idle=True)
    await clock.go(1)
    second = await workshop.order("b", person_id=2)
    third = await workshop.order("c", person_id=3)
    await clock.go(1)
    assert advanced == [workshop.run(first).id, workshop.run(second).id]
    assert workshop.run(third).id not in advanced
    await workshop.supervisor.drain(0)


async def test_a_due_run_without_a_place_does_not_keep_the_process_busy(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a"] = Script(seconds=100)
    await workshop.order("a", "a")
    await workshop.clock.go(5)
    await workshop.order("b")
    await workshop.clock.go(5)
    before = workshop.store.calls["pick"]
    await workshop.clock.go(60)
    assert workshop.store.calls["pick"] - before <= 3


async def test_a_failing_advance_frees_its_place(
    clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    workshop = Workshop(clock)
    tries: list[int] = []

    async def fail(run_id: int) -> None:
        tries.append(run_id)
        run = workshop.store.runs[run_id]
        later = clock.now() + timedelta(seconds=60)
        workshop.store.runs[run_id] = replace(run, due_at=later)
        raise OSError("database is gone")

    await workshop.order("a")
    workshop.supervisor.spawn(workshop.queue.serve(fail), "queue", idle=True)
    await clock.go(90)
    assert len(tries) == 2
    assert "database is gone" in caplog.text
    await workshop.supervisor.drain(0)


async def test_the_end_of_serving_leaves_the_waiting_where_they_are(
    clock: VirtualClock,
) -> None:
    first = Workshop(clock)
    async with first.working():
        await first.order("a", "b", "c", "d")
        await clock.go(3)
    await clock.go(100)
    assert len(first.provider.submitted) == 2
    async with first.again().working() as second:
        await until_idle(second)
        assert len(second.provider.submitted) == 4
        second.check_books()


async def test_a_store_that_fails_for_a_moment_does_not_end_the_queue(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.store.trouble["pick"] = 3
    await workshop.order("a")
    await workshop.clock.go(60)
    assert len(workshop.messenger.sent) == 1
    assert "no luck with pick" in caplog.text


async def test_nothing_starts_once_serving_has_ended(clock: VirtualClock) -> None:
    workshop = Workshop(clock)
    occupied = workshop.store.occupied

    async def slowly() -> object:
        await clock.sleep(5)
        return await occupied()

    workshop.store.occupied = slowly  # type: ignore[method-assign, assignment]
    job = await workshop.order("a")
    serving = workshop.supervisor.spawn(
        workshop.queue.serve(workshop.engine.advance), "serve", idle=True
    )
    await clock.go(2)
    serving.cancel()
    await clock.go(20)
    assert serving.cancelled()
    assert workshop.run(job).state is RunState.QUEUED
    assert workshop.provider.submitted == []
