import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.errors import (
    BotError,
    ContentRejected,
    FileRejected,
    QuotaExceeded,
    RateLimited,
    Unreachable,
)
from bot.core.models import Task
from bot.core.ports.provider import Result
from bot.core.runs import SETTLED, RunState, allowed
from bot.storage.database import Database
from bot.storage.schema import runs
from bot.storage.stores import Stores, open_stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    PAINT,
    PERSON,
    at_most,
    collect,
    deliver,
    file,
    follow,
    ledger_of,
    run_of,
    start,
    start_run,
    state_of,
    submit,
)

REJECTED = ContentRejected(provider="nalitek", detail="no")


async def test_a_run_from_the_queue_to_the_chat(
    stores: Stores, database: Database, watch: Watch
) -> None:
    job = await start(stores)
    (run,) = job.runs
    watch.forward(seconds=1)
    await submit(stores, run)
    watch.forward(seconds=2)
    task, accepted, due = Task(id="t", data={"a": "b"}), watch.now(), watch.now() + timedelta(0, 9)
    assert await stores.runs.move(
        run.id, RunState.SUBMITTING, RunState.FOLLOWING, task=task, due_at=due
    )
    followed = await run_of(stores, run)
    assert (followed.task, followed.accepted_at, followed.due_at) == (task, accepted, due)
    watch.forward(seconds=20)
    result = Result(seed=9, vendor_ref="v", note="a revised prompt")
    assert await stores.runs.collect(run.id, [file(run)], [result])
    delivering = await stores.runs.begin_delivery(job.id)
    assert delivering is not None
    (delivered,) = delivering.runs
    assert delivered.state is RunState.DELIVERING
    (picture,) = delivered.artifacts
    assert (picture.media, picture.width, picture.size) == (f"runs/{run.id}/0.png", 64, 1234)
    assert (picture.seed, picture.vendor_ref, picture.note) == (9, "v", "a revised prompt")
    finished = watch.forward(seconds=3)
    await stores.runs.delivered(job.id, {picture.id: (55, "AgAC")})
    done = await run_of(stores, run)
    assert (done.state, done.finished_at, done.seconds) == (RunState.DONE, finished, 26)
    assert (done.artifacts[0].message_id, done.artifacts[0].file_id) == (55, "AgAC")
    assert await stores.runs.artifact(picture.id) == done.artifacts[0]
    assert await stores.runs.recent_seconds("flux") == [20]
    assert await ledger_of(database, run) == ["reserve", "settle"]


async def test_who_answers_at_once_accepts_with_the_call(stores: Stores, watch: Watch) -> None:
    job = await start(stores)
    (run,) = job.runs
    watch.forward(seconds=60)
    await submit(stores, run)
    watch.forward(seconds=4)
    assert await stores.runs.collect(run.id, [file(run)], [Result()])
    await stores.runs.begin_delivery(job.id)
    await stores.runs.delivered(job.id, {})
    assert (await run_of(stores, run)).state is RunState.DONE
    assert await stores.runs.recent_seconds("flux") == [4]


async def test_a_refusal_for_the_moment_counts_an_attempt(stores: Stores, watch: Watch) -> None:
    run = await start_run(stores)
    await submit(stores, run)
    later = watch.now() + timedelta(seconds=30)
    assert await stores.runs.move(run.id, RunState.SUBMITTING, RunState.QUEUED, due_at=later)
    again = await run_of(stores, run)
    assert (again.state, again.attempts, again.due_at) == (RunState.QUEUED, 1, later)


@pytest.mark.parametrize("before", RunState)
@pytest.mark.parametrize("after", RunState)
async def test_no_move_leads_where_none_is_allowed(
    sqlite_stores: Stores, before: RunState, after: RunState
) -> None:
    run = await start_run(sqlite_stores)
    move = sqlite_stores.runs.move(run.id, before, after, task=Task(id="t"))
    if not allowed(before, after) or after in SETTLED:
        with pytest.raises(ValueError, match="no run moves"):
            await move
    else:
        assert await move is (before is RunState.QUEUED)


async def test_a_run_is_followed_with_its_task_only(stores: Stores) -> None:
    run = await start_run(stores)
    await submit(stores, run)
    with pytest.raises(ValueError, match="accepted task"):
        await stores.runs.move(run.id, RunState.SUBMITTING, RunState.FOLLOWING)


async def test_of_many_movers_one_moves(stores: Stores) -> None:
    run = await start_run(stores)
    moves = (stores.runs.move(run.id, RunState.QUEUED, RunState.SUBMITTING) for _ in range(20))
    assert sorted(await asyncio.gather(*moves)) == [False] * 19 + [True]


async def test_what_is_to_be_cancelled_is_not_submitted(stores: Stores) -> None:
    run = await start_run(stores)
    flagged = await stores.runs.request_cancel(run.id)
    assert flagged is not None
    assert flagged.cancel_requested
    assert not await stores.runs.move(run.id, RunState.QUEUED, RunState.SUBMITTING)
    assert await stores.runs.cancelled(run.id, refund=True)
    assert await stores.runs.request_cancel(run.id) is None
    assert await stores.runs.request_cancel(404) is None


