"""What an answer's status means where the vendor does not say it better.

| status         | a question    | a creation                                       |
| -------------- | ------------- | ------------------------------------------------ |
| 2xx            | an answer     | an answer                                        |
| 3xx            | Misconfigured | Misconfigured: the address is another one        |
| 401, 403       | Misconfigured | Misconfigured                                    |
| 402            | OutOfCredits  | OutOfCredits                                     |
| 429            | RateLimited   | RateLimited: a definite refusal                  |
| 408, 503       | Unavailable   | Unavailable: a definite refusal                  |
| 503 + header   | RateLimited   | RateLimited: it says itself when to come back    |
| other 5xx      | Unavailable   | Ambiguous: a gateway or a crash, nobody knows    |
| other 4xx      | InvalidRequest| InvalidRequest                                   |

A creation is never repeated here; after a definite refusal its caller may try again later. No
vendor has idempotency keys, so an answer such as 502 may stand for a task that was accepted.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus as Status
from math import ceil

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    Unavailable,
)
from bot.providers.calls import Answer, Call

_LONGEST_PAUSE = 24 * 3600
_PAUSES = frozenset({Status.TOO_MANY_REQUESTS, Status.SERVICE_UNAVAILABLE})
_DEFINITE = frozenset({Status.REQUEST_TIMEOUT, Status.SERVICE_UNAVAILABLE})
_GONE = frozenset({Status.UNAUTHORIZED, Status.FORBIDDEN, Status.NOT_FOUND, Status.GONE})
_KINDS: dict[int, type[ProviderError]] = {
    Status.UNAUTHORIZED: Misconfigured,
    Status.FORBIDDEN: Misconfigured,
    Status.PAYMENT_REQUIRED: OutOfCredits,
}


def refusal(call: Call, answer: Answer) -> ProviderError | None:
    """The error that an answer is, by the vendor's own meaning first; None: it is none."""
    return call.explain(answer) or _by_status(call, answer)


def retry_after(answer: Answer) -> int:
    """Seconds that the vendor asks to wait, from either form of the header; 0: it does not."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(int(value), _LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(0, ceil(seconds)), _LONGEST_PAUSE)


def refused_file(provider: str, status: int) -> ProviderError:
    """The error that the status of a file's download is."""
    said = {"provider": provider, "detail": f"{status} for a file"}
    if status in _GONE:
        return ResultLost(**said)
    if status >= Status.INTERNAL_SERVER_ERROR:
        return Unavailable(**said, reason="")
    return BadResponse(**said)


def _by_status(call: Call, answer: Answer) -> ProviderError | None:
    status, said = answer.status, _said(answer)
    if status < Status.MULTIPLE_CHOICES:
        return None
    if status in _PAUSES and (pause := retry_after(answer)):
        return RateLimited(**said, retry_after=pause)
    if status == Status.TOO_MANY_REQUESTS:
        return RateLimited(**said, retry_after=0)
    if status in _DEFINITE or (status >= Status.INTERNAL_SERVER_ERROR and not call.creates):
        return Unavailable(**said, reason="")
    return _KINDS.get(status, _default(status))(**said)


def _default(status: int) -> type[ProviderError]:
    if status < Status.BAD_REQUEST:
        return Misconfigured
    return InvalidRequest if status < Status.INTERNAL_SERVER_ERROR else Ambiguous


def _said(answer: Answer) -> dict[str, str]:
    return {"provider": answer.provider, "detail": f"{answer.status}: {answer.detail}"}
