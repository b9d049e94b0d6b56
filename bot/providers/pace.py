"""A vendor's limit of requests per minute, kept on our side.

async with self._pace:
    answer = await self.transport.request(call)
"""

from aiolimiter import AsyncLimiter

from bot.core.errors import Misconfigured

MOST = 100_000
MINUTE = 61.0
"""Seconds; the odd one is for requests that arrive closer together than they were sent."""


def per_minute(provider: str, setting: str, value: str) -> AsyncLimiter:
    """Lets at most so many through within any minute; the others wait for their turn.

    A third of them may come at once, the others spread over the minute.

    Args:
        provider: ProviderSpec.key, for the error.
        setting: The variable that holds the number.
        value: Its value.

    Raises:
        Misconfigured: It is no whole number from 1.
    """
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= MOST):
        detail = f"{setting} has to be a whole number from 1 to {MOST}"
        raise Misconfigured(provider=provider, detail=detail)
    number = int(value)
    burst = (number + 2) // 3
    # within t seconds a bucket lets burst + t / period * burst through, the last one at the end
    return AsyncLimiter(burst, MINUTE * burst / (number + 1 - burst))
