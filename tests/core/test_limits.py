"""Links in the place of words, languages, and options that do not go together."""

from dataclasses import replace

import pytest

from bot.core.capabilities import Link, Mode, Shots
from bot.core.errors import InputTooMany, LinkUnfit, NotEnglish, OptionsClash
from bot.core.models import Input, Request, Shot
from bot.core.validation import check
from tests.core.specs import RICH

WISH = Request(mode=Mode.TEXT_TO_IMAGE, model=RICH.key, prompt="a fox")
LINK = Link(pattern=r"https://clips\.example/p/[a-z]+", example="https://clips.example/p/abc")
CLASH = replace(RICH, clashes=({"quality": "fine", "tile": True},))


@pytest.mark.parametrize(
    "words",
    [
        "a fox",
        "http://clips.example/p/abc",
        "https://clips.example/p/",
        "https://clips.example.org/p/abc",
        "see https://clips.example/p/abc",
        "https://clips.example/p/abc\nhttps://elsewhere.example",
    ],
)
def test_a_model_that_wants_a_link_takes_no_other_words(words: str) -> None:
    with pytest.raises(LinkUnfit) as told:
        check(replace(WISH, prompt=words), replace(RICH, link=LINK), ())
    assert told.value.data["example"] == LINK.example


def test_the_link_that_is_told_as_an_example_is_taken() -> None:
    check(replace(WISH, prompt=f" {LINK.example} "), replace(RICH, link=LINK), ())


@pytest.mark.parametrize("words", ["лиса", "a fox, лиса", "狐", "a fοx"])
def test_a_model_that_reads_english_takes_no_other_letters(words: str) -> None:
    with pytest.raises(NotEnglish):
        check(replace(WISH, prompt=words), replace(RICH, english=True), ())


@pytest.mark.parametrize("words", ["a fox", "A café – “naïve”, 16:9 & 3½ 🦊"])
def test_signs_and_latin_letters_are_english(words: str) -> None:
    check(replace(WISH, prompt=words), replace(RICH, english=True), ())


@pytest.mark.parametrize(
    "options", [{}, {"quality": "fine"}, {"tile": True}, {"quality": "fast", "tile": True}]
)
def test_options_that_go_together(options: dict[str, str | bool]) -> None:
    check(replace(WISH, options=options), CLASH, ())


def test_options_that_do_not() -> None:
    with pytest.raises(OptionsClash) as told:
        check(replace(WISH, options={"tile": True, "quality": "fine"}), CLASH, ())
    assert (told.value.data["one"], told.value.data["other"]) == ("--quality fine", "--tile on")


def test_a_default_clashes_too() -> None:
    spec = replace(RICH, clashes=({"quality": "fast", "tile": True},))
    with pytest.raises(OptionsClash):
        check(replace(WISH, options={"tile": True}), spec, ())


def test_an_option_of_another_mode_clashes_with_nothing() -> None:
    spec = replace(RICH, clashes=({"strength": 0.5, "tile": True},))
    check(replace(WISH, options={"tile": True}), spec, ())


def test_shots_start_from_as_many_pictures_as_they_may() -> None:
    shots = Shots(most=3, prompt_limit=40, shortest=1, longest=12, totals=(1, 15))
    spec = replace(RICH, modes=frozenset(Mode), max_frames=2, shots=shots)
    picture = Input(file_id="x")
    wish = replace(
        WISH, mode=Mode.IMAGE_TO_VIDEO, inputs=(picture,) * 2, shots=(Shot(prompt="a", seconds=2),)
    )
    with pytest.raises(InputTooMany) as told:
        check(wish, spec, ())
    assert told.value.data["limit"] == 1
    check(replace(wish, inputs=(picture,)), spec, ())
    check(replace(wish, shots=()), spec, ())
