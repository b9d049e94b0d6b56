"""The end of runs, and the quota that moves with it exactly once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, literal, select, update

from bot.core.runs import RunState, allowed
from bot.storage.schema import LedgerKind, ledger, runs, unsettled, usage


def settle(
    connection: Connection,
    /,
    now: datetime,
    which: ColumnElement[bool],
    after: RunState,
    *,
    refund: bool,
    **values: Any,
) -> list[int]:
    """Settle the runs for which `which` holds and that may go to `after`; returns their ids."""
    before = [state for state in RunState if allowed(state, after)]
    settled = connection.execute(
        update(runs)
        .where(which, unsettled, runs.c.state.in_(before))
        # what a task needed may be large, such as pictures to start from
        .values(state=after, finished_at=now, task_data=None, **values)
        .returning(runs.c.id)
    )
    ids = [row.id for row in settled]
    if ids:
        _book(connection, now, ids, LedgerKind.REFUND if refund else LedgerKind.SETTLE)
    if ids and refund:
        _give_back(connection, ids)
    return ids


def _reserved(run_ids: Iterable[int]) -> ColumnElement[bool]:
    return (ledger.c.kind == LedgerKind.RESERVE) & ledger.c.run_id.in_(run_ids)


def _book(connection: Connection, now: datetime, run_ids: list[int], kind: LedgerKind) -> None:
    amount = -ledger.c.amount if kind is LedgerKind.REFUND else literal(0)
    entry = {
        "run_id": ledger.c.run_id,
        "kind": literal(kind, ledger.c.kind.type),
        "payer_id": ledger.c.payer_id,
        "allowance": ledger.c.allowance,
        "day": ledger.c.day,
        "amount": amount,
        "at": literal(now, ledger.c.at.type),
    }
    entries = select(*(value.label(name) for name, value in entry.items()))
    connection.execute(insert(ledger).from_select(list(entry), entries.where(_reserved(run_ids))))


def _give_back(connection: Connection, run_ids: list[int]) -> None:
    """Return reservations to the days that they were taken from."""
    account = ledger.c.payer_id, ledger.c.day, ledger.c.allowance
    totals = (
        select(*account, func.sum(ledger.c.amount).label("amount"))
        .where(_reserved(run_ids))
        .group_by(*account)
        # everybody takes the rows of `usage` in this order, so nobody waits in a circle
        .order_by(*account)
    )
    for payer_id, day, allowance, amount in connection.execute(totals).all():
        connection.execute(
            update(usage)
            .where(
                usage.c.payer_id == payer_id,
                usage.c.day == day,
                usage.c.allowance == allowance,
            )
            .values(used=usage.c.used - amount)
        )
