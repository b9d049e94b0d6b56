"""Scripted misfortunes: what networks and Telegram do on bad days."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.errors import ApiError, too_many_requests

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One misfortune; made by its class methods.

    Attributes:
        error: answered instead of processing the call.
        breaks: the connection breaks ``before`` the call is processed or ``after`` it.
        seconds: the answer comes so much later.
        until: the answer, or what happens instead, waits for this event.
    """

    error: ApiError | None = None
    breaks: Literal["before", "after"] | None = None
    seconds: float = 0.0
    until: asyncio.Event | None = None

    @classmethod
    def too_many_requests(cls, retry_after: int = 1) -> "Fault":
        """Flood control: 429, with seconds to wait."""
        return cls(error=too_many_requests(retry_after))

    @classmethod
    def server_error(cls, code: int = 502, description: str = "Bad Gateway") -> "Fault":
        """Telegram's own trouble: 5xx."""
        return cls(error=ApiError(code, description))

    @classmethod
    def forbidden(cls, description: str = "bot was blocked by the user") -> "Fault":
        """403."""
        return cls(error=ApiError(403, f"Forbidden: {description}"))

    @classmethod
    def bad_request(cls, description: str) -> "Fault":
        """400 with these words."""
        return cls(error=ApiError(400, f"Bad Request: {description}"))

    @classmethod
    def conflict(cls) -> "Fault":
        """409: another instance asks for updates."""
        words = "terminated by other getUpdates request; make sure that only one bot instance"
        return cls(error=ApiError(409, f"Conflict: {words} is running"))

    @classmethod
    def cut(cls) -> "Fault":
        """The connection breaks before the call is processed: nothing happened."""
        return cls(breaks="before")

    @classmethod
    def lost_answer(cls) -> "Fault":
        """The call is processed, but the connection breaks before the answer."""
        return cls(breaks="after")

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """The call is processed at once and answered late."""
        return cls(seconds=seconds)

    @classmethod
    def held(cls, until: asyncio.Event) -> "Fault":
        """The call is processed at once and answered when the test says so."""
        return cls(until=until)


@dataclass(kw_only=True, slots=True)
class _Plan:
    method: str
    fault: Fault
    left: int
    when: Callable[[Json], bool] | None


class Faults:
    """What will go wrong, method by method, and with the updates themselves."""

    def __init__(self) -> None:
        self._plans: list[_Plan] = []
        self.duplicates = 0
        self.swaps = 0

    def add(
        self,
        method: str,
        fault: Fault,
        times: int = 1,
        when: Callable[[Json], bool] | None = None,
    ) -> None:
        """Let the next calls of a method fail.

        Args:
            method: as Telegram writes it, ``download`` for file downloads (answers with the
                error only), or ``*`` for any but ``getUpdates``.
            fault: what happens.
            times: to how many calls.
            when: only to calls whose parameters satisfy this.
        """
        self._plans.append(_Plan(method=method.lower(), fault=fault, left=times, when=when))

    def take(self, method: str, params: Json) -> Fault | None:
        """Return what happens to this call, using it up."""
        name = method.lower()
        for plan in self._plans:
            meant = plan.method == name or (plan.method == "*" and name != "getupdates")
            if plan.left and meant and (plan.when is None or plan.when(params)):
                plan.left -= 1
                return plan.fault
        return None

    @property
    def pending(self) -> int:
        """How many faults have not happened yet."""
        return sum(plan.left for plan in self._plans) + self.duplicates + self.swaps

    def duplicate_update(self, times: int = 1) -> None:
        """Deliver the next updates a second time, after the bot has confirmed them."""
        self.duplicates += times

    def swap_updates(self, times: int = 1) -> None:
        """Deliver the next update only after the one that follows it."""
        self.swaps += times

    def clear(self) -> None:
        """Let everything go well again."""
        self._plans.clear()
        self.duplicates = self.swaps = 0
