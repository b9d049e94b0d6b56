"""The store of people and what they have set."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.core.models import Person, Preferences
from bot.core.ports.stores import PersonStore
from bot.storage import forgetting, rows
from bot.storage.database import Database, Now
from bot.storage.schema import people
from bot.storage.starting import upsert

_ONE = select(people).where(people.c.id == bindparam("id"))


class SqlPeople(PersonStore):
    """People in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def meet(self, person_id: int, default_plan: str) -> Person:
        """The person, made known at the first meeting."""
        for known in await self._database.fetch(_ONE, id=person_id):
            return rows.person(known)
        new = {
            "id": person_id,
            "plan": default_plan,
            "preferences": asdict(Preferences()),
            "created_at": self._now(),
        }

        def greet(connection: Connection) -> Person:
            added = upsert(connection)(people).values(new)
            connection.execute(added.on_conflict_do_nothing(index_elements=["id"]))
            forgetting.expire(connection, self._now().date())
            return rows.person(connection.execute(_ONE, {"id": person_id}).mappings().one())

        return await self._database.write(greet)

    async def set_language(self, person_id: int, language: str | None) -> None:
        """Choose a language; None: Telegram's."""
        await self._set(person_id, language=language)

    async def set_preferences(self, person_id: int, preferences: Preferences) -> None:
        """Replace what is set in the panel."""
        await self._set(person_id, preferences=asdict(preferences))

    async def set_reachable(self, person_id: int, reachable: bool) -> None:
        """Note that a person blocked or unblocked the bot."""
        await self._set(person_id, reachable=reachable)

    async def _set(self, person_id: int, **values: Any) -> None:
        await self._database.execute(update(people).where(people.c.id == person_id).values(values))
