"""`python -m bot demo`: from one command to a picture, and its end at any moment."""

import asyncio
import re
import signal
import sqlite3
import sys
import time
from asyncio import subprocess
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.providers.registry import specs
from bot.storage.locks import file_lock
from tests.crash.machine import Machine

PATIENCE = 60
ROOT = Path(__file__).resolve().parents[2]
END_SECONDS = 4.0
"""2 on a machine that does nothing else."""


@pytest.fixture
def demo(machine: Machine) -> Machine:
    """The demo, in a folder without anything."""
    machine.command = ("demo", "--port", "0")
    machine.env = {}
    return machine


async def seen(demo: Machine, path: str) -> None:
    """Wait until the demo has come so far."""
    async with asyncio.timeout(PATIENCE):
        while not (demo.folder / path).exists():  # noqa: ASYNC110 - a folder rings no bell
            await asyncio.sleep(0.005)


async def ended(demo: Machine) -> None:
    """Press Ctrl-C: it ends soon, and well."""
    began = time.monotonic()
    assert await demo.stop(signal.SIGINT) == 0
    assert time.monotonic() - began < END_SECONDS
    assert demo.log.endswith("Goodbye.\n")
    assert "Traceback" not in demo.log
    assert "ERROR" not in demo.log


async def test_it_opens_with_a_picture(demo: Machine) -> None:
    demo.hurried = True
    await demo.start()
    async with asyncio.timeout(PATIENCE):
        while "Ctrl-C" not in demo.log:  # noqa: ASYNC110 - a log rings no bell
            await asyncio.sleep(0.02)
    url = re.search(r"Open (\S+) in a browser", demo.log)
    picture = re.search(r"Its first picture is (\S+)", demo.log)
    assert url
    assert picture
    assert await asyncio.to_thread(Path(picture[1]).is_file)
    async with ClientSession() as browser, browser.get(url[1]) as page:
        assert page.status == 200
        assert "<html" in await page.text()
    await ended(demo)


async def test_every_vendor_has_a_stand_in(demo: Machine) -> None:
    demo.command, demo.hurried = (*demo.command, "--providers", "all"), True
    await demo.start()
    async with asyncio.timeout(PATIENCE):
        while "Ctrl-C" not in demo.log:  # noqa: ASYNC110 - a log rings no bell
            await asyncio.sleep(0.02)
    with sqlite3.connect(demo.folder / "data/demo/bot.db") as books:
        painters = {painter for (painter,) in books.execute("SELECT provider FROM runs")}
    books.close()
    first = next(spec.key for spec in specs() if not spec.fallback)
    assert painters == {first, "sketch"}
    assert "Its first picture is" in demo.log
    await ended(demo)


async def test_an_installation_has_no_stand_ins(tmp_path: Path) -> None:
    for name in ("bot", "handlers", "locales"):
        (tmp_path / name).symlink_to(ROOT / name)
    command = ("-m", "bot", "demo", "--port", "0", "--providers", "all")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=tmp_path, stderr=subprocess.PIPE
    )
    _, told = await process.communicate()
    assert process.returncode == 1
    assert told.startswith(b"The demo cannot run: the vendors' stand-ins are in the folder tests")
    assert told.count(b"\n") == 1


@pytest.mark.parametrize(
    "moment",
    ["data/demo.lock", "data/demo/bot.db", "data/demo/media", "data/demo/media/runs"],
)
async def test_it_ends_at_any_moment(demo: Machine, moment: str) -> None:
    demo.hurried = True
    await demo.start()
    await seen(demo, moment)
    await ended(demo)


async def test_a_second_demo_leaves_the_first_alone(demo: Machine) -> None:
    folder = demo.folder / "data/demo"
    (folder / "media").mkdir(parents=True)
    with file_lock(folder):
        await demo.start()
        assert await demo.died() == 1
    assert demo.log.startswith("The demo cannot run: another demo runs in this folder.")
    assert demo.log.count("\n") == 1
    assert (folder / "media").exists()


async def test_a_taken_port(demo: Machine, taken: str) -> None:
    demo.command = ("demo", "--port", taken)
    await demo.start()
    assert await demo.died() == 1
    assert demo.log.startswith("The demo cannot run: ")
    assert f"{taken}" in demo.log
    assert "--port" in demo.log
    assert demo.log.count("\n") == 1
