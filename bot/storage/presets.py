"""The store of presets."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core import recipe
from bot.core.errors import PresetNameTaken, PresetsTooMany
from bot.core.models import Request
from bot.core.ports.presets import PresetStore
from bot.core.presets import Preset, key_of
from bot.storage.database import Database, Now
from bot.storage.saved import presets


class SqlPresets(PresetStore):
    """Presets in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def of(self, person_id: int) -> Sequence[Preset]:
        """All that a person has, by name."""
        mine = select(presets).where(presets.c.person_id == person_id).order_by(presets.c.key)
        found = await self._database.fetch(mine)
        return [_preset(row) for row in found]

    async def save(
        self, person_id: int, name: str, request: Request, words: str, limit: int
    ) -> tuple[Preset, bool]:
        """Keep a recipe under a name, in the place of what had that name.

        Raises:
            PresetsTooMany: The person has `limit` of other names.
        """
        content = {"name": name, "recipe": recipe.portable(request), "words": words}
        mine = presets.c.person_id == person_id
        changed = update(presets).where(mine, presets.c.key == key_of(name)).values(content)
        added = insert(presets).values(
            person_id=person_id, key=key_of(name), created_at=self._now(), **content
        )

        def keep(connection: Connection) -> tuple[Preset, bool]:
            old = connection.execute(changed.returning(presets)).mappings().one_or_none()
            if old is not None:
                return _preset(old), False
            if (connection.scalar(select(func.count()).where(mine)) or 0) >= limit:
                raise PresetsTooMany(limit=limit)
            new = connection.execute(added.returning(presets)).mappings().one()
            return _preset(new), True

        return await self._database.write(keep)

    async def rename(self, person_id: int, preset_id: int, name: str) -> Preset | None:
        """Give a preset another name.

        Raises:
            PresetNameTaken: Another one of the person's has it.
        """
        try:
            return await self._change(person_id, preset_id, name=name, key=key_of(name))
        except IntegrityError as error:
            raise PresetNameTaken(name=name) from error

    async def word(self, person_id: int, preset_id: int, words: str) -> Preset | None:
        """Give a preset other words."""
        return await self._change(person_id, preset_id, words=words)

    async def delete(self, person_id: int, preset_id: int) -> None:
        """Forget a preset."""
        meant = presets.c.id == preset_id, presets.c.person_id == person_id
        await self._database.execute(delete(presets).where(*meant))

    async def _change(self, person_id: int, preset_id: int, **values: Any) -> Preset | None:
        meant = presets.c.id == preset_id, presets.c.person_id == person_id
        changed = update(presets).where(*meant).values(values).returning(presets)

        def work(connection: Connection) -> RowMapping | None:
            return connection.execute(changed).mappings().one_or_none()

        row = await self._database.write(work)
        return _preset(row) if row else None


def _preset(row: RowMapping) -> Preset:
    return Preset(
        id=row["id"],
        name=row["name"],
        request=recipe.from_dict(row["recipe"]),
        words=row["words"],
    )
