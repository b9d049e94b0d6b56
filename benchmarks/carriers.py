"""A process that takes clips from a vendor to Telegram; prints what the large one costs.

The bot's own engine, or with `--bare` the least that anybody would have to do: download to a file,
upload from it.
"""

import asyncio
import json
import logging
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import aiohttp
import httpx

from benchmarks.clock import QuickClock
from benchmarks.inside import resident
from benchmarks.ours import UNPACED, settings
from benchmarks.processes import TOKEN
from bot.core.capabilities import Clock, Mode, ModelSpec, ProviderSpec
from bot.core.models import Order, Origin, Request, Task
from bot.core.ports.provider import Accepted, Finished, Result
from bot.outside import outside
from bot.providers.base import BaseProvider
from bot.providers.transport import Http
from bot.telegram.session import Patience
from bot.wiring import Services

SMALL, LARGE = 2, 300
"""Megabytes: the first clip brings in all that is imported when it is needed."""

_SPEC = ProviderSpec(
    key="camera",
    title="Camera",
    models=(
        ModelSpec(
            key="camera",
            vendor_name="camera",
            title="Camera",
            modes=frozenset({Mode.TEXT_TO_VIDEO}),
            clock=Clock(first=0.05, interval=0.1, deadline=600),
        ),
    ),
)


class Camera(BaseProvider):
    """Makes clips of as many megabytes as its prompt says."""

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted:  # noqa: ARG002 - the port
        """Take the task."""
        return Accepted(task=Task(id=request.prompt), check_after=0.05)

    async def poll(self, task: Task) -> Finished:
        """It is ready at once."""
        return Finished(results=(Result(url=task.id, clip=True),))


class Peak:
    """The most memory that this process has had since it was set back, above what it had then."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self._before, self._began = resident(), time.monotonic()

    def read(self) -> dict[str, float]:
        """Megabytes, and the seconds since then."""
        status = Path("/proc/self/status").read_text(encoding="ascii")
        most = int(status.partition("VmHWM:")[2].split()[0]) * 1024
        seconds = time.monotonic() - self._began
        return {"megabytes": (most - self._before) / 1e6, "seconds": seconds}


async def carry(outside_url: str, folder: Path) -> dict[str, float]:
    """Let the bot take a small clip to Telegram, then the large one."""
    logging.basicConfig(level=logging.ERROR)
    chosen = settings(folder, outside_url)
    async with (
        outside(chosen, QuickClock(), Patience(UNPACED)) as out,
        Http() as http,
    ):
        camera = Camera(_SPEC, http.transport(_SPEC, {"URL": outside_url}))
        services = Services(replace(out, providers=(camera,)))
        for work in (services.follow_up.serve(), services.queue.serve(services.engine.advance)):
            services.supervisor.spawn(work, "work", idle=True)
        await _order(services, f"{outside_url}/clip/{SMALL}", 1)
        peak = Peak()
        await _order(services, f"{outside_url}/clip/{LARGE}", 2)
        found = peak.read()
        await services.supervisor.drain(1)
    return found


async def _order(services: Services, address: str, number: int) -> None:
    person = await services.people.meet(1)
    wish = Request(mode=Mode.TEXT_TO_VIDEO, model="camera", prompt=address)
    origin = Origin(chat_id=1, update_id=number)
    order = Order(person_id=1, payer_id=1, origin=origin, language="en", requests=(wish,))
    job = await services.orders.place(order, person)
    while not (now := await services.stores.runs.job(job.id)) or not now.closed:  # noqa: ASYNC110 - the database rings no bell
        await asyncio.sleep(0.01)
    if now.runs[0].error:
        raise RuntimeError(str(now.runs[0].error))


async def bare(outside_url: str, folder: Path) -> dict[str, float]:
    """Do the same by hand."""
    async with httpx.AsyncClient() as vendor, aiohttp.ClientSession() as telegram:
        await _copy(vendor, telegram, outside_url, folder / "clip", SMALL)
        peak = Peak()
        await _copy(vendor, telegram, outside_url, folder / "clip", LARGE)
        return peak.read()


async def _copy(
    vendor: httpx.AsyncClient,
    telegram: aiohttp.ClientSession,
    outside_url: str,
    file: Path,
    megabytes: int,
) -> None:
    with file.open("wb") as target:
        async with vendor.stream("GET", f"{outside_url}/clip/{megabytes}") as answer:
            async for piece in answer.aiter_bytes():
                target.write(piece)
    form = aiohttp.FormData()
    form.add_field("chat_id", "1")
    form.add_field("video", _pieces(file), filename="clip.mp4")
    async with telegram.post(f"{outside_url}/bot{TOKEN}/sendVideo", data=form) as answer:
        await answer.read()


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(64 * 1024):
            yield piece


if __name__ == "__main__":
    work = bare if "--bare" in sys.argv else carry
    print(json.dumps(asyncio.run(work(sys.argv[1], Path(sys.argv[2])))), flush=True)
