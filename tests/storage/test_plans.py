"""How SQLite finds rows: what grows with the years must not be read through."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.core.errors import Unavailable
from bot.core.gallery import EVERYTHING, Kind, Sieve
from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.steps import PERSON, deliver, start, start_run
from tests.storage.test_queue import each

FULL = ("SCAN runs", "SCAN artifacts", "SCAN jobs", "SCAN ledger", "SCAN usage", "SCAN inbox")
PARTIAL = ("SCAN jobs USING INDEX jobs_open", "SCAN inbox USING INDEX inbox_waiting")
SORTING = "USE TEMP B-TREE"


class Plans:
    """Remembers statements and asks SQLite what it does for them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: list[tuple[str, Any]] = []
        for crew in (database._writers, database._readers):
            event.listen(crew.engine, "before_cursor_execute", self._remember)

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
        steps = await self._database.write(_explained, list(self._seen))
        assert steps
        return steps


def _explained(connection: Connection, seen: list[tuple[str, Any]]) -> list[str]:
    plans = (
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        for statement, values in seen
    )
    return [row.detail for plan in plans for row in plan]


@pytest.fixture
def plans(sqlite_database: Database) -> Plans:
    return Plans(sqlite_database)


SIEVES = {
    "artifacts_person": EVERYTHING,
    "artifacts_favourites": Sieve(favourites=True),
    "artifacts_kind": Sieve(kind=Kind.UPSCALED),
    "artifacts_model": Sieve(model="flux"),
}
ROW = "SEARCH runs USING INTEGER PRIMARY KEY (rowid=?)"
WHOLE = ("SEARCH artifacts USING INDEX sqlite_autoindex_artifacts_1 (run_id=?)", "LIST SUBQUERY")


@pytest.mark.parametrize("index", SIEVES)
async def test_a_look_at_a_history_goes_straight_to_its_rows(
    sqlite_stores: Stores, plans: Plans, index: str
) -> None:
    await deliver(sqlite_stores, await start(sqlite_stores))
    gallery, sieve = sqlite_stores.gallery, SIEVES[index]
    for look in (
        gallery.older(PERSON, sieve, None, 9),
        gallery.older(PERSON, sieve, 9, 9),
        gallery.newer(PERSON, sieve, 0, 9),
    ):
        first, *rest = await plans.of(look)
        assert first.startswith(f"SEARCH artifacts USING INDEX {index} (person_id=?")
        assert [step for step in rest if step != ROW and not step.startswith(WHOLE)] == []


@pytest.mark.parametrize("index", SIEVES)
async def test_a_search_reads_so_many_rows_in_order_and_no_more(
    sqlite_stores: Stores, plans: Plans, index: str
) -> None:
    sieve = replace(SIEVES[index], words=("fox",))
    steps = await plans.of(sqlite_stores.gallery.older(PERSON, sieve, None, 9))
    looks = [step for step in steps if " artifacts " in step]
    assert looks
    assert all(look.startswith("SEARCH artifacts USING") for look in looks)
    assert all(f"INDEX {index} (person_id=?" in look for look in looks)


@pytest.mark.parametrize("index", SIEVES)
async def test_a_day_is_found_by_its_first_and_last_picture(
    sqlite_stores: Stores, plans: Plans, index: str
) -> None:
    await deliver(sqlite_stores, await start(sqlite_stores))
    await sqlite_stores.history.favour(1, favourite=True)
    steps = await plans.of(sqlite_stores.gallery.days(PERSON, SIEVES[index], None, 3))
    looks = [step for step in steps if " artifacts " in step]
    assert len(looks) <= 4
    assert all(step.startswith("SEARCH artifacts USING") for step in looks)
    assert not any(SORTING in step for step in steps)


async def test_what_there_is_to_narrow_to_is_found_by_leaps(
    sqlite_stores: Stores, plans: Plans
) -> None:
    await deliver(sqlite_stores, await start(sqlite_stores))
    steps = await plans.of(sqlite_stores.gallery.shelves(PERSON))
    looks = [step for step in steps if " artifacts " in step]
    assert len(looks) == len(Kind) + 1 + 2
    assert all(step.startswith("SEARCH artifacts USING") for step in looks)


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
        *(runs.pick({"nalitek": 2}, each(2), 4), runs.place(run.id), runs.next_due()),
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
