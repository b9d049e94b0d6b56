"""The two times of a studio: people live at their own pace, the services' time runs ahead."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""When every story begins: no story reaches midnight, when quotas change."""

AHEAD = timedelta(hours=1)
"""People's clocks start so much ahead, so that the hurrying services never find them late."""


class ServicesClock:
    """The services' time, `speed` times faster than a test's; it goes on over restarts."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> datetime:
        passed = timedelta(seconds=time.monotonic() - self._began)
        return MORNING + passed * self._speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)


class PeoplesClock:
    """Telegram's time: dates messages, and says when an answer is too late."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._ago = timedelta()

    def now(self) -> float:
        passed = timedelta(seconds=time.monotonic() - self._began)
        return (MORNING + AHEAD + passed - self._ago).timestamp()

    @contextmanager
    def earlier(self, *, minutes: float) -> Iterator[None]:
        """Date what is sent now so many minutes before the services' morning."""
        self._ago = AHEAD + timedelta(minutes=minutes)
        try:
            yield
        finally:
            self._ago = timedelta()
