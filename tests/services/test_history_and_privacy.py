import json
from collections.abc import AsyncIterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.core.errors import NotFound
from bot.core.gallery import EVERYTHING, Day, Entry, Found, Shelves, Sieve
from bot.core.models import Artifact
from bot.core.ports.gallery import GalleryStore
from bot.core.ports.stores import HistoryStore
from bot.core.runs import RunState
from bot.services import privacy
from bot.services.history import History, Page
from bot.services.privacy import Privacy
from bot.storage.media import MediaFiles
from tests.support.clock import VirtualClock
from tests.support.fakes import Script
from tests.support.workshop import PERSON, Workshop, until_idle


class FakeHistory(HistoryStore):
    """A person's pictures, from the runs of a workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.stars: set[int] = set()
        self.records: list[Mapping[str, Any]] = []

    def _all(self) -> list[Artifact]:
        return [a for run in self.workshop.store.runs.values() for a in run.artifacts]

    async def favour(self, artifact_id: int, favourite: bool) -> None:
        (self.stars.add if favourite else self.stars.discard)(artifact_id)

    async def delete(self, artifact_id: int) -> str | None:
        return next((a.media for a in self._all() if a.id == artifact_id), None)

    async def export(self, person_id: int) -> AsyncIterator[Mapping[str, Any]]:
        for record in self.records:
            yield record

    async def erase(self, person_id: int) -> Sequence[str]:
        self.workshop.store.runs.clear()
        self.workshop.store.jobs.clear()
        return list(self.workshop.disk.files)


class FakeGallery(GalleryStore):
    """The same pictures in their order."""

    def __init__(self, history: FakeHistory) -> None:
        self._history = history

    def _entries(self, sieve: Sieve) -> list[Entry]:
        starred = self._history.stars
        runs = self._history.workshop.store.runs.values()
        found = [(each, run) for run in runs for each in run.artifacts]
        wanted = [entry for entry in found if not sieve.favourites or entry[0].id in starred]
        return sorted(wanted, key=lambda entry: -entry[0].id)

    async def older(self, person_id: int, sieve: Sieve, at: int | None, limit: int) -> Found:
        found = [e for e in self._entries(sieve) if at is None or e[0].id <= at]
        return Found(entries=tuple(found[:limit]), more=len(found) > limit)

    async def newer(self, person_id: int, sieve: Sieve, after: int, limit: int) -> Found:
        found = [e for e in self._entries(sieve) if e[0].id > after]
        return Found(entries=tuple(found[-limit:]), more=len(found) > limit)

    async def days(
        self, person_id: int, sieve: Sieve, at: int | None, limit: int
    ) -> Sequence[Day]:
        return []

    async def shelves(self, person_id: int) -> Shelves:
        return Shelves(kinds=(), models=(), favourites=bool(self._history.stars))


def _history(workshop: Workshop) -> History:
    store = FakeHistory(workshop)
    return History(
        store=store, gallery=FakeGallery(store), runs=workshop.store, media=workshop.media
    )


async def _pictures(workshop: Workshop, count: int) -> list[Artifact]:
    for number in range(count):
        await workshop.order(f"{number}")
        await until_idle(workshop)
    return [a for run in workshop.store.runs.values() for a in run.artifacts]


async def test_pictures_are_walked_through_one_by_one(workshop: Workshop) -> None:
    first, second, third = await _pictures(workshop, 3)
    history = _history(workshop)
    newest = await history.newest(PERSON)
    assert newest
    assert newest[0] == third
    assert newest[1].request.prompt == "2"
    older = await history.older(PERSON, third.id)
    newer = await history.newer(PERSON, first.id)
    assert older
    assert newer
    assert older[0] == newer[0] == second
    assert await history.older(PERSON, first.id) is None
    assert await history.newer(PERSON, third.id) is None


async def test_favourites_are_walked_through_alone(workshop: Workshop) -> None:
    first, _, third = await _pictures(workshop, 3)
    history = _history(workshop)
    await history.favour(first.id, favourite=True)
    newest = await history.newest(PERSON, Sieve(favourites=True))
    assert newest
    assert newest[0] == first
    await history.favour(first.id, favourite=False)
    assert await history.newest(PERSON, Sieve(favourites=True)) is None
    assert third is not None


async def test_pages_lie_side_by_side(workshop: Workshop) -> None:
    made = [each.id for each in await _pictures(workshop, 7)]
    history = _history(workshop)

    def shown(page: Page) -> list[int]:
        return [made.index(artifact.id) for artifact, _ in page.entries]

    first = await history.page(PERSON, EVERYTHING, 3)
    assert (shown(first), first.newer, first.older) == ([6, 5, 4], False, True)
    second = await history.page(PERSON, EVERYTHING, 3, at=made[3])
    assert (shown(second), second.newer, second.older) == ([3, 2, 1], True, True)
    last = await history.page(PERSON, EVERYTHING, 3, at=made[0])
    assert (shown(last), last.newer, last.older) == ([0], True, False)
    before = await history.page_before(PERSON, EVERYTHING, 3, after=made[0])
    assert (shown(before), before.newer, before.older) == ([3, 2, 1], True, True)
    newest = await history.page_before(PERSON, EVERYTHING, 3, after=made[5])
    assert shown(newest) == [6, 5, 4], "one alone would be no page"
    beyond = await history.page(PERSON, EVERYTHING, 3, at=made[0] - 1)
    assert (shown(beyond), beyond.newer) == ([], True)


async def test_a_deleted_picture_frees_its_file(workshop: Workshop) -> None:
    (picture,) = await _pictures(workshop, 1)
    history = _history(workshop)
    await history.delete(picture.id)
    assert workshop.disk.files == {}
    await history.delete(404)


async def test_one_picture_is_found_with_its_run(workshop: Workshop) -> None:
    (picture,) = await _pictures(workshop, 1)
    history = _history(workshop)
    assert (await history.get(picture.id))[0] == picture
    with pytest.raises(NotFound):
        await history.get(404)


def _privacy(workshop: Workshop, store: FakeHistory) -> Privacy:
    return Privacy(
        store=store,
        runs=workshop.store,
        orders=workshop.orders,
        media=workshop.media,
        clock=workshop.clock,
    )


async def test_an_export_holds_everything_and_the_newest_pictures(
    clock: VirtualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(clock, media=MediaFiles(tmp_path))
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes(bytes([number]) * 100)
    store = FakeHistory(workshop)
    store.records = [
        {"record": "people", "name": "Аня"},
        *({"record": "artifacts", "media": f"{number}.png"} for number in range(3)),
        {"record": "artifacts", "media": "gone.png"},
        {"record": "artifacts", "media": None},
    ]
    monkeypatch.setattr(privacy, "ROOM", 250)
    with ZipFile(BytesIO(await _privacy(workshop, store).export(PERSON))) as archive:
        assert archive.namelist() == ["data.json", "pictures/2.png", "pictures/1.png"]
        assert archive.read("pictures/1.png") == b"\x01" * 100
        assert json.loads(archive.read("data.json")) == store.records


async def test_erasing_stops_forgets_and_removes(workshop: Workshop) -> None:
    await _pictures(workshop, 1)
    workshop.provider.scripts["endless"] = Script(seconds=None, cancel=True)
    await workshop.order("endless", "endless", "endless")
    await workshop.clock.go(2)
    eraser = _privacy(workshop, FakeHistory(workshop))
    workshop.supervisor.spawn(eraser.erase(PERSON), "erase")
    await workshop.clock.go(1)
    assert workshop.store.jobs == {}
    assert workshop.disk.files == {}
    assert len(workshop.provider.cancels) == 2
    assert len(workshop.messenger.closed) == 2
    assert len(workshop.follow_up) == 0


async def test_erasing_does_not_wait_for_a_vendor_for_ever(workshop: Workshop) -> None:
    workshop.provider.scripts["slow"] = Script(create_seconds=100)
    job = await workshop.order("slow")
    await workshop.clock.go(2)
    assert workshop.run(job).state is RunState.SUBMITTING
    eraser = _privacy(workshop, FakeHistory(workshop))
    workshop.supervisor.spawn(eraser.erase(PERSON), "erase")
    await workshop.clock.go(6)
    assert workshop.store.jobs == {}
    await workshop.clock.go(200)
    assert workshop.provider.cancels == ["task-1"]
    assert workshop.messenger.sent == []
