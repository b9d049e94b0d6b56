"""The command line, as an operator meets it: in a process of its own.

Some of the processes are forked from one that has imported everything, which takes seconds.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.conftest import zygote
from tests.crash.machine import forked

__all__ = ["zygote"]

ROOT = Path(__file__).resolve().parents[1]


def command(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot …` with these variables alone."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    done = command("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in ("run", "demo", "migrate", "doctor"):
        assert f"\n  {name} " in done.stdout


def test_without_a_command_it_helps(tmp_path: Path) -> None:
    done = command(cwd=tmp_path)
    assert "Usage: python -m bot" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "BOT_TOKEN is missing"),
        ({"BOT_TOKEN": "hunter2"}, "BOT_TOKEN is malformed"),
        ({"BOT_TOKEN_FILE": "/absent"}, "BOT_TOKEN_FILE: the file cannot be read"),
    ],
)
def test_bad_token_is_one_sentence_and_exit_code_2(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    done = command("run", cwd=tmp_path, **variables)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr


@pytest.mark.usefixtures("zygote")
def test_migrate_makes_the_database_and_may_be_repeated(tmp_path: Path) -> None:
    for start in (command, forked):
        done = start("migrate", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "The database is up to date.\n"
    assert (tmp_path / "data" / "bot.db").exists()


@pytest.mark.usefixtures("zygote")
def test_migrate_says_what_is_wrong(tmp_path: Path) -> None:
    url = "postgresql://me:hunter2@127.0.0.1:1/bot"
    done = forked("migrate", cwd=tmp_path, DATABASE_URL=url)
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


@pytest.mark.usefixtures("zygote")
@pytest.mark.parametrize("name", ["run", "migrate"])
def test_an_address_of_no_database_is_a_wrong_setting(tmp_path: Path, name: str) -> None:
    url = "postgresql://me:hunter2@127.0.0.1:port/bot"
    token = "123456789:AAHnotArealTokenButOfTheRightShape01"
    done = forked(name, cwd=tmp_path, DATABASE_URL=url, BOT_TOKEN=token)
    assert done.returncode == 2
    assert "DATABASE_URL is no database address" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--port", "99999"), 2, "--port"),
        (("--port", "0", "--host", "nowhere.invalid"), 1, "--host"),
    ],
)
@pytest.mark.usefixtures("zygote")
def test_the_demo_says_where_it_cannot_listen(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = forked("demo", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("zygote")
def test_doctor_ends_with_1_when_something_is_wrong(tmp_path: Path) -> None:
    done = forked("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert "✗ BOT_TOKEN is missing." in done.stdout
    assert "Traceback" not in done.stderr


IMPORTING = """
from bot.__main__ import _finish

def main():
    print("importing", flush=True)
    input()

_finish(main)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_during_the_first_imports_is_a_stop_like_any_other(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTING],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "importing\n"
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""
