"""A database with a past: rows by the hundred thousand, past the stores that would write them."""

import asyncio
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.storage.migration import migrate

Rows = Iterable[dict[str, Any]]


def create(database: Path) -> None:
    """Make an empty database with the tables of this version."""
    asyncio.run(migrate(f"sqlite:///{database}"))


def insert(database: Path, **tables: Rows) -> None:
    """Add rows to tables, in one transaction."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, rows in tables.items():
            _insert(connection, table, rows)


def past(person: int, number: int, first: int) -> dict[str, Rows]:
    """Pictures that a person got, oldest first.

    Args:
        person: Whose.
        number: How many.
        first: The id of the first one, of its run and of its job.
    """
    ids = range(first, first + number)
    settled = {"state": "done", "finished_at": moment(0), "collected_at": moment(0)}
    return {
        "jobs": (_job(each, person, closed=1) for each in ids),
        "runs": (_run(each, person, "sketch", **settled) for each in ids),
        "artifacts": (_artifact(each, person) for each in ids),
        "ledger": (entry for each in ids for entry in _entries(each, person)),
    }


def waiting(number: int, first: float, every: float) -> dict[str, Rows]:
    """Runs at FusionBrain, each of another person.

    Args:
        number: How many.
        first: Seconds from now to the first one's next look.
        every: Seconds over which their next looks are spread.
    """
    ids = range(1, number + 1)
    return {
        "jobs": (_job(each, each, card_id=each) for each in ids),
        "runs": (_following(each, first + every * each / number) for each in ids),
        "ledger": (next(_entries(each, each)) for each in ids),
    }


def moment(seconds: float) -> str:
    """So many seconds from now, as SQLite keeps it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S.%f")


def _insert(connection: sqlite3.Connection, table: str, rows: Rows) -> None:
    found: Iterator[dict[str, Any]] = iter(rows)
    first = next(found)
    names, marks = ", ".join(first), ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    connection.execute(statement, first)
    connection.executemany(statement, found)


def _job(number: int, person: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "person_id": person,
        "payer_id": person,
        "chat_id": person,
        "message_id": number,
        "private": 1,
        "language": "en",
        "created_at": _LONG_AGO,
        **more,
    }


def _run(number: int, person: int, provider: str, **more: Any) -> dict[str, Any]:
    model = "kandinsky" if provider == "fusionbrain" else provider
    request = {"version": 1, "mode": "text_to_image", "model": model, "prompt": "a red fox"}
    now = moment(0)
    return {
        "id": number,
        "job_id": number,
        "person_id": person,
        "provider": provider,
        "model": model,
        "request": json.dumps(request),
        "turn": 1,
        "created_at": now,
        "due_at": now,
        "accepted_at": now,
        **more,
    }


def _following(number: int, due: float) -> dict[str, Any]:
    task = {"state": "following", "task_id": str(number), "due_at": moment(due)}
    return _run(number, number, "fusionbrain", **task)


def _artifact(number: int, person: int) -> dict[str, Any]:
    return {
        "id": number,
        "run_id": number,
        "person_id": person,
        "position": 0,
        "media": f"runs/{number}/0.png",
        "mime": "image/png",
        "width": 1024,
        "height": 1024,
        "size": 1_000_000,
        "seed": number,
        "message_id": number,
        "file_id": f"file-{number}",
        "model": "sketch",
        "words": "a red fox",
        "made_at": moment(0),
    }


def _entries(run: int, payer: int) -> Iterator[dict[str, Any]]:
    for kind in ("reserve", "settle"):
        yield {
            "run_id": run,
            "kind": kind,
            "payer_id": payer,
            "allowance": "text_to_image",
            "day": _LONG_AGO[:10],
            "amount": 1,
            "at": _LONG_AGO,
        }


_LONG_AGO = "2026-01-01 00:00:00.000000"
