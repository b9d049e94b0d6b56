"""(c) Five thousand runs in flight in one process."""

from benchmarks.figures import Figure, Line
from benchmarks.inside import INTERVAL, RUNS
from benchmarks.processes import Server, folder, running, server


def measure() -> Figure:
    """Let the bot wait, and coroutines that do nothing else."""
    with server("benchmarks.vendor") as vendor, server("benchmarks.telegram") as telegram:
        vendor.ask("load", {"seconds": [], "hint": None})
        floor, traced_floor = _sleepers(vendor), _sleepers(vendor, "--trace")
        ours, traced = _waiters(telegram, vendor), _waiters(telegram, vendor, "--trace")
    return Figure(
        title=f"{RUNS:,} runs in flight in one process",
        floor="a coroutine each",
        lines=(
            _line("bytes per run, allocated", traced["bytes"], traced_floor["bytes"], 0),
            _line("bytes per run, resident", ours["bytes"], floor["bytes"], 0),
            _line("processor s per minute, asking", ours["asking"], floor["asking"]),
            _line("… nothing due", ours["quiet"], digits=2),
            _line("… asking, cards shown", ours["showing"]),
        ),
        meaning=(
            f"Each run is looked after every {INTERVAL:.0f} s, which makes "
            f"{RUNS / INTERVAL:.0f} questions a second to a vendor in another "
            "process; the floor asks the same with the same HTTP library. Ours includes the "
            "status card of each run; cards are shown 25 a second, as Telegram's limit allows."
        ),
    )


def _sleepers(vendor: Server, *options: str) -> dict[str, float]:
    with running("benchmarks.sleepers", vendor.url, *options) as child:
        found: dict[str, float] = child.answer()
        return found


def _waiters(telegram: Server, vendor: Server, *options: str) -> dict[str, float]:
    with folder() as place:
        arguments = telegram.url, vendor.url, str(place), *options
        with running("benchmarks.waiters", *arguments) as child:
            found: dict[str, float] = child.answer()
            return found


def _line(what: str, ours: float, floor: float | None = None, digits: int = 1) -> Line:
    bare = () if floor is None else (floor,)
    return Line(what=what, ours=(ours,), floor=bare, digits=digits)
