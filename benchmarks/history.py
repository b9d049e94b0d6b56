"""(e) `/history` of somebody with a hundred thousand pictures."""

from pathlib import Path

from benchmarks import filling
from benchmarks.figures import Figure, Line
from benchmarks.people import People
from benchmarks.processes import folder, server
from benchmarks.traffic import Load, Subject, ours

FEW, MANY = 100, 100_000
ROUNDS = 4
TAPS = 30
RATE = 20.0
"""Per second: one after the other, so that none waits for another."""

PHOTO = ("sendPhoto",)
PANEL = ("editMessageMedia", "answerCallbackQuery")


def measure() -> Figure:
    """Let two people look at their pictures in turn."""
    people = People()
    novice, painter = people.newcomers(2)
    found: dict[str, list[Load]] = {"few": [], "many": [], "few taps": [], "many taps": []}
    with folder() as place, server("benchmarks.telegram") as telegram:
        _fill(place / "bot.db", novice, painter)
        with ours(telegram, place=place) as subject:
            for number in range(ROUNDS + 1):
                few, few_taps = _look(subject, people, novice, MANY + FEW)
                many, many_taps = _look(subject, people, painter, MANY // 2)
                if number:  # the first round warms up
                    found["few"].append(few)
                    found["many"].append(many)
                    found["few taps"].append(few_taps)
                    found["many taps"].append(many_taps)
    return Figure(
        title=f"/history of a person with {MANY:,} pictures",
        floor=f"with {FEW}",
        lines=(
            _line("/history, median ms", found["many"], found["few"]),
            _line("◀, median ms", found["many taps"], found["few taps"]),
        ),
        meaning=(
            "Through the real handlers, in one database; the taps of the one with many start in "
            "the middle. An index leads straight to each picture, so a long past costs nothing."
        ),
    )


def _fill(database: Path, novice: int, painter: int) -> None:
    filling.create(database)
    filling.insert(database, **filling.past(painter, MANY, 1))
    filling.insert(database, **filling.past(novice, FEW, MANY + 1))


def _look(subject: Subject, people: People, person: int, newest: int) -> tuple[Load, Load]:
    """Open the history, and walk back from one picture to the next."""
    opened = [people.says(person, "/history") for _ in range(TAPS)]
    walked = [people.taps(person, f"h:{person}:old:{newest - n}:0") for n in range(TAPS)]
    return subject.answers(opened, PHOTO, RATE), subject.answers(walked, PANEL, RATE)


def _line(what: str, many: list[Load], few: list[Load]) -> Line:
    return Line(
        what=what, ours=[load.middle for load in many], floor=[load.middle for load in few]
    )
