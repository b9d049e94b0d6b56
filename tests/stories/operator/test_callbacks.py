"""PUBLIC_URL: a vendor calls when a task ends, and nobody waits for the next look."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.stories.paper import result
from tests.stories.studio import Studio, studio
from tests.vendors.base import Handler
from tests.vendors.kie import KieServer
from tests.vendors.kie_calls import call


class Taken:
    """Nothing goes wrong; `done` is set when the task is there."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        self.done.set()
        return answer


@pytest.fixture
async def kie() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
async def place(
    tmp_path: Path, database_url: str, kie: KieServer, free_port: int
) -> AsyncIterator[Studio]:
    """A bot that everybody may call, with a key for KIE."""
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    values |= {"public_url": f"http://127.0.0.1:{free_port}", "http_port": free_port}
    async with studio(tmp_path, database_url, kie_webhook_key="key", **values) as found:
        yield found


async def test_a_picture_comes_with_the_call(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    taken = Taken()
    kie.faults.add("create_flux", taken)
    wish = await chat.say("a fox --model flux-kontext-pro")
    await taken.done.wait()
    while not kie.count("record_flux"):  # until it is stored here, there is nobody to wake
        assert await call(kie, "task_flux_1", key="key") == 200
    await result(chat, wish)
    assert await call(kie, "task_flux_1", key="another") == 200, "it cannot tell"
    kie.tasks["task_flux_1"].body["callBackUrl"] += "0"
    assert await call(kie, "task_flux_1", key="key") == 404
