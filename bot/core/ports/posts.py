"""Which messages show which pictures."""

from typing import Protocol

from bot.core.models import Artifact


class PostStore(Protocol):
    """The way back from a message to what it is about."""

    async def shown(self, chat_id: int, message_id: int) -> Artifact | None:
        """The picture that was delivered as this message; None: none, or it was deleted."""
        ...

    async def control(self, job_id: int) -> int | None:
        """The message below a job's album that has its buttons."""
        ...

    async def set_control(self, job_id: int, message_id: int) -> None:
        """Remember that message."""
        ...
