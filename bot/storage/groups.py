"""The store of groups, and their way into supergroups."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.groups import Group
from bot.core.ports.groups import GroupStore, Settings
from bot.storage.database import Database
from bot.storage.schema import artifacts, chats, jobs, ledger, runs, usage
from bot.storage.starting import upsert
from bot.storage.uninterrupted import uninterrupted

_ONE = select(chats).where(chats.c.id == bindparam("id"))


@uninterrupted
class SqlGroups(GroupStore):
    """Groups in the database; one of which nothing was set has no row.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int) -> Group:
        """A group; one that is not known yet is as every group is at first."""
        for row in await self._database.fetch(_ONE, id=chat_id):
            values = row._mapping  # noqa: SLF001 - public, named as in namedtuple
            return Group(**{**values, "barred": frozenset(values["barred"])})
        return Group(id=chat_id)

    async def change(self, chat_id: int, settings: Settings) -> None:
        """Set some fields and leave the others as they are."""
        values: dict[str, Any] = {**settings}
        async with self._database.write() as connection:
            known = upsert(connection)(chats).values(id=chat_id, **values)
            await connection.execute(
                known.on_conflict_do_update(index_elements=["id"], set_=values)
            )

    async def bar(self, chat_id: int, models: Collection[str], *, barred: bool) -> None:
        """Switch models off, or on again."""
        async with self._database.write() as connection:
            added = upsert(connection)(chats).values(id=chat_id)
            await connection.execute(added.on_conflict_do_nothing(index_elements=["id"]))
            # locked: two admins at once switch off two models
            mine = select(chats.c.barred).where(chats.c.id == chat_id).with_for_update()
            now: frozenset[str] = frozenset((await connection.execute(mine)).scalar_one())
            now = now | set(models) if barred else now - set(models)
            changed = update(chats).where(chats.c.id == chat_id)
            await connection.execute(changed.values(barred=sorted(now)))

    async def move(self, before: int, after: int) -> None:
        """Take everything along into the supergroup that a group has become."""
        async with self._database.write() as connection:
            await _move_settings(connection, before, after)
            await _move_jobs(connection, before, after)
            await _move_purse(connection, before, after)


async def _move_settings(connection: AsyncConnection, before: int, after: int) -> None:
    taken = select(chats.c.id).where(chats.c.id == after)
    if await connection.scalar(taken) is None:
        await connection.execute(update(chats).where(chats.c.id == before).values(id=after))
    await connection.execute(delete(chats).where(chats.c.id == before))


async def _move_jobs(connection: AsyncConnection, before: int, after: int) -> None:
    """Messages stay behind: under their numbers the supergroup has others."""
    here = jobs.c.private.is_(False) & (jobs.c.chat_id == before)
    made = select(runs.c.id).join(jobs, jobs.c.id == runs.c.job_id).where(here)
    pictures = update(artifacts).where(artifacts.c.run_id.in_(made))
    await connection.execute(pictures.values(message_id=None))
    await connection.execute(
        update(jobs)
        .where(here)
        .values(chat_id=after, message_id=None, card_id=None, control_id=None)
    )


async def _move_purse(connection: AsyncConnection, before: int, after: int) -> None:
    for table in (jobs, ledger):
        paid = update(table).where(table.c.payer_id == before)
        await connection.execute(paid.values(payer_id=after))
    old = (await connection.execute(select(usage).where(usage.c.payer_id == before))).mappings()
    for row in old.all():
        await connection.execute(_added(connection, {**row, "payer_id": after}))
    await connection.execute(delete(usage).where(usage.c.payer_id == before))


def _added(connection: AsyncConnection, row: dict[str, Any]) -> Any:
    account = [column.name for column in usage.primary_key]
    total = {"used": usage.c.used + row["used"]}
    insertion = upsert(connection)(usage).values(row)
    return insertion.on_conflict_do_update(index_elements=account, set_=total)
