"""(f) What the garbage collector takes, and what the disk's certainty costs."""

from collections import defaultdict
from collections.abc import Sequence

from benchmarks.figures import Figure, Line
from benchmarks.processes import server
from benchmarks.traffic import ANSWER, PANEL, Load, echo, ours
from benchmarks.updates import RATE, STEADY, Crowd

ROUNDS = 2


def measure() -> Figure:
    """Load the same bot in three ways, and the bare one in two."""
    flood: dict[str, list[Load]] = defaultdict(list)
    steady: dict[str, list[Load]] = defaultdict(list)

    def note(name: str, crowd: Crowd) -> None:
        steady[name].append(crowd.tap(crowd.all[:STEADY], RATE))
        flood[name].append(crowd.tap(crowd.all))

    with server("benchmarks.telegram") as telegram:
        for _ in range(ROUNDS):
            for name, options in _OURS.items():
                with ours(telegram, *options) as subject:
                    note(name, Crowd(subject, PANEL))
            for name, options in _BARE.items():
                with echo(telegram, *options) as subject:
                    note(name, Crowd(subject, ANSWER))
    return Figure(
        title="The garbage collector, and the disk",
        floor="as it comes",
        lines=(
            *_lines("gc.freeze()", flood, steady, ("frozen", "thawed")),
            *_lines("gc.freeze(), bare aiogram", flood, steady, ("bare frozen", "bare")),
            *_lines("synchronous=NORMAL", flood, steady, ("relaxed", "frozen")),
        ),
        meaning=(
            "Settings taps with one thing changed: gc.freeze() after the start against none, in "
            "the bot (which uses it) and in a bare one; and SQLite that does not wait for the "
            "disk against SQLite that does, as the bot's."
        ),
    )


_OURS: dict[str, Sequence[str]] = {
    "frozen": (),
    "thawed": ("--thawed",),
    "relaxed": ("--relaxed",),
}
_BARE: dict[str, Sequence[str]] = {"bare": (), "bare frozen": ("--freeze",)}


def _lines(
    what: str,
    flood: dict[str, list[Load]],
    steady: dict[str, list[Load]],
    pair: tuple[str, str],
) -> tuple[Line, ...]:
    changed, plain = pair
    return (
        Line(
            what=f"{what}: taps per second",
            ours=[load.per_second for load in flood[changed]],
            floor=[load.per_second for load in flood[plain]],
            digits=0,
        ),
        Line(
            what=f"{what}: processor ms per tap",
            ours=[load.milliseconds for load in flood[changed]],
            floor=[load.milliseconds for load in flood[plain]],
            digits=2,
        ),
        Line(
            what=f"{what}: p99 at 30/s, ms",
            ours=[load.p99 for load in steady[changed]],
            floor=[load.p99 for load in steady[plain]],
        ),
    )
