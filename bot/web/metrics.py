"""What can be measured from outside, in Prometheus' words."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

HANDLING = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
PAINTING = (1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 300, 600)


class Metrics:
    """Counters of one bot, in a registry of its own so that two of them do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
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
        self._runs = Histogram(
            "vernissage_run_seconds",
            "From a request to its settled run",
            ("model", "outcome"),
            buckets=PAINTING,
            registry=self.registry,
        )

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was handled.

        Args:
            kind: Telegram's name of it, such as `message`.
            outcome: `ok`, or the error's code.
            seconds: How long it took.
        """
        self._handling.labels(kind, outcome).observe(seconds)

    def called(self, method: str, outcome: str) -> None:
        """The Bot API answered; `outcome` is `ok` or an HTTP status."""
        self._calls.labels(method, outcome).inc()

    def settled(self, model: str, outcome: str, seconds: float) -> None:
        """A run was settled; `outcome` is `done`, `cancelled`, or the error's code."""
        self._runs.labels(model, outcome).observe(seconds)

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """Show a number that is read when it is asked for, such as a queue's length."""
        gauge = Gauge(f"vernissage_{name}", meaning, registry=self.registry)
        gauge.set_function(read)
