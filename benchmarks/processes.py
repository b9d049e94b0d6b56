"""Child processes: servers and bots, each with a processor to itself where there are two."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
PATIENCE = 120.0
"""Seconds after which something that should have happened will not."""


class Child:
    """A running `python -m …`.

    Args:
        module: What to run.
        arguments: For it.
        env: Added to PATH and PYTHONPATH, which are all it gets.
        cwd: Where it runs.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        base = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
        self.started = time.time()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env={**base, **(env or {})},
        )

    def line(self) -> str:
        """The next line that it prints.

        Raises:
            RuntimeError: It ended instead.
        """
        if self._process.stdout is None:
            raise RuntimeError("a child without stdout")
        text = self._process.stdout.readline()
        if not text:
            raise RuntimeError(f"a child ended with {self._process.wait()}")
        return text

    def answer(self) -> Any:
        """The next line, as JSON."""
        return json.loads(self.line())

    def cpu(self) -> float:
        """Seconds of processor time that it has used, all its threads together."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it with SIGTERM."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class Server:
    """A child that is asked over HTTP.

    Args:
        child: Has its port for its first line.
    """

    def __init__(self, child: Child) -> None:
        self.url = f"http://127.0.0.1:{int(child.line())}"

    def ask(self, path: str, question: Any = None) -> Any:
        """Ask with JSON for JSON."""
        body = json.dumps(question).encode()
        with urllib.request.urlopen(f"{self.url}/{path}", body, timeout=PATIENCE) as answer:
            return json.load(answer)


@contextmanager
def running(module: str, *arguments: str, **options: Any) -> Iterator[Child]:
    """A child, for as long as the context lasts."""
    child = Child(module, *arguments, **options)
    try:
        yield child
    finally:
        child.stop()


@contextmanager
def server(module: str, *arguments: str) -> Iterator[Server]:
    """A server, for as long as the context lasts."""
    with running(module, *arguments) as child:
        yield Server(child)


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="vernissage-bench-") as name:
        yield Path(name)


def wait(telegram: Server, child: Child, question: str, enough: Any) -> Any:
    """Ask a server until the answer is as wanted.

    Raises:
        RuntimeError: The child ended.
        TimeoutError: It never was.
    """
    until = time.monotonic() + PATIENCE
    while not enough(answer := telegram.ask(question)):
        if not child.alive:
            raise RuntimeError("the bot ended")
        if time.monotonic() > until:
            raise TimeoutError(f"{question}: {answer}")
        time.sleep(0.02)
    return answer
