"""Flood limits: 30 messages a second overall, about one a second per chat, 20 a minute per group.

Telegram (bots FAQ) gives these three numbers and allows short bursts in a chat; the size of the
burst is not published, ``BURST`` is this sandbox's own.
"""

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.clock import Clock
from bot.sandbox.errors import too_many_requests

OVERALL = 30
PER_GROUP_MINUTE = 20
BURST = 5
Mode = Literal["enforce", "record", "off"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """One moment at which the bot sent more than it may.

    Attributes:
        rule: ``overall``, ``chat`` or ``group``.
        retry_after: seconds it should have waited.
    """

    rule: str
    chat_id: int
    at: float
    retry_after: int


class _Window:
    """So many in a span of seconds."""

    def __init__(self, most: int, span: float) -> None:
        self._most, self._span = most, span
        self._times: deque[float] = deque()

    def wait(self, now: float, cost: int) -> float:
        while self._times and self._times[0] <= now - self._span:
            self._times.popleft()
        surplus = len(self._times) + min(cost, self._most) - self._most
        return self._times[surplus - 1] + self._span - now if surplus > 0 else 0.0

    def take(self, now: float, cost: int) -> None:
        self._times.extend([now] * cost)


class _Bucket:
    """A burst, then one a second."""

    def __init__(self, now: float) -> None:
        self._level, self._at = float(BURST), now

    def wait(self, now: float, cost: int) -> float:
        self._level = min(BURST, self._level + now - self._at)
        self._at = now
        return max(0.0, min(cost, BURST) - self._level)

    def take(self, _now: float, cost: int) -> None:
        self._level -= cost


class Flood:
    """Counts what the bot sends and edits."""

    def __init__(self, clock: Clock, mode: Mode = "record") -> None:
        self.mode: Mode = mode
        self.violations: list[Violation] = []
        self._clock = clock
        self._overall = _Window(OVERALL, 1.0)
        self._groups: dict[int, _Window] = {}
        self._chats: dict[int, _Bucket] = {}

    def spend(self, chat_id: int, cost: int = 1) -> None:
        """Count some messages or edits in a chat.

        Raises:
            ApiError: 429 with ``retry_after``, when limits are enforced.
        """
        if self.mode == "off":
            return
        now = self._clock.now()
        rules = self._rules(chat_id, now)
        waits = {name: rule.wait(now, cost) for name, rule in rules.items()}
        rule, longest = max(waits.items(), key=lambda item: item[1])
        if longest > 0:
            retry_after = math.ceil(longest)
            self.violations.append(
                Violation(rule=rule, chat_id=chat_id, at=now, retry_after=retry_after)
            )
            if self.mode == "enforce":
                raise too_many_requests(retry_after)
        for counter in rules.values():
            counter.take(now, cost)

    def _rules(self, chat_id: int, now: float) -> dict[str, _Window | _Bucket]:
        rules: dict[str, _Window | _Bucket] = {"overall": self._overall}
        if chat_id:
            rules["chat"] = self._chats.setdefault(chat_id, _Bucket(now))
        if chat_id < 0:
            rules["group"] = self._groups.setdefault(chat_id, _Window(PER_GROUP_MINUTE, 60.0))
        return rules
