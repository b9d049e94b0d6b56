"""What a process that waits for a vendor can say of itself."""

import asyncio
import gc
import os
import time
import tracemalloc
from pathlib import Path

RUNS = 5000
INTERVAL = 30.0
"""Seconds between two looks at a task that takes minutes, as films do."""

WATCHED = 8.0
"""Seconds over which the processor is watched."""


def resident() -> int:
    """Bytes of memory, as the system counts them."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def memory() -> int:
    """Bytes: what Python has allocated where that is traced, otherwise what the system counts."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else resident()


async def busy(seconds: float) -> float:
    """Seconds of processor time per minute, measured for a while."""
    began, used = time.monotonic(), time.process_time()
    await asyncio.sleep(seconds)
    return 60 * (time.process_time() - used) / (time.monotonic() - began)
