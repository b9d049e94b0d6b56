"""Not giving up on what must not be lost while the machine itself has trouble."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.core.errors import BotError
from bot.core.ports.conversation import Clock

logger = logging.getLogger(__name__)

T = TypeVar("T")

DELAYS = (0.5, 1, 2, 4, 8, 15, 30, *(60,) * 14)
"""Seconds between the tries: a quarter of an hour for a full disk or a locked database."""


async def insist(clock: Clock, what: str, act: Callable[[], Awaitable[T]]) -> T:
    """Try an action until it works, with growing delays.

    For what exists in this process's memory only: an accepted task, a picture that can be read
    once. Errors of the bot's own tree say something about the action and are passed on at once.

    Args:
        clock: Time.
        what: For the log.
        act: Does it; is called again after a failure.

    Raises:
        Exception: What the last try raised.
    """
    for delay in DELAYS:
        try:
            return await act()
        except BotError:
            raise
        except Exception:
            logger.exception("%s: trying again in %s s", what, delay)
        await clock.sleep(delay)
    return await act()
