"""What goes with time: files of pictures after MEDIA_KEEP_DAYS, notes after a week."""

import logging
from datetime import timedelta

from bot.core.ports.conversation import Clock
from bot.core.ports.stores import CacheStore, KeptFiles, MediaStore

logger = logging.getLogger(__name__)

BATCH = 500
EVERY = 3600.0
"""Seconds between two looks at the calendar."""

NOTES = ("draft:", "inline:", "postponed:", "search:", "sheet:")
"""What a message with buttons stands for, in the cache; a sheet is drawn again when it is gone."""

NOTES_KEPT = timedelta(days=7)
"""How long such buttons work."""


class Keeping:
    """Removes old files; the pictures stay in people's histories, shown from Telegram's copies.

    Args:
        store: Knows which are old.
        media: The files.
        cache: Has the notes.
        clock: Time.
        days: MEDIA_KEEP_DAYS; None: for ever.
    """

    def __init__(
        self,
        *,
        store: KeptFiles,
        media: MediaStore,
        cache: CacheStore,
        clock: Clock,
        days: int | None,
    ) -> None:
        self._store = store
        self._media = media
        self._cache = cache
        self._clock = clock
        self._days = days

    async def serve(self) -> None:
        """Remove what is old, once an hour, until cancelled."""
        while True:
            try:
                await self.prune()
                await self.forget_notes()
            except Exception:
                logger.exception("Old files could not be removed")
            await self._clock.sleep(EVERY)

    async def forget_notes(self) -> None:
        """Drop what nobody came back to: they are people's words."""
        for prefix in NOTES:
            await self._cache.forget(prefix, self._clock.now() - NOTES_KEPT)

    async def prune(self) -> int:
        """Remove all that is old now; returns how many files that were.

        A file goes before its name: whatever interrupts this, no file is left without one.
        """
        if self._days is None:
            return 0
        before = self._clock.now() - timedelta(days=self._days)
        removed = 0
        while old := await self._store.old_files(before, BATCH):
            await self._media.remove(old.values())
            await self._store.forget_files(old.keys())
            removed += len(old)
        if removed:
            logger.info("%d files older than %d days were removed", removed, self._days)
        return removed
