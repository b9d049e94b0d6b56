"""Health, readiness and metrics over HTTP."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.web.metrics import Metrics

Probe: TypeAlias = Callable[[], Awaitable[str | None]]
"""Looks at one thing the bot cannot work without: None, or why it does not work now."""


class CannotListen(Exception):
    """Nothing can be served at this address: a sentence for the operator."""


PROBE_SECONDS = 3.0
FINE = "ok"


def create_web(probes: Mapping[str, Probe], metrics: Metrics) -> web.Application:
    """The application with `/healthz`, `/readyz` and `/metrics`; webhooks are added by the caller.

    Args:
        probes: What readiness means, by the names that `/readyz` shows.
        metrics: What `/metrics` shows.
    """

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text=FINE)

    async def readyz(_: web.Request) -> web.Response:
        answers = await asyncio.gather(*(_ask(probe) for probe in probes.values()))
        ready = all(answer == FINE for answer in answers)
        report = dict(zip(probes, answers, strict=True))
        return web.json_response(report, status=200 if ready else 503)

    async def show_metrics(_: web.Request) -> web.Response:
        await metrics.refresh()
        content = generate_latest(metrics.registry)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", show_metrics)
    return app


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve while the context lasts; gives the address, with the real port where `port` is 0.

    Raises:
        CannotListen: The port is taken, or the address is none of this machine's.
    """
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=5)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        real_port = runner.addresses[0][1]
        yield f"http://{host}:{real_port}"
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise CannotListen(
            f"HTTP_PORT {port} at HTTP_HOST {host} cannot be listened at ({reason}). "
            "Choose another one, or end whatever uses it."
        ) from error


async def _ask(probe: Probe) -> str:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await probe() or FINE
    except Exception as error:  # noqa: BLE001 - whatever a probe meets is the answer
        return type(error).__name__  # its text may carry an address with a password
