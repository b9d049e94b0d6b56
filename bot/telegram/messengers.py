"""The Messenger of all jobs: each goes the way that it came."""

from collections.abc import AsyncIterator, Mapping

from bot.core.models import Job
from bot.core.ports.conversation import JobStatus, Messenger


class Messengers(Messenger):
    """Hands each job to the messenger of the place that it came from.

    Args:
        chats: For chats that the bot writes to.
        inline: For messages that were posted inline.
    """

    def __init__(self, *, chats: Messenger, inline: Messenger) -> None:
        self._chats = chats
        self._inline = inline

    async def open_card(self, status: JobStatus) -> int | None:
        """Show a status card; returns its number, None where that is impossible."""
        return await self._of(status.job).open_card(status)

    async def update_card(self, status: JobStatus) -> bool:
        """Show a new state; False: Telegram leaves no room for it now."""
        return await self._of(status.job).update_card(status)

    async def close_card(self, job: Job) -> None:
        """Take the card away."""
        await self._of(job).close_card(job)

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        """Send the pictures of a job's delivering runs.

        Raises:
            DeliveryError: Telegram will not take them, now or ever.
            ProviderError: It may work later.
        """
        return await self._of(job).deliver(job)

    async def report(self, job: Job) -> None:
        """Say what failed.

        Raises:
            DeliveryError: That cannot be said there.
            ProviderError: It may work later.
        """
        await self._of(job).report(job)

    def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Download a file that somebody sent.

        Raises:
            InputGone: Telegram does not have it any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
        """
        return self._chats.fetch(file_id)

    def _of(self, job: Job) -> Messenger:
        return self._inline if job.origin.inline_id else self._chats
