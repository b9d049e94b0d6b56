"""(e) `/history` of somebody with a hundred thousand pictures."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks import filling
from benchmarks.figures import Figure, Line
from benchmarks.people import People
from benchmarks.processes import folder, server
from benchmarks.traffic import Load, Subject, ours

FEW, MANY = 100, 100_000
ROUNDS = 4
TAPS = 12
SHEET = 9
RATE, SLOWLY = 10.0, 3.0
"""Per second: one after the other, so that none waits for another."""

PHOTO = ("sendPhoto",)
PANEL = ("editMessageMedia", "answerCallbackQuery")
SIDE = 1024
"""Pixels of each picture."""


def measure() -> Figure:
    """Let two people look at their pictures in turn."""
    people = People()
    novice, painter = people.newcomers(2)
    walks = {novice: MANY + FEW, painter: MANY // 2}
    found: dict[str, dict[int, list[Load]]] = {}
    with folder() as place, server("benchmarks.telegram") as telegram:
        _fill(place, novice, painter)
        with ours(telegram, place=place) as subject:
            for number in range(ROUNDS + 1):
                for person, newest in walks.items():
                    for what, load in _look(subject, people, person, newest - number * TAPS):
                        if number:  # the first round warms up
                            found.setdefault(what, {}).setdefault(person, []).append(load)
    return Figure(
        title=f"/history of a person with {MANY:,} pictures",
        floor=f"with {FEW}",
        lines=[_line(what, of[painter], of[novice]) for what, of in found.items()],
        meaning=(
            "Through the real handlers, in one database; the taps of the one with many start in "
            "the middle. An index leads straight to each picture, so a long past costs nothing. A "
            "sheet that was drawn once is shown again by Telegram's copy; a new one takes nine "
            "small pictures, here all but one made before. The search finds nothing: it reads all "
            "of the few, and ten thousand of the many."
        ),
    )


def _fill(place: Path, novice: int, painter: int) -> None:
    database = place / "bot.db"
    filling.create(database)
    filling.insert(database, **filling.past(painter, MANY, 1))
    filling.insert(database, **filling.past(novice, FEW, MANY + 1))
    shown = (ROUNDS + 1) * TAPS + 2 * SHEET
    buffer = BytesIO()
    Image.linear_gradient("L").resize((SIDE, SIDE)).convert("RGB").save(buffer, "PNG")
    for newest in (MANY // 2, MANY, MANY + FEW):
        for each in range(newest - shown, newest + 1):
            file = place / "media" / "runs" / str(each) / "0.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(buffer.getvalue())


def _look(
    subject: Subject, people: People, person: int, newest: int
) -> Iterator[tuple[str, Load]]:
    """Open the history, walk back by sheets and by pictures, and search."""

    def taps(data: str) -> list[dict[str, Any]]:
        return [people.taps(person, data.format(person, newest - n)) for n in range(TAPS)]

    opened = [people.says(person, "/history") for _ in range(TAPS)]
    yield "/history, its sheet drawn before, ms", subject.answers(opened, PHOTO, RATE)
    drawn = taps("h:{}:sheet:{}::")
    yield "another sheet, drawn anew, ms", subject.answers(drawn, PANEL, SLOWLY)
    yield "one picture older, ms", subject.answers(taps("h:{}:old:{}::"), PANEL, RATE)
    searches = [people.says(person, "/history whale") for _ in range(TAPS)]
    yield "a search in vain, ms", subject.answers(searches, ("sendMessage",), RATE)


def _line(what: str, many: list[Load], few: list[Load]) -> Line:
    return Line(
        what=what, ours=[load.middle for load in many], floor=[load.middle for load in few]
    )
