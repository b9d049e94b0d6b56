"""Every other store: people, their pictures, updates, cached answers, files."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.core.models import Cached, Person, Preferences, StoredFile


class HistoryStore(Protocol):
    """What is done with a person's pictures; `bot.core.ports.gallery` finds them."""

    async def favour(self, artifact_id: int, favourite: bool) -> None:
        """Set or take the star."""
        ...

    async def delete(self, artifact_id: int) -> str | None:
        """Forget a picture; returns the file that may be removed now."""
        ...

    def export(self, person_id: int) -> AsyncIterator[Mapping[str, Any]]:
        """Everything stored about a person, record by record."""
        ...

    async def erase(self, person_id: int) -> Sequence[str]:
        """Forget a person wholly, their unsettled runs too; returns files to remove.

        Today's usage is kept under the bare id until the day is over, so that erasing oneself
        is no way around the quota.
        """
        ...


class KeptFiles(Protocol):
    """Which pictures' files are here, for the day when they are to go."""

    async def old_files(self, before: datetime, limit: int) -> Mapping[int, str]:
        """Files of pictures that were settled before a moment, by picture, oldest first."""
        ...

    async def forget_files(self, artifact_ids: Collection[int]) -> None:
        """These files are gone: Telegram's copies remain; a picture without one is forgotten."""
        ...


class PersonStore(Protocol):
    """People and what they have set."""

    async def meet(self, person_id: int, default_plan: str) -> Person:
        """The person, made known at the first meeting."""
        ...

    async def set_language(self, person_id: int, language: str | None) -> None:
        """Choose a language; None: Telegram's."""
        ...

    async def set_preferences(self, person_id: int, preferences: Preferences) -> None:
        """Replace what is set in the panel."""
        ...

    async def set_reachable(self, person_id: int, reachable: bool) -> None:
        """Note that a person blocked or unblocked the bot."""
        ...


class InboxStore(Protocol):
    """Updates that were received: acknowledged to Telegram only once they are here."""

    async def add(self, updates: Sequence[tuple[int, str]]) -> Sequence[int]:
        """Store updates (id, JSON); returns the ids that were not known yet."""
        ...

    async def done(self, update_ids: Collection[int]) -> None:
        """These were handled."""
        ...

    async def pending(self) -> Sequence[tuple[int, str]]:
        """Updates that were stored and not handled, oldest first."""
        ...

    async def prune(self, older_than: datetime) -> None:
        """Forget handled updates that Telegram cannot send again (it keeps them 24 hours)."""
        ...


class CacheStore(Protocol):
    """Answers of others that survive a restart (style lists, Telegram file ids)."""

    async def get(self, key: str) -> Cached | None:
        """A stored JSON value."""
        ...

    async def put(self, key: str, value: Any) -> None:
        """Store a JSON value."""
        ...

    async def forget(self, prefix: str, before: datetime) -> None:
        """Drop values whose key begins so and that were stored before a moment."""
        ...


class MediaStore(Protocol):
    """Files below MEDIA_DIR."""

    async def save(self, name: str, chunks: AsyncIterator[bytes]) -> StoredFile:
        """Write a picture or clip, flush it to the disk, and only then give it its name.

        Args:
            name: Path below MEDIA_DIR without ending, such as `runs/12/0`; the ending follows
                from the bytes.
            chunks: The content.

        Raises:
            InputUnreadable: The bytes are neither, or a decompression bomb.
            InputTooLarge: More bytes than any provider's picture or clip may have.
        """
        ...

    async def find(self, folder: str) -> Sequence[StoredFile]:
        """The files in a folder such as `runs/12`, in their order, whoever has noted them."""
        ...

    def path(self, media: str) -> Path:
        """Where a stored file is."""
        ...

    def scratch(self) -> Path:
        """A name for a file that nobody keeps: at the next start at the latest it is gone."""
        ...

    async def remove(self, media: Collection[str]) -> None:
        """Delete files; those that are gone already are no error."""
        ...
