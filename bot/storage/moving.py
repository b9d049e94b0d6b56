"""A run's steps from state to state: each asks for the state before, so none happens twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from bot.core import recipe
from bot.core.gallery import folded, kind_of
from bot.core.models import Handover, Request, StoredFile, Task
from bot.core.ports.provider import Result
from bot.core.runs import SETTLED, UNFINISHED, RunState, allowed
from bot.storage import rows, settling, starting
from bot.storage.schema import artifacts, jobs, runs, still_open, unsettled


def move(
    connection: Connection,
    run_id: int,
    before: RunState,
    after: RunState,
    values: Mapping[str, Any],
) -> bool:
    """Take a run from one unsettled state to another.

    Raises:
        ValueError: No run may ever go this way.
    """
    if not allowed(before, after) or after in SETTLED:
        raise ValueError(f"no run moves from {before} to {after}")
    moved = update(runs).where(runs.c.id == run_id, runs.c.state == before)
    if after is RunState.SUBMITTING:
        moved = moved.where(runs.c.cancel_requested.is_(False))
    done = connection.execute(moved.values(state=after, **values))
    return done.rowcount == 1


def step(
    now: datetime, before: RunState, after: RunState, task: Task | None, due_at: datetime | None
) -> dict[str, Any]:
    """What is stored with a step besides the state.

    Raises:
        ValueError: A run is to be followed without a task.
    """
    values: dict[str, Any] = {} if due_at is None else {"due_at": due_at}
    match after:
        case RunState.SUBMITTING:
            values["submitted_at"] = now
        case RunState.FOLLOWING if task is None:
            raise ValueError("only an accepted task can be followed")
        case RunState.FOLLOWING if task is not None:
            values |= {"task_id": task.id, "task_data": dict(task.data), "accepted_at": now}
        case RunState.QUEUED if before is RunState.SUBMITTING:
            values |= {"attempts": runs.c.attempts + 1, "submitted_at": None}
        case _:
            pass
    return values


def hand_over(  # noqa: PLR0917 - a row's new contents
    connection: Connection,
    now: datetime,
    run_id: int,
    request: Request,
    provider: str,
    instead_of: Handover,
) -> bool:
    """Queue a run that nobody accepted for another model."""
    mine = (
        runs.c.id == run_id,
        runs.c.state.in_((RunState.QUEUED, RunState.SUBMITTING)),
        runs.c.cancel_requested.is_(False),
    )
    person_id = connection.scalar(select(runs.c.person_id).where(*mine))
    if person_id is None:
        return False
    line = starting.Line(provider, request.mode.films)
    (turn,) = starting.turns(connection, person_id, [line])
    changed = connection.execute(
        update(runs)
        .where(*mine)
        .values(
            provider=provider,
            model=request.model,
            request=recipe.to_dict(request),
            instead_of=rows.handover(instead_of),
            state=RunState.QUEUED,
            turn=turn,
            due_at=now,
            attempts=0,
            submitted_at=None,
        )
    )
    return changed.rowcount == 1


def collect(
    connection: Connection,
    now: datetime,
    run_id: int,
    files: Sequence[StoredFile],
    results: Sequence[Result],
) -> bool:
    """Name a run's stored files as artifacts and take it to `collected`."""
    before = [state for state in RunState if allowed(state, RunState.COLLECTED)]
    # who answers at once accepts with the call itself
    accepted_at = func.coalesce(runs.c.accepted_at, runs.c.submitted_at)
    collected = (
        update(runs)
        .where(runs.c.id == run_id, runs.c.state.in_(before))
        .values(state=RunState.COLLECTED, collected_at=now, accepted_at=accepted_at)
    )
    told = collected.returning(runs.c.id, runs.c.person_id, runs.c.request)
    run = connection.execute(told).one_or_none()
    if run is None:
        return False
    pictures = _pictures(run, now, zip(files, results, strict=True))
    connection.execute(insert(artifacts), pictures)
    return True


def _pictures(
    run: Row[Any], now: datetime, made: Iterable[tuple[StoredFile, Result]]
) -> list[dict[str, Any]]:
    request = recipe.from_dict(run.request)
    return [
        {
            "run_id": run.id,
            "person_id": run.person_id,
            "position": position,
            "media": file.media,
            "mime": file.mime,
            "width": file.width,
            "height": file.height,
            "size": file.size,
            "seconds": file.seconds,
            "seed": result.seed,
            "vendor_ref": result.vendor_ref,
            "note": result.note,
            "kind": kind_of(request.mode),
            "model": request.model,
            "words": folded(request.prompt),
            "made_at": now,
        }
        for position, (file, result) in enumerate(made)
    ]


def begin_delivery(connection: Connection, job_id: int, boot: str) -> bool:
    """Take a job for delivery: once in each start of the bot, and only with all runs finished."""
    taken = connection.execute(
        update(jobs)
        .where(
            *(jobs.c.id == job_id, still_open),
            or_(jobs.c.delivered_by.is_(None), jobs.c.delivered_by != boot),
            ~_has_run(job_id, runs.c.state.in_(UNFINISHED)),
        )
        .values(delivered_by=boot)
    )
    if taken.rowcount == 0:
        return False
    connection.execute(
        update(runs)
        .where(runs.c.job_id == job_id, runs.c.state == RunState.COLLECTED)
        .values(state=RunState.DELIVERING)
    )
    return True


def delivered(
    connection: Connection, now: datetime, job_id: int, sent: Mapping[int, tuple[int, str]]
) -> None:
    """Store where the pictures are at Telegram; settle the delivering runs as done."""
    delivering = runs.c.job_id == job_id, runs.c.state == RunState.DELIVERING
    where_sent = [
        {"artifact": artifact_id, "message": message_id, "file": file_id}
        for artifact_id, (message_id, file_id) in sent.items()
    ]
    chat = select(jobs.c.chat_id).where(jobs.c.id == job_id).scalar_subquery()
    if where_sent:
        connection.execute(
            update(artifacts)
            .where(artifacts.c.id == bindparam("artifact"))
            .where(artifacts.c.run_id.in_(select(runs.c.id).where(*delivering)))
            .values(chat_id=chat, message_id=bindparam("message"), file_id=bindparam("file")),
            where_sent,
        )
    settling.settle(connection, now, runs.c.job_id == job_id, RunState.DONE, refund=False)


def close(connection: Connection, job_id: int) -> None:
    """Note that everything of a job was said.

    Raises:
        ValueError: It still has a run that is not settled.
    """
    if connection.scalar(select(_has_run(job_id, unsettled))):
        raise ValueError(f"job {job_id} has runs that are not settled")
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(closed=True))


def _has_run(job_id: int, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(runs.c.id).where(runs.c.job_id == job_id, which).exists()
