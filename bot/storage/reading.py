"""Jobs and runs as they are stored now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from bot.core.models import Artifact, Job, Run
from bot.core.runs import AT_PROVIDER, RunState
from bot.storage import rows
from bot.storage.schema import artifacts, jobs, runs, unsettled

_OCCUPIED = (
    select(runs.c.provider, func.count().label("runs"))
    .where(unsettled, runs.c.state.in_(AT_PROVIDER))
    .group_by(runs.c.provider)
)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What finds runs, and the pictures of the same runs."""

    runs: Select[Any]
    pictures: Select[Any]


def _wanted(*where: ColumnElement[bool]) -> _Wanted:
    of_runs = artifacts.c.run_id.in_(select(runs.c.id).where(*where))
    by_run = artifacts.c.run_id, artifacts.c.position
    return _Wanted(
        runs=select(runs).where(*where).order_by(runs.c.id),
        pictures=select(artifacts).where(of_runs).order_by(*by_run),
    )


# asked for at every step of every run, so they are made once
_JOB = select(jobs).where(jobs.c.id == bindparam("job_id"))
_RUNS_OF_JOB = _wanted(runs.c.job_id == bindparam("job_id"))
_RUN = _wanted(runs.c.id == bindparam("run_id"))


def load_jobs(connection: Connection, *where: ColumnElement[bool]) -> tuple[Job, ...]:
    """The jobs for which all conditions hold, oldest first, with their runs."""
    heads = connection.execute(select(jobs).where(*where).order_by(jobs.c.id)).mappings().all()
    of_job: dict[int, list[Run]] = defaultdict(list)
    if heads:
        for run in load_runs(connection, runs.c.job_id.in_(select(jobs.c.id).where(*where))):
            of_job[run.job_id].append(run)
    return tuple(rows.job(head, tuple(of_job[head["id"]])) for head in heads)


def load_job(connection: Connection, job_id: int) -> Job | None:
    """One job."""
    which = {"job_id": job_id}
    head = connection.execute(_JOB, which).mappings().one_or_none()
    return rows.job(head, _load(connection, _RUNS_OF_JOB, which)) if head else None


def load_runs(connection: Connection, *where: ColumnElement[bool]) -> tuple[Run, ...]:
    """The runs for which all conditions hold, oldest first, with their pictures."""
    return _load(connection, _wanted(*where), {})


def load_run(connection: Connection, run_id: int) -> Run | None:
    """One run."""
    return next(iter(_load(connection, _RUN, {"run_id": run_id})), None)


def _load(connection: Connection, wanted: _Wanted, values: dict[str, int]) -> tuple[Run, ...]:
    heads = connection.execute(wanted.runs, values).mappings().all()
    pictures: dict[int, list[Artifact]] = defaultdict(list)
    # only what was collected has pictures: most runs that are asked for are on their way
    if any(head["collected_at"] for head in heads):
        for row in connection.execute(wanted.pictures, values).mappings():
            pictures[row["run_id"]].append(rows.artifact(row))
    return tuple(rows.run(head, tuple(pictures[head["id"]])) for head in heads)


def load_active(
    connection: Connection, person_id: int | None, chat_id: int | None
) -> tuple[Run, ...]:
    """Unsettled runs of a person, in a chat, or both, newest first."""
    where: list[ColumnElement[bool]] = [unsettled]
    if person_id is not None:
        where.append(runs.c.person_id == person_id)
    if chat_id is not None:
        in_chat = select(jobs.c.id).where(jobs.c.id == runs.c.job_id, jobs.c.chat_id == chat_id)
        where.append(in_chat.exists())
    return tuple(reversed(load_runs(connection, *where)))


def has_task(connection: Connection, provider: str, task_id: str) -> bool:
    """Whether a provider's task belongs to a run."""
    same = select(runs.c.id).where(runs.c.provider == provider, runs.c.task_id == task_id)
    return bool(connection.scalar(select(same.exists())))


def count_occupied(connection: Connection) -> dict[str, int]:
    """Runs at each provider."""
    return {row.provider: row.runs for row in connection.execute(_OCCUPIED)}


def recent_seconds(connection: Connection, model: str, limit: int) -> list[float]:
    """From acceptance to result, of a model's last finished runs, newest first."""
    times = runs.c.accepted_at, runs.c.collected_at
    found = connection.execute(_last(model, RunState.DONE, limit, *times))
    return [(row.collected_at - row.accepted_at).total_seconds() for row in found]


def recent_outcomes(connection: Connection, model: str, limit: int) -> list[str | None]:
    """Error codes of a model's last runs that were not cancelled, newest first."""
    done = connection.execute(_last(model, RunState.DONE, limit, runs.c.error_code))
    failed = connection.execute(_last(model, RunState.FAILED, limit, runs.c.error_code))
    newest: Sequence[Any] = sorted([*done, *failed], key=lambda row: row[:2], reverse=True)
    return [code for _, _, code in newest[:limit]]


def _last(
    model: str, state: RunState, limit: int, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    order = runs.c.finished_at, runs.c.id
    return (
        select(*order, *columns)
        .where(runs.c.finished_at.is_not(None), runs.c.model == model, runs.c.state == state)
        .order_by(*(column.desc() for column in order))
        .limit(limit)
    )