async def test_a_result_is_collected_once(stores: Stores) -> None:
    run = await start_run(stores)
    await follow(stores, run)
    collects = (stores.runs.collect(run.id, [file(run)], [Result()]) for _ in range(10))
    assert sum(await asyncio.gather(*collects)) == 1
    assert len((await run_of(stores, run)).artifacts) == 1


async def test_a_queued_run_has_nothing_to_collect(stores: Stores) -> None:
    run = await start_run(stores)
    assert not await stores.runs.collect(run.id, [file(run)], [Result()])
    assert (await run_of(stores, run)).artifacts == ()


async def test_files_without_results_are_refused_whole(stores: Stores) -> None:
    run = await start_run(stores)
    await follow(stores, run)
    with pytest.raises(ValueError, match="shorter"):
        await stores.runs.collect(run.id, [file(run), file(run, 1)], [Result()])
    assert await state_of(stores, run) is RunState.FOLLOWING


async def test_a_job_is_delivered_when_no_run_is_unfinished(stores: Stores) -> None:
    job = await start(stores, modes=[PAINT] * 3)
    first, second, third = job.runs
    await collect(stores, first, pictures=2)
    assert await stores.runs.begin_delivery(job.id) is None
    assert await stores.runs.fail(second.id, REJECTED)
    assert await stores.runs.begin_delivery(job.id) is None
    assert await stores.runs.cancelled(third.id, refund=True)
    delivering = await stores.runs.begin_delivery(job.id)
    assert delivering is not None
    assert [run.state for run in delivering.runs] == [
        *(RunState.DELIVERING, RunState.FAILED, RunState.CANCELLED)
    ]
    assert [picture.index for picture in delivering.runs[0].artifacts] == [0, 1]


async def test_a_job_of_failures_is_delivered_too(stores: Stores) -> None:
    job = await start(stores)
    await stores.runs.fail(job.runs[0].id, REJECTED)
    told = await stores.runs.begin_delivery(job.id)
    assert told is not None
    assert told.runs[0].state is RunState.FAILED


@pytest.mark.parametrize("succeeds", [True, False])
async def test_of_many_deliverers_one_delivers(stores: Stores, succeeds: bool) -> None:
    job = await start(stores)
    if succeeds:
        await collect(stores, job.runs[0])
    else:
        await stores.runs.fail(job.runs[0].id, REJECTED)
    taken = await asyncio.gather(*(stores.runs.begin_delivery(job.id) for _ in range(20)))
    assert sum(found is not None for found in taken) == 1


async def test_a_delivery_cut_short_is_taken_up_by_the_next_start(
    stores: Stores, database: Database, watch: Watch
) -> None:
    job = await start(stores)
    await collect(stores, job.runs[0])
    assert await stores.runs.begin_delivery(job.id)
    after_crash = open_stores(database, watch.now)
    (found,) = await after_crash.runs.open_jobs()
    assert found.runs[0].state is RunState.DELIVERING
    again = await after_crash.runs.begin_delivery(job.id)
    assert again is not None
    assert again.runs[0].state is RunState.DELIVERING
    assert await after_crash.runs.begin_delivery(job.id) is None


async def test_a_closed_job_is_not_delivered(stores: Stores) -> None:
    job = await start(stores)
    await stores.runs.cancelled(job.runs[0].id, refund=True)
    await stores.runs.close(job.id)
    assert await stores.runs.begin_delivery(job.id) is None
    assert await stores.runs.begin_delivery(404) is None


async def test_a_job_stays_open_until_everything_was_said(stores: Stores) -> None:
    job, other = await start(stores), await start(stores)
    with pytest.raises(ValueError, match="not settled"):
        await stores.runs.close(job.id)
    done = await deliver(stores, job)
    assert await stores.runs.open_jobs() == (done, other)
    await stores.runs.close(job.id)
    closed = await stores.runs.job(job.id)
    assert closed is not None
    assert closed.closed
    assert await stores.runs.open_jobs() == (other,)


async def test_the_card_is_remembered(stores: Stores) -> None:
    job = await start(stores)
    for card in (12, None):
        await stores.runs.set_card(job.id, card)
        found = await stores.runs.job(job.id)
        assert found is not None
        assert found.card_id == card


@pytest.mark.parametrize(
    ("error", "entry"),
    [(REJECTED, "refund"), (FileRejected(), "refund"), (Unreachable(), "settle")],
)
async def test_a_failure_moves_the_quota_as_the_error_says(
    stores: Stores, database: Database, watch: Watch, error: BotError, entry: str
) -> None:
    run = await start_run(stores)
    assert await stores.runs.fail(run.id, error)
    failed = await run_of(stores, run)
    assert (failed.state, failed.finished_at) == (RunState.FAILED, watch.now())
    assert failed.error is not None
    assert (type(failed.error), failed.error.data) == (type(error), error.data)
    assert await ledger_of(database, run) == ["reserve", entry]
    left = 0 if entry == "refund" else 1
    assert await stores.runs.used(PERSON, watch.now()) == {PAINT.allowance: left}


