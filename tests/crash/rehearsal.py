"""One conversation in the zygote, so that the bots forked from it have been warm before.

What a process makes when it first needs it - modules, statements, models of Telegram's objects -
is the same in each of them.
"""

import asyncio
import tempfile
import threading

import pytest
from aiogram.methods import Response

from bot.app import Grace, started
from bot.config import Settings, load_settings
from bot.sandbox import Sandbox
from bot.services.clock import SystemClock
from tests.support.once import make_once
from tests.vendors.fusionbrain import FusionBrainServer

PATIENCE = 20.0
KEPT: list[type] = []
"""Pydantic makes `Response[Message]` and the like again when nobody holds them."""

AT_ONCE = Grace(handlers=0.1, work=0.1)


def rehearse() -> None:
    """Paint one picture; nothing of it is left but what was made on the way."""
    patch = pytest.MonkeyPatch()
    make_once(patch)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_paint(folder))
    KEPT.extend(Response.__subclasses__())
    assert threading.active_count() == 1, "a process with threads must not be forked"


async def _paint(folder: str) -> None:
    async with FusionBrainServer() as vendor, Sandbox(flood="off") as telegram:
        vendor.status_time = 0
        settings = _settings(
            {
                **vendor.settings,
                "BOT_TOKEN": telegram.token,
                "TELEGRAM_API_URL": telegram.url,
                "DATABASE_URL": f"sqlite:///{folder}/bot.db",
                "MEDIA_DIR": f"{folder}/media",
                "HTTP_PORT": "0",
            }
        )
        async with started(settings, SystemClock(), grace=AT_ONCE) as app:
            listening = app.services.supervisor.spawn(app.listen(asyncio.Event()), "updates")
            anna = telegram.person("Anna", language="en").private
            await anna.say("a fox")
            await anna.wait_photo(timeout=PATIENCE)
            listening.cancel()


def _settings(values: dict[str, str]) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        return load_settings(None)
