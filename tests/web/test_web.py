"""Health, readiness, metrics and the webhook, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping

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


async def shown(http: ClientSession, metrics: Metrics) -> list[str]:
    """The lines of `/metrics`."""
    async with (
        serving(create_web({}, metrics), LOCAL, 0) as address,
        http.get(f"{address}/metrics") as answer,
    ):
        assert answer.status == 200
        return (await answer.text()).splitlines()


async def test_metrics_show_what_was_counted(http: ClientSession) -> None:
    metrics = Metrics()
    metrics.handled("message", "ok", 0.02)
    metrics.called("sendPhoto", "TelegramRetryAfter")
    metrics.watch("updates_waiting", "Updates not handled yet", lambda: 7)
    lines = await shown(http, metrics)
    assert 'vernissage_update_seconds_count{kind="message",outcome="ok"} 1.0' in lines
    failed = 'vernissage_telegram_calls_total{method="sendPhoto",outcome="TelegramRetryAfter"} 1.0'
    assert failed in lines
    assert "vernissage_updates_waiting 7.0" in lines


async def test_metrics_ask_anew_each_time(http: ClientSession) -> None:
    answers = iter([{"easel": 2, "attic": 1}, {"easel": 3}])

    async def occupied() -> Mapping[str, float]:
        return next(answers)

    metrics = Metrics()
    metrics.survey("runs_at_provider", "Runs under way", "provider", occupied)
    lines = await shown(http, metrics)
    assert 'vernissage_runs_at_provider{provider="attic"} 1.0' in lines
    lines = await shown(http, metrics)
    assert 'vernissage_runs_at_provider{provider="easel"} 3.0' in lines
    assert not [line for line in lines if "attic" in line]
