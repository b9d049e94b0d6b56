"""All checks, one after another, printed as they come in."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.config import ConfigError, Settings, load_settings
from bot.doctor import inline, machine, storage, telegram, vendors
from bot.doctor.findings import Finding, Mark, good, wrong

ENV_FILE = Path(".env")


async def report(env_file: Path = ENV_FILE) -> int:
    """Print what is found; returns 1 when something is wrong, otherwise 0."""
    troubles = 0
    async for finding in _examine(env_file):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        troubles += finding.mark is Mark.WRONG
    sys.stdout.write(f"\n{_summary(troubles)}\n")
    return 1 if troubles else 0


def _summary(troubles: int) -> str:
    match troubles:
        case 0:
            return "Everything needed is in order."
        case 1:
            return "1 thing has to be mended."
        case _:
            return f"{troubles} things have to be mended."


async def _examine(env_file: Path) -> AsyncIterator[Finding]:
    yield machine.python()
    for finding in machine.variables(env_file):
        yield finding
    try:
        settings = load_settings(env_file, need_token=False)
    except ConfigError as error:
        for line in str(error).splitlines():
            yield wrong(line, "Change it in .env; docs/configuration.md tells what it takes.")
        return
    yield good("The settings can be read.")
    async for finding in _examine_parts(settings):
        yield finding


async def _examine_parts(settings: Settings) -> AsyncIterator[Finding]:
    for check in (telegram.check, inline.check, vendors.check, storage.check):
        async for finding in check(settings):
            yield finding
    for finding in machine.disk(settings.media_dir):
        yield finding
