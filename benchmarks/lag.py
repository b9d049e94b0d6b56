"""(b) From the picture being ready at its vendor to its way to Telegram.

Time runs `SPEED` times as fast, for bot and vendor alike: waiting is quick, work is not. So the
lag is put together from two parts: from the picture being ready to the question that found it, in
seconds of that clock, and from there to the photo's request at Telegram, in seconds as they are.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.figures import Figure, Line, percentile
from benchmarks.people import People
from benchmarks.processes import Server, running, server
from benchmarks.traffic import ours

RUNS = 100
PLACES = 12
SPEED = 8.0
HINT = 18.0
"""Seconds: what the vendor says in `status_time`, where it says anything."""

SEED = 2026
DELIVERED = ("sendPhoto",)


@dataclass(frozen=True, kw_only=True)
class Lag:
    """How some runs were followed.

    Attributes:
        late: Seconds from ready to found, of each.
        work: Seconds from found to the photo's request at Telegram, of each.
        questions: Status requests per run.
    """

    late: Sequence[float]
    work: Sequence[float]
    questions: float

    @property
    def whole(self) -> list[float]:
        """Seconds from ready to the photo's request, of each."""
        return [late + work for late, work in zip(self.late, self.work, strict=True)]


def durations() -> list[float]:
    """Seconds that tasks take: mostly 15 to 30, one in ten up to 60."""
    dice = random.Random(SEED)
    return [
        dice.uniform(30, 60) if dice.random() < 0.1 else dice.triangular(15, 30, 19)  # noqa: PLR2004
        for _ in range(RUNS)
    ]


def measure() -> Figure:
    """Follow the same tasks in three ways."""
    with server("benchmarks.vendor") as vendor, server("benchmarks.telegram") as telegram:
        floor = _sample(vendor)
        plain = _ours(vendor, telegram, None)
        hinted = _ours(vendor, telegram, HINT)
    return Figure(
        title="From the picture being ready to the photo's request at Telegram",
        floor="vendor's sample",
        lines=(
            *_lines("", plain, floor),
            *_lines("with status_time, ", hinted, floor),
            Line(what="of it work, median ms", ours=[median(plain.work) * 1000], digits=0),
        ),
        meaning=(
            f"{RUNS} runs, {PLACES} at once, 15 to 30 s, one in ten up to 60 s. The sample asks "
            "at once, then every 10 s, and its lag ends with the answer; ours ends when the "
            "picture was written to the disk and is on its way. The first runs are followed "
            "without experience and are counted as well."
        ),
    )


def _lines(name: str, ours: Lag, floor: Lag) -> tuple[Line, ...]:
    mine, bare = ours.whole, floor.whole
    return (
        Line(what=f"{name}lag, median s", ours=[median(mine)], floor=[median(bare)], digits=2),
        Line(what=f"{name}lag, mean s", ours=[fmean(mine)], floor=[fmean(bare)], digits=2),
        Line(
            what=f"{name}lag, p95 s",
            ours=[percentile(mine, 95)],
            floor=[percentile(bare, 95)],
            digits=2,
        ),
        Line(
            what=f"{name}status requests per run",
            ours=[ours.questions],
            floor=[floor.questions],
            digits=2,
        ),
    )


def _load(vendor: Server, hint: float | None) -> None:
    vendor.ask("load", {"seconds": [each / SPEED for each in durations()], "hint": hint})


def _sample(vendor: Server) -> Lag:
    _load(vendor, None)
    with running("benchmarks.sample", vendor.url, str(RUNS), str(RUNS), str(SPEED)) as child:
        child.line()
    tasks = vendor.ask("seen").values()
    return Lag(
        late=[(task["found"] - task["done"]) * SPEED for task in tasks],
        work=[0.0] * RUNS,
        questions=fmean(task["questions"] for task in tasks),
    )


def _ours(vendor: Server, telegram: Server, hint: float | None) -> Lag:
    _load(vendor, hint)
    people = People()
    updates = [people.says(one, f"wish {n}") for n, one in enumerate(people.newcomers(RUNS))]
    options = ("--vendor", vendor.url, "--speed", str(SPEED), "--places", str(PLACES))
    with ours(telegram, *options) as subject:
        subject.answers(updates, DELIVERED)
        answered = telegram.ask("seen")["answered"]
    tasks = vendor.ask("seen")
    found = [tasks[str(number)]["found"] for number in range(RUNS)]
    sent = [answered[str(update["update_id"])] for update in updates]
    return Lag(
        late=[(task["found"] - task["done"]) * SPEED for task in tasks.values()],
        work=[late - early for early, late in zip(found, sent, strict=True)],
        questions=fmean(task["questions"] for task in tasks.values()),
    )
