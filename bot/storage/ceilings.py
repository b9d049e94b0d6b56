"""How much a whole group had today, and where that ends."""

import math
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from bot.core.errors import GroupQuotaExceeded
from bot.storage.schema import LedgerKind, chats, jobs, ledger, runs, shared


def keep(connection: Connection, now: datetime, chat_id: int, needed: int, ceiling: int) -> None:
    """See to it that a group has room for so many more runs today.

    Raises:
        GroupQuotaExceeded: The caller's transaction has to be undone.
    """
    # locked: of two orders at once the second counts the first; SQLite has one writer anyway
    connection.execute(select(chats.c.id).where(chats.c.id == chat_id).with_for_update())
    left = max(0, ceiling - made_in(connection, chat_id, now))
    if left < needed:
        hours, minutes = until_midnight(now)
        raise GroupQuotaExceeded(
            limit=ceiling, left=left, needed=needed, hours=hours, minutes=minutes
        )


def made_in(connection: Connection, chat_id: int, moment: datetime) -> int:
    """A group's runs of a day that were not given back; it reads this day's alone."""
    midnight = datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
    given_back = select(ledger.c.id).where(
        ledger.c.run_id == runs.c.id, ledger.c.kind == LedgerKind.REFUND
    )
    counted = (
        select(func.count())
        .select_from(jobs)
        .join(runs, runs.c.job_id == jobs.c.id)
        .where(shared, jobs.c.chat_id == chat_id)
        .where(jobs.c.created_at >= midnight, jobs.c.created_at < midnight + timedelta(days=1))
        .where(~given_back.exists())
    )
    return connection.scalar(counted) or 0


def until_midnight(now: datetime) -> tuple[int, int]:
    """Hours and minutes until the next day begins, in the zone of the moment."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return divmod(math.ceil((midnight - now).total_seconds() / 60), 60)
