"""The bot as a child process, with what a benchmark has to change about it.

Telegram's limits on what a bot may send are lifted: the floors know none.
"""

import argparse
import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from benchmarks.clock import QuickClock
from benchmarks.processes import TOKEN
from bot.app import App, started
from bot.config import Settings, plain_settings
from bot.core.capabilities import ModelSpec
from bot.core.ports.provider import Provider
from bot.process import freeze, stop_signal
from bot.telegram.pacing import Rate, Rates
from bot.telegram.session import Patience

_ANY = Rate(burst=1e6, per_second=1e6)
UNPACED = Rates(overall=_ANY, chat=_ANY, group=_ANY)


def settings(folder: Path, telegram: str, vendor: str = "") -> Settings:
    """Settings of a bot that knows nobody but the benchmark's servers.

    Args:
        folder: For its database and its files.
        telegram: The address of the Bot API.
        vendor: The address of a FusionBrain; empty: it sketches, and takes an hour for it.
    """
    values: dict[str, Any] = {"sketch_seconds": "3600"}
    if vendor:
        values = {
            "fusionbrain_api_key": "a-key-for-a-benchmark",
            "fusionbrain_secret_key": "a-secret-for-a-benchmark",
            "fusionbrain_url": f"{vendor}/",
            "fusionbrain_styles_url": f"{vendor}/static/styles/key",
        }
    return plain_settings(
        bot_token=TOKEN,
        telegram_api_url=telegram,
        database_url=f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        media_dir=folder / "media",
        http_port=0,
        default_plan="enterprise",
        log_level="WARNING",
        **values,
    )


def changed(providers: Iterable[Provider], **changes: Any) -> tuple[Provider, ...]:
    """Providers whose models were changed alike."""
    found = tuple(providers)
    for provider in found:
        models: tuple[ModelSpec, ...] = provider.spec.models
        provider.spec = replace(
            provider.spec, models=tuple(replace(model, **changes) for model in models)
        )
    return found


@asynccontextmanager
async def at_work(
    chosen: Settings, speed: float = 1.0, places: int | None = None
) -> AsyncIterator[App]:
    """The bot at work.

    Args:
        chosen: Its settings.
        speed: Of its clock.
        places: Tasks at once per provider; None: as many as the provider says.
    """
    async with started(chosen, QuickClock(speed), patience=Patience(UNPACED)) as app:
        if places:
            changed(app.services.catalogue.providers.values(), concurrency=places)
        yield app


def relax() -> None:
    """Let SQLite return before a transaction is on the disk."""

    def once(connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if not entry.info.get("relaxed"):
            cursor = connection.cursor()
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.close()
            entry.info["relaxed"] = True

    event.listen(Pool, "checkout", once)


async def main(options: argparse.Namespace) -> None:
    """Poll until SIGTERM."""
    logging.basicConfig(level=logging.ERROR)
    if options.relaxed:
        relax()
    stop = stop_signal()
    chosen = settings(Path(options.folder), options.telegram, options.vendor)
    async with at_work(chosen, options.speed, options.places) as app:
        if not options.thawed:
            freeze()
        await app.listen(stop)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("telegram")
    parser.add_argument("folder")
    parser.add_argument("--vendor", default="")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--places", type=int)
    parser.add_argument("--thawed", action="store_true", help="without gc.freeze()")
    parser.add_argument("--relaxed", action="store_true", help="synchronous=NORMAL")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_options()))
