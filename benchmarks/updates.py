"""(a) Updates: a button of the settings panel, and a prompt up to its stored run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.figures import Figure, Line
from benchmarks.people import People
from benchmarks.processes import server
from benchmarks.traffic import ANSWER, ECHO, PANEL, Load, Subject, echo, ours

ROUNDS = 3
FLOOD = 300
"""Updates that Telegram has kept while the bot was away."""

WARM = 50
STEADY = 100
RATE = 30.0
"""Per second: as much as Telegram lets a bot answer."""

RATIOS = ("1x1", "3x2", "2x3", "16x9", "9x16")
PROMPT = "a red fox in a snowy forest at sunset --ar 3:2"


def taps(people: People, crowd: Iterable[int]) -> list[dict[str, Any]]:
    """Everybody chooses proportions in their settings panel: it is stored and shown."""
    found = enumerate(crowd)
    return [people.taps(one, f"s:{one}:ratio:{RATIOS[n % len(RATIOS)]}:0") for n, one in found]


def prompts(people: People, crowd: Iterable[int]) -> list[dict[str, Any]]:
    """Everybody wants a picture."""
    return [people.says(one, PROMPT) for one in crowd]


class Crowd:
    """People whom a bot has met, so that it does everything a second time.

    The panel's pictures are drawn and uploaded once, people are stored once.

    Args:
        subject: The bot.
        methods: How it answers a button.
    """

    def __init__(self, subject: Subject, methods: Sequence[str]) -> None:
        self.subject = subject
        self.methods = methods
        self.people = People()
        self.all = tuple(self.people.newcomers(FLOOD))
        subject.answers(taps(self.people, self.all), methods)
        self.wish(self.all[-WARM:])

    def tap(self, crowd: Sequence[int], rate: float | None = None) -> Load:
        """Each of these people presses a button."""
        return self.subject.answers(taps(self.people, crowd), self.methods, rate)

    def wish(self, crowd: Sequence[int], rate: float | None = None) -> Load:
        """Each of these people sends a prompt."""
        updates = prompts(self.people, crowd)
        if self.subject.database:
            return self.subject.stores(updates, rate)
        return self.subject.answers(updates, ECHO, rate)


def measure() -> Figure:
    """Load the bots in turn."""
    loads: dict[str, list[Load]] = defaultdict(list)
    with server("benchmarks.telegram") as telegram:
        for _ in range(ROUNDS):
            with echo(telegram) as subject:
                _note(loads, "echo", Crowd(subject, ANSWER))
            with echo(telegram, "--both") as subject:
                crowd = Crowd(subject, PANEL)
                loads["both"].append(crowd.tap(crowd.all))
            with ours(telegram) as subject:
                _note(loads, "ours", Crowd(subject, PANEL))
    return Figure(
        title="Updates",
        floor="aiogram echo",
        lines=_lines(loads),
        meaning=(
            f"A backlog of {FLOOD} updates, and {RATE:.0f} a second, which is all that Telegram "
            "lets a bot answer. The floor answers each update with one call and keeps nothing; "
            "“same calls” is the floor when it makes the panel's two calls. Ours stores each "
            "update before it is acknowledged, and what it does in transactions that are on the "
            "disk."
        ),
    )


def _note(loads: dict[str, list[Load]], name: str, crowd: Crowd) -> None:
    loads[f"{name} steady tap"].append(crowd.tap(crowd.all[:STEADY], RATE))
    loads[f"{name} steady prompt"].append(crowd.wish(crowd.all[:STEADY], RATE))
    loads[f"{name} tap"].append(crowd.tap(crowd.all))
    loads[f"{name} prompt"].append(crowd.wish(crowd.all))


def _lines(loads: Mapping[str, Sequence[Load]]) -> tuple[Line, ...]:
    def line(what: str, kind: str, value: str, digits: int = 1, floor: str = "") -> Line:
        mine, bare = loads[f"ours {kind}"], loads[floor or f"echo {kind}"]
        return Line(
            what=what,
            ours=[getattr(load, value) for load in mine],
            floor=[getattr(load, value) for load in bare],
            digits=digits,
        )

    return (
        line("settings taps per second", "tap", "per_second", 0),
        line("… against the same calls", "tap", "per_second", 0, floor="both"),
        line("processor ms per tap", "tap", "milliseconds"),
        line("… against the same calls", "tap", "milliseconds", floor="both"),
        line("prompts to stored runs per second", "prompt", "per_second", 0),
        line("processor ms per prompt", "prompt", "milliseconds"),
        line("tap at 30/s, median ms", "steady tap", "middle"),
        line("tap at 30/s, p99 ms", "steady tap", "p99"),
        line("prompt at 30/s, median ms", "steady prompt", "middle"),
        line("prompt at 30/s, p99 ms", "steady prompt", "p99"),
    )
