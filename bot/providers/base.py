"""What most adapters have in common: the optional methods of a provider."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.core.capabilities import ProviderSpec, Style, Wording
from bot.core.errors import BadResponse, InvalidRequest, ResultLost
from bot.core.models import Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Link,
    Result,
    Running,
)
from bot.providers.calls import CLIP_LIMIT, PICTURE_LIMIT, Transport

PIECE = 64 * 1024


class BaseProvider(ABC):
    """A provider without styles of its own, health or cancelling; only `submit` is missing.

    Args:
        spec: What it offers.
        transport: Its network.
    """

    def __init__(self, spec: ProviderSpec, transport: Transport) -> None:
        self.spec = spec
        self.transport = transport

    @abstractmethod
    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        """Ask for a picture."""

    async def find(self, request: Request, since: datetime) -> Accepted | None:  # noqa: ARG002 -- a default
        """The vendor has no list to look through."""
        return None

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """There is no such task: a vendor that answers at once has none."""
        return Failed(error=ResultLost(provider=self.spec.key, detail=f"no task {task.id}"))

    def listen(self, address: str) -> None:  # noqa: B027 -- a default
        """The vendor does not call."""

    def parse_callback(self, headers: Mapping[str, str], body: bytes) -> str | None:  # noqa: ARG002 -- a default
        """The vendor does not call."""
        return None

    async def collect(self, result: Result) -> AsyncIterator[bytes]:
        """The bytes of a result: those it carries, or those behind its address."""
        if result.content is not None:
            for start in range(0, len(result.content), PIECE):
                yield result.content[start : start + PIECE]
        elif result.url is not None:
            async for piece in self.transport.download(result.url, most(result)):
                yield piece
        else:
            raise BadResponse(provider=self.spec.key, detail="a result without content")

    async def link(self, vendor_ref: str) -> Link | None:  # noqa: ARG002 -- a default
        """The vendor gives no address to others."""
        return None

    async def styles(self, model: str) -> tuple[Style, ...]:
        """The styles that the model was declared with."""
        return next((spec.styles for spec in self.spec.models if spec.key == model), ())

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- a default
        """No picture."""
        return None

    async def health(self, model: str) -> Health | None:  # noqa: ARG002 -- a default
        """The vendor cannot be asked."""
        return None

    async def balance(self) -> Balance | None:
        """The vendor does not tell what is left."""
        return None

    async def cancel(self, task: Task) -> bool:  # noqa: ARG002 -- a default
        """The vendor cannot stop a task."""
        return False

    async def reword(self, prompt: str, how: Wording, limit: int) -> str:  # noqa: ARG002 -- a default
        """There is no chat model."""
        raise InvalidRequest(provider=self.spec.key, detail=f"no model to {how} words")

    async def close(self) -> None:  # noqa: B027 -- a default
        """Nothing is held open."""


def most(result: Result) -> int:
    """Bytes that a result may have."""
    return CLIP_LIMIT if result.clip else PICTURE_LIMIT
