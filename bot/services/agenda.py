"""Many small things, each at its moment, a bounded number at once.

What waits is a number in a heap and in a dictionary: no task, no stack, no object of its own.
"""

import heapq
import logging
from collections.abc import Awaitable, Callable

from bot.core.ports.conversation import Clock
from bot.services.bell import Bell
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

NOW = 0.0
"""A moment that comes before all others."""


class Agenda:
    """Keeps appointments by number; one number is never attended to twice at the same time.

    Args:
        name: For tasks and the log.
        clock: Time.
        supervisor: Runs what is due.
        act: Attends to a number; returns the seconds until it wants to be called again, or None.
            What it raises is logged and ends the number's appointments.
        at_once: How many may be attended to at the same time.
        gap: Seconds between two beginnings at the least.
    """

    def __init__(
        self,
        *,
        name: str,
        clock: Clock,
        supervisor: Supervisor,
        act: Callable[[int], Awaitable[float | None]],
        at_once: int,
        gap: float = 0.0,
    ) -> None:
        self._name = name
        self._clock = clock
        self._supervisor = supervisor
        self._act = act
        self._at_once = at_once
        self._gap = gap
        self._bell = Bell(clock, supervisor)
        self._heap: list[tuple[float, int]] = []
        self._due: dict[int, float] = {}
        self._busy: set[int] = set()
        self._last = NOW

    def __len__(self) -> int:
        return len(self._due)

    def at(self, number: int, moment: float) -> None:
        """Attend to a number at a moment (seconds since the epoch), instead of any other.

        While it is being attended to, the new moment stands for the next time.
        """
        self._due[number] = moment
        if number not in self._busy:
            self._push(number, moment)

    def forget(self, number: int) -> None:
        """Cancel an appointment."""
        self._due.pop(number, None)

    async def serve(self) -> None:
        """Attend to everything in time, until cancelled."""
        while True:
            await self._bell.wait(self._start_due())

    def _push(self, number: int, moment: float) -> None:
        heapq.heappush(self._heap, (moment, number))
        if self._heap[0] == (moment, number):
            self._bell.ring()

    def _start_due(self) -> float | None:
        """Start what may start; returns the seconds to the next, None: until the bell."""
        while self._heap and len(self._busy) < self._at_once:
            moment, number = self._heap[0]
            if self._due.get(number) != moment or number in self._busy:
                heapq.heappop(self._heap)
                continue
            now = self._clock.now().timestamp()
            wait = max(moment, self._last + self._gap) - now
            if wait > 0:
                return wait
            heapq.heappop(self._heap)
            self._start(number, now)
        return None

    def _start(self, number: int, now: float) -> None:
        self._last = now
        self._busy.add(number)
        del self._due[number]
        self._supervisor.spawn(self._attend(number), f"{self._name} {number}")

    async def _attend(self, number: int) -> None:
        seconds: float | None = None
        try:
            seconds = await self._act(number)
        finally:
            self._busy.discard(number)
            self._rearrange(number, seconds)
            self._bell.ring()

    def _rearrange(self, number: int, seconds: float | None) -> None:
        wanted = self._due.get(number)
        if wanted is None and seconds is not None:
            wanted = self._clock.now().timestamp() + seconds
        if wanted is not None:
            self.at(number, wanted)
