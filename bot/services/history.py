"""A person's pictures, one after the other or a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.errors import NotFound
from bot.core.gallery import EVERYTHING, Day, Entry, Found, Shelves, Sieve
from bot.core.ports.gallery import GalleryStore
from bot.core.ports.runs import RunStore
from bot.core.ports.stores import HistoryStore, MediaStore


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some pictures in a row.

    Attributes:
        entries: Newest first.
        newer: Whether there are newer ones.
        older: Whether there are older ones.
        searched_to: Where a search for more goes on; None: there is nothing more to search.
    """

    entries: tuple[Entry, ...]
    newer: bool
    older: bool
    searched_to: int | None = None


class History:
    """Walks through pictures by position, so that page one costs what page thousand does.

    Args:
        store: Changes them.
        gallery: Knows their order.
        runs: Knows how each was made.
        media: The files.
    """

    def __init__(
        self, *, store: HistoryStore, gallery: GalleryStore, runs: RunStore, media: MediaStore
    ) -> None:
        self._store = store
        self._gallery = gallery
        self._runs = runs
        self._media = media

    async def newest(self, person_id: int, sieve: Sieve = EVERYTHING) -> Entry | None:
        """The last picture that a person made."""
        return _first(await self._gallery.older(person_id, sieve, None, 1))

    async def older(
        self, person_id: int, artifact_id: int, sieve: Sieve = EVERYTHING
    ) -> Entry | None:
        """The picture before this one; None: it was the first."""
        return _first(await self._gallery.older(person_id, sieve, artifact_id - 1, 1))

    async def newer(
        self, person_id: int, artifact_id: int, sieve: Sieve = EVERYTHING
    ) -> Entry | None:
        """The picture after this one; None: it was the last."""
        return _first(await self._gallery.newer(person_id, sieve, artifact_id, 1))

    async def page(
        self, person_id: int, sieve: Sieve, size: int, *, at: int | None = None
    ) -> Page:
        """The pictures from one on to older ones; without one, from the newest."""
        found = await self._gallery.older(person_id, sieve, at, size)
        first = found.entries[0][0].id if found.entries else at
        newer = False
        if at is not None and first is not None:
            newer = bool((await self._gallery.newer(person_id, sieve, first, 1)).entries)
        return Page(
            entries=found.entries, newer=newer, older=found.more, searched_to=found.searched_to
        )

    async def row(
        self, person_id: int, sieve: Sieve, size: int, *, at: int | None = None
    ) -> Found:
        """The same without a look at what is newer."""
        return await self._gallery.older(person_id, sieve, at, size)

    async def page_before(self, person_id: int, sieve: Sieve, size: int, *, after: int) -> Page:
        """The pictures that are newer than one; too few for a page, the newest page."""
        found = await self._gallery.newer(person_id, sieve, after, size)
        if len(found.entries) < size:
            return await self.page(person_id, sieve, size)
        return Page(entries=found.entries, newer=found.more, older=True)

    async def days(
        self, person_id: int, sieve: Sieve, limit: int, *, at: int | None = None
    ) -> Sequence[Day]:
        """Days of which there are pictures, from that of a picture to older ones."""
        return await self._gallery.days(person_id, sieve, at, limit)

    async def shelves(self, person_id: int) -> Shelves:
        """What a person's pictures can be narrowed to."""
        return await self._gallery.shelves(person_id)

    async def get(self, artifact_id: int) -> Entry:
        """One picture and the run that made it.

        Raises:
            NotFound: It was deleted.
        """
        artifact = await self._runs.artifact(artifact_id)
        run = await self._runs.run(artifact.run_id) if artifact else None
        if artifact is None or run is None:
            raise NotFound
        return artifact, run

    async def favour(self, artifact_id: int, *, favourite: bool) -> None:
        """Set or take the star."""
        await self._store.favour(artifact_id, favourite)

    async def delete(self, artifact_id: int) -> None:
        """Forget a picture and free its file."""
        media = await self._store.delete(artifact_id)
        if media is not None:
            await self._media.remove([media])


def _first(found: Found) -> Entry | None:
    return next(iter(found.entries), None)
