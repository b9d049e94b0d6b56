"""A vendor, as the services see it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.core.capabilities import ProviderSpec, Style, Wording
from bot.core.errors import BotError
from bot.core.models import Request, Task


@dataclass(frozen=True, kw_only=True)
class Result:
    """One picture or clip as a provider hands it over: its bytes, or where to fetch them.

    Attributes:
        clip: Whether it is a clip, which may have many more bytes.
        seed: The seed it was really made with.
        vendor_ref: The provider's own name of it.
        note: The provider's own words on it (a revised prompt).
    """

    content: bytes | None = field(default=None, repr=False)
    url: str | None = None
    clip: bool = False
    seed: int | None = None
    vendor_ref: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The provider took the task; `check_after` in seconds where it says when to look."""

    task: Task
    check_after: float | None = None


@dataclass(frozen=True, kw_only=True)
class Running:
    """Not ready yet; `progress` from 0 to 1 where it is reported."""

    progress: float | None = None
    check_after: float | None = None


@dataclass(frozen=True, kw_only=True)
class Finished:
    """Ready. An answer that can be read once is inside: it has to be stored before all else."""

    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The provider ended the task without a picture."""

    error: BotError


@dataclass(frozen=True, kw_only=True)
class Health:
    """What a provider says of itself; `reason` is its own short word where it is not ready."""

    available: bool
    reason: str | None = None
    queue: int | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where anybody can fetch a file from, for a while.

    Attributes:
        until: When the address stops working, in UTC.
    """

    url: str = field(repr=False)
    until: datetime


class Unit(StrEnum):
    """What vendors count."""

    CREDITS = "credits"
    GENERATIONS = "generations"
    UPSCALES = "upscales"


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the operator's account has left at a vendor.

    Attributes:
        left: How much of each thing that the vendor counts.
        resets_at: When a vendor that counts by the day begins anew, in UTC; None: not told.
    """

    left: Mapping[Unit, float]
    resets_at: datetime | None = None


class Provider(Protocol):
    """A vendor's adapter: translates, and knows nothing of chats, quotas or storage."""

    spec: ProviderSpec

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        """Ask for a picture or a clip.

        Args:
            request: What is wanted.
            inputs: The request's pictures or clip as local files, in order, then those of its
                elements, in order; where it has a mask, that comes last: of the picture's size
                and kind, white is kept and black is changed. Nothing in the modes of CONTINUES:
                the vendor has it already, under the input's `vendor_ref`.

        Raises:
            ProviderError: Refused; Ambiguous when it may have been accepted all the same.
        """
        ...

    async def find(self, request: Request, since: datetime) -> Accepted | None:
        """The task that a request became whose create call got no answer.

        Only where the vendor's list of tasks leaves no doubt which one it is.

        Args:
            request: As it was submitted.
            since: When that began, by this machine's clock.

        Returns:
            None: there is none, or the vendor's list cannot tell.

        Raises:
            ProviderError: The question could not be answered.
        """
        ...

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Look after a task.

        Raises:
            ProviderError: The question could not be answered; ask again later.
        """
        ...

    def listen(self, address: str) -> None:
        """Let the vendor tell at this address, from now on, that something became of a task."""
        ...

    def parse_callback(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """What a vendor's call at that address is about.

        A call is a hint and no more: whoever gets the answer looks after the task.

        Args:
            headers: With names in lower case.
            body: Anything at all.

        Returns:
            The id of a task; None: it is about none, or not the vendor's.
        """
        ...

    def collect(self, result: Result) -> AsyncIterator[bytes]:
        """The bytes of a result, in pieces, size limited.

        Raises:
            ProviderError: They could not be had.
        """
        ...

    async def link(self, vendor_ref: str) -> Link | None:
        """A public address of something that the vendor made, for what is too large to be sent.

        Args:
            vendor_ref: The vendor's own name of it.

        Returns:
            None: the vendor gives none, or does not have it any more.

        Raises:
            ProviderError: The question could not be answered.
        """
        ...

    async def styles(self, model: str) -> tuple[Style, ...]:
        """The model's styles as the provider lists them now.

        Raises:
            ProviderError: The list cannot be had.
        """
        ...

    async def preview(self, model: str, style: Style) -> bytes | None:
        """A small picture of a style, where there is one.

        Raises:
            ProviderError: It could not be fetched.
        """
        ...

    async def health(self, model: str) -> Health | None:
        """Whether the model takes work now; None: the vendor has no way to ask.

        Raises:
            ProviderError: The question could not be answered.
        """
        ...

    async def balance(self) -> Balance | None:
        """What the operator's account has left; None: the vendor has not told.

        Raises:
            ProviderError: The question could not be answered.
        """
        ...

    async def cancel(self, task: Task) -> bool:
        """Stop a task where the vendor can; False: it goes on there and is ignored."""
        ...

    async def reword(self, prompt: str, how: Wording, limit: int) -> str:
        """Other words for a prompt; asked only for what `spec.wordings` has.

        Args:
            prompt: The words as they are.
            how: What to do with them.
            limit: Characters that the answer should have at most; it may have more.

        Raises:
            ProviderError: There is no answer.
        """
        ...

    async def close(self) -> None:
        """Let go of what it holds open; nothing is asked of it afterwards."""
        ...
