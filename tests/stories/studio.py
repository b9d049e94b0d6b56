"""The whole bot with its neighbours on this machine, for stories."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import App, started
from bot.config import plain_settings
from bot.core.capabilities import Allowance
from bot.sandbox import Group, Person, Sandbox
from bot.telegram.launch import SCRIPT
from bot.telegram.pacing import Rate, Rates
from bot.telegram.session import Patience
from tests.stories import books
from tests.stories.clocks import PeoplesClock, ServicesClock

SPEED = 40.0
"""The services' time runs so much faster than a test's."""

PATIENCE = 3.0
"""Waiting longer costs nothing where all is well, and a busy machine is not a mistake."""

ALBUM_SECONDS = 0.15
UNLIMITED = Rate(burst=10_000, per_second=10_000)
FREELY = Rates(overall=UNLIMITED, chat=UNLIMITED, group=UNLIMITED)


@dataclass(kw_only=True)
class Studio:
    """A Telegram with people, and the bot that serves them.

    `start` and `stop` may be called again and again: what is in the folder stays.
    """

    sandbox: Sandbox
    folder: Path
    database_url: str
    people_time: PeoplesClock
    time: ServicesClock
    rates: Rates = FREELY
    values: dict[str, Any] = field(default_factory=dict)
    app: App | None = None
    page: bool = False
    """Whether the gallery is served as a page."""

    refusals: list[str] = field(default_factory=list)
    """Words of Telegram's refusals that a story is about."""

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

    def earlier(self, *, minutes: float) -> AbstractContextManager[None]:
        """Date what people send so many minutes back."""
        return self.people_time.earlier(minutes=minutes)

    async def start(self, **values: Any) -> None:
        """Start the bot, with settings besides the studio's own."""
        ready = asyncio.Event()
        self._stop = asyncio.Event()
        self.values |= values
        self._running = asyncio.ensure_future(self._run(ready))  # noqa: TID251 - awaited in stop
        waiting = asyncio.ensure_future(ready.wait())  # noqa: TID251 - awaited here
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            self._running.result()

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self._stop.set()
        if self._running is not None:
            await self._running
        self._running = self.app = None

    async def restart(self, **values: Any) -> None:
        """Stop the bot and start it again."""
        await self.stop()
        await self.start(**values)

    async def used(self, person: Person) -> dict[Allowance, int]:
        """What somebody has used of today's quota."""
        assert self.app
        return dict(await self.app.services.stores.runs.used(person.id, self.time.now()))

    def rows(self, question: str) -> list[Any]:
        """Ask the database."""
        return books.rows(self.database_url, question)

    def change(self, statement: str) -> None:
        """Change the database behind the bot's back."""
        books.change(self.database_url, statement)

    async def settled(self) -> None:
        """Wait until nothing is left to do for anybody."""
        if self.app is not None:
            await books.settled(self.app, self.database_url)

    async def check(self) -> None:
        """See to it that the story has come to an end that is true for every story."""
        await self.settled()
        books.check_ledger(self.database_url)
        books.check_telegram(self.sandbox, self.refusals)

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
        patience = Patience(self.rates, pause=0.01)
        script = self.sandbox.page_script if self.page else SCRIPT
        async with started(
            settings, self.time, patience=patience, album_seconds=ALBUM_SECONDS, script=script
        ) as self.app:
            ready.set()
            await self.app.listen(self._stop)


@asynccontextmanager
async def studio(
    folder: Path,
    database_url: str,
    *,
    speed: float = SPEED,
    rates: Rates = FREELY,
    page: bool = False,
    **values: Any,
) -> AsyncIterator[Studio]:
    """A studio at work; at its end it is checked that nothing was left undone."""
    clock = PeoplesClock()
    async with Sandbox(flood="off", clock=clock).be_patient(PATIENCE) as sandbox:
        place = Studio(
            sandbox=sandbox,
            folder=folder,
            database_url=database_url,
            people_time=clock,
            time=ServicesClock(speed),
            rates=rates,
            page=page,
            values=dict(values),
        )
        await place.start()
        try:
            yield place
            await place.check()
        finally:
            await place.stop()
