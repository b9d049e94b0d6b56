"""A Telegram, a vendor and a machine that outlive the bot."""

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.crash.machine import Machine, end_zygote, running_zygote
from tests.support.database import sqlite_template
from tests.vendors.fusionbrain import FusionBrainServer

__all__ = ["sqlite_template"]


@pytest.fixture(scope="session")
def zygote() -> Iterator["subprocess.Popen[str]"]:
    """One for all tests of a worker."""
    yield running_zygote()
    end_zygote()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The local Telegram."""
    async with Sandbox(flood="off").be_patient(3) as telegram:
        yield telegram


@pytest.fixture
async def vendor() -> AsyncIterator[FusionBrainServer]:
    """The local vendor: done at the first look, which may come at once."""
    async with FusionBrainServer() as server:
        server.status_time = 0
        yield server


@pytest.fixture
async def machine(
    tmp_path: Path,
    sandbox: Sandbox,
    vendor: FusionBrainServer,
    zygote: "subprocess.Popen[str]",
    sqlite_template: Path,
) -> AsyncIterator[Machine]:
    """Where the bot runs, on a database that is there already; it is ended with the test."""
    (tmp_path / "data").mkdir()
    shutil.copyfile(sqlite_template, tmp_path / "data/bot.db")
    env = {
        **vendor.settings,
        "BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "HTTP_PORT": "0",
    }
    place = Machine(env=env, folder=tmp_path, zygote=zygote)
    yield place
    await place.kill()
