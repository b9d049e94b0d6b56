"""What happened, in order: the one thing that people, pages and tests wait on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.errors import NothingCameError

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        seq: its number, from 1.
        kind: ``message``, ``edit``, ``delete``, ``callback_answer``, ``chat_action``, ``reaction``
            or ``state``.
        chat_id: where, or ``None`` for everywhere.
        data: what: for ``message`` and ``edit`` the message as it was then.
        by_bot: whether the bot did it.
    """

    seq: int
    kind: str
    chat_id: int | None
    data: dict[str, Any]
    by_bot: bool = False


class Bell:
    """Wakes everyone who waits for a change; misses nobody, needs no polling.

    Attributes:
        patience: how many times longer than said is waited.
    """

    def __init__(self) -> None:
        self.patience = 1.0
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        """Sleep until the next ring."""
        await self._event.wait()

    async def until(
        self,
        probe: Callable[[], T | None],
        within: float | None,
        missing: Callable[[], str] = lambda: "nothing came",
    ) -> T:
        """Ask the probe now and after every ring until it has an answer.

        Args:
            probe: returns ``None`` as long as the answer is not there.
            within: seconds to wait at most; ``None`` waits for ever.
            missing: says what did not come.

        Raises:
            NothingCameError: the time is over.
        """
        seconds = None if within is None else within * self.patience
        try:
            async with asyncio.timeout(seconds):
                while (found := probe()) is None:
                    await self.wait()
        except TimeoutError:
            raise NothingCameError(f"{missing()} (waited {seconds} s)") from None
        return found


class Journal:
    """All events since the start, and the bell that rings at each."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.bell = Bell()

    def add(
        self, kind: str, chat_id: int | None, data: dict[str, Any], *, by_bot: bool = False
    ) -> Event:
        """Note an event and wake whoever waits for one."""
        seq = len(self.events) + 1
        event = Event(seq=seq, kind=kind, chat_id=chat_id, data=data, by_bot=by_bot)
        self.events.append(event)
        self.bell.ring()
        return event

    def after(self, seq: int) -> list[Event]:
        """Return what happened after the event of this number."""
        return self.events[max(seq, 0) :]
