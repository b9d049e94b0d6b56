"""Middlewares that count. They know the shapes of aiogram's calls, not aiogram itself."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.core.errors import BotError
from bot.web.metrics import Metrics

FINE = "ok"


class MeasuredUpdates:
    """Around every update: `dispatcher.update.outer_middleware(MeasuredUpdates(metrics))`."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self,
        handler: Callable[[Any, dict[str, Any]], Awaitable[Any]],
        event: Any,
        data: dict[str, Any],
    ) -> Any:
        """Let it be handled, and note how long that took and how it ended."""
        began, outcome = time.perf_counter(), FINE
        try:
            return await handler(event, data)
        except Exception as error:
            outcome = _name(error)
            raise
        finally:
            self._metrics.handled(event.event_type, outcome, time.perf_counter() - began)


class MeasuredCalls:
    """Around every call of the Bot API: `bot.session.middleware(MeasuredCalls(metrics))`."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self, make_request: Callable[[Any, Any], Awaitable[Any]], bot: Any, method: Any
    ) -> Any:
        """Make the call, and note how it ended."""
        outcome = FINE
        try:
            return await make_request(bot, method)
        except Exception as error:
            outcome = _name(error)
            raise
        finally:
            self._metrics.called(method.__api_method__, outcome)


def _name(error: Exception) -> str:
    return error.code if isinstance(error, BotError) else type(error).__name__
