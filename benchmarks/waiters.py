"""The bot as a child process that has nothing to do but wait for its vendor; prints what it costs.

`--trace` counts what Python allocates, which is exact and slow, and ends there.
"""

import asyncio
import json
import logging
import sys
import time
import tracemalloc
from pathlib import Path

from benchmarks import filling
from benchmarks.clock import QuickClock
from benchmarks.inside import INTERVAL, RUNS, WATCHED, busy, memory
from benchmarks.ours import UNPACED, changed, settings
from bot.core.capabilities import Clock
from bot.outside import outside
from bot.process import freeze
from bot.telegram.session import Patience
from bot.wiring import Services

QUIET = 10.0
"""Seconds until the first look."""


async def main(telegram: str, vendor: str, folder: Path, *, trace: bool) -> None:
    """Wait."""
    logging.basicConfig(level=logging.ERROR)
    chosen = settings(folder, telegram, vendor)
    async with outside(chosen, QuickClock(), Patience(UNPACED)) as out:
        slow = Clock(first=INTERVAL, interval=INTERVAL, deadline=7200)
        changed(out.providers, clock=slow, concurrency=RUNS)
        services = Services(out)
        await services.recovery.recover()  # of nothing: all is imported and connected
        freeze()
        filling.insert(folder / "bot.db", **filling.waiting(RUNS, QUIET, INTERVAL))
        if trace:
            tracemalloc.start()
        print(json.dumps(await _wait(services, trace=trace)), flush=True)
        await services.supervisor.drain(1)


async def _wait(services: Services, *, trace: bool) -> dict[str, float]:
    began, empty = time.monotonic(), memory()
    services.supervisor.spawn(services.follow_up.serve(), "follow-up", idle=True)
    await services.recovery.recover()
    await asyncio.sleep(1)
    found = {"bytes": (memory() - empty) / RUNS}
    if trace:
        return found
    found["quiet"] = await busy(QUIET - 1 - (time.monotonic() - began))
    await asyncio.sleep(2)
    found["asking"] = await busy(WATCHED)
    services.supervisor.spawn(services.cards.serve(), "cards", idle=True)
    await asyncio.sleep(1)
    found["showing"] = await busy(WATCHED)
    return found


if __name__ == "__main__":
    where = Path(sys.argv[3])
    asyncio.run(main(sys.argv[1], sys.argv[2], where, trace="--trace" in sys.argv))
