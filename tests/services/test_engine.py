import logging
from collections.abc import Callable

import pytest

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    Internal,
    Misconfigured,
    RateLimited,
    ResultLost,
    Unavailable,
)
from bot.core.models import Job
from bot.core.ports.provider import Finished, Result
from bot.core.runs import RunState
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import Workshop, until_idle


async def test_the_task_is_stored_before_the_first_status_request(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(1)
    run = workshop.run(job)
    assert run.state is RunState.FOLLOWING
    assert run.task
    assert run.task.id == "task-1"
    assert workshop.provider.polls == {}


async def test_a_task_is_not_lost_while_the_database_has_trouble(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    job = await workshop.order("a fox")

    def fail_when_accepted() -> None:
        workshop.store.trouble["move"] = 3

    await workshop.clock.settle()
    fail_when_accepted()
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.DONE
    assert len(workshop.provider.submitted) == 1
    assert "trying again" in caplog.text
    workshop.check_books()


@pytest.mark.parametrize("error", [Misconfigured(), ContentRejected(), Unavailable()])
async def test_a_refusal_fails_the_run_and_gives_the_quota_back(
    workshop: Workshop, error: Exception
) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[error])
    job = await workshop.order("a fox")
    await until_idle(workshop)
    run = workshop.run(job)
    assert run.error is error
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]
    assert [reported.id for reported in workshop.messenger.reports] == [job.id]
    assert len(workshop.provider.submitted) == 1
    workshop.check_books()


async def test_an_ambiguous_creation_is_never_repeated(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[Ambiguous()])
    job = await workshop.order("a fox")
    await workshop.clock.go(3600)
    assert isinstance(workshop.run(job).error, Ambiguous)
    assert len(workshop.provider.submitted) == 1
    workshop.check_books()


async def test_a_rate_limited_creation_waits_as_long_as_the_provider_says(
    workshop: Workshop,
) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[RateLimited(retry_after=40)])
    job = await workshop.order("a fox")
    await workshop.clock.go(39)
    assert workshop.run(job).state is RunState.QUEUED
    assert workshop.run(job).attempts == 1
    await workshop.clock.go(3)
    assert workshop.run(job).state is RunState.FOLLOWING
    await until_idle(workshop)
    workshop.check_books()


async def test_a_rate_limited_creation_is_tried_three_times(workshop: Workshop) -> None:
    refusals: list[Exception] = [RateLimited(retry_after=0) for _ in range(3)]
    workshop.provider.scripts["a fox"] = Script(refusals=refusals)
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert isinstance(workshop.run(job).error, RateLimited)
    assert len(workshop.provider.submitted) == 3
    workshop.check_books()


async def test_nobody_waits_an_hour_for_a_rate_limit(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[RateLimited(retry_after=3600)])
    job = await workshop.order("a fox")
    await workshop.clock.go(5)
    assert isinstance(workshop.run(job).error, RateLimited)


async def test_a_run_that_waits_for_its_next_attempt_can_be_cancelled(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[RateLimited(retry_after=60)])
    job = await workshop.order("a fox")
    await workshop.clock.go(5)
    await workshop.orders.cancel(workshop.run(job).id)
    await workshop.clock.go(120)
    assert len(workshop.provider.submitted) == 1
    assert workshop.run(job).state is RunState.CANCELLED
    workshop.check_books()


