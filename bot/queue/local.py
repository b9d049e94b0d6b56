"""The queue of one process: the table itself."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from bot.core.catalogue import Catalogue
from bot.core.ports.conversation import Advance, Clock
from bot.core.ports.runs import RunStore, Share
from bot.core.runs import RunState
from bot.services.bell import Bell
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

_TROUBLE = 5.0  # seconds after which a store that failed is asked again
_SHORTEST = 0.01
_SAFETY = 30.0  # seconds after which the table is read without being called
_RECHECK = 1.0  # seconds between looks at runs that were handed out and are not submitted yet


class LocalQueue:
    """Hands out queued runs as places at their providers become free.

    Args:
        store: Knows who is next.
        catalogue: Knows how many places there are.
        clock: Time.
        supervisor: Keeps the runs that are being advanced.
        share: What one person may have at once.
    """

    def __init__(
        self,
        *,
        store: RunStore,
        catalogue: Catalogue,
        clock: Clock,
        supervisor: Supervisor,
        share: Share,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock
        self._supervisor = supervisor
        self._share = share
        self._bell = Bell(clock, supervisor)
        self._ended = False
        self._handed: dict[int, str] = {}
        self._preparing: set[int] = set()

    def notify(self) -> None:
        """Something was queued, or a place became free."""
        self._bell.ring()

    async def serve(self, advance: Advance) -> None:
        """Hand out runs, fairest first and within all limits, until cancelled.

        The end waits for no answer of the store, but lets it come: a question that is cut off
        would cost the store its connection.
        """
        try:
            while True:
                looking = self._supervisor.spawn(self._look(advance), "look for queued runs")
                await self._bell.wait(await asyncio.shield(looking))
        finally:
            self._ended = True

    async def _look(self, advance: Advance) -> float:
        """Hand out what can start; returns the seconds until it pays to look again."""
        asked = self._clock.now()
        try:
            await self._hand_out(advance)
            return await self._pause(asked)
        except Exception:
            logger.exception("The queue cannot be read, trying again in %s s", _TROUBLE)
            return _TROUBLE

    async def _hand_out(self, advance: Advance) -> None:
        preparing = await self._still_preparing()
        room = self._room(await self._store.occupied())
        if not room:
            return
        picked = await self._store.pick(room, self._share, sum(room.values()))
        for run_id in picked:
            if run_id in self._handed:
                continue
            run = await self._store.run(run_id)
            if self._ended or run is None or preparing[run.provider] >= room[run.provider]:
                continue
            preparing[run.provider] += 1
            self._start(run_id, run.provider, advance)

    def _room(self, occupied: Mapping[str, int]) -> dict[str, int]:
        """Free places per provider; handed out runs that were not submitted yet are in them."""
        places = {
            key: max(spec.concurrency for spec in provider.spec.models)
            for key, provider in self._catalogue.providers.items()
        }
        free = {key: count - occupied.get(key, 0) for key, count in places.items()}
        return {key: count for key, count in free.items() if count > 0}

    async def _still_preparing(self) -> Counter[str]:
        """How many runs per provider were handed out and do not occupy their place yet."""
        for run_id in tuple(self._preparing):
            run = await self._store.run(run_id)
            if run is None or run.state is not RunState.QUEUED:
                self._preparing.discard(run_id)
        return Counter(self._handed[run_id] for run_id in self._preparing)

    def _start(self, run_id: int, provider: str, advance: Advance) -> None:
        self._handed[run_id] = provider
        self._preparing.add(run_id)
        self._supervisor.spawn(self._advance(run_id, advance), f"advance run {run_id}")

    async def _advance(self, run_id: int, advance: Advance) -> None:
        try:
            await advance(run_id)
        finally:
            del self._handed[run_id]
            self._preparing.discard(run_id)
            self.notify()

    async def _pause(self, asked: datetime) -> float:
        """Seconds until the table may say something else than it did when it was asked."""
        due = await self._store.next_due()
        longest = _RECHECK if self._preparing else _SAFETY
        if due is None or due <= asked:
            return longest
        return min(longest, max(_SHORTEST, (due - self._clock.now()).total_seconds()))
