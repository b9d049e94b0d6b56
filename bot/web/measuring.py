"""A middleware that counts calls. It knows the shape of aiogram's calls, not aiogram itself."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.web.metrics import Metrics


class MeasuredCalls:
    """Around every call of the Bot API: `bot.session.middleware(MeasuredCalls(metrics))`."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self, make_request: Callable[[Any, Any], Awaitable[Any]], bot: Any, method: Any
    ) -> Any:
        """Make the call, and note how it ended."""
        outcome = "ok"
        try:
            return await make_request(bot, method)
        except Exception as error:
            outcome = type(error).__name__
            raise
        finally:
            self._metrics.called(method.__api_method__, outcome)
