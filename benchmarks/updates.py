"""(a) Updates: a button of the settings panel, and a prompt up to its stored run."""

from collections.abc import Sequence
from typing import Any

from benchmarks.figures import Figure, Line
from benchmarks.people import People
from benchmarks.processes import server
from benchmarks.traffic import ANSWER, ECHO, PANEL, Load, Subject, echo, ours

ROUNDS = 3
FLOOD = 600
"""Updates that Telegram has kept while the bot was away."""

STEADY = 150
RATE = 30.0
"""Per second: as much as Telegram lets a bot answer."""

RATIOS = ("1x1", "3x2", "2x3", "16x9", "9x16")
PROMPT = "a red fox in a snowy forest at sunset --ar 3:2"


def taps(people: People, number: int) -> list[dict[str, Any]]:
    """Everybody chooses proportions in their settings panel: it is stored and shown."""
    found = enumerate(people.newcomers(number))
    return [people.taps(one, f"s:{one}:ratio:{RATIOS[n % len(RATIOS)]}:0") for n, one in found]


def prompts(people: People, number: int) -> list[dict[str, Any]]:
    """Everybody wants a picture."""
    return [people.says(one, PROMPT) for one in people.newcomers(number)]


def warm(subject: Subject, people: People, methods: Sequence[str]) -> None:
    """Let a bot do everything a first time: the panel's pictures are drawn and uploaded once."""
    subject.answers(taps(people, 50), methods)
    if subject.database:
        subject.stores(prompts(people, 50))
    else:
        subject.answers(prompts(people, 50), ECHO)


def measure() -> Figure:
    """Load the bots in turn."""
    people = People()
    loads: dict[str, list[Load]] = {}
    with server("benchmarks.telegram") as telegram:
        for _ in range(ROUNDS):
            with echo(telegram) as subject:
                warm(subject, people, ANSWER)
                _note(loads, "echo", subject, people, ANSWER)
            with echo(telegram, "--both") as subject:
                warm(subject, people, PANEL)
                both = subject.answers(taps(people, FLOOD), PANEL)
                loads.setdefault("both", []).append(both)
            with ours(telegram) as subject:
                warm(subject, people, PANEL)
                _note(loads, "ours", subject, people, PANEL)
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


def _note(
    loads: dict[str, list[Load]],
    name: str,
    subject: Subject,
    people: People,
    methods: Sequence[str],
) -> None:
    taken = {
        "tap": subject.answers(taps(people, FLOOD), methods),
        "steady tap": subject.answers(taps(people, STEADY), methods, RATE),
        "prompt": _prompts(subject, prompts(people, FLOOD)),
        "steady prompt": _prompts(subject, prompts(people, STEADY), RATE),
    }
    for kind, load in taken.items():
        loads.setdefault(f"{name} {kind}", []).append(load)


def _prompts(subject: Subject, updates: list[dict[str, Any]], rate: float | None = None) -> Load:
    return (
        subject.stores(updates, rate) if subject.database else subject.answers(updates, ECHO, rate)
    )


def _lines(loads: dict[str, list[Load]]) -> tuple[Line, ...]:
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
        line("tap at 30/s, median ms", "steady tap", "middle"),
        line("tap at 30/s, p99 ms", "steady tap", "p99"),
        line("prompt at 30/s, median ms", "steady prompt", "middle"),
        line("prompt at 30/s, p99 ms", "steady prompt", "p99"),
    )
