from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.models import Handover, Run
from bot.core.runs import RunState
from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    PAINT,
    PERSON,
    collect,
    follow,
    ledger_of,
    run_of,
    start_run,
    state_of,
    submit,
)
from tests.storage.test_queue import each


async def test_a_run_changes_its_model_and_keeps_its_quota(
    stores: Stores, database: Database, watch: Watch
) -> None:
    run = await start_run(stores)
    await submit(stores, run)
    now = watch.forward(seconds=5)
    wanted = replace(run.request, style="ANIME", seed=0)
    handover = Handover(wanted=wanted, passed=("flux", "pro"))
    request = replace(run.request, model="brush")
    assert await stores.runs.hand_over(run.id, request, "studio", handover)
    changed = await run_of(stores, run)
    assert changed == replace(
        run, request=request, provider="studio", instead_of=handover, due_at=now
    )
    assert await ledger_of(database, run) == ["reserve"]
    assert await stores.runs.used(PERSON, now) == {PAINT.allowance: 1}
    assert list(await stores.runs.pick({"studio": 1}, each(1), 5)) == [run.id]
    assert list(await stores.runs.pick({"nalitek": 1}, each(1), 5)) == []


async def test_it_comes_after_its_persons_own_runs_there(stores: Stores) -> None:
    there = [await start_run(stores, provider="studio") for _ in range(2)]
    run = await start_run(stores)
    handover = Handover(wanted=run.request, passed=("flux",))
    assert await stores.runs.hand_over(run.id, run.request, "studio", handover)
    assert await stores.runs.place(run.id) == len(there) + 1


@pytest.mark.parametrize("step", [follow, collect])
async def test_what_was_accepted_is_never_handed_over(
    stores: Stores, step: Callable[[Stores, Run], Awaitable[None]]
) -> None:
    run = await start_run(stores)
    await step(stores, run)
    before = await run_of(stores, run)
    handover = Handover(wanted=run.request, passed=("flux",))
    assert not await stores.runs.hand_over(run.id, run.request, "studio", handover)
    assert await run_of(stores, run) == before


async def test_neither_is_what_shall_be_cancelled(stores: Stores) -> None:
    run = await start_run(stores)
    await submit(stores, run)
    await stores.runs.request_cancel(run.id)
    handover = Handover(wanted=run.request, passed=("flux",))
    assert not await stores.runs.hand_over(run.id, run.request, "studio", handover)
    assert await state_of(stores, run) is RunState.SUBMITTING
    assert not await stores.runs.hand_over(404, run.request, "studio", handover)


async def test_a_task_is_known_with_its_provider(stores: Stores) -> None:
    run = await start_run(stores)
    await follow(stores, run)
    assert await stores.runs.has_task("nalitek", f"task-{run.id}")
    assert not await stores.runs.has_task("studio", f"task-{run.id}")
    assert not await stores.runs.has_task("nalitek", "task")
