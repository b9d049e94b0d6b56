"""(f) A clip of 300 MB on its way from the vendor to Telegram."""

from benchmarks.carriers import LARGE
from benchmarks.figures import Figure, Line
from benchmarks.processes import Server, folder, running, server

ROUNDS = 2


def measure() -> Figure:
    """Carry it, by turns with a program that does nothing else."""
    with server("benchmarks.reels") as outside:
        rounds = [(_carried(outside), _carried(outside, "--bare")) for _ in range(ROUNDS)]
    return Figure(
        title=f"A clip of {LARGE} MB from the vendor to Telegram",
        floor="download and upload",
        lines=(
            _line("memory at the most above rest, MB", "megabytes", rounds),
            _line("seconds", "seconds", rounds, 2),
        ),
        meaning=(
            "The clip is streamed to the disk, flushed, measured, given a thumbnail and streamed "
            "to Telegram; both have carried a small one before."
        ),
    )


def _carried(outside: Server, *options: str) -> dict[str, float]:
    with (
        folder() as place,
        running("benchmarks.carriers", outside.url, str(place), *options) as child,
    ):
        found: dict[str, float] = child.answer()
        return found


def _line(
    what: str,
    name: str,
    rounds: list[tuple[dict[str, float], dict[str, float]]],
    digits: int = 1,
) -> Line:
    ours, bare = zip(*((a[name], b[name]) for a, b in rounds), strict=True)
    return Line(what=what, ours=ours, floor=bare, digits=digits)
