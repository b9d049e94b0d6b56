"""The bot against the local Telegram: a browser is all that a person needs to try it."""

import asyncio
import errno
import importlib
import logging
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app import Grace, started
from bot.config import Settings, plain_settings
from bot.process import FAILED, configure_logging, freeze, stop_signal
from bot.providers.registry import specs
from bot.sandbox import NothingCameError, Sandbox
from bot.sandbox.chatview import ChatView
from bot.services.clock import SystemClock
from bot.stand_ins import STAND_INS
from bot.storage.errors import AlreadyRunning, DatabaseUnusable, FolderUnusable
from bot.storage.locks import file_lock
from bot.telegram.polling import IntakeRefused

logger = logging.getLogger(__name__)

FOLDER = Path("data/demo")
"""Begun anew at each start."""

TROUBLE = (
    AlreadyRunning,
    DatabaseUnusable,
    FolderUnusable,
    IntakeRefused,
    OSError,
)
"""What ends the demo with a sentence; OSError: its port is taken."""

GRACE = Grace(handlers=0.3, work=0.7)
"""Nothing of it is kept, so an end need not wait for pictures."""

PROMPT = "a fox in a snowy forest at sunset --ar 16:9"

STYLE = " --style gouache"
"""Of the model that comes with the bot; others do not have it."""

TOPIC = "Lighthouses"
TOPIC_PROMPT = "маяк на скале ночью, звёзды --ar 3:2 --style neon --model {model}"
"""The model that comes with the bot paints it, whichever others there are."""

OPERATOR = "Olga (operator)"
"""Whose chat with the bot takes the uploads of what is painted inline."""

FRIENDS = "Friends"
"""A group without the bot, to write behind its name in."""

PATIENCE = 60.0
"""Seconds that the example conversation may take."""


async def run(host: str, port: int, *, every_vendor: bool = False) -> int:
    """Show the bot at a local address until Ctrl-C; returns the exit code.

    Args:
        host: Where to listen.
        port: 0: any free one.
        every_vendor: Whether there are all models, painted by stand-ins on this machine.
    """
    stop = stop_signal()
    try:
        async with (
            stand_ins(wanted=every_vendor) as values,
            Sandbox(host=host, port=port, flood="enforce") as sandbox,
        ):
            await _show(sandbox, values, stop)
    except TROUBLE as error:
        print(f"The demo cannot run: {_words(error, port)}", file=sys.stderr)  # noqa: T201 - for the person
        return FAILED
    print("Goodbye.")  # noqa: T201 - the same
    return 0


def _words(error: Exception, port: int) -> str:
    match error:
        case AlreadyRunning():
            return "another demo runs in this folder. End it first, or use its page."
        case OSError(errno=errno.EADDRINUSE):
            return f"something listens at port {port} already. Choose another one with --port."
        case socket.gaierror():
            return "this machine does not know the address given with --host."
        case OSError(errno=errno.EADDRNOTAVAIL | errno.EACCES):
            return f"it may not listen at port {port} there. Choose another --port or --host."
    return str(error)


@asynccontextmanager
async def stand_ins(*, wanted: bool) -> AsyncIterator[dict[str, Any]]:
    """Servers on this machine in the place of vendors; gives the settings that lead to them."""
    if not wanted:
        yield {}
        return
    show = importlib.import_module(STAND_INS)
    async with show.exhibition() as environment:
        settings = {name.lower(): value for name, value in environment.items()}
        yield settings | {"models_enabled": ",".join(own_models())}


def own_models() -> list[str]:
    """The models that come with the bot and need no vendor."""
    return [model.key for spec in specs() if spec.fallback for model in spec.models]


async def _show(sandbox: Sandbox, values: dict[str, Any], stop: asyncio.Event) -> None:
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with file_lock(FOLDER):
        shutil.rmtree(FOLDER, ignore_errors=True)
        storage = await invite(sandbox)
        settings = demo_settings(sandbox, storage_chat_id=storage, **values)
        configure_logging(settings)
        async with started(
            settings, SystemClock(), grace=GRACE, script=sandbox.page_script
        ) as app:
            freeze()
            prompt = PROMPT if values else PROMPT + STYLE
            app.services.supervisor.spawn(_show_example(sandbox, prompt), "example", idle=True)
            await app.listen(stop)


async def _show_example(sandbox: Sandbox, prompt: str) -> None:
    try:
        picture = await open_with_example(sandbox, prompt)
    except NothingCameError as error:
        logger.warning("The example conversation has no end: %s", error)
        picture = None
    _greet(sandbox.url, picture)


def demo_settings(sandbox: Sandbox, folder: Path = FOLDER, **values: Any) -> Settings:
    """Settings for the local Telegram: nothing of the environment, everything in one folder.

    Args:
        sandbox: The local Telegram.
        folder: Where everything is kept.
        values: Settings besides.
    """
    return plain_settings(
        bot_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=f"sqlite+aiosqlite:///{folder}/bot.db",
        media_dir=folder / "media",
        http_port=0,
        default_plan="business",
        group_plan="business",
        log_level="WARNING",
        **values,
    )


async def invite(sandbox: Sandbox) -> int:
    """Let people come, and the operator open a chat for uploads; returns that chat's id."""
    anna = sandbox.person("Anna", language="en", username="anna")
    boris = sandbox.person("Boris", language="ru", username="boris")
    friends = sandbox.group(FRIENDS, members=[anna, boris], bot=False)
    name = sandbox.bot_user["username"]
    await friends.as_(anna).say(f"Write here: @{name} a lighthouse at night")
    operator = sandbox.person(OPERATOR, language="en", username="olga")
    await operator.start()
    return operator.id


async def open_with_example(sandbox: Sandbox, prompt: str) -> Path:
    """Let people talk to the bot, so that the page is not empty; returns a picture's file.

    Args:
        sandbox: The local Telegram.
        prompt: What the first of them asks for.
    """
    anna = sandbox.person("Anna", language="en", username="anna")
    boris = sandbox.person("Boris", language="ru", username="boris")
    painters = sandbox.group("Painters", members=[anna, boris], forum=True)
    topic = painters.add_topic(TOPIC)
    group = painters.as_(boris)
    await boris.private.command("start")
    await group.command("imagine", TOPIC_PROMPT.format(model=own_models()[0]), topic=topic)
    chat: ChatView = anna.private
    await chat.command("start")
    await chat.wait(lambda message: bool(message.buttons), timeout=PATIENCE)
    await chat.say(prompt)
    await group.wait_photo(timeout=PATIENCE)
    await chat.wait_photo(timeout=PATIENCE)
    return await asyncio.to_thread(_newest, FOLDER / "media")


def _newest(folder: Path) -> Path:
    return max(folder.glob("runs/*/*"), key=lambda file: file.stat().st_mtime).resolve()


def _greet(url: str, picture: Path | None) -> None:
    first = f"\n  Its first picture is {picture}" if picture else ""
    print(  # noqa: T201 - for the person at the terminal
        f"\n  Vernissage is painting. Open {url} in a browser and type a wish."
        f"{first}"
        "\n  Ctrl-C ends it.\n",
        flush=True,
    )
