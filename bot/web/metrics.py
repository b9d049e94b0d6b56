"""What can be measured from outside, in Prometheus' words."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

RUNNING = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)
"""Seconds: the borders between which finished runs are counted."""

HANDLING = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Seconds: the borders between which handled updates are counted."""


@dataclass(frozen=True, kw_only=True)
class _Survey:
    """Numbers that have to be asked for, one per value of the gauge's label."""

    gauge: Gauge
    read: Callable[[], Awaitable[Mapping[str, float]]]


class Metrics:
    """Numbers of one bot, in a registry of its own so that two of them do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._surveys: list[_Survey] = []
        self._handling = Histogram(
            "vernissage_update_seconds",
            "Handling one update",
            ("kind", "outcome"),
            buckets=HANDLING,
            registry=self.registry,
        )
        self._calls = Counter(
            "vernissage_telegram_calls",
            "Calls of the Bot API",
            ("method", "outcome"),
            registry=self.registry,
        )
        self._settled = Counter(
            "vernissage_runs",
            "Runs that came to an end",
            ("model", "outcome"),
            registry=self.registry,
        )
        self._running = Histogram(
            "vernissage_run_seconds",
            "From the wish to the picture in the chat",
            ("model",),
            buckets=RUNNING,
            registry=self.registry,
        )

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was handled.

        Args:
            kind: Telegram's name of it, such as `message`.
            outcome: `ok`, or the error's code or name.
            seconds: How long it took.
        """
        self._handling.labels(kind, outcome).observe(seconds)

    def called(self, method: str, outcome: str) -> None:
        """The Bot API was called; `outcome` is `ok`, or the error's name."""
        self._calls.labels(method, outcome).inc()

    def settled(self, model: str, outcome: str, seconds: float) -> None:
        """A run came to its end.

        Args:
            model: Its key.
            outcome: `done`, `cancelled`, or the error's code.
            seconds: Since it was asked for.
        """
        self._settled.labels(model, outcome).inc()
        if outcome == "done":
            self._running.labels(model).observe(seconds)

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """Show a number that is read when it is asked for, such as a queue's length."""
        gauge = Gauge(f"vernissage_{name}", meaning, registry=self.registry)
        gauge.set_function(read)

    def survey(
        self,
        name: str,
        meaning: str,
        label: str,
        read: Callable[[], Awaitable[Mapping[str, float]]],
    ) -> None:
        """Show a number per value of a label, read from the database when it is asked for."""
        gauge = Gauge(f"vernissage_{name}", meaning, (label,), registry=self.registry)
        self._surveys.append(_Survey(gauge=gauge, read=read))

    async def refresh(self) -> None:
        """Read what has to be asked for."""
        for survey in self._surveys:
            numbers = await survey.read()
            survey.gauge.clear()
            for value, number in numbers.items():
                survey.gauge.labels(value).set(number)
