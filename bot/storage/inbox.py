"""The store of received updates."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.core.ports.stores import InboxStore
from bot.storage.database import Database, Now
from bot.storage.schema import inbox, waiting
from bot.storage.starting import upsert


class SqlInbox(InboxStore):
    """Updates in the database; of a handled one only its number stays.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def add(self, updates: Sequence[tuple[int, str]]) -> Sequence[int]:
        """Store updates (id, JSON); returns the ids that were not known yet, in their order."""
        now = self._now()
        values = [
            {"update_id": update_id, "content": content, "received_at": now}
            for update_id, content in dict(updates).items()
        ]
        if not values:
            return []

        def store(connection: Connection) -> set[int]:
            added = upsert(connection)(inbox).values(values).returning(inbox.c.update_id)
            return set(connection.scalars(added.on_conflict_do_nothing()))

        new = await self._database.write(store)
        return [update_id for update_id in dict(updates) if update_id in new]

    async def done(self, update_ids: Collection[int]) -> None:
        """These were handled."""
        handled = update(inbox).where(inbox.c.update_id.in_(update_ids))
        await self._database.execute(handled.values(handled=True, content=""))

    async def pending(self) -> Sequence[tuple[int, str]]:
        """Updates that were stored and not handled, oldest first."""
        wanted = select(inbox.c.update_id, inbox.c.content).where(waiting)
        # by the moment first: after a week of silence Telegram numbers anew (Update.update_id)
        ordered = wanted.order_by(inbox.c.received_at, inbox.c.update_id)
        return [(row["update_id"], row["content"]) for row in await self._database.fetch(ordered)]

    async def prune(self, older_than: datetime) -> None:
        """Forget handled updates that Telegram cannot send again (it keeps them 24 hours)."""
        old = inbox.c.handled.is_(True), inbox.c.received_at < older_than
        await self._database.execute(delete(inbox).where(*old))
