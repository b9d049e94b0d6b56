from dataclasses import replace

import pytest

from bot.core.capabilities import Allowance, Mode
from bot.core.errors import (
    Banned,
    InputMissing,
    NotFound,
    NothingToCancel,
    PromptEmpty,
    PromptTooLong,
    QuotaExceeded,
    UnknownModel,
    UnknownStyle,
    UnsupportedMode,
)
from bot.core.models import Input, Plan, Request
from bot.core.runs import RunState
from bot.services.quota import Quota
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import PERSON, Workshop, until_idle

BRUSH = Request(mode=Mode.TEXT_TO_IMAGE, model="brush", prompt="a fox")


async def test_an_order_becomes_a_delivered_picture(
    workshop: Workshop, clock: VirtualClock
) -> None:
    job = await workshop.order("a fox")
    await until_idle(workshop)
    run = workshop.run(job)
    assert run.state is RunState.DONE
    assert [sent.id for _, sent in workshop.messenger.sent] == [job.id]
    assert workshop.disk.files == {f"runs/{run.id}/0.png": b"picture"}
    workshop.check_books()


async def test_the_same_update_gives_the_same_job_and_no_second_card(workshop: Workshop) -> None:
    first = await workshop.order("a fox", update_id=5)
    await workshop.clock.settle()
    second = await workshop.order("a fox", update_id=5)
    await until_idle(workshop)
    third = await workshop.order("a fox", update_id=5)
    await workshop.clock.go(60)
    assert first.id == second.id == third.id
    assert workshop.messenger.opened == [job_id := first.id]
    assert workshop.messenger.closed == [job_id]
    assert len(workshop.provider.submitted) == 1


async def test_placing_an_order_waits_for_neither_chat_nor_vendor(workshop: Workshop) -> None:
    before = workshop.clock.now()
    await workshop.order("a fox")
    assert workshop.clock.now() == before
    assert workshop.messenger.opened == []


async def test_several_requests_share_a_job_and_a_delivery(workshop: Workshop) -> None:
    workshop.provider.scripts["slow"] = Script(seconds=50)
    job = await workshop.order("quick", "slow", "quick")
    await until_idle(workshop)
    ((_, sent),) = workshop.messenger.sent
    assert [run.state for run in sent.runs] == [RunState.DELIVERING] * 3
    assert {run.state for run in workshop.runs(job)} == {RunState.DONE}
    workshop.check_books()


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (replace(BRUSH, prompt=" "), PromptEmpty),
        (replace(BRUSH, prompt="x" * 1001), PromptTooLong),
        (replace(BRUSH, mode=Mode.UPSCALE), UnsupportedMode),
        (replace(BRUSH, mode=Mode.IMAGE_TO_IMAGE), InputMissing),
        (replace(BRUSH, model="other"), UnknownModel),
        (replace(BRUSH, style="OIL"), UnknownStyle),
    ],
)
async def test_what_cannot_be_done_is_refused_before_anything_is_stored(
    workshop: Workshop, request_: Request, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await workshop.place((BRUSH, request_))
    assert workshop.store.jobs == {}


async def test_a_style_of_the_list_is_taken(workshop: Workshop) -> None:
    job = await workshop.place((replace(BRUSH, style="INK"),))
    assert workshop.run(job).request.style == "INK"


async def test_banned_people_are_told_so(workshop: Workshop) -> None:
    person = await workshop.people.meet(PERSON)
    workshop.person_store.people[PERSON] = replace(person, banned="spam")
    with pytest.raises(Banned) as caught:
        await workshop.order("a fox")
    assert caught.value.data == {"reason": "spam"}


async def test_an_exceeded_quota_says_when_it_resets(workshop: Workshop) -> None:
    plan = Plan(key="free", daily={Allowance.TEXT_TO_IMAGE: 1})
    workshop.orders._quota = Quota(
        store=workshop.store, plans={"free": plan}, clock=workshop.clock
    )
    with pytest.raises(QuotaExceeded) as caught:
        await workshop.order("one", "two")
    assert caught.value.data["hours"] == 15
    assert caught.value.data["minutes"] == 0
    assert caught.value.data["left"] == 1


async def test_a_queued_run_is_cancelled_at_once_and_refunded(workshop: Workshop) -> None:
    busy = await workshop.order("one", "two")
    job = await workshop.order("waits")
    await workshop.clock.go(2)
    run = await workshop.orders.cancel(workshop.run(job).id)
    assert run.state is RunState.CANCELLED
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]
    await workshop.clock.settle()
    assert workshop.messenger.closed == [job.id]
    assert not workshop.store.jobs[busy.id].closed
    await until_idle(workshop)
    assert [r.prompt for r in workshop.provider.submitted] == ["one", "two"]
    workshop.check_books()


