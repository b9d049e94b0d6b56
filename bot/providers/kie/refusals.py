"""What KIE's codes mean.

KIE docs: the HTTP status may be 200 while `code` in the body reports an error; success is both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus as Status

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    BotError,
    ContentRejected,
    InputUnreadable,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    TaskFailed,
    TimedOut,
    Unavailable,
)
from bot.providers.calls import Answer
from bot.providers.kie import records
from bot.providers.kie.records import Record
from bot.providers.refusals import retry_after

OK = 200


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a code is here.

    Attributes:
        kind: The error.
        reason: For Unavailable: a short word.
    """

    kind: type[ProviderError]
    reason: str = ""


CODES: Mapping[int, Meaning] = {
    400: Meaning(kind=InvalidRequest),
    401: Meaning(kind=Misconfigured),
    402: Meaning(kind=OutOfCredits),
    404: Meaning(kind=Misconfigured),
    408: Meaning(kind=Unavailable, reason="NO_RESULT"),
    422: Meaning(kind=InvalidRequest),
    429: Meaning(kind=RateLimited),
    433: Meaning(kind=OutOfCredits),
    451: Meaning(kind=InvalidRequest),
    455: Meaning(kind=Unavailable, reason="MAINTENANCE"),
    500: Meaning(kind=Unavailable),
    501: Meaning(kind=TaskFailed),
    503: Meaning(kind=Unavailable),
    505: Meaning(kind=Unavailable, reason="DISABLED"),
    550: Meaning(kind=Unavailable, reason="QUEUE_FULL"),
}
"""KIE docs; any other code makes no sense."""

CREATION = {**CODES, 408: Meaning(kind=Ambiguous), 500: Meaning(kind=Ambiguous)}
"""Neither says whether a task was begun before it went wrong."""

RECORD = {**CODES, 404: Meaning(kind=ResultLost)}

_ENDINGS: Mapping[int | None, type[BotError]] = {
    400: InvalidRequest,
    402: OutOfCredits,
    408: TimedOut,
    422: InvalidRequest,
}
_WORDY = frozenset({400, 422, 500, 501})
"""Codes under which moderation was seen to speak."""

_ANYBODYS = frozenset({500, 503})
"""Statuses that a gateway may answer with; only in a body they are KIE's word."""

_TOLERANCE = ("safetytolerance", "safety tolerance")
_MODERATION = (
    "moderation",
    "content polic",
    "violat",
    "flagged",
    "nsfw",
    "sensitive content",
    "sensitive word",
    "safety system",
    "safety filter",
    "inappropriate",
    "prohibited",
)
_UNKNOWN_TASK = "recordinfo is null"
_COMING = (
    "processing",
    "in progress",
    "check back",
    "not ready",
    "being generated",
    "still generating",
    "please wait",
)
_NEVER = ("unavailable", "fail", "not support", "unsupported")


def refused(answer: Answer) -> ProviderError | None:
    """The error that an answer is; None: it is none, or has no code of KIE's."""
    return _refused(answer, CODES, BadResponse)


def refused_creation(answer: Answer) -> ProviderError | None:
    """The same for an answer to a request that may have begun a task."""
    return _refused(answer, CREATION, Ambiguous)


def refused_record(answer: Answer) -> ProviderError | None:
    """The same for an answer to a question about a task; ResultLost: there is no such task."""
    found = said_code(answer)
    if found == Status.UNPROCESSABLE_ENTITY and _says(answer.detail, (_UNKNOWN_TASK,)):
        return ResultLost(**_said(answer))
    return _refused(answer, RECORD, BadResponse)


def coming(answer: Answer) -> bool:
    """Whether a refusal says no more than that the file is not there yet.

    KIE docs: a clip in 1080p is asked for until the answer has it; before, `code` is another
    than 200, such as 400 with "1080P is processing. It should be ready in 1-2 minutes".
    """
    return said_code(answer) in _WORDY and _says(answer.detail, _COMING)


def refused_larger(answer: Answer) -> ProviderError | None:
    """The error that the answer to a question for a larger file is.

    KIE docs: that there will be none is said with code 500, which stands for any trouble too.
    """
    waits, found = coming(answer), said_code(answer)
    if found == Status.INTERNAL_SERVER_ERROR and not waits and _says(answer.detail, _NEVER):
        return TaskFailed(**_said(answer))
    if waits:
        return InvalidRequest(**_said(answer))
    return refused_record(answer)


def failure(record: Record, said: Mapping[str, str]) -> BotError:
    """Why a task ended without a result.

    Args:
        record: The task.
        said: What to keep for the log.
    """
    if _says(record.complaint, _MODERATION):
        return ContentRejected(**said)
    if record.code == Status.UNAVAILABLE_FOR_LEGAL_REASONS:  # KIE docs: an input's address
        return InputUnreadable()
    if record.code == Status.BAD_REQUEST and not record.complaint:
        return ContentRejected(**said)  # the request's form was right, or there were no task
    return _ENDINGS.get(record.code, TaskFailed)(**said)


def _refused(
    answer: Answer, meanings: Mapping[int, Meaning], strange: type[ProviderError]
) -> ProviderError | None:
    found = said_code(answer)
    if found is None or found == OK:
        return None
    if found in _WORDY and _says(answer.detail, _TOLERANCE):
        return InvalidRequest(**_said(answer))
    if found in _WORDY and _says(answer.detail, _MODERATION):
        return ContentRejected(**_said(answer))
    return _error(meanings.get(found, Meaning(kind=strange)), answer)


def _error(meaning: Meaning, answer: Answer) -> ProviderError:
    if meaning.kind is RateLimited:
        return RateLimited(**_said(answer), retry_after=retry_after(answer))
    if meaning.kind is Unavailable:
        return Unavailable(**_said(answer), reason=meaning.reason)
    return meaning.kind(**_said(answer))


def said_code(answer: Answer) -> int | None:
    """KIE's own code, otherwise a status that KIE uses as one."""
    try:
        found = records.code(answer.json())
    except BadResponse:
        found = None
    if found in (None, OK) and answer.status in CODES.keys() - _ANYBODYS:
        return answer.status
    return found


def _says(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said.casefold() for word in words)


def _said(answer: Answer) -> dict[str, str]:
    return {"provider": answer.provider, "detail": f"{answer.status}: {answer.detail}"}
