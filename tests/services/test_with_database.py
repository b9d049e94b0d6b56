"""The services over the real stores: the same stories, on disk."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from bot.core.errors import Ambiguous, ContentRejected, Unavailable
from bot.core.gallery import EVERYTHING
from bot.core.models import Input, Job, Run
from bot.core.ports.provider import Finished, Result
from bot.core.runs import RunState
from bot.storage.database import Database, Now
from bot.storage.media import MediaFiles
from bot.storage.runs import SqlRuns
from bot.storage.stores import Stores, open_stores
from tests.services.test_inputs import photo
from tests.support.clock import FastClock
from tests.support.database import database_url, new_database_url, sqlite_template
from tests.support.fakes import Script
from tests.support.workshop import PERSON, Workshop

__all__ = ["database_url", "new_database_url", "sqlite_template"]

SPEED = 50


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


class WatchedRuns(SqlRuns):
    """Tells of every step of a run and of every job that is closed."""

    def __init__(self, database: Database, now: Now) -> None:
        super().__init__(database, now)
        self.closings: asyncio.Queue[int] = asyncio.Queue()
        self.moves: asyncio.Queue[tuple[int, RunState]] = asyncio.Queue()

    async def move(self, run_id: int, before: RunState, after: RunState, **more: Any) -> bool:
        moved = await super().move(run_id, before, after, **more)
        self.moves.put_nowait((run_id, after))
        return moved

    async def until(self, *steps: tuple[Run, RunState]) -> None:
        """Wait until runs have gone to these states."""
        wanted = {(run.id, state) for run, state in steps}
        async with asyncio.timeout(20):
            while wanted:
                wanted.discard(await self.moves.get())

    async def close(self, job_id: int) -> None:
        await super().close(job_id)
        self.closings.put_nowait(job_id)


def _stores(database: Database, time: FastClock) -> Stores:
    return replace(open_stores(database, time.now), runs=WatchedRuns(database, time.now))


@pytest.fixture
def stores(database: Database, time: FastClock) -> Stores:
    return _stores(database, time)


@pytest.fixture
def runs(stores: Stores) -> WatchedRuns:
    assert isinstance(stores.runs, WatchedRuns)
    return stores.runs


@pytest.fixture
def time() -> FastClock:
    return FastClock(SPEED)


@pytest.fixture
def studio(stores: Stores, time: FastClock, tmp_path: Path) -> Workshop:
    studio = Workshop(time, media=MediaFiles(tmp_path / "media"), runs=stores.runs)
    ending = Finished(results=(Result(content=photo(), seed=3),))
    for prompt in ("fox", "owl", "cat", "elk"):
        studio.provider.scripts[prompt] = Script(ending=ending, seconds=4)
    return studio


async def _closed(stores: Stores, *jobs: Job) -> list[Job]:
    assert isinstance(stores.runs, WatchedRuns)
    async with asyncio.timeout(20):
        while True:
            now = [await stores.runs.job(job.id) for job in jobs]
            if all(job and job.closed for job in now):
                return [job for job in now if job]
            await stores.runs.closings.get()


async def test_a_picture_goes_all_the_way(
    studio: Workshop, stores: Stores, tmp_path: Path
) -> None:
    async with studio.working(grace=5):
        job = await studio.order("fox", "owl", "cat")
        (done,) = await _closed(stores, job)
    assert {run.state for run in done.runs} == {RunState.DONE}
    for run in done.runs:
        (artifact,) = run.artifacts
        assert artifact.media
        assert (tmp_path / "media" / artifact.media).read_bytes() == photo()
        assert artifact.message_id
    assert len(studio.messenger.sent) == 1
    assert studio.messenger.closed == studio.messenger.opened
    ((newest, _),) = (await stores.gallery.older(PERSON, EVERYTHING, None, 1)).entries
    assert newest == done.runs[-1].artifacts[0]
    assert len(await stores.runs.recent_seconds("brush")) == 3


async def test_failures_and_cancels_give_the_quota_back(
    studio: Workshop, stores: Stores, runs: WatchedRuns, time: FastClock
) -> None:
    studio.provider.scripts["bad"] = Script(refusals=[ContentRejected()])
    studio.provider.scripts["long"] = Script(seconds=None, cancel=True)
    async with studio.working(grace=5):
        job = await studio.order("fox", "bad", "long", "owl")
        long = job.runs[2]
        await runs.until((long, RunState.FOLLOWING))
        await studio.orders.cancel(long.id)
        (done,) = await _closed(stores, job)
    states = {run.request.prompt: run.state for run in done.runs}
    assert states == {
        "fox": RunState.DONE,
        "bad": RunState.FAILED,
        "long": RunState.CANCELLED,
        "owl": RunState.DONE,
    }
    assert await runs.used(PERSON, time.now()) == {Allowance.TEXT_TO_IMAGE: 2}
    assert len(studio.messenger.reports) == 1


async def test_a_delivery_is_tried_again_in_the_same_process(
    studio: Workshop, stores: Stores
) -> None:
    studio.messenger.deliver_trouble = [ConnectionError("telegram")] * 2
    async with studio.working(grace=5):
        job = await studio.order("fox")
        (done,) = await _closed(stores, job)
    assert done.runs[0].state is RunState.DONE


async def test_after_a_hasty_end_the_next_process_goes_on(
    studio: Workshop, database: Database, runs: WatchedRuns, time: FastClock
) -> None:
    studio.provider.scripts["stuck"] = Script(create_seconds=500)
    async with studio.working(grace=0.5):
        jobs = [
            await studio.order(prompt, person_id=number)
            for number, prompt in enumerate(("fox", "stuck", "owl", "cat"), 1)
        ]
        fox, stuck = (job.runs[0] for job in jobs[:2])
        await runs.until((fox, RunState.FOLLOWING), (stuck, RunState.SUBMITTING))
    stores = _stores(database, time)
    second = Workshop(time, before=studio, media=studio.media, runs=stores.runs)
    async with second.working():
        ended = [job.runs[0] for job in await _closed(stores, *jobs)]
    assert [run.state for run in ended].count(RunState.DONE) == 3
    assert isinstance(ended[1].error, Ambiguous)
    assert len(second.provider.submitted) == 4


async def test_orders_for_pictures_take_them_along(
    studio: Workshop, stores: Stores, tmp_path: Path
) -> None:
    studio.messenger.files["f"] = [photo()]
    async with studio.working(grace=5):
        job = await studio.order("fox", inputs=(Input(file_id="f"),))
        (done,) = await _closed(stores, job)
    assert done.runs[0].state is RunState.DONE
    assert not list((tmp_path / "media").glob("inputs/**/*.jpg"))


async def test_a_refusal_is_remembered_for_the_models_health(
    studio: Workshop, stores: Stores
) -> None:
    studio.provider.scripts["bad"] = Script(refusals=[Unavailable()])
    async with studio.working(grace=5):
        await _closed(stores, await studio.order("bad"))
    assert list(await stores.runs.recent_outcomes("brush")) == ["unavailable"]
