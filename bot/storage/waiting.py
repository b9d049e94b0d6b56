"""The queue: who may start now, who is ahead, when the next one is due.

Every statement reads unsettled runs alone, through their partial index.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    Connection,
    FromClause,
    Integer,
    Row,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    select,
)

from bot.core.ports.runs import Share
from bot.core.runs import AT_PROVIDER, RunState
from bot.storage.schema import runs, unsettled

_QUEUED = unsettled & (runs.c.state == RunState.QUEUED)


def _waiting() -> CTE:
    of_provider = func.row_number().over(
        partition_by=(runs.c.person_id, runs.c.provider, runs.c.film),
        order_by=(runs.c.turn, runs.c.id),
    )
    return (
        select(runs.c.id, runs.c.person_id, runs.c.provider, runs.c.film, runs.c.turn)
        .add_columns(of_provider.label("of_provider"))
        .where(_QUEUED, runs.c.due_at <= bindparam("now"))
        .where(runs.c.provider.in_(bindparam("providers", expanding=True)))
        .where(runs.c.cancel_requested.is_(False))
        .cte("waiting")
    )


def _ranked(waiting: CTE) -> Subquery:
    busy = (
        select(runs.c.person_id, runs.c.film, func.count().label("active"))
        .where(unsettled, runs.c.state.in_(AT_PROVIDER))
        .group_by(runs.c.person_id, runs.c.film)
        .cte("busy")
    )
    active = func.coalesce(busy.c.active, 0)
    rank = func.row_number().over(
        partition_by=waiting.c.provider, order_by=(waiting.c.turn, waiting.c.id)
    )
    same = (busy.c.person_id == waiting.c.person_id) & (busy.c.film == waiting.c.film)
    most = case(
        (waiting.c.film.is_(True), bindparam("clips", type_=Integer)),
        else_=bindparam("pictures", type_=Integer),
    )
    return (
        select(waiting, active.label("active"), rank.label("rank"))
        .select_from(waiting.outerjoin(busy, same))
        .where(waiting.c.of_provider + active <= most)
        .subquery("ranked")
    )


def _candidates(ranked: Subquery) -> Select[int, int, str, bool, int]:
    return (
        select(
            *(ranked.c.id, ranked.c.person_id, ranked.c.provider), ranked.c.film, ranked.c.active
        )
        .where(ranked.c.rank <= bindparam("last_rank"))
        .order_by(ranked.c.turn, ranked.c.id)
    )


def _line(me: FromClause) -> Select[int]:
    same = (runs.c.provider == me.c.provider) & (runs.c.film == me.c.film)
    ahead = (runs.c.turn < me.c.turn) | ((runs.c.turn == me.c.turn) & (runs.c.id <= me.c.id))
    return (
        select(func.count())
        .select_from(me)
        .join(runs, same & ahead)
        .where(me.c.id == bindparam("run_id"), me.c.state == RunState.QUEUED, _QUEUED)
    )


# asked for at every step of every run, so they are made once
_CANDIDATES = _candidates(_ranked(_waiting()))
_LINE = _line(runs.alias("me"))
_NEXT_DUE = select(func.min(runs.c.due_at)).where(_QUEUED, runs.c.due_at > bindparam("now"))


def pick(
    connection: Connection,
    now: datetime,
    room: Mapping[str, int],
    share: Share,
    limit: int,
) -> list[int]:
    """Queued runs that may start now, in the order of their turns."""
    free = {provider: places for provider, places in room.items() if places > 0}
    wanted = min(limit, sum(free.values()))
    if wanted <= 0:
        return []
    values: dict[str, Any] = {"now": now, "providers": list(free)}
    values |= {"pictures": share.pictures, "clips": share.clips}
    # a place is missed only by people who were picked elsewhere: at most `wanted` of them, each
    # with at most their share of runs, so nobody behind this rank can be picked
    values["last_rank"] = wanted * (share.pictures + share.clips + 1)
    found = connection.execute(_CANDIDATES, values)
    return _choose(found.all(), free, share, wanted)


def place(connection: Connection, run_id: int) -> int:
    """How many come before a run at its provider, plus one; 0: it is not queued."""
    return connection.scalar(_LINE, {"run_id": run_id}) or 0


def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next run that waits for a moment may start."""
    moment: datetime | None = connection.scalar(_NEXT_DUE, {"now": now})
    return moment


def _choose(
    candidates: Iterable[Row[int, int, str, bool, int]],
    free: Mapping[str, int],
    share: Share,
    wanted: int,
) -> list[int]:
    places = Counter(free)
    picked: Counter[tuple[int, bool]] = Counter()
    chosen: list[int] = []
    for run_id, person_id, provider, film, active in candidates:
        if places[provider] > 0 and active + picked[person_id, film] < share.of(film):
            places[provider] -= 1
            picked[person_id, film] += 1
            chosen.append(run_id)
        if len(chosen) == wanted:
            break
    return chosen
