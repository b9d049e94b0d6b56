"""The whole bot with its neighbours on this machine, for stories."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import App, started
from bot.config import plain_settings
from bot.sandbox import Group, Person, Sandbox
from bot.telegram.pacing import Rate, Rates
from bot.telegram.session import Patience
from tests.support.clock import FastClock

SPEED = 40.0
"""The services' time runs so much faster than a test's."""

ALBUM_SECONDS = 0.15
UNLIMITED = Rate(burst=10_000, per_second=10_000)


@dataclass(kw_only=True)
class Studio:
    """A Telegram with people, and the bot that serves them.

    `start` and `stop` may be called again and again: what is in the folder stays.
    """

    sandbox: Sandbox
    folder: Path
    database_url: str
    values: dict[str, Any] = field(default_factory=dict)
    app: App | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None

    @property
    def anna(self) -> Person:
        """Speaks English."""
        return self.sandbox.person("Anna", language="en")

    @property
    def boris(self) -> Person:
        """Speaks Russian."""
        return self.sandbox.person("Boris", language="ru", username="boris")

    def group(self, *, forum: bool = False) -> Group:
        """A group of the two."""
        return self.sandbox.group("Painters", members=[self.anna, self.boris], forum=forum)

    async def start(self, **values: Any) -> None:
        """Start the bot, with settings besides the studio's own."""
        ready = asyncio.Event()
        self._stop = asyncio.Event()
        self.values |= values
        self._running = asyncio.ensure_future(self._run(ready))  # noqa: TID251 - awaited in stop
        waiting = asyncio.ensure_future(ready.wait())  # noqa: TID251 - awaited here
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            self._running.result()

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self._stop.set()
        if self._running is not None:
            await self._running
        self._running = self.app = None

    async def _run(self, ready: asyncio.Event) -> None:
        settings = plain_settings(
            **{
                "bot_token": self.sandbox.token,
                "telegram_api_url": self.sandbox.url,
                "database_url": self.database_url,
                "media_dir": self.folder / "media",
                "http_port": 0,
                "sketch_seconds": "0",
            }
            | self.values
        )
        patience = Patience(Rates(overall=UNLIMITED, chat=UNLIMITED, group=UNLIMITED), pause=0.01)
        clock = FastClock(SPEED)
        async with started(
            settings, clock, patience=patience, album_seconds=ALBUM_SECONDS
        ) as self.app:
            ready.set()
            await self.app.listen(self._stop)


@asynccontextmanager
async def studio(folder: Path, database_url: str, **values: Any) -> AsyncIterator[Studio]:
    """A studio at work."""
    async with Sandbox(flood="off") as sandbox:
        place = Studio(
            sandbox=sandbox, folder=folder, database_url=database_url, values=dict(values)
        )
        await place.start()
        try:
            yield place
        finally:
            await place.stop()
