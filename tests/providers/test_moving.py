"""The demonstration's clips: something moves, and each goes on with or enlarges the one before."""

from dataclasses import replace
from io import BytesIO

import av
from PIL import Image

from tests.providers.pictures import difference
from tests.vendors.clips import Film, Scene, plain
from tests.vendors.moving import RATE, filmed

FIRST = Film(words="a fox in a forest 0", size=(320, 180), seconds=1, name="one", sound=True)


def pictures(film: Film) -> list[Image.Image]:
    """Every picture of a clip."""
    with av.open(BytesIO(filmed(film, "gouache")), "r") as container:
        frames = list(container.decode(video=0))
    return [frame.to_image() for frame in frames]  # type: ignore[no-untyped-call] # untyped


def test_something_moves() -> None:
    shown = pictures(FIRST)
    assert len(shown) == RATE
    assert shown[0].size == FIRST.size
    assert difference(shown[0], shown[-1]) > 2


def test_the_same_words_of_another_task_are_another_clip() -> None:
    other = pictures(replace(FIRST, name="two"))
    assert difference(pictures(FIRST)[0], other[0]) > 2


def test_an_extended_clip_begins_with_the_first_one() -> None:
    longer = pictures(
        Film(words="an owl at night 0", size=FIRST.size, seconds=2, name="two", before=FIRST)
    )
    shown = pictures(FIRST)
    assert len(longer) == 2 * RATE
    assert difference(longer[0], shown[0]) < 2
    assert difference(longer[-1], shown[-1]) > 5


def test_a_larger_clip_shows_the_same() -> None:
    larger = pictures(replace(FIRST, size=(640, 360), original=FIRST.size))
    assert larger[0].size == (640, 360)
    assert difference(larger[0], pictures(FIRST)[0]) < 3


def test_a_clip_begins_with_the_picture_that_comes_to_life() -> None:
    buffer = BytesIO()
    Image.new("RGB", (320, 180), (200, 30, 30)).save(buffer, "PNG")
    first = pictures(replace(FIRST, source=buffer.getvalue()))[0]
    assert difference(first, Image.new("RGB", first.size, (200, 30, 30))) < 12


def test_shots_are_shown_one_after_the_other() -> None:
    shots = (Scene(words="a fox in a forest", seconds=1), Scene(words="the sea", seconds=1))
    shown = pictures(replace(FIRST, seconds=2, shots=shots))
    assert len(shown) == 2 * RATE
    assert difference(shown[0], shown[-1]) > 5


def test_a_clip_is_changed() -> None:
    source = plain(Film(words="a clip", size=(320, 180), seconds=1))
    shown = pictures(replace(FIRST, source=source, changes=True))
    assert shown[0].size == FIRST.size
