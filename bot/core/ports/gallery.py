"""The store of a person's pictures as a gallery."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.gallery import Day, Found, Shelves, Sieve


class GalleryStore(Protocol):
    """Pictures by position, newest first: a look costs the same however many there are."""

    async def older(self, person_id: int, sieve: Sieve, at: int | None, limit: int) -> Found:
        """Up to so many pictures from one (itself included) to older ones.

        Args:
            person_id: Whose.
            sieve: Which.
            at: The first one's id, there or not; None: from the newest.
            limit: How many.
        """
        ...

    async def newer(self, person_id: int, sieve: Sieve, after: int, limit: int) -> Found:
        """Up to so many pictures that are newer than one, the nearest to it, newest first."""
        ...

    async def days(
        self, person_id: int, sieve: Sieve, at: int | None, limit: int
    ) -> Sequence[Day]:
        """The days of which there are pictures, from that of a picture to older ones.

        Raises:
            ValueError: Words are asked for: nobody counts what is searched.
        """
        ...

    async def shelves(self, person_id: int) -> Shelves:
        """What there is to narrow to."""
        ...
