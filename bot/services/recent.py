"""A person's pictures, ready to be sent again: newest and favourite ones first, or by words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.ports.recent import RecentStore, Sendable

LEAD = 8
"""Newest pictures before the favourites: what was just made is what most want to send."""

PAGE = 32
"""Pictures per page; Telegram takes 50 results at the most."""

SEARCHED = 300
"""Newest pictures whose words are searched: the cost stays the same in a long history."""

_FAVOURITES, _REST = "f", "r"


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some pictures, and where the next ones begin; empty: there are none."""

    pictures: Sequence[Sendable]
    following: str = ""


class Recent:
    """Leads through pictures by position.

    The first page begins with the newest ones; the favourites among the older ones follow, then
    all the rest. Each picture comes once.

    Args:
        store: Knows them.
    """

    def __init__(self, store: RecentStore) -> None:
        self._store = store

    async def page(self, person_id: int, position: str = "") -> Page:
        """The pictures from a position on, as the page before named it."""
        match position.split(":"):
            case [""]:
                return await self._first(person_id)
            case ["f", last, lead] if last.isdecimal() and lead.isdecimal():
                return await self._favourites(person_id, int(last), int(lead), PAGE)
            case ["r", last] if last.isdecimal():
                return await self._rest(person_id, int(last))
            case _:  # no page of ours names such a position
                return Page(pictures=())

    async def matching(self, person_id: int, words: str, limit: int) -> Sequence[Sendable]:
        """The newest pictures whose prompt has all these words, or beginnings of them."""
        wanted = words.casefold().split()
        newest = await self._store.recent(person_id, limit=SEARCHED)
        alike = (each for each in newest if _has(each.prompt, wanted))
        return [each for each, _ in zip(alike, range(limit), strict=False)]

    async def _first(self, person_id: int) -> Page:
        newest = await self._store.recent(person_id, limit=LEAD)
        if len(newest) < LEAD:
            return Page(pictures=newest)
        lead = newest[-1].artifact_id
        stars = await self._favourites(person_id, lead, lead, PAGE - LEAD)
        return Page(pictures=[*newest, *stars.pictures], following=stars.following)

    async def _favourites(self, person_id: int, last: int, lead: int, limit: int) -> Page:
        found = await self._store.recent(person_id, limit=limit, before=last, favourite=True)
        if len(found) < limit:
            return Page(pictures=found, following=f"{_REST}:{lead}")
        return Page(pictures=found, following=f"{_FAVOURITES}:{found[-1].artifact_id}:{lead}")

    async def _rest(self, person_id: int, last: int) -> Page:
        found = await self._store.recent(person_id, limit=PAGE, before=last, favourite=False)
        more = f"{_REST}:{found[-1].artifact_id}" if len(found) == PAGE else ""
        return Page(pictures=found, following=more)


def _has(prompt: str, wanted: Sequence[str]) -> bool:
    words = prompt.casefold()
    return all(word in words for word in wanted)
