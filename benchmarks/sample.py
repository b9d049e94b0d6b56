"""The floor of the lag: the loop of the vendor's sample, for many tasks side by side.

FusionBrain docs, `check_generation`: ask, and while the task is not done sleep 10 seconds and ask
again. It asks ten times; here it asks until the task is done.
"""

import asyncio
import json
import sys
from typing import Any

import aiohttp

DELAY = 10.0


async def follow(session: aiohttp.ClientSession, vendor: str, number: int, speed: float) -> None:
    """Start a task and wait for it, on a clock that runs `speed` times as fast."""
    params = json.dumps({"generateParams": {"query": f"wish {number}"}})
    form = aiohttp.FormData({"pipeline_id": "bench"})
    form.add_field("params", params, content_type="application/json")
    async with session.post(f"{vendor}/key/api/v1/pipeline/run", data=form) as run:
        task = json.loads(await run.read())["uuid"]
    url = f"{vendor}/key/api/v1/pipeline/status/{task}"
    while not await _done(session, url):  # noqa: ASYNC110 - the loop is what is measured
        await asyncio.sleep(DELAY / speed)


async def _done(session: aiohttp.ClientSession, url: str) -> bool:
    async with session.get(url) as answer:
        body: dict[str, Any] = json.loads(await answer.read())
    return bool(body["status"] == "DONE")


async def main(vendor: str, runs: int, places: int, speed: float) -> None:
    """Follow so many runs, with so many at the vendor at once."""
    waiting = iter(range(runs))

    async def work(session: aiohttp.ClientSession) -> None:
        for number in waiting:
            await follow(session, vendor, number, speed)

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        for _ in range(places):
            group.create_task(work(session))
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
