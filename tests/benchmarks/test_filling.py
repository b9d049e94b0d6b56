from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks import filling
from bot.core.gallery import EVERYTHING, Sieve
from bot.core.runs import RunState
from bot.storage.database import Database
from bot.storage.migration import migrate
from bot.storage.stores import Stores, open_stores


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    await migrate(f"sqlite:///{tmp_path / 'bot.db'}")
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    yield open_stores(database)
    await database.close()


async def test_a_past_can_be_walked_through(stores: Stores, tmp_path: Path) -> None:
    filling.insert(tmp_path / "bot.db", **filling.past(7, 3, 1))

    found = await stores.gallery.older(7, EVERYTHING, None, 2)

    assert [(each.id, each.file_id) for each, _ in found.entries] == [(3, "file-3"), (2, "file-2")]
    assert (await stores.gallery.older(7, Sieve(words=("fox",)), None, 9)).entries
    assert await stores.runs.open_jobs() == ()


async def test_runs_in_flight_are_taken_up(stores: Stores, tmp_path: Path) -> None:
    filling.insert(tmp_path / "bot.db", **filling.waiting(4, first=10, every=8))

    jobs = await stores.runs.open_jobs()

    runs = [run for job in jobs for run in job.runs]
    assert [run.state for run in runs] == [RunState.FOLLOWING] * 4
    assert [run.task.id for run in runs if run.task] == ["1", "2", "3", "4"]
    assert 5.9 < (runs[3].due_at - runs[0].due_at).total_seconds() < 6.1
