"""A machine on which the bot runs as a process, dies, and is started again."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ZYGOTE = "tests.crash.zygote"
ROOT = Path(__file__).resolve().parents[2]
GIVEN_UP = 45.0


@dataclass(kw_only=True)
class Machine:
    """Runs `python -m bot run` in a folder, again and again.

    Attributes:
        env: The bot's environment.
        folder: Its working folder: database, pictures and log stay there.
        command: What follows `python -m bot`.
        hurried: Whether it is in a hurry, see `tests.crash.hurry`.
    """

    env: dict[str, str]
    folder: Path
    zygote: "subprocess.Popen[str]"
    command: tuple[str, ...] = ("run",)
    hurried: bool = False
    pid: int = 0
    _starts: int = 0
    _reading: asyncio.Future[str] | None = None

    async def start(self, kill: str | None = None) -> None:
        """Start the bot, which dies where `kill` says."""
        order = {
            "env": self.env,
            "cwd": str(self.folder),
            "stdout": str(self.folder / "bot.log"),
            "stderr": str(self.folder / "bot.log"),
            "kill": kill,
            "command": self.command,
            "hurried": self.hurried,
        }
        self._starts += 1
        assert self.zygote.stdin
        self.zygote.stdin.write(json.dumps(order) + "\n")
        self.zygote.stdin.flush()
        self.pid = int(await self._line())

    async def died(self) -> int:
        """Wait until the bot has ended; returns its exit code, negative for a signal."""
        code = int(await self._line())
        self.pid = 0
        return code

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End the bot as a service manager does; returns its exit code."""
        os.kill(self.pid, number)
        return await self.died()

    @property
    def log(self) -> str:
        """What the bot has logged so far."""
        path = self.folder / "bot.log"
        return path.read_text() if path.exists() else ""

    def rows(self, question: str) -> list[Any]:
        """Ask the bot's database."""
        connection = sqlite3.connect(self.folder / "data/bot.db")
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    async def settled(self) -> None:
        """Wait until the bot has nothing left to do for anybody."""
        async with asyncio.timeout(GIVEN_UP):
            while not self._idle():  # noqa: ASYNC110 - another process's database tells nobody
                await asyncio.sleep(0.02)

    def _idle(self) -> bool:
        if self.log.count("The bot is running") < self._starts:
            return False
        unhandled = self.rows("SELECT count(*) FROM inbox WHERE NOT handled")
        jobs = self.rows("SELECT closed, count(*) FROM jobs GROUP BY closed")
        return unhandled == [(0,)] and jobs == [(1, 1)]

    async def kill(self) -> None:
        """End the bot at once, whatever it does."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            await self.died()

    async def _line(self) -> str:
        """The zygote's next word; one that came too late is not lost."""
        assert self.zygote.stdout
        loop = asyncio.get_running_loop()
        self._reading = self._reading or loop.run_in_executor(None, self.zygote.stdout.readline)
        async with asyncio.timeout(GIVEN_UP):
            line = await asyncio.shield(self._reading)
        self._reading = None
        return line


@cache
def running_zygote() -> "subprocess.Popen[str]":
    """The process from which the bots are forked: one, however many folders ask for it."""
    command = [sys.executable, "-m", ZYGOTE]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


@cache
def end_zygote() -> None:
    """Let it go with the last test."""
    process = running_zygote()
    process.communicate()
    assert process.returncode == 0


def forked(*arguments: str, cwd: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """What `python -m bot …` does with these variables alone; it is waited for."""
    zygote = running_zygote()
    assert zygote.stdin
    assert zygote.stdout
    streams = [cwd / f"{name}.txt" for name in ("stdout", "stderr")]
    order = {
        "env": variables,
        "cwd": str(cwd),
        "stdout": str(streams[0]),
        "stderr": str(streams[1]),
        "command": arguments,
    }
    zygote.stdin.write(json.dumps(order) + "\n")
    zygote.stdin.flush()
    _, code = zygote.stdout.readline(), int(zygote.stdout.readline())
    told = [stream.read_text() for stream in streams]
    for stream in streams:
        stream.unlink()
    return subprocess.CompletedProcess(arguments, code, *told)
