"""What is forgotten with a person, and what has to stay for a while."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ScalarResult, Table, delete, select, tuple_, update

from bot.core.models import Preferences
from bot.core.runs import RunState
from bot.storage import settling
from bot.storage.elements import files_of
from bot.storage.saved import elements, presets
from bot.storage.schema import (
    artifacts,
    cache,
    conversations,
    jobs,
    leaving,
    ledger,
    people,
    runs,
    usage,
)


def erase(connection: Connection, now: datetime, person_id: int) -> list[str]:
    """Forget a person; returns the files of their pictures."""
    settling.settle(
        connection, now, runs.c.person_id == person_id, RunState.CANCELLED, refund=True
    )
    files: ScalarResult[str | None] = connection.scalars(
        delete(artifacts).where(artifacts.c.person_id == person_id).returning(artifacts.c.media)
    )
    media = [name for name in files if name]
    media += _forget_elements(connection, person_id)
    for table in (runs, jobs, presets):
        connection.execute(delete(table).where(table.c.person_id == person_id))
    for keyed in (conversations, cache):
        connection.execute(delete(keyed).where(speaks_with(keyed, person_id)))
    _forget_settings(connection, person_id)
    _forget_usage(connection, now.date(), person_id)
    return media


def speaks_with(keyed: Table, person_id: int) -> Any:
    """Whether the key of a conversation or of a note on it, joined by `:`, names a person."""
    return (":" + keyed.c.key + ":").contains(f":{person_id}:")


def expire(connection: Connection, today: date) -> None:
    """Forget what was kept of forgotten people for a day that is over."""
    over = leaving & (usage.c.day < today)
    accounts = select(usage.c.payer_id, usage.c.day).where(over)
    connection.execute(delete(ledger).where(tuple_(ledger.c.payer_id, ledger.c.day).in_(accounts)))
    connection.execute(delete(usage).where(over))


def _forget_elements(connection: Connection, person_id: int) -> list[str]:
    gone = delete(elements).where(elements.c.person_id == person_id)
    return files_of((connection.scalars(gone.returning(elements.c.pictures))).all())


def _forget_settings(connection: Connection, person_id: int) -> None:
    known = people.c.id == person_id
    connection.execute(delete(people).where(known, people.c.banned.is_(None)))
    # a ban outlives its person's data: forgetting oneself is no way around it
    connection.execute(
        update(people).where(known).values(language=None, preferences=asdict(Preferences()))
    )


def _forget_usage(connection: Connection, today: date, person_id: int) -> None:
    connection.execute(delete(ledger).where(ledger.c.payer_id == person_id, ledger.c.day < today))
    connection.execute(delete(usage).where(usage.c.payer_id == person_id, usage.c.day < today))
    connection.execute(update(usage).where(usage.c.payer_id == person_id).values(leaving=True))
    expire(connection, today)
