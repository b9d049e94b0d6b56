"""The chat, the queue and time, as the services see them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.core.models import Job

Advance: TypeAlias = Callable[[int], Awaitable[None]]


class Clock(Protocol):
    """Time, so that a test can make it run faster."""

    def now(self) -> datetime:
        """The moment, in UTC, with its zone."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait on this clock."""
        ...


@dataclass(frozen=True, kw_only=True)
class JobStatus:
    """What a status card shows of a job now.

    Attributes:
        place: In the queue; 0 once it is at the provider.
        progress: From 0 to 1.
        estimated: Whether the progress is reckoned from recent times, not reported.
        seconds_left: Estimate; None where nothing can be said.
        done: Runs whose picture is there already.
        usual_seconds: How long such a clip usually takes; None: it is no clip.
    """

    job: Job
    place: int
    progress: float
    estimated: bool
    seconds_left: float | None
    done: int
    usual_seconds: float | None = None


class Messenger(Protocol):
    """The chat, as seen by the services; every method waits for Telegram's limits by itself."""

    async def open_card(self, status: JobStatus) -> int | None:
        """Send a status card; returns its message id, None where the chat is unreachable."""
        ...

    async def update_card(self, status: JobStatus) -> bool:
        """Show a new state; False: Telegram leaves no room for it now."""
        ...

    async def close_card(self, job: Job) -> None:
        """Take the card away."""
        ...

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        """Send the pictures of a job's delivering runs; returns message and file id by artifact.

        Raises:
            DeliveryError: Telegram will not take them, now or ever.
            ProviderError: Telegram has trouble that may pass.
        """
        ...

    async def report(self, job: Job) -> None:
        """Say why a job's failed runs failed, what came of the quota, and what to do next."""
        ...

    def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Download a file that somebody sent.

        Raises:
            InputGone: Telegram does not have it any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
        """
        ...


class Queue(Protocol):
    """Carries the ids of queued runs to whoever advances them.

    The rows are stored before the queue hears of them, so an implementation may lose every
    message and still find them again.
    """

    def notify(self) -> None:
        """Something was queued, or a place became free."""
        ...

    async def serve(self, advance: Advance) -> None:
        """Hand out runs, fairest first and within all limits, until cancelled."""
        ...