async def test_a_run_at_its_provider_is_stopped_without_refund(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    run = await workshop.orders.cancel(workshop.run(job).id)
    assert run.cancel_requested
    await workshop.clock.settle()
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[run.id] == ["reserve", "settle"]
    assert workshop.messenger.closed == [job.id]
    await workshop.clock.go(60)
    assert workshop.provider.polls["task-1"] == 0
    assert len(workshop.follow_up) == 0
    workshop.check_books()


async def test_a_run_that_the_vendor_really_stopped_is_refunded(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(cancel=True)
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    await workshop.orders.cancel(workshop.run(job).id)
    await until_idle(workshop)
    assert workshop.store.ledger[workshop.run(job).id] == ["reserve", "refund"]
    assert workshop.provider.cancels == ["task-1"]


async def test_a_cancelled_run_makes_room_at_once(workshop: Workshop) -> None:
    first = await workshop.order("one", "two")
    last = await workshop.order("three")
    await workshop.clock.go(2)
    await workshop.orders.cancel(workshop.runs(first)[0].id)
    await workshop.clock.go(1)
    assert workshop.run(last).state is RunState.FOLLOWING


async def test_cancelling_a_job_keeps_what_is_ready(workshop: Workshop) -> None:
    workshop.provider.scripts["slow"] = Script(seconds=None)
    workshop.provider.scripts["fast"] = Script(at_once=True)
    job = await workshop.order("slow", "fast", "slow")
    await workshop.clock.go(5)
    assert await workshop.orders.cancel_job(job.id) == 2
    await until_idle(workshop)
    states = [run.state for run in workshop.runs(job)]
    assert states == [RunState.CANCELLED, RunState.DONE, RunState.CANCELLED]
    workshop.check_books()


async def test_cancelling_everything_in_a_chat_counts_what_was_stopped(
    workshop: Workshop,
) -> None:
    await workshop.order("one", "two", "three")
    await workshop.order("other", person_id=8)
    await workshop.clock.go(2)
    assert await workshop.orders.cancel_all(PERSON, PERSON) == 3
    assert await workshop.orders.cancel_all(PERSON, PERSON) == 0
    assert await workshop.orders.cancel_all(PERSON, 99) == 0
    await until_idle(workshop)
    assert [job.person_id for _, job in workshop.messenger.sent] == [8]
    workshop.check_books()


async def test_there_is_nothing_to_cancel_in_what_is_over_or_unknown(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await until_idle(workshop)
    with pytest.raises(NothingToCancel):
        await workshop.orders.cancel(workshop.run(job).id)
    with pytest.raises(NotFound):
        await workshop.orders.cancel(404)
    with pytest.raises(NotFound):
        await workshop.orders.cancel_job(404)
    assert await workshop.orders.cancel_job(job.id) == 0


async def test_a_picture_that_is_there_cannot_be_cancelled_any_more(workshop: Workshop) -> None:
    workshop.provider.scripts["fast"] = Script(at_once=True)
    job = await workshop.order("fast", "slow")
    await workshop.clock.go(2)
    with pytest.raises(NothingToCancel):
        await workshop.orders.cancel(workshop.runs(job)[0].id)
    await until_idle(workshop)
    assert [run.state for run in workshop.runs(job)] == [RunState.DONE] * 2


async def test_a_picture_as_input_needs_a_mode_that_takes_one(workshop: Workshop) -> None:
    with pytest.raises(UnsupportedMode):
        await workshop.place((replace(BRUSH, mode=Mode.UPSCALE, inputs=(Input(file_id="f"),)),))


async def test_what_ended_meanwhile_is_not_counted_as_stopped(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert await workshop.orders._cancel(job.runs) == 0
