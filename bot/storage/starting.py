"""The beginning of jobs: their rows and the quota that they need, all or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    bindparam,
    case,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.core import recipe
from bot.core.capabilities import Allowance
from bot.core.errors import QuotaExceeded
from bot.core.models import INLINE_CARD, Order, Origin
from bot.core.runs import RunState
from bot.storage import ceilings
from bot.storage.schema import LedgerKind, jobs, ledger, runs, unsettled, usage


def start(
    connection: Connection,
    now: datetime,
    order: Order,
    providers: Sequence[str],
    limits: Mapping[Allowance, int | None],
    *,
    ceiling: int | None = None,
) -> int:
    """Store a job with its runs and reserve their quota; returns its id.

    Raises:
        QuotaExceeded: The caller's transaction has to be undone.
        GroupQuotaExceeded: The same.
    """
    created = upsert(connection)(jobs).values(_job(order, now)).returning(jobs.c.id)
    job_id: int | None = connection.scalar(created.on_conflict_do_nothing())
    if job_id is None:
        known = select(jobs.c.id).where(_started_by(order.origin))
        first: int = connection.execute(known).scalar_one()
        return first
    kinds = [request.mode.allowance for request in order.requests]
    if ceiling is not None:
        ceilings.keep(connection, now, order.origin.chat_id, len(kinds), ceiling)
    _reserve(connection, now, order.payer_id, kinds, limits)
    run_ids = _add_runs(connection, now, job_id, order, providers)
    entries = [
        _entry(now, order.payer_id, run_id, kind)
        for run_id, kind in zip(run_ids, kinds, strict=True)
    ]
    connection.execute(insert(ledger), entries)
    return job_id


def upsert(connection: Connection) -> Any:
    """The `insert` of the database at hand that knows ON CONFLICT."""
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _started_by(origin: Origin) -> ColumnElement[bool]:
    """Whether a job was started by the same update, or in the same turn of the same message."""
    same = jobs.c.update_id == origin.update_id
    if origin.inline_id is None:  # to compare with it would find every job that has none
        return same
    turn = (jobs.c.inline_id == origin.inline_id) & (jobs.c.inline_turn == origin.inline_turn)
    return same | turn


def _job(order: Order, now: datetime) -> dict[str, Any]:
    return {
        "person_id": order.person_id,
        "payer_id": order.payer_id,
        "chat_id": order.origin.chat_id,
        "thread_id": order.origin.thread_id,
        "message_id": order.origin.message_id,
        "private": order.origin.private,
        "update_id": order.origin.update_id,
        "inline_id": order.origin.inline_id,
        "card_id": INLINE_CARD if order.origin.inline_id else None,
        "inline_turn": order.origin.inline_turn,
        "language": order.language,
        "created_at": now,
    }


def _add_runs(
    connection: Connection,
    now: datetime,
    job_id: int,
    order: Order,
    providers: Sequence[str],
) -> list[int]:
    lines = [
        Line(provider, request.mode.films)
        for request, provider in zip(order.requests, providers, strict=True)
    ]
    places = turns(connection, order.person_id, lines)
    values = [
        {
            "job_id": job_id,
            "person_id": order.person_id,
            "provider": line.provider,
            "model": request.model,
            "request": recipe.to_dict(request),
            "state": RunState.QUEUED,
            "created_at": now,
            "due_at": now,
            "film": line.film,
            "turn": turn,
        }
        for request, line, turn in zip(order.requests, lines, places, strict=True)
    ]
    statement: Insert = insert(runs)
    added = connection.execute(
        statement.returning(runs.c.id, sort_by_parameter_order=True), values
    )
    return list(added.scalars())


class Line(NamedTuple):
    """A line of runs: a provider's clips wait apart, so that they hold up no pictures.

    Attributes:
        provider: ProviderSpec.key.
        film: Whether clips wait in it.
    """

    provider: str
    film: bool


def turns(connection: Connection, person_id: int, lines: Sequence[Line]) -> list[int]:
    """Where new runs stand in their lines.

    A line is served turn by turn, in each of which everybody has one run: whoever comes new joins
    the turn that is served now, whoever has runs waiting comes after their own last one. So ten
    runs of one person never make another wait for more than the one that is being made.
    """
    last = {
        line: (connection.execute(_LAST_TURN, {"person": person_id} | line._asdict())).scalar_one()
        for line in set(lines)
    }
    places = []
    for line in lines:
        last[line] += 1
        places.append(last[line])
    return places


def _last_turn() -> Select[int]:
    line = unsettled & (runs.c.provider == bindparam("provider"))
    line &= runs.c.film == bindparam("film")
    first = select(func.min(runs.c.turn) - 1).where(line, runs.c.state == RunState.QUEUED)
    served = select(func.max(runs.c.turn)).where(line, runs.c.state != RunState.QUEUED)
    own = select(func.coalesce(func.max(runs.c.turn), 0)).where(
        line, runs.c.person_id == bindparam("person")
    )
    now = func.coalesce(first.scalar_subquery(), served.scalar_subquery(), 0)
    mine = own.scalar_subquery()
    return select(case((mine > now, mine), else_=now))


_LAST_TURN = _last_turn()


def _entry(now: datetime, payer_id: int, run_id: int, allowance: Allowance) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "kind": LedgerKind.RESERVE,
        "payer_id": payer_id,
        "allowance": allowance,
        "day": now.date(),
        "amount": 1,
        "at": now,
    }


def _reserve(
    connection: Connection,
    now: datetime,
    payer_id: int,
    kinds: Iterable[Allowance],
    limits: Mapping[Allowance, int | None],
) -> None:
    # sorted: everybody takes the rows of `usage` in one order, so nobody waits in a circle
    for allowance, needed in sorted(Counter(kinds).items()):
        limit = limits[allowance]
        account = {"payer_id": payer_id, "day": now.date(), "allowance": allowance}
        if not _take(connection, account, needed, limit):
            raise _exceeded(connection, now, account, needed, limit or 0)


def _take(
    connection: Connection, account: Mapping[str, Any], needed: int, limit: int | None
) -> bool:
    """One statement that both asks and takes: two at once never get the same place."""
    if limit is not None and needed > limit:
        return False
    total = usage.c.used + needed
    taken = (
        upsert(connection)(usage)
        .values(**account, used=needed)
        .on_conflict_do_update(
            index_elements=list(account),
            set_={"used": total},
            where=None if limit is None else total <= limit,
        )
    )
    return connection.scalar(taken.returning(usage.c.used)) is not None


def _exceeded(
    connection: Connection,
    now: datetime,
    account: Mapping[str, Any],
    needed: int,
    limit: int,
) -> QuotaExceeded:
    used = used_on(connection, account["payer_id"], account["day"])
    allowance: Allowance = account["allowance"]
    hours, minutes = ceilings.until_midnight(now)
    return QuotaExceeded(
        allowance=allowance.value,
        limit=limit,
        left=max(0, limit - used.get(allowance, 0)),
        needed=needed,
        hours=hours,
        minutes=minutes,
    )


def used_on(connection: Connection, payer_id: int, day: date) -> dict[Allowance, int]:
    """What a payer has used on a day."""
    found = connection.execute(
        select(usage.c.allowance, usage.c.used).where(
            usage.c.payer_id == payer_id, usage.c.day == day
        )
    )
    return {row.allowance: row.used for row in found}
