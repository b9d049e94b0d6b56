"""The queue of updates: what is kept for the bot, for how long, and who may take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError, NothingCameError
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Bell

Json = dict[str, Any]

DAY = 24 * 3600.0
LIFETIMES = {
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
    "pre_checkout_query": 150.0,
    "shipping_query": 150.0,
}
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_TIMEOUT = 50
MAX_BATCH = 100
_OTHER_POLL = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """One update on its way.

    Attributes:
        key: whose turn it takes: updates of one key are delivered one after the other.
        expires: when it is dropped, in seconds since the epoch.
    """

    id: int
    kind: str
    payload: Json
    key: str
    expires: float

    def body(self) -> Json:
        """Return it as an ``Update``."""
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """Holds every update until the bot confirms it.

    Attributes:
        bell: rings at every change.
        allowed: the kinds that the bot wants, ``None`` for the usual ones.
        webhook_url: where to deliver, empty for long polling.
        webhook_secret: sent along with every delivery.
        retry_delay: seconds before a failed delivery is tried again; doubled each time.
        last_error: what ``getWebhookInfo`` says of the last failed delivery.
    """

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self.bell = Bell()
        self.allowed: list[str] | None = None
        self.webhook_url = ""
        self.webhook_secret = ""
        self.retry_delay = 1.0
        self.last_error: Json = {}
        self._clock = clock
        self._faults = faults
        self._next_id = 500_000_001
        self._pending: list[Update] = []
        self._again: dict[int, Update] = {}
        self._held: list[tuple[str, Json, str]] = []
        self._poll = 0

    def add(self, kind: str, payload: Json, key: str) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if not self._wanted(kind):
            return
        if self._faults.swaps:
            self._faults.swaps -= 1
            self._held.append((kind, payload, key))
            return
        held, self._held = self._held, []
        for one in [(kind, payload, key), *held]:
            self._queue(*one)
        self.bell.ring()

    @property
    def pending(self) -> list[Update]:
        """What the bot has not confirmed, oldest first, without what is too old."""
        now = self._clock.now()
        self._pending = [one for one in self._pending if one.expires > now]
        return self._pending

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot wants; ``None`` keeps what it said before.

        Telegram (getUpdates): an empty list means all but ``chat_member`` and reactions.
        """
        if kinds is not None:
            self.allowed = list(kinds) or None

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 -- getUpdates' own word
        """Answer ``getUpdates``: confirm what lies before the offset, wait for what is new.

        Args:
            offset: as the Bot API defines it; negative counts from the end.
            limit: updates at most, 1-100.
            timeout: seconds to wait when there are none; Telegram caps it at 50.

        Raises:
            ApiError: 409 when a webhook is set, or another poll or ``setWebhook`` ends this one.
        """
        if self.webhook_url:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self.interrupt_poll()
        mine = self._poll
        self._confirm(offset)

        def found() -> list[Update] | None:
            self._check_turn(mine)
            return self.pending[: max(1, min(limit, MAX_BATCH))] or None

        try:
            batch = await self.bell.until(found, min(timeout, MAX_TIMEOUT))
        except NothingCameError:
            batch = []
        return [one.body() for one in batch]

    def interrupt_poll(self) -> None:
        """End the poll that is waiting now, if there is one."""
        self._poll += 1
        self.bell.ring()

    def done(self, update: Update) -> None:
        """Take an update away: it has been delivered."""
        self._pending = [one for one in self._pending if one is not update]
        again = self._again.pop(update.id, None)
        if again is not None:
            self._pending.insert(0, again)
        self.bell.ring()

    def drop(self) -> None:
        """Forget everything that is pending."""
        self._pending.clear()
        self._again.clear()
        self.bell.ring()

    async def confirmed(self, within: float) -> None:
        """Wait until the bot has taken everything.

        Raises:
            NothingCameError: it has not, in time.
        """
        await self.bell.until(
            lambda: None if self.pending else True,
            within,
            lambda: f"{len(self.pending)} updates are not confirmed",
        )

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed is not None else kind not in UNASKED

    def _queue(self, kind: str, payload: Json, key: str) -> None:
        expires = self._clock.now() + LIFETIMES.get(kind, DAY)
        update = Update(id=self._next_id, kind=kind, payload=payload, key=key, expires=expires)
        self._next_id += 1
        self._pending.append(update)
        if self._faults.duplicates:
            self._faults.duplicates -= 1
            self._again[update.id] = Update(
                id=update.id, kind=kind, payload=payload, key=key, expires=expires
            )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self.pending[offset:]
        for update in [one for one in self.pending if 0 < offset > one.id]:
            self.done(update)

    def _check_turn(self, mine: int) -> None:
        if self.webhook_url:
            raise ApiError(409, "Conflict: terminated by setWebhook request")
        if mine != self._poll:
            raise ApiError(409, _OTHER_POLL)
