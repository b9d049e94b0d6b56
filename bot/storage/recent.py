"""The store of pictures that can be sent again at once."""

from collections.abc import Sequence

from sqlalchemy import func, select

from bot.core.ports.recent import RecentStore, Sendable
from bot.storage.database import Database
from bot.storage.schema import artifacts, runs, starred


class SqlRecent(RecentStore):
    """Delivered pictures in the database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recent(
        self,
        person_id: int,
        *,
        limit: int,
        before: int | None = None,
        favourite: bool | None = None,
    ) -> Sequence[Sendable]:
        """The newest ones that are older than a picture; an index leads straight to them."""
        wanted = (
            select(
                artifacts.c.id.label("artifact_id"),
                artifacts.c.file_id,
                artifacts.c.favourite,
                func.coalesce(runs.c.request["prompt"].as_string(), "").label("prompt"),
                runs.c.model,
            )
            .join(runs, runs.c.id == artifacts.c.run_id)
            .where(artifacts.c.person_id == person_id, artifacts.c.file_id > "")
            .order_by(artifacts.c.id.desc())
            .limit(limit)
        )
        if favourite is not None:
            wanted = wanted.where(starred if favourite else artifacts.c.favourite.is_(False))
        if before is not None:
            wanted = wanted.where(artifacts.c.id < before)
        found = await self._database.fetch(wanted)
        return [Sendable(**row) for row in found]
