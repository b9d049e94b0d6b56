"""Time that tests command."""

import asyncio
import heapq
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


class FastClock:
    """The machine's time, `speed` times faster: for whole programs."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._began = datetime.now(UTC)

    def now(self) -> datetime:
        return self._began + (datetime.now(UTC) - self._began) * self._speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)


class InlineExecutor(ThreadPoolExecutor):
    """Does the work of threads at once, so that order never depends on them."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, as threads do
            future.set_exception(error)
        return future


class VirtualClock:
    """Time that passes only when it is told to, and then at once."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # time is counted in microseconds: less than one would be no time at all
        due = self._now + timedelta(seconds=max(1e-6, seconds))
        heapq.heappush(self._sleepers, (due, next(self._order), waiting))
        await waiting

    async def settle(self) -> None:
        """Let everything run that needs no time."""
        loop: Any = asyncio.get_running_loop()
        if not isinstance(loop._default_executor, InlineExecutor):
            loop.set_default_executor(InlineExecutor())
        await asyncio.sleep(0)
        while loop._ready:  # noqa: ASYNC110 - the loop itself is what is waited for
            await asyncio.sleep(0)

    async def go(self, seconds: float) -> None:
        """Let time pass, sleeper by sleeper."""
        end = self._now + timedelta(seconds=seconds)
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, waiting = heapq.heappop(self._sleepers)
            if waiting.done():
                continue
            self._now = max(self._now, due)
            waiting.set_result(None)
            await self.settle()
        self._now = end
