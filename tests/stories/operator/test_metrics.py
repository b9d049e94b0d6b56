"""The operator's graphs tell what happened."""

import re

from aiohttp import ClientSession

from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


class Page:
    """The numbers of `/metrics` at one moment."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, sample: str) -> float:
        found = re.search(rf"^{re.escape(sample)} (\S+)$", self._text, re.MULTILINE)
        assert found, f"{sample} is not among\n{self._text}"
        return float(found[1])


async def test_metrics_tell_the_story(
    painting: Studio, vendor: FusionBrainServer, http: ClientSession, free_port: int
) -> None:
    await painting.restart(http_port=free_port)
    anna, chat = painting.anna, painting.anna.private

    async def page() -> Page:
        async with http.get(f"http://127.0.0.1:{free_port}/metrics") as answer:
            return Page(await answer.text())

    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    await anna.tap(picture, "⭐")
    await chat.say("a fox --ar 99:1")
    await chat.wait_text("can't make")
    vendor.censored = True
    await chat.say("a bad fox")
    await chat.wait_text("declined", timeout=10)
    vendor.finish_after(polls=10_000)
    await chat.say("a slow fox")
    card = await chat.wait_text("%")
    during = await page()
    assert during['vernissage_runs_at_provider{provider="fusionbrain"}'] == 1
    await anna.tap(card, "Cancel")
    await painting.settled()

    after = await page()
    runs = 'vernissage_runs_total{model="kandinsky",outcome="%s"}'
    assert [after[runs % how] for how in ("done", "content-rejected", "cancelled")] == [1, 1, 1]
    assert after['vernissage_run_seconds_count{model="kandinsky"}'] == 1
    handled = 'vernissage_update_seconds_count{kind="%s",outcome="%s"}'
    assert after[handled % ("message", "ok")] == 3
    assert after[handled % ("message", "unknown-ratio")] == 1
    assert after[handled % ("callback_query", "ok")] == 2
    assert after['vernissage_telegram_calls_total{method="sendPhoto",outcome="ok"}'] == 1
    assert after["vernissage_updates_waiting"] == 0


async def test_health_and_readiness(painting: Studio, http: ClientSession, free_port: int) -> None:
    await painting.restart(http_port=free_port)
    await painting.anna.private.say("a fox")
    await painting.anna.private.wait_photo(timeout=10)
    async with http.get(f"http://127.0.0.1:{free_port}/healthz") as answer:
        assert answer.status == 200
    async with http.get(f"http://127.0.0.1:{free_port}/readyz") as answer:
        assert await answer.json() == {"database": "ok", "telegram": "ok"}
