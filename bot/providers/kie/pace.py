"""KIE's limit of creations, kept on our side: the excess would be refused, not queued."""

from aiolimiter import AsyncLimiter

SECONDS = 10.5
"""KIE docs: per 10 seconds; the rest is for requests that arrive closer than they were sent."""


def creations(number: int) -> AsyncLimiter:
    """Lets at most so many through within any 10 seconds; the others wait for their turn."""
    burst = (number + 2) // 3
    # within t seconds a bucket lets burst + t / period * burst through, the last one at the end
    return AsyncLimiter(burst, SECONDS * burst / (number + 1 - burst))
