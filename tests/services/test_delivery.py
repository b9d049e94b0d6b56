import pytest

from bot.core.errors import TOPIC, ContentRejected, FileRejected, Internal, Unreachable
from bot.core.runs import RunState
from bot.services.delivery import TRIES
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import PERSON, Workshop, until_idle

GROUP = -1_001


async def test_failures_are_told_once_and_after_the_pictures(workshop: Workshop) -> None:
    workshop.provider.scripts["bad"] = Script(refusals=[ContentRejected()])
    job = await workshop.order("good", "bad", "good")
    await until_idle(workshop)
    assert [sent.id for _, sent in workshop.messenger.sent] == [job.id]
    (told,) = workshop.messenger.reports
    states = [run.state for run in told.runs]
    assert states == [RunState.DONE, RunState.FAILED, RunState.DONE]
    workshop.check_books()


async def test_a_blocked_bot_pays_nothing_back_and_tries_nothing_again(
    workshop: Workshop,
) -> None:
    workshop.messenger.deliver_trouble = [Unreachable()]
    job = await workshop.order("a fox")
    await until_idle(workshop)
    await workshop.clock.go(3600)
    run = workshop.run(job)
    assert isinstance(run.error, Unreachable)
    assert workshop.store.ledger[run.id] == ["reserve", "settle"]
    assert workshop.messenger.reports == []
    assert not workshop.person_store.people[PERSON].reachable
    workshop.check_books()


async def test_a_lost_group_says_nothing_about_a_person(workshop: Workshop) -> None:
    workshop.messenger.deliver_trouble = [Unreachable()]
    await workshop.order("a fox", chat_id=GROUP)
    await until_idle(workshop)
    assert workshop.person_store.people[PERSON].reachable
    assert not workshop.groups.known[GROUP].reachable


async def test_a_closed_topic_closes_no_group(workshop: Workshop) -> None:
    workshop.messenger.deliver_trouble = [Unreachable(scope=TOPIC)]
    await workshop.order("a fox", chat_id=GROUP)
    await until_idle(workshop)
    assert GROUP not in workshop.groups.known


async def test_what_waits_for_a_lost_chat_costs_nothing(clock: VirtualClock) -> None:
    """The first is painted already when it turns out that nobody is there."""
    workshop = Workshop(clock, per_person=1)
    async with workshop.working():
        workshop.messenger.deliver_trouble = [Unreachable()]
        first = await workshop.order("a fox", chat_id=GROUP)
        waiting = await workshop.order("a hen", chat_id=GROUP)
        elsewhere = await workshop.order("a cat")
        await until_idle(workshop)
        books = [workshop.store.ledger[workshop.run(job).id] for job in (first, waiting)]
        assert books == [["reserve", "settle"], ["reserve", "refund"]]
        assert workshop.run(elsewhere).state is RunState.DONE


async def test_a_rejected_file_is_refunded_and_told(workshop: Workshop) -> None:
    workshop.messenger.deliver_trouble = [FileRejected()]
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.store.ledger[workshop.run(job).id] == ["reserve", "refund"]
    assert len(workshop.messenger.reports) == 1
    workshop.check_books()


async def test_passing_trouble_is_waited_for(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.messenger.deliver_trouble = [ConnectionError("telegram") for _ in range(4)]
    job = await workshop.order("a fox")
    await workshop.clock.go(40)
    assert workshop.run(job).state is RunState.DELIVERING
    await workshop.clock.go(60)
    assert workshop.run(job).state is RunState.DONE
    assert f"Job {job.id} could not be finished" in caplog.text
    workshop.check_books()


async def test_a_restart_delivers_what_was_being_delivered(clock: VirtualClock) -> None:
    first = Workshop(clock)
    async with first.working():
        first.messenger.deliver_trouble = [ConnectionError("telegram") for _ in range(3)]
        job = await first.order("a fox")
        await clock.go(30)
        assert first.run(job).state is RunState.DELIVERING
    first.messenger.deliver_trouble = []
    async with first.again().working() as second:
        await clock.go(1)
        assert second.run(job).state is RunState.DONE
        second.check_books()


async def test_trouble_for_more_than_a_day_ends_the_job(workshop: Workshop) -> None:
    workshop.messenger.deliver_trouble = [ConnectionError("telegram") for _ in range(TRIES + 1)]
    job = await workshop.order("a fox")
    await workshop.clock.go(20 * 3600)
    assert workshop.run(job).state is RunState.DELIVERING
    await workshop.clock.go(10 * 3600)
    run = workshop.run(job)
    assert isinstance(run.error, Internal)
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]
    assert len(workshop.messenger.reports) == 1
    workshop.check_books()


async def test_a_database_in_trouble_does_not_send_twice(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    workshop.store.trouble["delivered"] = 5
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.DONE
    assert len(workshop.messenger.sent) == 1
    workshop.check_books()


async def test_a_database_in_trouble_for_hours_does_not_send_twice(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    workshop.store.trouble["delivered"] = 100
    await until_idle(workshop, 6 * 3600)
    assert workshop.run(job).state is RunState.DONE
    assert len(workshop.messenger.sent) == 1
    workshop.check_books()


@pytest.mark.parametrize("call", ["begin_delivery", "close", "job"])
async def test_a_step_that_fails_is_repeated_alone(workshop: Workshop, call: str) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[ContentRejected()])
    job = await workshop.order("a fox")
    workshop.store.trouble[call] = 2
    await until_idle(workshop)
    assert len(workshop.messenger.reports) == 1
    assert workshop.store.jobs[job.id].closed


async def test_a_card_that_resists_does_not_make_failures_told_twice(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[ContentRejected()])
    workshop.messenger.close_trouble = [ConnectionError("telegram") for _ in range(2)]
    await workshop.order("a fox")
    await until_idle(workshop)
    assert len(workshop.messenger.reports) == 1
    workshop.check_books()


async def test_failures_that_nobody_can_be_told_close_the_job(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[ContentRejected()])
    workshop.messenger.report_trouble = [Unreachable()]
    await workshop.order("a fox")
    await until_idle(workshop)
    assert not workshop.person_store.people[PERSON].reachable
    workshop.check_books()


async def test_finishing_twice_at_once_delivers_once(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(at_once=True)
    job = await workshop.order("a fox")
    for _ in range(3):
        workshop.delivery.start(job.id)
    await until_idle(workshop)
    await workshop.engine.finish(job.id)
    assert len(workshop.messenger.sent) == 1
    assert workshop.delivery._begun == set()
    workshop.check_books()


async def test_a_cancelled_job_says_nothing(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    await workshop.orders.cancel_job(job.id)
    await until_idle(workshop)
    assert workshop.messenger.sent == []
    assert workshop.messenger.reports == []
    workshop.check_books()
