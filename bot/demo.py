"""The bot against the local Telegram: a browser is all that a person needs to try it."""

import asyncio
import logging
import shutil
from pathlib import Path

from bot.app import started
from bot.config import Settings, plain_settings
from bot.process import FAILED, configure_logging, freeze, stop_signal
from bot.sandbox import Sandbox
from bot.sandbox.chatview import ChatView
from bot.services.clock import SystemClock

logger = logging.getLogger(__name__)

FOLDER = Path("data/demo")
"""Begun anew at each start."""

PROMPT = "a red fox in a snowy forest at sunset --ar 3:2"

PATIENCE = 60.0
"""Seconds that the example conversation may take."""


async def run(host: str, port: int) -> int:
    """Show the bot at a local address until Ctrl-C; returns the exit code.

    Args:
        host: Where to listen.
        port: 0: any free one.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    stop = stop_signal()
    try:
        async with Sandbox(host=host, port=port, flood="enforce") as sandbox:
            settings = demo_settings(sandbox)
            configure_logging(settings)
            async with started(settings, SystemClock()) as app, asyncio.TaskGroup() as group:
                freeze()
                example = group.create_task(_show_example(sandbox))
                await app.listen(stop)
                example.cancel()
    except OSError as error:
        print(f"The demo cannot run: {error}")  # noqa: T201 - for the person at the terminal
        return FAILED
    print("Goodbye.")  # noqa: T201 - the same
    return 0


async def _show_example(sandbox: Sandbox) -> None:
    _greet(sandbox.url, await open_with_example(sandbox))


def demo_settings(sandbox: Sandbox, folder: Path = FOLDER) -> Settings:
    """Settings for the local Telegram: nothing of the environment, everything in one folder."""
    return plain_settings(
        bot_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=f"sqlite+aiosqlite:///{folder}/bot.db",
        media_dir=folder / "media",
        http_port=0,
        default_plan="business",
        log_level="WARNING",
    )


async def open_with_example(sandbox: Sandbox) -> Path:
    """Let people talk to the bot, so that the page is not empty; returns the picture's file."""
    anna = sandbox.person("Anna", language="en", username="anna")
    boris = sandbox.person("Boris", language="ru", username="boris")
    sandbox.group("Painters", members=[anna, boris], forum=True)
    await boris.private.command("start")
    chat: ChatView = anna.private
    await chat.command("start")
    await chat.wait(lambda message: bool(message.buttons), timeout=PATIENCE)
    await chat.say(PROMPT)
    await chat.wait_photo(timeout=PATIENCE)
    return await asyncio.to_thread(_newest, FOLDER / "media")


def _newest(folder: Path) -> Path:
    return max(folder.glob("runs/*/*"), key=lambda file: file.stat().st_mtime).resolve()


def _greet(url: str, picture: Path) -> None:
    print(  # noqa: T201 - for the person at the terminal
        f"\n  Vernissage is painting. Open {url} in a browser and type a wish."
        f"\n  Its first picture is {picture}"
        "\n  Ctrl-C ends it.\n",
        flush=True,
    )
