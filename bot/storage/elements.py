"""The store of characters and things that people have shown."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core.elements import MOST, PICTURES, SavedElement, key_of
from bot.core.errors import ElementFull, ElementNameTaken, ElementsTooMany
from bot.core.models import Input
from bot.core.ports.elements import ElementStore
from bot.storage.database import Database, Now
from bot.storage.saved import elements


class SqlElements(ElementStore):
    """Elements in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def of(self, person_id: int) -> Sequence[SavedElement]:
        """All that a person has, by name."""
        mine = select(elements).where(elements.c.person_id == person_id).order_by(elements.c.key)
        found = await self._database.fetch(mine)
        return [_element(row) for row in found]

    async def add(
        self, person_id: int, name: str, pictures: Sequence[Input], description: str
    ) -> tuple[SavedElement, bool]:
        """Keep pictures under a name, after those that it has.

        Raises:
            ElementFull: That would be more pictures than an element has.
            ElementsTooMany: The person has as many elements as anybody may have.
        """
        known = elements.c.person_id == person_id, elements.c.key == key_of(name)

        def keep(connection: Connection) -> tuple[SavedElement, bool]:
            # of two at once on PostgreSQL the second waits for the first
            locked = select(elements).where(*known).with_for_update()
            old = connection.execute(locked).mappings().one_or_none()
            kept = [*(old["pictures"] if old else ()), *map(asdict, pictures)]
            if len(kept) > PICTURES:
                raise ElementFull(name=name, count=len(kept), limit=PICTURES)
            if old:
                content = {"pictures": kept, "description": description or old["description"]}
                return _changed(connection, old["id"], content), False
            content = {"name": name, "pictures": kept, "description": description}
            return self._new(connection, person_id, content), True

        return await self._database.write(keep)

    async def rename(self, person_id: int, element_id: int, name: str) -> SavedElement | None:
        """Give an element another name.

        Raises:
            ElementNameTaken: Another one of the person's has it.
        """
        try:
            return await self._change(person_id, element_id, name=name, key=key_of(name))
        except IntegrityError as error:
            raise ElementNameTaken(name=name) from error

    async def describe(self, person_id: int, element_id: int, text: str) -> SavedElement | None:
        """Say what an element is."""
        return await self._change(person_id, element_id, description=text)

    async def delete(self, person_id: int, element_id: int) -> Sequence[str]:
        """Forget an element; returns the files that may be removed now."""
        meant = elements.c.id == element_id, elements.c.person_id == person_id
        gone = delete(elements).where(*meant).returning(elements.c.pictures)
        return await self._database.write(lambda found: files_of(found.scalars(gone).all()))

    def _new(
        self, connection: Connection, person_id: int, content: dict[str, Any]
    ) -> SavedElement:
        mine = elements.c.person_id == person_id
        if (connection.scalar(select(func.count()).where(mine)) or 0) >= MOST:
            raise ElementsTooMany(limit=MOST)
        added = insert(elements).values(
            person_id=person_id,
            key=key_of(content["name"]),
            created_at=self._now(),
            **content,
        )
        return _element(connection.execute(added.returning(elements)).mappings().one())

    async def _change(self, person_id: int, element_id: int, **values: Any) -> SavedElement | None:
        meant = elements.c.id == element_id, elements.c.person_id == person_id
        changed = update(elements).where(*meant).values(values).returning(elements)

        def work(connection: Connection) -> RowMapping | None:
            return connection.execute(changed).mappings().one_or_none()

        row = await self._database.write(work)
        return _element(row) if row else None


def files_of(pictures: Iterable[Sequence[dict[str, Any]]]) -> list[str]:
    """The files of all pictures of some elements."""
    return [each["media"] for kept in pictures for each in kept if each.get("media")]


def _changed(connection: Connection, element_id: int, content: dict[str, Any]) -> SavedElement:
    changed = update(elements).where(elements.c.id == element_id).values(content)
    return _element(connection.execute(changed.returning(elements)).mappings().one())


def _element(row: RowMapping) -> SavedElement:
    return SavedElement(
        id=row["id"],
        name=row["name"],
        pictures=tuple(Input(**each) for each in row["pictures"]),
        description=row["description"],
    )
