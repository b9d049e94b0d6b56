"""Old files go, in portions, and nothing that goes wrong ends that for ever."""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import pytest

from bot.core.ports.stores import KeptFiles
from bot.services.keeping import BATCH, EVERY, NOTES_KEPT, Keeping
from bot.services.supervisor import Supervisor
from tests.support.clock import VirtualClock
from tests.support.fakes import FakeCache, FakeMedia

DAYS = 30


class Shelf(KeptFiles):
    """Pictures by number, all of one age."""

    def __init__(self, disk: FakeMedia, settled: datetime, count: int) -> None:
        self.disk = disk
        self.settled = settled
        self.names = {number: f"runs/{number}/0.png" for number in range(count)}
        self.trouble: list[Exception] = []
        disk.files |= dict.fromkeys(self.names.values(), b"")

    async def old_files(self, before: datetime, limit: int) -> Mapping[int, str]:
        if self.trouble:
            raise self.trouble.pop(0)
        return dict(list(self.names.items())[:limit]) if self.settled < before else {}

    async def forget_files(self, artifact_ids: Collection[int]) -> None:
        for number in list(artifact_ids):
            assert self.names.pop(number) not in self.disk.files, "the file has to go first"


async def test_old_files_go_in_portions(clock: VirtualClock) -> None:
    disk = FakeMedia()
    shelf = Shelf(disk, clock.now() - timedelta(days=DAYS, seconds=1), 2 * BATCH + 1)
    keeping = Keeping(store=shelf, media=disk, cache=FakeCache(clock), clock=clock, days=DAYS)
    assert await keeping.prune() == 2 * BATCH + 1
    assert not disk.files
    assert await keeping.prune() == 0


@pytest.mark.parametrize(("days", "age"), [(DAYS, DAYS - 1), (None, 1000)])
async def test_others_stay(clock: VirtualClock, days: int | None, age: int) -> None:
    disk = FakeMedia()
    shelf = Shelf(disk, clock.now() - timedelta(days=age), 3)
    assert (
        await Keeping(
            store=shelf, media=disk, cache=FakeCache(clock), clock=clock, days=days
        ).prune()
        == 0
    )
    assert len(disk.files) == 3


async def test_trouble_is_over_an_hour_later(
    clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    disk = FakeMedia()
    shelf = Shelf(disk, clock.now() - timedelta(days=DAYS + 1), 3)
    shelf.trouble.append(OSError("the disk is tired"))
    supervisor = Supervisor()
    serving = Keeping(
        store=shelf, media=disk, cache=FakeCache(clock), clock=clock, days=DAYS
    ).serve()
    supervisor.spawn(serving, "keeping", idle=True)
    await clock.go(1)
    assert len(disk.files) == 3
    assert "the disk is tired" in caplog.text
    caplog.set_level(logging.INFO)
    await clock.go(EVERY)
    assert not disk.files
    await supervisor.drain(0)


async def test_notes_that_nobody_came_back_to_go_after_a_week(clock: VirtualClock) -> None:
    cache, disk = FakeCache(clock), FakeMedia()
    shelf = Shelf(disk, clock.now(), 0)
    keeping = Keeping(store=shelf, media=disk, cache=cache, clock=clock, days=None)
    await cache.put("draft:1:2", "old words")
    await cache.put("styles:oil", [])
    await clock.go(NOTES_KEPT.total_seconds())
    await cache.put("postponed:1:3", "new words")
    await clock.go(1)
    await keeping.forget_notes()
    assert set(cache.kept) == {"styles:oil", "postponed:1:3"}
