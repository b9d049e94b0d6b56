"""The store of a person's pictures: each step costs the same however many there are."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, delete, func, select, update

from bot.core.ports.stores import HistoryStore, KeptFiles
from bot.storage import forgetting
from bot.storage.database import Database, Now
from bot.storage.saved import elements, presets
from bot.storage.schema import (
    artifacts,
    cache,
    conversations,
    filed,
    jobs,
    ledger,
    people,
    runs,
    shares,
    usage,
)

_CHUNK = 500


class SqlHistory(HistoryStore, KeptFiles):
    """Pictures in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def favour(self, artifact_id: int, favourite: bool) -> None:
        """Set or take the star."""
        starring = update(artifacts).where(artifacts.c.id == artifact_id)
        await self._database.execute(starring.values(favourite=favourite))

    async def delete(self, artifact_id: int) -> str | None:
        """Forget a picture; returns the file that may be removed now."""
        deletion = delete(artifacts).where(artifacts.c.id == artifact_id)
        told = deletion.returning(artifacts.c.media)
        return await self._database.write(lambda connection: connection.scalar(told))

    async def export(self, person_id: int) -> AsyncIterator[Mapping[str, Any]]:
        """Everything stored about a person as JSON-able records; `record` names the table."""
        for table, owner in (
            *((people, people.c.id), (jobs, jobs.c.person_id), (runs, runs.c.person_id)),
            *((artifacts, artifacts.c.person_id), (ledger, ledger.c.payer_id)),
            *((presets, presets.c.person_id), (elements, elements.c.person_id)),
        ):
            async for row in self._rows(table, select(table).where(owner == person_id)):
                yield row
        own = select(artifacts.c.id).where(artifacts.c.person_id == person_id)
        for table, mine in (
            (shares, shares.c.artifact_id.in_(own)),
            (usage, usage.c.payer_id == person_id),
            (conversations, forgetting.speaks_with(conversations, person_id)),
            (cache, forgetting.speaks_with(cache, person_id)),
        ):
            for whole in await self._fetch(select(table).where(mine)):
                yield _record(table, whole)

    async def erase(self, person_id: int) -> Sequence[str]:
        """Forget a person wholly; returns files to remove.

        Unsettled runs are cancelled and refunded. Today's usage stays until the day is over, and
        a ban for good.
        """
        return await self._database.write(forgetting.erase, self._now(), person_id)

    async def old_files(self, before: datetime, limit: int) -> Mapping[int, str]:
        """Files of pictures that were settled before a moment, by picture, oldest first.

        Pictures are as old as their number: only the first ones are looked at.
        """
        oldest = select(artifacts).where(filed).order_by(artifacts.c.id).limit(limit).subquery()
        wanted = (
            select(oldest.c.id, oldest.c.media)
            .join(runs, runs.c.id == oldest.c.run_id)
            .where(runs.c.finished_at < before)
            .order_by(oldest.c.id)
        )
        return {row["id"]: row["media"] for row in await self._database.fetch(wanted)}

    async def forget_files(self, artifact_ids: Collection[int]) -> None:
        """These files are gone: Telegram's copies remain; a picture without one is forgotten."""
        meant = artifacts.c.id.in_(artifact_ids)
        nowhere = func.coalesce(artifacts.c.file_id, "") == ""

        def forget(connection: Connection) -> None:
            connection.execute(delete(artifacts).where(meant, nowhere))
            connection.execute(update(artifacts).where(meant).values(media=None))

        await self._database.write(forget)

    async def _rows(
        self, table: Table, wanted: Select[*tuple[Any, ...]]
    ) -> AsyncIterator[Mapping[str, Any]]:
        last = 0
        while found := await self._fetch(
            wanted.where(table.c.id > last).order_by(table.c.id).limit(_CHUNK)
        ):
            for row in found:
                yield _record(table, row)
            last = found[-1]["id"]

    async def _fetch(self, wanted: Select[*tuple[Any, ...]]) -> Sequence[RowMapping]:
        return await self._database.fetch(wanted)


def _record(table: Table, row: RowMapping) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
    }
    return {"record": table.name, **plain}
