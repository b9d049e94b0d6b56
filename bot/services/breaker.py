"""Models that are left alone for a while, because their vendors failed several times in a row."""

from datetime import datetime, timedelta

from bot.core.errors import (
    BadResponse,
    BotError,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    RateLimited,
    TaskFailed,
    Unavailable,
)
from bot.core.ports.conversation import Clock
from bot.core.ports.runs import RunStore
from bot.services.insist import insist

FAILURES = 3
"""Failures in a row after which a model rests."""

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=10)

_BLAMED = frozenset(
    kind.code for kind in (Misconfigured, OutOfCredits, RateLimited, Unavailable, BadResponse)
)
_ALIVE = frozenset({None, ContentRejected.code, InvalidRequest.code, TaskFailed.code})


class Breaker:
    """Closed while its model works, open for a pause when it does not, then open to one trial.

    Each trial that fails makes the next pause twice as long. A trial that comes to nothing, such
    as a cancelled one, is followed by another after the same pause.

    Attributes:
        reason: The code of the last failure.
    """

    def __init__(self) -> None:
        self.reason = ""
        self._failures = 0
        self._until: datetime | None = None
        self._trial = False

    def note(self, code: str | None, now: datetime) -> None:
        """A run of the model ended with an error's code; None: with a picture.

        What says nothing about the vendor, such as a lost answer, changes nothing.
        """
        if code in _ALIVE:
            self._failures, self._until, self._trial = 0, None, False
        elif code in _BLAMED and (self._trial or not self.resting(now)):
            # those that were on their way when it opened do not make the pause longer
            self._failures, self._trial, self.reason = self._failures + 1, False, str(code)
            if self._failures >= FAILURES:
                self._until = now + self._pause

    def resting(self, now: datetime) -> bool:
        """Whether the model is left alone now."""
        return self._until is not None and now < self._until

    def admits(self, now: datetime) -> bool:
        """Whether a run may go to the model; after the pause the first one that asks may."""
        if self.resting(now):
            return False
        if self._until is not None:
            self._until, self._trial = now + self._pause, True
        return True

    @property
    def _pause(self) -> timedelta:
        doublings = min(self._failures - FAILURES, 10)
        return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << doublings))


class Breakers:
    """The models' breakers; at the start they know how the last runs ended.

    Args:
        store: Has the last runs.
        clock: Time.
    """

    def __init__(self, *, store: RunStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._breakers: dict[str, Breaker] = {}

    async def note(self, model: str, error: BotError | None = None) -> None:
        """A model gave a picture, or an error. To be called before that is stored."""
        breaker = await self._of(model)
        breaker.note(error.code if error else None, self._clock.now())

    async def admits(self, model: str) -> bool:
        """Whether a run may go to a model now; it has to go there then."""
        return (await self._of(model)).admits(self._clock.now())

    async def resting(self, model: str) -> str | None:
        """Why a model is left alone now: an error's code; None: it is not."""
        breaker = await self._of(model)
        return breaker.reason if breaker.resting(self._clock.now()) else None

    async def _of(self, model: str) -> Breaker:
        known = self._breakers.get(model)
        if known is not None:
            return known
        last = await insist(
            self._clock,
            f"last runs of {model}",
            lambda: self._store.recent_outcomes(model, FAILURES),
        )
        breaker = Breaker()
        for code in reversed(last):
            breaker.note(code, self._clock.now())
        return self._breakers.setdefault(model, breaker)
