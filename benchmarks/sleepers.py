"""The floor of waiting: a coroutine for each run, which sleeps and asks by turns."""

import asyncio
import json
import sys
import tracemalloc

import httpx

from benchmarks.inside import INTERVAL, RUNS, WATCHED, busy, memory


async def follow(client: httpx.AsyncClient, vendor: str, number: int) -> None:
    """Look after a task until it is done."""
    await asyncio.sleep(1 + INTERVAL * number / RUNS)
    url = f"{vendor}/key/api/v1/pipeline/status/{number}"
    while (await client.get(url)).json():  # noqa: ASYNC110 - the loop is what is measured
        await asyncio.sleep(INTERVAL)


async def main(vendor: str, *, trace: bool) -> None:
    """Wait."""
    if trace:
        tracemalloc.start()
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        empty = memory()
        tasks = [group.create_task(follow(client, vendor, n)) for n in range(RUNS)]
        await asyncio.sleep(0.5)
        found = {"bytes": (memory() - empty) / RUNS}
        if not trace:
            await asyncio.sleep(1)
            found["asking"] = await busy(WATCHED)
        print(json.dumps(found), flush=True)
        for task in tasks:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], trace="--trace" in sys.argv))
