"""A person's pictures, one after the other."""

from typing import TypeAlias

from bot.core.errors import NotFound
from bot.core.models import Artifact, Run
from bot.core.ports.runs import RunStore
from bot.core.ports.stores import HistoryStore, MediaStore

Entry: TypeAlias = tuple[Artifact, Run]


class History:
    """Walks through pictures by position, so that page one costs what page thousand does.

    Args:
        store: Knows the order.
        runs: Knows how each was made.
        media: The files.
    """

    def __init__(self, *, store: HistoryStore, runs: RunStore, media: MediaStore) -> None:
        self._store = store
        self._runs = runs
        self._media = media

    async def newest(self, person_id: int, *, favourites: bool = False) -> Entry | None:
        """The last picture that a person made."""
        found = await self._store.around(person_id, before=None, after=None, favourites=favourites)
        return await self._entry(found)

    async def older(
        self, person_id: int, artifact_id: int, *, favourites: bool = False
    ) -> Entry | None:
        """The picture before this one; None: it was the first."""
        found = await self._store.around(
            person_id, before=artifact_id, after=None, favourites=favourites
        )
        return await self._entry(found)

    async def newer(
        self, person_id: int, artifact_id: int, *, favourites: bool = False
    ) -> Entry | None:
        """The picture after this one; None: it was the last."""
        found = await self._store.around(
            person_id, before=None, after=artifact_id, favourites=favourites
        )
        return await self._entry(found)

    async def get(self, artifact_id: int) -> Entry:
        """One picture and the run that made it.

        Raises:
            NotFound: It was deleted.
        """
        entry = await self._entry(await self._runs.artifact(artifact_id))
        if entry is None:
            raise NotFound
        return entry

    async def favour(self, artifact_id: int, *, favourite: bool) -> None:
        """Set or take the star."""
        await self._store.favour(artifact_id, favourite)

    async def delete(self, artifact_id: int) -> None:
        """Forget a picture and free its file."""
        media = await self._store.delete(artifact_id)
        if media is not None:
            await self._media.remove([media])

    async def _entry(self, artifact: Artifact | None) -> Entry | None:
        if artifact is None:
            return None
        run = await self._runs.run(artifact.run_id)
        return None if run is None else (artifact, run)
