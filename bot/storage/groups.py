"""The store of groups, and their way into supergroups."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.core.groups import Group
from bot.core.ports.groups import GroupStore, Settings
from bot.storage.database import Database
from bot.storage.schema import artifacts, chats, jobs, ledger, runs, usage
from bot.storage.starting import upsert

_ONE = select(chats).where(chats.c.id == bindparam("id"))


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
            return Group(**{**row, "barred": frozenset(row["barred"])})
        return Group(id=chat_id)

    async def change(self, chat_id: int, settings: Settings) -> None:
        """Set some fields and leave the others as they are."""
        values: dict[str, Any] = {**settings}

        def store(connection: Connection) -> None:
            known = upsert(connection)(chats).values(id=chat_id, **values)
            connection.execute(known.on_conflict_do_update(index_elements=["id"], set_=values))

        await self._database.write(store)

    async def bar(self, chat_id: int, models: Collection[str], *, barred: bool) -> None:
        """Switch models off, or on again."""
        await self._database.write(_bar, chat_id, set(models), barred)

    async def move(self, before: int, after: int) -> None:
        """Take everything along into the supergroup that a group has become."""
        await self._database.write(_move, before, after)


def _bar(connection: Connection, chat_id: int, models: set[str], barred: bool) -> None:
    added = upsert(connection)(chats).values(id=chat_id)
    connection.execute(added.on_conflict_do_nothing(index_elements=["id"]))
    # locked: two admins at once switch off two models
    mine = select(chats.c.barred).where(chats.c.id == chat_id).with_for_update()
    now: set[str] = set(connection.execute(mine).scalar_one())
    now = now | models if barred else now - models
    changed = update(chats).where(chats.c.id == chat_id)
    connection.execute(changed.values(barred=sorted(now)))


def _move(connection: Connection, before: int, after: int) -> None:
    _move_settings(connection, before, after)
    _move_jobs(connection, before, after)
    _move_purse(connection, before, after)


def _move_settings(connection: Connection, before: int, after: int) -> None:
    taken = select(chats.c.id).where(chats.c.id == after)
    if connection.scalar(taken) is None:
        connection.execute(update(chats).where(chats.c.id == before).values(id=after))
    connection.execute(delete(chats).where(chats.c.id == before))


def _move_jobs(connection: Connection, before: int, after: int) -> None:
    """Messages stay behind: under their numbers the supergroup has others."""
    here = jobs.c.private.is_(False) & (jobs.c.chat_id == before)
    made = select(runs.c.id).join(jobs, jobs.c.id == runs.c.job_id).where(here)
    pictures = update(artifacts).where(artifacts.c.run_id.in_(made))
    connection.execute(pictures.values(message_id=None))
    connection.execute(
        update(jobs)
        .where(here)
        .values(chat_id=after, message_id=None, card_id=None, control_id=None)
    )


def _move_purse(connection: Connection, before: int, after: int) -> None:
    for table in (jobs, ledger):
        paid = update(table).where(table.c.payer_id == before)
        connection.execute(paid.values(payer_id=after))
    old = connection.execute(select(usage).where(usage.c.payer_id == before)).mappings()
    for row in old.all():
        connection.execute(_added(connection, {**row, "payer_id": after}))
    connection.execute(delete(usage).where(usage.c.payer_id == before))


def _added(connection: Connection, row: dict[str, Any]) -> Any:
    account = [column.name for column in usage.primary_key]
    total = {"used": usage.c.used + row["used"]}
    insertion = upsert(connection)(usage).values(row)
    return insertion.on_conflict_do_update(index_elements=account, set_=total)
