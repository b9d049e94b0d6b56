"""Work that goes on after whoever started it has returned."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

logger = logging.getLogger(__name__)


class Supervisor:
    """Keeps detached tasks: none is forgotten, none fails unseen, all end at shutdown."""

    def __init__(self) -> None:
        self._working: set[asyncio.Task[Any]] = set()
        self._idle: set[asyncio.Task[Any]] = set()
        self._draining = False

    def spawn(
        self, coro: Coroutine[Any, Any, Any], name: str, *, idle: bool = False
    ) -> asyncio.Task[Any]:
        """Start a task.

        Args:
            coro: What it does.
            name: For the log and for whoever looks at a hanging process.
            idle: Whether it only waits for something to do, so that a shutdown need not
                wait for it.
        """
        task = asyncio.create_task(coro, name=name)  # noqa: TID251 - the one place for it
        kept = self._idle if idle else self._working
        kept.add(task)
        task.add_done_callback(kept.discard)
        task.add_done_callback(_log_failure)
        if idle and self._draining:
            task.cancel()
        return task

    async def drain(self, seconds: float) -> None:
        """End everything: what waits at once, what works when it is done or the time is over."""
        self._draining = True
        await _cancel(self._idle)
        try:
            async with asyncio.timeout(seconds):
                while self._working:
                    await asyncio.wait(self._working)
        except TimeoutError:
            names = ", ".join(sorted(task.get_name() for task in self._working))
            logger.warning("Not done in %s s, stopped: %s", seconds, names)
        await _cancel(self._working | self._idle)


async def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    ending = [task for task in tasks if task is not asyncio.current_task()]
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


def _log_failure(task: asyncio.Task[Any]) -> None:
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        logger.error("%s failed", task.get_name(), exc_info=error)
