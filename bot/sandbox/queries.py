"""Questions that wait for the bot's answer: taps, inline queries, checkouts."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.journal import Bell

Json = dict[str, Any]

CALLBACK_LIFETIME = 15.0
INLINE_LIFETIME = 10.0
CHECKOUT_LIFETIME = 10.0
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(kw_only=True, slots=True)
class Query:
    """One question.

    Attributes:
        kind: ``callback``, ``inline`` or ``checkout``.
        about: what it was about: the chat, the text, the invoice.
        deadline: until when the bot may answer, in seconds since the epoch.
        answer: what it answered.
    """

    id: str
    kind: str
    person_id: int
    deadline: float
    about: Json = field(default_factory=dict)
    answer: Json | None = None


class Queries:
    """All questions ever asked."""

    def __init__(self) -> None:
        self.bell = Bell()
        self._queries: dict[str, Query] = {}
        self._kept: dict[tuple[int, str, str], tuple[float, Query]] = {}

    def ask(self, query: Query) -> Query:
        """Keep a question until it is answered."""
        self._queries[query.id] = query
        return query

    def keep(self, query: Query, until: float, *, personal: bool) -> None:
        """Let an inline answer be given again until a moment: to its person, or to everyone."""
        who = query.person_id if personal else 0
        self._kept[who, query.about["query"], query.about["offset"]] = until, query

    def kept(self, person_id: int, text: str, offset: str, now: float) -> Query | None:
        """Return the question whose inline answer serves for this one as well."""
        for who in (person_id, 0):
            until, query = self._kept.get((who, text, offset), (now, None))
            if now < until:
                return query
        return None

    def get(self, query_id: str) -> Query | None:
        """Return a question, answered or not."""
        return self._queries.get(query_id)

    def answer(self, query_id: str, kind: str, answer: Json, now: float) -> Query:
        """Take the bot's answer; only the first one, in time, counts.

        Raises:
            ApiError: unknown, answered before, or too late.
        """
        query = self._queries.get(query_id)
        if query is None or query.kind != kind or query.answer is not None:
            raise bad_request(_TOO_OLD)
        if now > query.deadline:
            raise bad_request(_TOO_OLD)
        query.answer = answer
        self.bell.ring()
        return query
