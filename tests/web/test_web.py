"""Health, readiness, metrics and the webhook, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.web import Metrics, create_web, serving

LOCAL = "127.0.0.1"


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def fine() -> str | None:
    return None


async def silent() -> str | None:
    return "no answer from Telegram for 120 s"


async def broken() -> str | None:
    raise ConnectionError("postgresql://user:password@host")


async def test_healthy_process_says_ok(http: ClientSession) -> None:
    app = create_web({}, Metrics())
    async with serving(app, LOCAL, 0) as address, http.get(f"{address}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_ready_when_every_probe_is_content(http: ClientSession) -> None:
    app = create_web({"database": fine, "telegram": fine}, Metrics())
    async with serving(app, LOCAL, 0) as address, http.get(f"{address}/readyz") as answer:
        assert answer.status == 200
        assert await answer.json() == {"database": "ok", "telegram": "ok"}


async def test_not_ready_names_what_is_wrong_without_its_details(http: ClientSession) -> None:
    app = create_web({"database": broken, "telegram": silent, "queue": fine}, Metrics())
    async with serving(app, LOCAL, 0) as address, http.get(f"{address}/readyz") as answer:
        assert answer.status == 503
        assert await answer.json() == {
            "database": "ConnectionError",
            "telegram": "no answer from Telegram for 120 s",
            "queue": "ok",
        }


async def test_probe_that_hangs_is_not_waited_for(
    http: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hanging() -> str | None:
        await asyncio.Event().wait()
        return None

    monkeypatch.setattr("bot.web.server.PROBE_SECONDS", 0.01)
    app = create_web({"database": hanging}, Metrics())
    async with serving(app, LOCAL, 0) as address, http.get(f"{address}/readyz") as answer:
        assert (answer.status, await answer.json()) == (503, {"database": "TimeoutError"})


async def test_metrics_show_what_was_counted(http: ClientSession) -> None:
    metrics = Metrics()
    metrics.handled("message", "ok", 0.02)
    metrics.called("sendPhoto", "429")
    metrics.settled("kandinsky", "done", 12)
    metrics.watch("runs_waiting", "Runs in the queue", lambda: 7)
    async with (
        serving(create_web({}, metrics), LOCAL, 0) as address,
        http.get(f"{address}/metrics") as answer,
    ):
        lines = (await answer.text()).splitlines()
    assert 'vernissage_update_seconds_count{kind="message",outcome="ok"} 1.0' in lines
    assert 'vernissage_telegram_calls_total{method="sendPhoto",outcome="429"} 1.0' in lines
    assert 'vernissage_run_seconds_sum{model="kandinsky",outcome="done"} 12.0' in lines
    assert "vernissage_runs_waiting 7.0" in lines
