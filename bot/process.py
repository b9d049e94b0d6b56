"""The process around the bot: its log, its signals, its exit code."""

import asyncio
import gc
import logging
import signal
import sys

from bot.app import started
from bot.config import Settings
from bot.core.errors import Misconfigured
from bot.services.clock import SystemClock
from bot.storage.errors import AddressUnusable, AlreadyRunning, DatabaseUnusable, FolderUnusable
from bot.telegram.polling import IntakeRefused
from bot.telegram.secrets import install
from bot.web import CannotListen

logger = logging.getLogger(__name__)

FAILED = 1
BAD_CONFIGURATION = 2

OPERATORS_TO_MEND = (
    AlreadyRunning,
    CannotListen,
    DatabaseUnusable,
    FolderUnusable,
    IntakeRefused,
)
"""Errors that end the process with a sentence instead of a traceback."""


async def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or Ctrl-C; returns the exit code."""
    configure_logging(settings)
    stop = stop_signal()
    try:
        async with started(settings, SystemClock()) as app:
            freeze()
            logger.info("The bot is running")
            await app.listen(stop)
            logger.info("Stopping")
    except Misconfigured as error:
        print(f"{error.data['detail']}.", file=sys.stderr)  # noqa: T201 - for the operator
        return BAD_CONFIGURATION
    except AddressUnusable as error:
        print(f"{error}.", file=sys.stderr)  # noqa: T201 - for the operator
        return BAD_CONFIGURATION
    except OPERATORS_TO_MEND as error:
        print(f"The bot cannot run: {error}", file=sys.stderr)  # noqa: T201 - for the operator
        return FAILED
    return 0


def configure_logging(settings: Settings) -> None:
    """Log to stderr, never a secret."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for talkative in ("httpx", "aiogram.event", "alembic", "PIL"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    install(logging.getLogger(), settings.secrets())


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def freeze() -> None:
    """Take all that was built at start out of the garbage collector's sight.

    aiogram's models alone are some hundred thousand objects: without this every full collection
    walks through them again. The command line has switched it off while they were made.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
