from dataclasses import replace
from itertools import pairwise

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import FileRejected, Unreachable
from bot.core.models import Job, Order, Origin, Request
from bot.core.ports.conversation import JobStatus
from bot.core.runs import RunState
from bot.services.progress import EVERY, reckon
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, Script
from tests.support.workshop import Workshop, until_idle

START = VirtualClock().now().timestamp()


def _shown(workshop: Workshop, job: Job) -> list[JobStatus]:
    return [status for _, status in workshop.messenger.shown[job.id]]


def _moments(workshop: Workshop, job: Job) -> list[float]:
    return [moment for moment, _ in workshop.messenger.shown[job.id]]


async def test_a_card_opens_is_edited_seldom_and_goes_away(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await until_idle(workshop)
    moments = _moments(workshop, job)
    assert moments[0] - START < 1
    steps = [b - a for a, b in pairwise(moments[1:])]
    assert min(steps) >= EVERY
    progress = [status.progress for status in _shown(workshop, job)]
    assert progress == sorted(progress)
    assert progress[-1] < 1
    assert workshop.messenger.closed == [job.id]


async def test_a_card_is_edited_only_when_it_shows_something_else(clock: VirtualClock) -> None:
    slow = replace(MODEL, usual_seconds=600, clock=replace(MODEL.clock, deadline=10_000))
    async with Workshop(clock, slow).working() as workshop:
        workshop.provider.scripts["a fox"] = Script(seconds=600)
        job = await workshop.order("a fox")
        await clock.go(590)
        assert 15 <= len(_shown(workshop, job)) <= 22


async def test_what_had_no_room_is_shown_as_soon_as_there_is(clock: VirtualClock) -> None:
    slow = replace(MODEL, usual_seconds=600, clock=replace(MODEL.clock, deadline=10_000))
    async with Workshop(clock, slow).working() as workshop:
        workshop.provider.scripts["a fox"] = Script(seconds=600)
        job = await workshop.order("a fox")
        workshop.messenger.no_room = 2
        await clock.go(55)  # a step of the bar is 33 seconds
        assert len(_shown(workshop, job)) == 2


async def test_a_card_tells_the_place_in_the_queue(workshop: Workshop) -> None:
    busy = await workshop.order("one", "two")
    third = await workshop.order("three")
    fourth = await workshop.order("four", person_id=8)
    await workshop.clock.go(1)
    assert _shown(workshop, busy)[-1].place == 0
    assert [_shown(workshop, job)[0].place for job in (third, fourth)] == [2, 0]
    await until_idle(workshop)
    assert _shown(workshop, third)[-1].place == 0


async def test_a_card_counts_what_is_done_and_the_seconds_left(workshop: Workshop) -> None:
    workshop.store.seconds["brush"] = [20, 22, 24]
    workshop.provider.scripts["fast"] = Script(at_once=True)
    job = await workshop.order("fast", "slow")
    await workshop.clock.go(8)
    status = _shown(workshop, job)[-1]
    assert status.done == 1
    assert status.estimated
    assert status.progress > 0.5
    assert status.seconds_left == pytest.approx(16, abs=2)


async def test_nobody_knows_what_is_left_of_a_run_that_is_later_than_all(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=100)
    job = await workshop.order("a fox")
    await workshop.clock.go(60)
    status = await workshop.cards.status(await workshop.store._whole(job.id))
    assert status.seconds_left is None
    assert 0.9 < status.progress < 1


async def test_a_failed_run_is_no_part_of_the_progress(workshop: Workshop) -> None:
    workshop.provider.scripts["bad"] = Script(refusals=[FileRejected()])
    job = await workshop.order("bad", "good")
    await workshop.clock.go(1)
    status = await workshop.cards.status(await workshop.store._whole(job.id))
    assert status.done == 0
    assert status.progress < 0.2


async def test_a_job_without_runs_to_wait_for_has_a_status_too(workshop: Workshop) -> None:
    workshop.provider.scripts["bad"] = Script(refusals=[FileRejected()])
    job = await workshop.order("bad")
    await until_idle(workshop)
    status = await workshop.cards.status(await workshop.store._whole(job.id))
    assert (status.place, status.progress, status.seconds_left) == (0, 0, None)


async def test_a_model_that_is_gone_has_no_estimate(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    whole = await workshop.store._whole(job.id)
    (run,) = whole.runs
    gone = replace(whole, runs=(replace(run, request=replace(run.request, model="gone")),))
    status = await workshop.cards.status(gone)
    assert status.seconds_left is None


async def test_a_fast_picture_needs_no_card(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(at_once=True, create_seconds=0)
    await workshop.order("a fox")
    await workshop.clock.go(30)
    assert workshop.messenger.opened == []
    assert workshop.messenger.closed == []
    workshop.check_books()


async def test_a_slow_edit_is_never_later_than_the_result(workshop: Workshop) -> None:
    workshop.messenger.card_seconds = 2.9
    for number in range(10):
        workshop.provider.scripts[f"{number}"] = Script(seconds=5 + number * 0.37)
        await workshop.order(f"{number}")
    await until_idle(workshop)
    assert len(workshop.messenger.sent) == 10
    workshop.check_books()


async def test_a_card_that_opens_while_the_job_ends_is_taken_away(workshop: Workshop) -> None:
    workshop.messenger.card_seconds = 5
    workshop.provider.scripts["a fox"] = Script(at_once=True, create_seconds=1)
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.messenger.opened == workshop.messenger.closed == [job.id]
    workshop.check_books()


async def test_without_a_reachable_chat_there_is_no_card(workshop: Workshop) -> None:
    workshop.messenger.unreachable = True
    await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.messenger.shown == {}
    assert workshop.messenger.closed == []
    workshop.check_books()


@pytest.mark.parametrize("error", [Unreachable(), ConnectionError("telegram")])
async def test_a_card_that_cannot_be_shown_stops_nothing(
    workshop: Workshop, error: Exception
) -> None:
    workshop.messenger.card_trouble = [error]
    await workshop.order("a fox")
    await until_idle(workshop)
    assert len(workshop.messenger.sent) == 1
    workshop.check_books()


async def test_a_card_that_cannot_be_taken_away_stops_nothing(workshop: Workshop) -> None:
    workshop.messenger.close_trouble = [Unreachable()]
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.store.jobs[job.id].closed


async def test_a_cancel_shows_on_the_card(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(create_seconds=20)
    job = await workshop.order("a fox")
    await workshop.clock.go(6)
    await workshop.orders.cancel(workshop.run(job).id)
    await workshop.clock.go(EVERY + 0.5)
    assert _shown(workshop, job)[-1].job.runs[0].cancel_requested


async def test_reported_progress_is_shown_as_such(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(seconds=None)
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    workshop.cards.reported(workshop.run(job).id, 1.0)
    status = await workshop.cards.status(await workshop.store._whole(job.id))
    assert not status.estimated
    assert 0.9 < status.progress < 1


async def test_many_cards_take_turns_and_new_ones_come_first(clock: VirtualClock) -> None:
    roomy = replace(MODEL, concurrency=2000, clock=replace(MODEL.clock, first=100))
    async with Workshop(clock, roomy).working() as workshop:
        workshop.provider.scripts["a fox"] = Script(seconds=200)
        for person in range(300):
            await workshop.order("a fox", person_id=person)
        await clock.go(20)
        assert len(workshop.messenger.opened) == 300
        await clock.go(10)
        job = await workshop.order("a fox", person_id=999)
        await clock.go(1)
        assert workshop.messenger.opened[-1] == job.id
        shown = sum(len(all_) for all_ in workshop.messenger.shown.values())
        assert shown <= 25 * 31 + 1


async def test_a_job_that_was_forgotten_loses_its_card_quietly(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(4)
    workshop.store.runs.clear()
    workshop.store.jobs.clear()
    await workshop.clock.go(30)
    assert job.id not in workshop.cards._cards


async def test_after_a_restart_the_same_card_goes_on(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        first.provider.scripts["a fox"] = Script(seconds=60)
        job = await first.order("a fox")
        await clock.go(4)
    before = len(_shown(first, job))
    async with first.again().working() as second:
        await until_idle(second)
        assert second.messenger.opened == [job.id]
        assert len(_shown(second, job)) > before
        second.check_books()


@pytest.mark.parametrize("usual", [0.0, 1.0, 20.0, 300.0])
def test_reckoned_progress_grows_and_never_ends(usual: float) -> None:
    points = [reckon(seconds / 2, usual) for seconds in range(2000)]
    assert points[0] == 0
    assert points == sorted(points)
    assert max(points) < 1


async def test_a_run_that_goes_back_to_the_queue_takes_its_bar_with_it(
    workshop: Workshop,
) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(10)
    assert _shown(workshop, job)[-1].progress > 0.2
    run = workshop.run(job)
    workshop.store.runs[run.id] = replace(
        run, state=RunState.QUEUED, due_at=run.due_at.replace(year=2027)
    )
    await workshop.clock.go(4)
    assert _shown(workshop, job)[-1].place == 1
    assert _shown(workshop, job)[-1].progress == 0


async def test_a_message_posted_inline_is_a_card_from_the_start(workshop: Workshop) -> None:
    """So that it says what came of a job which was stopped before anything was shown there."""
    person = await workshop.people.meet(7)
    request = Request(mode=Mode.TEXT_TO_IMAGE, model=MODEL.key, prompt="a fox")
    origin = Origin(chat_id=7, private=False, inline_id="AQAD")
    order = Order(person_id=7, payer_id=7, origin=origin, language="en", requests=(request,))
    job = await workshop.orders.place(order, person)
    await workshop.orders.cancel_job(job.id)
    await until_idle(workshop)
    assert workshop.messenger.opened == []
    assert workshop.messenger.closed == [job.id]
