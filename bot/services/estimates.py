"""How long a model usually takes, by its own recent runs."""

from collections import deque
from collections.abc import Sequence
from statistics import median, quantiles

from bot.core.capabilities import ModelSpec
from bot.core.ports.runs import RunStore

KEPT = 50
"""Recent runs per model that count."""


class Estimates:
    """Recent times per model: read from the store once, kept up as runs finish here."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._recent: dict[str, deque[float]] = {}

    async def recent(self, model: str) -> Sequence[float]:
        """Seconds from acceptance to result of a model's last runs, newest first."""
        known = self._recent.get(model)
        if known is None:
            stored = await self._store.recent_seconds(model, KEPT)
            known = self._recent.setdefault(model, deque(stored, maxlen=KEPT))
        return known

    async def quantile(self, model: ModelSpec, share: float) -> float:
        """The seconds within which a share (0 to 1) of the runs is ready."""
        recent = await self.recent(model.key)
        if len(recent) < 2:  # noqa: PLR2004 - two are needed for a line between them
            return next(iter(recent), model.usual_seconds)
        hundredths = quantiles(recent, n=100, method="inclusive")
        return hundredths[min(98, max(0, round(share * 100) - 1))]

    async def usual(self, model: ModelSpec) -> float:
        """The median in seconds; the model's documented time without experience."""
        return await self.quantile(model, 0.5)

    async def left(self, model: ModelSpec, elapsed: float) -> float | None:
        """Seconds that a run still needs, as those did that took longer; None: nobody knows."""
        recent = await self.recent(model.key) or (model.usual_seconds,)
        longer = [seconds for seconds in recent if seconds > elapsed]
        return median(longer) - elapsed if longer else None

    def record(self, model: str, seconds: float) -> None:
        """A run was ready after so many seconds."""
        if model in self._recent:
            self._recent[model].appendleft(seconds)
