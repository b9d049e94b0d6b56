"""Waiting for a call or for a moment, whichever comes first."""

import asyncio

from bot.core.ports.conversation import Clock
from bot.services.supervisor import Supervisor


class Bell:
    """Wakes the one who waits; a ring that nobody waited for is not forgotten."""

    def __init__(self, clock: Clock, supervisor: Supervisor) -> None:
        self._clock = clock
        self._supervisor = supervisor
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next one who wants to."""
        self._rung.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait for a ring, at most so many seconds of the clock."""
        if seconds is None:
            await self._rung.wait()
        elif seconds > 0 and not self._rung.is_set():
            await self._wait_at_most(seconds)
        self._rung.clear()

    async def _wait_at_most(self, seconds: float) -> None:
        timer = self._supervisor.spawn(self._ring_in(seconds), "bell", idle=True)
        try:
            await self._rung.wait()
        finally:
            timer.cancel()

    async def _ring_in(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self.ring()
