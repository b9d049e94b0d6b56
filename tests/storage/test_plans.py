"""How SQLite finds rows: what grows with the years must not be read through."""

from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from bot.core.errors import Unavailable
from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.steps import PERSON, deliver, start, start_run

FULL = ("SCAN runs", "SCAN artifacts", "SCAN jobs", "SCAN ledger", "SCAN usage", "SCAN inbox")
PARTIAL = ("SCAN jobs USING INDEX jobs_open", "SCAN inbox USING INDEX inbox_waiting")
SORTING = "USE TEMP B-TREE"


class Plans:
    """Remembers statements and asks SQLite what it does for them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: list[tuple[str, Any]] = []
        for engine in (database._writer, database._reader):
            event.listen(engine.sync_engine, "before_cursor_execute", self._remember)

    def _remember(
        self,
        _connection: object,
        _cursor: object,
        statement: str,
        values: Any,
        _context: object,
        many: bool,
    ) -> None:
        if statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")):
            self._seen.append((statement, values[0] if many else values))

    async def of(self, work: Awaitable[object]) -> list[str]:
        self._seen.clear()
        await work
        steps: list[str] = []
        async with self._database.write() as connection:
            for statement, values in list(self._seen):
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                steps += [row.detail for row in plan]
        assert steps
        return steps


@pytest.fixture
def plans(sqlite_database: Database) -> Plans:
    return Plans(sqlite_database)


@pytest.mark.parametrize("favourites", [False, True])
@pytest.mark.parametrize(("before", "after"), [(None, None), (9, None), (None, 9)])
async def test_a_step_through_a_history_goes_straight_to_its_row(
    sqlite_stores: Stores, plans: Plans, favourites: bool, before: int | None, after: int | None
) -> None:
    index = "artifacts_favourites" if favourites else "artifacts_person"
    steps = await plans.of(
        sqlite_stores.history.around(PERSON, before=before, after=after, favourites=favourites)
    )
    assert steps[0].startswith(f"SEARCH artifacts USING INDEX {index} (person_id=?")
    assert steps[1:] == ["SEARCH runs USING INTEGER PRIMARY KEY (rowid=?)"]


async def test_experience_is_read_from_its_newest_end(sqlite_stores: Stores, plans: Plans) -> None:
    for work in (
        sqlite_stores.runs.recent_seconds("flux"),
        sqlite_stores.runs.recent_outcomes("flux"),
    ):
        for step in await plans.of(work):
            assert step.startswith(
                "SEARCH runs USING INDEX runs_settled_model (model=? AND state=?"
            )


async def test_the_queue_reads_unsettled_runs_alone(sqlite_stores: Stores, plans: Plans) -> None:
    run = await start_run(sqlite_stores)
    runs = sqlite_stores.runs
    for work in (
        *(runs.pick({"nalitek": 2}, 2, 4), runs.place(run.id), runs.next_due()),
        *(runs.occupied(), runs.active(PERSON)),
    ):
        for step in await plans.of(work):
            if " runs " in step:
                assert "INDEX runs_unsettled" in step or step.startswith(
                    ("SEARCH runs USING INTEGER PRIMARY KEY", "SCALAR")
                )


async def everything(stores: Stores) -> AsyncIterator[Awaitable[object]]:
    runs = stores.runs
    done = await deliver(stores, await start(stores))
    run = await start_run(stores)
    yield start(stores, update_id=1)
    yield runs.job(run.job_id)
    yield runs.artifact(done.runs[0].artifacts[0].id)
    yield runs.request_cancel(run.id)
    yield runs.fail(run.id, Unavailable(provider="nalitek", detail=""))
    yield runs.begin_delivery(run.job_id)
    yield runs.delivered(run.job_id, {1: (1, "file")})
    yield runs.close(run.job_id)
    yield runs.set_card(run.job_id, 1)
    yield runs.open_jobs()
    yield runs.used(PERSON, datetime.now(UTC))
    yield stores.people.meet(PERSON, "free")
    yield stores.inbox.pending()
    yield stores.inbox.done([1])
    yield stores.history.favour(1, favourite=True)
    yield stores.history.delete(1)
    yield stores.history.erase(PERSON)


async def test_nothing_reads_a_whole_table(sqlite_stores: Stores, plans: Plans) -> None:
    async for work in everything(sqlite_stores):
        for step in await plans.of(work):
            assert not step.startswith(FULL) or step.startswith(PARTIAL)
