"""Shots, one a line: read back as they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.capabilities import Mode
from bot.core.models import Input, Request, Shot
from bot.core.storyboard import number, shots, told, typed

_WORDS = st.text("abc яйц,.@", min_size=1, max_size=30).map(str.strip).filter(bool)
_SECONDS = st.integers(1, 900) | st.integers(1, 9000).map(lambda n: n / 10)
_SHOTS = st.lists(st.builds(Shot, prompt=_WORDS, seconds=_SECONDS), min_size=1, max_size=6)


@given(_SHOTS)
def test_what_is_typed_comes_back(board: list[Shot]) -> None:
    assert list(shots(typed(board))) == board


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert all(shot.seconds >= 0 for shot in shots(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5s: a fox wakes\n3s: it yawns", [("a fox wakes", 5), ("it yawns", 3)]),
        ("5 сек — лиса просыпается", [("лиса просыпается", 5)]),
        ("2,5с: лиса", [("лиса", 2.5)]),
        ("5s: a fox\nand an owl\n\n4 seconds: night", [("a fox and an owl", 5), ("night", 4)]),
        ("5s:", [("", 5)]),
        ("a fox\n5s: wakes", []),
        ("5: a fox", []),
        ("a 5s: fox", []),
        ("", []),
    ],
)
def test_each_way_to_type_them(text: str, found: list[tuple[str, float]]) -> None:
    assert [(shot.prompt, shot.seconds) for shot in shots(text)] == found


def test_the_words_of_a_request_in_shots() -> None:
    request = Request(mode=Mode.TEXT_TO_VIDEO, model="x", shots=shots("5s: a\n2.5s: b"))
    assert told(request) == "5s: a\n2.5s: b"


@pytest.mark.parametrize(("before", "part"), [(0, 2), (1, 2), (2, 3)])
def test_a_clip_that_goes_on_is_the_next_part(before: int, part: int) -> None:
    clip = Input(file_id="x", clip=True, part=before)
    assert Request(mode=Mode.EXTEND_VIDEO, model="x", inputs=(clip,)).part == part
    assert Request(mode=Mode.UPSCALE_VIDEO, model="x", inputs=(clip,)).part == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5", "5"),
        ("5s", "5"),
        ("5 sec. a fox", "5 a fox"),
        ("2,5 секунды", "2,5"),
        ("10 СЕК", "10"),
        ("5 swans", "5 swans"),
        ("long", "long"),
    ],
)
def test_a_length_needs_no_unit(text: str, found: str) -> None:
    assert number(text) == found
