"""A bot under load: what is measured of it, whichever bot it is."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figures import percentile
from benchmarks.processes import PATIENCE, Child, Server, folder, running, wait

ECHO = ("sendMessage",)
ANSWER = ("answerCallbackQuery",)
PANEL = ("editMessageMedia", "answerCallbackQuery")


@dataclass(frozen=True, kw_only=True)
class Load:
    """How some updates went.

    Attributes:
        per_second: From the first one handed out to the last one done.
        seconds: From handing out to done, of each.
        cpu: Seconds of the bot's processor time per update.
    """

    per_second: float
    seconds: Sequence[float]
    cpu: float

    @property
    def milliseconds(self) -> float:
        """Of processor time per update."""
        return self.cpu * 1000

    @property
    def middle(self) -> float:
        """The median in milliseconds."""
        return median(self.seconds) * 1000

    @property
    def p99(self) -> float:
        """The 99th percentile in milliseconds."""
        return percentile(self.seconds, 99) * 1000


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A bot that is being measured.

    Attributes:
        database: Where its runs are; None: it has none.
    """

    telegram: Server
    child: Child
    database: Path | None = None

    def answers(
        self, updates: list[dict[str, Any]], methods: Sequence[str], rate: float | None = None
    ) -> Load:
        """Hand out updates; each is done with the last of these calls for it."""
        before = self._hand_out(updates, methods, rate)
        wait(self.telegram, self.child, "left", lambda left: left == 0)
        seen = self.telegram.ask("seen")
        return self._load(before, _times(seen["handed"]), _times(seen["answered"]))

    def stores(self, updates: list[dict[str, Any]], rate: float | None = None) -> Load:
        """Hand out prompts; each is done when its run is in the database."""
        before = self._hand_out(updates, (), rate)
        stored = self._wait_stored({update["update_id"] for update in updates})
        return self._load(before, _times(self.telegram.ask("seen")["handed"]), stored)

    def _hand_out(
        self, updates: list[dict[str, Any]], methods: Sequence[str], rate: float | None
    ) -> float:
        before = self.child.cpu()
        question = {"updates": updates, "methods": list(methods), "rate": rate}
        self.telegram.ask("load", question)
        return before

    def _wait_stored(self, updates: set[int]) -> dict[int, float]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            stored = self._stored()
            if updates <= stored.keys():
                return {update: stored[update] for update in updates}
            time.sleep(0.1)
        raise TimeoutError(f"{len(updates - self._stored().keys())} prompts were not stored")

    def _stored(self) -> dict[int, float]:
        if self.database is None:
            raise RuntimeError("a bot without a database")
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT update_id, created_at FROM jobs").fetchall()
        return {update_id: _moment(created) for update_id, created in rows}

    def _load(self, before: float, handed: dict[int, float], done: dict[int, float]) -> Load:
        span = max(done.values()) - min(handed.values())
        return Load(
            per_second=len(done) / span,
            seconds=[moment - handed[update] for update, moment in done.items()],
            cpu=(self.child.cpu() - before) / len(done),
        )


@contextmanager
def echo(telegram: Server, *options: str) -> Iterator[Subject]:
    """The floor, ready for updates."""
    with running("benchmarks.echo", telegram.url, *options) as child:
        yield _ready(Subject(telegram=telegram, child=child))


@contextmanager
def ours(telegram: Server, *options: str, place: Path | None = None) -> Iterator[Subject]:
    """The bot, ready for updates.

    Args:
        telegram: Where they come from.
        options: Of `benchmarks.ours`.
        place: Its folder; None: a new one.
    """
    with folder() as empty:
        chosen = place or empty
        with running("benchmarks.ours", telegram.url, str(chosen), *options) as child:
            yield _ready(Subject(telegram=telegram, child=child, database=chosen / "bot.db"))


def _ready(subject: Subject) -> Subject:
    subject.telegram.ask("load", {"updates": [], "methods": [], "rate": None})
    wait(subject.telegram, subject.child, "seen", lambda seen: seen["first_poll"])
    return subject


def _times(found: dict[str, float]) -> dict[int, float]:
    return {int(update): moment for update, moment in found.items()}


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
