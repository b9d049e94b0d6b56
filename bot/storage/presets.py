"""The store of presets."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core import recipe
from bot.core.errors import PresetNameTaken, PresetsTooMany
from bot.core.models import Request
from bot.core.ports.presets import PresetStore
from bot.core.presets import Preset, key_of
from bot.storage.database import Database, Now
from bot.storage.saved import presets
from bot.storage.uninterrupted import uninterrupted


@uninterrupted
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
        async with self._database.read() as connection:
            return [_preset(row) for row in (await connection.execute(mine)).mappings()]

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
        async with self._database.write() as connection:
            old = (await connection.execute(changed.returning(presets))).mappings().one_or_none()
            if old is not None:
                return _preset(old), False
            count = await connection.scalar(select(func.count()).where(mine))
            if (count or 0) >= limit:
                raise PresetsTooMany(limit=limit)
            added = insert(presets).values(
                person_id=person_id, key=key_of(name), created_at=self._now(), **content
            )
            new = (await connection.execute(added.returning(presets))).mappings().one()
            return _preset(new), True

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
        async with self._database.write() as connection:
            await connection.execute(delete(presets).where(*meant))

    async def _change(self, person_id: int, preset_id: int, **values: Any) -> Preset | None:
        meant = presets.c.id == preset_id, presets.c.person_id == person_id
        changed = update(presets).where(*meant).values(values).returning(presets)
        async with self._database.write() as connection:
            row = (await connection.execute(changed)).mappings().one_or_none()
        return _preset(row) if row else None


def _preset(row: RowMapping) -> Preset:
    return Preset(
        id=row["id"],
        name=row["name"],
        request=recipe.from_dict(row["recipe"]),
        words=row["words"],
    )
