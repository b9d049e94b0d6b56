"""The bot as a process of its own, on each kind of database."""

import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.sandbox import Person, Sandbox
from tests.crash.conftest import machine, sandbox, vendor, zygote
from tests.crash.machine import Machine
from tests.stories.operator.conftest import free_port
from tests.support.database import sqlite_template
from tests.support.postgres import empty_postgres_url, postgres_server

__all__ = [
    "empty_postgres_url",
    "free_port",
    "machine",
    "postgres_server",
    "sandbox",
    "sqlite_template",
    "vendor",
    "zygote",
]


@dataclass(kw_only=True)
class PostgresMachine(Machine):
    """A bot whose database is a server's."""

    def rows(self, question: str) -> list[Any]:
        """Ask the bot's database."""
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            return connection.execute(question.encode()).fetchall()


@pytest.fixture(params=["sqlite", "postgres"])
async def bot(
    request: pytest.FixtureRequest, machine: Machine, tmp_path: Path
) -> AsyncIterator[Machine]:
    """The bot with a database of each kind, empty at first; it is ended with the test."""
    shutil.rmtree(tmp_path / "data")
    if request.param == "sqlite":
        yield machine
        return
    url = request.getfixturevalue("empty_postgres_url")
    place = PostgresMachine(
        env=machine.env | {"DATABASE_URL": url}, folder=tmp_path, zygote=machine.zygote
    )
    yield place
    await place.kill()


@pytest.fixture
def taken() -> Iterator[str]:
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    """Somebody who speaks English."""
    return sandbox.person("Anna", language="en")
