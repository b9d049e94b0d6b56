"""The store of which messages show which pictures."""

from sqlalchemy import select, update

from bot.core.models import Artifact
from bot.core.ports.posts import PostStore
from bot.storage import rows
from bot.storage.database import Database
from bot.storage.schema import artifacts, jobs


class SqlPosts(PostStore):
    """Messages in the database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def shown(self, chat_id: int, message_id: int) -> Artifact | None:
        """The picture of a message; an index leads straight to it.

        A chat may give a number again after it was deleted and founded anew: the newest counts.
        """
        wanted = (
            select(artifacts)
            .where(artifacts.c.chat_id == chat_id, artifacts.c.message_id == message_id)
            .order_by(artifacts.c.id.desc())
            .limit(1)
        )
        found = await self._database.fetch(wanted)
        return next((rows.artifact(row) for row in found), None)

    async def control(self, job_id: int) -> int | None:
        """The message below a job's album that has its buttons."""
        wanted = select(jobs.c.control_id).where(jobs.c.id == job_id)
        return next((row["control_id"] for row in await self._database.fetch(wanted)), None)

    async def set_control(self, job_id: int, message_id: int) -> None:
        """Remember that message."""
        noted = update(jobs).where(jobs.c.id == job_id).values(control_id=message_id)
        await self._database.execute(noted)
