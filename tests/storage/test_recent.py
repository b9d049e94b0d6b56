import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.steps import PERSON, collect, deliver, start, start_run


async def pictures(stores: Stores, count: int) -> list[int]:
    """Delivered ones, the oldest first."""
    jobs = [await deliver(stores, await start(stores)) for _ in range(count)]
    return [job.runs[0].artifacts[0].id for job in jobs]


async def test_only_ones_own_that_telegram_has_newest_first(stores: Stores) -> None:
    first, second, third = await pictures(stores, 3)
    await deliver(stores, await start(stores, PERSON + 1))
    await collect(stores, await start_run(stores))
    found = await stores.recent.recent(PERSON, limit=10)
    assert [each.artifact_id for each in found] == [third, second, first]
    newest = found[0]
    assert (newest.file_id, newest.prompt, newest.model) == (f"file{third}", "лиса 🦊", "flux")
    assert newest.favourite is False


async def test_by_position_and_star(stores: Stores) -> None:
    first, second, third, fourth = await pictures(stores, 4)
    for artifact in (first, third):
        await stores.history.favour(artifact, favourite=True)

    async def ids(**how: Any) -> list[int]:
        found = await stores.recent.recent(PERSON, **{"limit": 2, **how})
        return [each.artifact_id for each in found]

    assert await ids() == [fourth, third]
    assert await ids(before=third) == [second, first]
    assert await ids(favourite=True) == [third, first]
    assert await ids(favourite=False) == [fourth, second]
    assert await ids(favourite=True, before=third) == [first]


async def test_a_page_reads_an_index_and_sorts_nothing(
    sqlite_stores: Stores, sqlite_database: Database
) -> None:
    """Its cost is that of its rows, however long the history is."""
    await pictures(sqlite_stores, 1)
    asked: list[str] = []
    wanted = (
        "SELECT artifacts.id FROM artifacts JOIN runs ON runs.id = artifacts.run_id"
        " WHERE artifacts.person_id = 1 AND artifacts.file_id > '' AND artifacts.id < 5"
    )
    for star in ("", " AND artifacts.favourite IS 1", " AND artifacts.favourite IS 0"):
        question = f"EXPLAIN QUERY PLAN {wanted}{star} ORDER BY artifacts.id DESC LIMIT 32"
        plan = await sqlite_database.fetch(text(question))
        asked += [row["detail"] for row in plan]
    assert not [step for step in asked if "SCAN" in step or "TEMP B-TREE" in step], asked


@pytest.mark.parametrize("turn", [0, 7])
async def test_one_turn_of_a_posted_message_starts_one_job(stores: Stores, turn: int) -> None:
    place: dict[str, Any] = {"inline_id": "AQAD", "inline_turn": turn, "private": False}
    jobs = await asyncio.gather(
        *(start(stores, update_id=number, **place) for number in range(1, 9))
    )
    assert len({job.id for job in jobs}) == 1
    assert jobs[0].origin.inline_id == "AQAD"
    assert jobs[0].origin.inline_turn == turn
    other = await start(stores, update_id=9, **{**place, "inline_turn": jobs[0].id})
    assert other.id != jobs[0].id
    assert len(await stores.runs.open_jobs()) == 2


async def test_jobs_that_were_not_posted_inline_do_not_meet(stores: Stores) -> None:
    jobs = [await start(stores) for _ in range(3)]
    assert len({job.id for job in jobs}) == 3
    assert {job.origin.inline_id for job in jobs} == {None}
