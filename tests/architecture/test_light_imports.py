"""What is paid before anything happens: aiogram alone costs two seconds of import."""

import json
import subprocess
import sys

from tests.architecture.source import ROOT

HEAVY = {
    "aiogram",
    "aiohttp",
    "httpx",
    "sqlalchemy",
    "alembic",
    "PIL",
    "pydantic",
    "prometheus_client",
}
LIGHT = ("bot.config", "bot.core", "bot.providers.registry", "bot.web")
LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after a statement."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{LOADED}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


HELP = """
import contextlib, io, runpy, sys
sys.argv = ["bot", "--help"]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    runpy.run_module("bot", run_name="__main__")
"""


def test_command_line_imports_no_library_that_it_does_not_need_yet() -> None:
    assert loaded(f"import bot.__main__\n{HELP}") & HEAVY == set()


def test_packages_come_without_aiogram() -> None:
    assert "aiogram" not in loaded(f"import {', '.join(LIGHT)}")
