"""What vendors' error answers have in common: how they become an error of ours."""

from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil

from bot.core.errors import ProviderError, RateLimited, Unavailable
from bot.providers.calls import Answer

RETIRED = "RETIRED"
"""The reason of an `Unavailable` whose model is not offered any more."""

LONGEST_PAUSE = 24 * 3600
_MILLISECONDS = 1e11


def error(kind: type[ProviderError], answer: Answer, pause: int = 0) -> ProviderError:
    """An error that an answer stands for.

    Args:
        kind: `Unavailable` says here that the model is retired.
        answer: The answer.
        pause: Seconds that the vendor asks to wait; 0: it does not say.
    """
    said = {"provider": answer.provider, "detail": f"{answer.status}: {answer.detail}"}
    if kind is RateLimited:
        return RateLimited(**said, retry_after=pause)
    return Unavailable(**said, reason=RETIRED) if kind is Unavailable else kind(**said)


def mentions(answer: Answer, words: Collection[str]) -> bool:
    """Whether the beginning of an answer has one of these lower-case words in it."""
    text = answer.detail.casefold()
    return any(word in text for word in words)


def seconds_until(text: str, now: datetime) -> int:
    """Seconds from now to a moment in any usual form; 0: past, or no moment."""
    then = moment(text)
    if then is None:
        return 0
    return min(max(0, ceil((then - now).total_seconds())), LONGEST_PAUSE)


def moment(text: str) -> datetime | None:
    """A moment in any usual form, in UTC, also where it names no zone; None: it is none."""
    for read in (_of_number, datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            continue
        return found
    return None


def _of_number(text: str) -> datetime:
    """Unix time, in seconds or milliseconds."""
    number = float(text)
    return datetime.fromtimestamp(number / (1000 if number > _MILLISECONDS else 1), UTC)