async def test_what_came_back_can_be_used_again(stores: Stores) -> None:
    run = await start_run(stores, limits=at_most(1))
    with pytest.raises(QuotaExceeded):
        await start(stores, limits=at_most(1))
    await stores.runs.fail(run.id, REJECTED)
    assert await start(stores, limits=at_most(1))


async def test_a_refund_goes_to_the_day_of_the_reservation(stores: Stores, watch: Watch) -> None:
    run = await start_run(stores)
    yesterday, today = watch.now(), watch.forward(days=1)
    await start_run(stores)
    await stores.runs.cancelled(run.id, refund=True)
    assert await stores.runs.used(PERSON, yesterday) == {PAINT.allowance: 0}
    assert await stores.runs.used(PERSON, today) == {PAINT.allowance: 1}


async def test_a_run_is_settled_once_however_many_try(stores: Stores, database: Database) -> None:
    job = await start(stores)
    (run,) = job.runs
    await collect(stores, run)
    tries = [
        *(stores.runs.fail(run.id, REJECTED) for _ in range(8)),
        *(stores.runs.cancelled(run.id, refund=True) for _ in range(8)),
        *(stores.runs.cancelled(run.id, refund=False) for _ in range(8)),
    ]
    assert sum(await asyncio.gather(*tries)) == 1
    assert len(await ledger_of(database, run)) == 2


async def test_a_delivery_is_settled_once(stores: Stores, database: Database) -> None:
    job = await start(stores)
    (run,) = job.runs
    await collect(stores, run)
    await stores.runs.begin_delivery(job.id)
    assert not await stores.runs.cancelled(run.id, refund=True)
    await asyncio.gather(*(stores.runs.delivered(job.id, {}) for _ in range(5)))
    assert not await stores.runs.fail(run.id, REJECTED)
    assert await state_of(stores, run) is RunState.DONE
    assert await ledger_of(database, run) == ["reserve", "settle"]


async def test_message_ids_go_to_the_pictures_of_that_job_alone(stores: Stores) -> None:
    mine, other = await start(stores), await start(stores, PERSON + 1)
    for job in (mine, other):
        await collect(stores, job.runs[0])
    delivering = await stores.runs.begin_delivery(mine.id)
    assert delivering is not None
    foreign = (await run_of(stores, other.runs[0])).artifacts[0]
    await stores.runs.delivered(mine.id, {foreign.id: (1, "file")})
    assert await stores.runs.artifact(foreign.id) == foreign


async def test_a_persons_active_runs(stores: Stores) -> None:
    first = await start_run(stores)
    second = await start_run(stores, chat_id=-5)
    settled = await start_run(stores)
    await start_run(stores, PERSON + 1)
    await stores.runs.cancelled(settled.id, refund=True)
    assert await stores.runs.active(PERSON) == (second, first)
    assert await stores.runs.active(PERSON, -5) == (second,)
    assert await stores.runs.active(PERSON, -6) == ()


async def test_recent_outcomes_of_a_model(stores: Stores, watch: Watch) -> None:
    limited = RateLimited(provider="nalitek", detail="slow", retry_after=2.5)
    for error in (REJECTED, limited):
        watch.forward(seconds=1)
        await stores.runs.fail((await start_run(stores)).id, error)
    watch.forward(seconds=1)
    await deliver(stores, await start(stores))
    await stores.runs.cancelled((await start_run(stores)).id, refund=True)
    await stores.runs.fail((await start_run(stores, model="other")).id, Unreachable())
    assert await stores.runs.recent_outcomes("flux") == [None, "rate-limited", "content-rejected"]
    assert await stores.runs.recent_outcomes("flux", 2) == [None, "rate-limited"]
    assert await stores.runs.recent_seconds("other") == []


async def test_recent_seconds_are_the_newest(stores: Stores, watch: Watch) -> None:
    for seconds in (5, 6, 7):
        job = await start(stores)
        await follow(stores, job.runs[0])
        watch.forward(seconds=seconds)
        await stores.runs.collect(job.runs[0].id, [file(job.runs[0])], [Result()])
        await stores.runs.begin_delivery(job.id)
        await stores.runs.delivered(job.id, {})
    assert await stores.runs.recent_seconds("flux", 2) == [7, 6]


async def test_what_a_task_needs_goes_with_its_end(stores: Stores, database: Database) -> None:
    run = await start_run(stores)
    await follow(stores, run)
    following = await run_of(stores, run)
    assert following.task is not None
    assert following.task.data
    await stores.runs.fail(run.id, REJECTED)
    wanted = select(runs.c.task_id, runs.c.task_data).where(runs.c.id == run.id)
    (row,) = await database.fetch(wanted)
    assert row == {"task_id": following.task.id, "task_data": None}
