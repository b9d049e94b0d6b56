"""What a refusal means: by its code, where it has none by its status, then by its words.

| code                                     | error                          |
| ---------------------------------------- | ------------------------------ |
| content_policy_violation                 | ContentRejected                |
| moderation_blocked                       | ContentRejected                |
| invalid_api_key                          | Misconfigured                  |
| insufficient_quota (429)                 | OutOfCredits                   |
| billing_hard_limit_reached (400)         | OutOfCredits                   |
| rate_limit_exceeded                      | RateLimited                    |
| model_not_found                          | Unavailable: retired           |

aipomogator docs name the first one; the others are OpenAI's.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus as Status
from math import ceil
from typing import Any

from bot.core.errors import (
    BadResponse,
    ContentRejected,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    Unavailable,
)
from bot.providers.calls import Answer
from bot.providers.complaints import LONGEST_PAUSE, error
from bot.providers.refusals import retry_after

CODES: Mapping[str, type[ProviderError]] = {
    "content_policy_violation": ContentRejected,
    "moderation_blocked": ContentRejected,
    "invalid_api_key": Misconfigured,
    "insufficient_quota": OutOfCredits,
    "billing_hard_limit_reached": OutOfCredits,
    "rate_limit_exceeded": RateLimited,
    "model_not_found": Unavailable,
}

STATUSES: Mapping[int, type[ProviderError]] = {
    Status.UNAUTHORIZED: Misconfigured,
    Status.PAYMENT_REQUIRED: OutOfCredits,
    Status.FORBIDDEN: Misconfigured,
    Status.METHOD_NOT_ALLOWED: Misconfigured,
}

WORDS: Mapping[type[ProviderError], re.Pattern[str]] = {
    ContentRejected: re.compile(r"safety system|content[ _]policy|moderation"),
    OutOfCredits: re.compile(r"hard limit|current quota|insufficient|balance"),
    Unavailable: re.compile(r"model\b.{0,60}\b(does not exist|not found|deprecated|no longer)"),
}

OTHERWISE: Mapping[int, type[ProviderError]] = {
    Status.NOT_FOUND: Misconfigured,
    Status.TOO_MANY_REQUESTS: RateLimited,
}
"""Statuses whose words may say something else than this."""

_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?")


def explain(answer: Answer) -> ProviderError | None:
    """The error that an answer is; None: it is none, or only its status says something."""
    kind = _kind(answer)
    return error(kind, answer, _pause(answer)) if kind else None


def _kind(answer: Answer) -> type[ProviderError] | None:
    said = _said(answer)
    codes = (str(said.get(name)).casefold() for name in ("code", "type"))
    coded = next((CODES[code] for code in codes if code in CODES), None)
    if coded or answer.status < Status.BAD_REQUEST:
        return coded
    return STATUSES.get(answer.status) or _by_words(answer)


def _by_words(answer: Answer) -> type[ProviderError] | None:
    text = answer.detail.casefold()
    named = (kind for kind, words in WORDS.items() if words.search(text))
    return next(named, OTHERWISE.get(answer.status))


def _said(answer: Answer) -> Mapping[str, Any]:
    """The error object of an answer; it is looked for in short ones alone: pictures are long."""
    if answer.status < Status.BAD_REQUEST and len(answer.body) > 10_000:  # noqa: PLR2004 - above
        return {}
    try:
        body = answer.json()
    except BadResponse:
        return {}
    said = body.get("error", body) if isinstance(body, dict) else {}
    return said if isinstance(said, dict) else {}


def _pause(answer: Answer) -> int:
    """Seconds; OpenAI docs: the header is a time such as `1m30s` or `250ms`."""
    found = _TIME.fullmatch(answer.headers.get("x-ratelimit-reset-requests", "").strip())
    hours, minutes, seconds, thousandths = found.groups(default="0") if found else "0000"
    reset = int(hours) * 3600 + int(minutes) * 60 + float(seconds) + int(thousandths) / 1000
    return retry_after(answer) or min(ceil(reset), LONGEST_PAUSE)
