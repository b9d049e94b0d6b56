from pathlib import Path

import aiohttp

from benchmarks.lag import RUNS, durations
from benchmarks.ours import settings
from benchmarks.sample import follow
from benchmarks.vendor import Vendor
from bot.core.capabilities import Mode
from bot.core.models import Request
from bot.core.ports.provider import Accepted, Finished, Running
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.benchmarks.conftest import Serve


async def test_the_adapter_is_served_as_by_fusionbrain(serve: Serve, tmp_path: Path) -> None:
    wish = Request(mode=Mode.TEXT_TO_IMAGE, model="kandinsky", prompt="wish 1")
    async with serve(Vendor()) as url, Http() as http, aiohttp.ClientSession() as session:
        await session.post(f"{url}/load", json={"seconds": [0.0, 3600.0], "hint": 7.0})
        chosen = settings(tmp_path, url, url)
        (provider,) = build(chosen.providers, http.transport, frozenset())

        accepted = await provider.submit(wish, [])
        assert isinstance(accepted, Accepted)
        assert accepted.check_after == 7.0
        assert isinstance(await provider.poll(accepted.task), Running)
        await follow(session, url, 0, speed=1.0)
        done = await provider.poll(type(accepted.task)(id="0"))

        assert isinstance(done, Finished)
        assert done.results[0].content
        async with session.get(f"{url}/seen") as answer:
            seen = await answer.json()
    assert {number: task["questions"] for number, task in seen.items()} == {"1": 1, "0": 2}


def test_tasks_take_the_same_times_in_every_run() -> None:
    assert durations() == durations()
    assert len(durations()) == RUNS
    assert all(15 <= seconds <= 60 for seconds in durations())