async def test_a_bug_in_an_adapter_settles_the_run_and_is_logged_whole(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.provider.scripts["a fox"] = Script(refusals=[KeyError("uuid")])
    job = await workshop.order("a fox")
    await until_idle(workshop)
    run = workshop.run(job)
    assert isinstance(run.error, Internal)
    assert run.error.data == {"run": run.id}
    assert f"Run {run.id}" in caplog.text
    assert "KeyError: 'uuid'" in caplog.text
    workshop.check_books()


async def test_a_picture_that_comes_at_once_is_kept_without_following(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(at_once=True, create_seconds=8)
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.DONE
    assert workshop.provider.polls == {}
    workshop.check_books()


@pytest.mark.parametrize(
    ("script", "refund"),
    [
        (Script(create_seconds=10), "settle"),
        (Script(create_seconds=10, cancel=True), "refund"),
        (Script(create_seconds=10, cancel=Unavailable()), "settle"),
        (Script(create_seconds=10, at_once=True), "settle"),
        (Script(create_seconds=10, refusals=[Unavailable()]), "refund"),
        (Script(create_seconds=10, refusals=[RateLimited(retry_after=5)]), "refund"),
        (Script(create_seconds=10, refusals=[KeyError("bug")]), "refund"),
    ],
)
async def test_a_cancel_during_the_create_call_waits_for_its_answer(
    workshop: Workshop, script: Script, refund: str
) -> None:
    workshop.provider.scripts["a fox"] = script
    job = await workshop.order("a fox")
    await workshop.clock.go(5)
    run = await workshop.orders.cancel(workshop.run(job).id)
    assert run.state is RunState.SUBMITTING
    await workshop.clock.go(4)
    assert workshop.run(job).state is RunState.SUBMITTING
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[run.id] == ["reserve", refund]
    assert workshop.messenger.sent == []
    assert workshop.messenger.reports == []
    assert workshop.disk.files == {}
    workshop.check_books()


async def test_a_task_of_a_person_who_is_forgotten_is_stopped(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(create_seconds=10)
    job = await workshop.order("a fox")
    await workshop.clock.go(5)
    del workshop.store.runs[workshop.run(job).id]
    del workshop.store.jobs[job.id]
    await workshop.clock.go(60)
    assert workshop.provider.cancels == ["task-1"]
    assert workshop.provider.polls == {}


async def test_an_unwanted_task_that_cannot_be_stopped_is_no_trouble(workshop: Workshop) -> None:
    workshop.provider.scripts["a fox"] = Script(create_seconds=10, cancel=Unavailable())
    job = await workshop.order("a fox")
    await workshop.clock.go(5)
    del workshop.store.runs[workshop.run(job).id]
    del workshop.store.jobs[job.id]
    await workshop.clock.go(60)
    assert workshop.provider.cancels == ["task-1"]


async def test_advancing_what_is_not_queued_does_nothing(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    await workshop.engine.advance(workshop.run(job).id)
    await workshop.engine.advance(404)
    assert len(workshop.provider.submitted) == 1


def _results(*results: Result) -> Finished:
    return Finished(results=results)


async def _ends(workshop: Workshop, ending: Finished) -> Job:
    workshop.provider.scripts["a fox"] = Script(ending=ending)
    job = await workshop.order("a fox")
    await until_idle(workshop)
    return job


async def test_a_result_that_can_be_read_once_outlives_a_full_disk(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.disk.full = 6
    job = await _ends(workshop, _results(Result(content=b"picture", seed=7)))
    run = workshop.run(job)
    assert run.state is RunState.DONE
    assert run.artifacts[0].seed == 7
    assert "No space left" in caplog.text
    assert len(workshop.provider.read) == 1
    workshop.check_books()


async def test_a_result_at_an_address_is_fetched_at_once(workshop: Workshop) -> None:
    workshop.provider.files["u"] = [b"picture"]
    job = await _ends(workshop, _results(Result(url="u")))
    assert workshop.disk.files == {f"runs/{workshop.run(job).id}/0.png": b"picture"}


async def test_an_address_that_does_not_answer_is_asked_again(workshop: Workshop) -> None:
    workshop.provider.files["u"] = [Unavailable(), Unavailable(), b"picture"]
    job = await _ends(workshop, _results(Result(url="u")))
    assert workshop.run(job).state is RunState.DONE


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([Unavailable()] * 4, ResultLost),
        ([ResultLost()], ResultLost),
        ([Misconfigured()], ResultLost),
        ([BadResponse()] * 4, BadResponse),
        ([b"no picture"], BadResponse),
    ],
)
async def test_a_result_that_cannot_be_had_is_lost_and_refunded(
    workshop: Workshop, answers: list[bytes | Exception], error: type[Exception]
) -> None:
    workshop.provider.files["u"] = list(answers)
    job = await _ends(workshop, _results(Result(url="u")))
    run = workshop.run(job)
    assert type(run.error) is error
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]
    workshop.check_books()


@pytest.mark.parametrize("results", [(), (Result(content=b"no picture"),)])
async def test_an_answer_without_a_picture_is_a_bad_one(
    workshop: Workshop, results: tuple[Result, ...]
) -> None:
    job = await _ends(workshop, Finished(results=results))
    assert isinstance(workshop.run(job).error, BadResponse)
    workshop.check_books()


async def test_of_several_results_those_that_can_be_had_are_delivered(workshop: Workshop) -> None:
    job = await _ends(
        workshop, _results(Result(content=b"no picture"), Result(content=b"picture", seed=2))
    )
    run = workshop.run(job)
    assert [artifact.seed for artifact in run.artifacts] == [2]
    assert run.state is RunState.DONE


async def test_a_cancel_while_the_result_is_stored_leaves_no_file(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    run_id = workshop.run(job).id

    def cancel() -> None:
        run = workshop.store.runs[run_id]
        object.__setattr__(run, "cancel_requested", True)

    workshop.disk.before_save = cancel
    await until_idle(workshop)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.disk.files == {}
    workshop.check_books()


async def test_what_cannot_be_stored_any_more_leaves_no_file(workshop: Workshop) -> None:
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    gone: Callable[[], None] = workshop.store.runs.clear
    workshop.disk.before_save = gone
    await workshop.clock.go(60)
    assert workshop.disk.files == {}
    assert workshop.messenger.sent == []
    assert not workshop.store.jobs[job.id].closed or workshop.messenger.closed == [job.id]


async def test_bugs_are_logged_once_per_run(
    workshop: Workshop, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    workshop.provider.scripts["a fox"] = Script(ending=KeyError("files"))
    job = await workshop.order("a fox")
    await until_idle(workshop)
    assert isinstance(workshop.run(job).error, Internal)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    workshop.check_books()


async def test_a_cancel_that_was_cut_off_is_carried_out(workshop: Workshop) -> None:
    await workshop.order("one", "two")
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    run = workshop.run(job)
    await workshop.store.request_cancel(run.id)
    await workshop.engine.advance(run.id)
    assert workshop.run(job).state is RunState.CANCELLED
    assert workshop.store.ledger[run.id] == ["reserve", "refund"]


async def test_pictures_that_come_at_once_teach_how_long_they_take(workshop: Workshop) -> None:
    await workshop.estimates.recent("brush")
    workshop.provider.scripts["a fox"] = Script(at_once=True, create_seconds=8)
    await workshop.order("a fox")
    await until_idle(workshop)
    assert list(await workshop.estimates.recent("brush")) == [8.0]
