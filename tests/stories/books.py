"""What has to be true after every story, whatever it was about."""

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from bot.app import App
from bot.sandbox import Sandbox

PATIENCE = 8.0
"""Seconds until everything has to have come to its end."""

HARMLESS = ("query is too old", "message to delete not found", "message is not modified")


@contextmanager
def _database(url: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(url.partition(":///")[2], timeout=10)) as connection:
        yield connection


def rows(url: str, question: str) -> list[Any]:
    """Ask a story's database."""
    with _database(url) as connection:
        return connection.execute(question).fetchall()


def change(url: str, statement: str) -> None:
    """Change a story's database behind the bot's back."""
    with _database(url) as connection:
        connection.execute(statement)
        connection.commit()


async def settled(app: App, url: str) -> None:
    """Wait until the bot has handled every update and closed every job."""
    async with asyncio.timeout(PATIENCE):
        while app.intake.waiting or rows(url, "SELECT id FROM jobs WHERE NOT closed LIMIT 1"):  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.02)


def check_ledger(url: str) -> None:
    """Each run is reserved once and ended once; usage is what the ledger says."""
    told = rows(url, "SELECT payer_id, day, allowance, sum(amount) FROM ledger GROUP BY 1, 2, 3")
    used = rows(url, "SELECT payer_id, day, allowance, used FROM usage")
    assert sorted(told) == sorted(used), "usage differs from reserves minus refunds"
    unended = rows(
        url,
        "SELECT id, state FROM runs WHERE finished_at IS NOT NULL AND (SELECT group_concat(kind)"
        " FROM (SELECT kind FROM ledger WHERE run_id = runs.id ORDER BY id))"
        " NOT IN ('reserve,settle', 'reserve,refund')",
    )
    assert not unended, f"runs were settled without their quota: {unended}"


def check_telegram(sandbox: Sandbox, expected: Iterable[str] = ()) -> None:
    """Every button was answered, and Telegram had nothing to complain of but the expected."""
    fine = (*HARMLESS, *expected)
    asked = sandbox.telegram.queries._queries.values()
    silent = [query.about for query in asked if query.kind == "callback" and not query.answer]
    assert not silent, f"buttons were never answered: {silent}"
    assert not sandbox.flood.violations, sandbox.flood.violations
    refused = [
        (call.method, call.error.description, call.params)
        for call in sandbox.calls
        if call.error
        and call.error.code == 400
        and not any(words in call.error.description for words in fine)
    ]
    assert not refused, f"Telegram refused what the bot wanted: {refused}"
