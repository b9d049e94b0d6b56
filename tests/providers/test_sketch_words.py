"""What the painter understands of a prompt."""

import pytest

from bot.providers.sketch import lexicon
from bot.providers.sketch.cast import FIGURES
from bot.providers.sketch.colours import hexed
from bot.providers.sketch.picture import AT_HOME, PLACES
from bot.providers.sketch.wear import CLOTHES, HEADS, LOWER
from bot.providers.sketch.words import understand

RED, BLUE = hexed("#d8382f"), hexed("#3273c4")


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("a fox", ["fox"]),
        ("Лиса и кот", ["fox", "cat"]),
        ("рыжие лисички", ["fox"]),
        ("листья и который", []),
        ("catalogue of categories", []),
        ("КОТЁНОК, котенок", ["cat"]),
        ("white hare, two owls", ["hare", "owl"]),
        ("маяк на скале", ["lighthouse"]),
    ],
)
def test_subjects(prompt: str, subjects: list[str]) -> None:
    assert [name for name, _ in understand(prompt, "").subjects] == subjects


def test_an_adjective_colours_the_noun_that_follows() -> None:
    idea = understand("a red fluffy cat and a house, blue", "")
    assert idea.subjects == (("cat", RED), ("house", None))
    assert idea.colours == (BLUE,)


def test_hour_season_place_and_weather() -> None:
    idea = understand("зимняя ночь в горах, снег, туман", "")
    assert (idea.hour, idea.season, idea.places) == ("night", "winter", ("mountains",))
    assert idea.extras >= {"snow", "fog"}


def test_unwanted_things_are_left_out() -> None:
    idea = understand("a red fox and a cat in a forest at night, stars", "fox, red, forest, stars")
    assert idea.subjects == (("cat", None),)
    assert idea.places == ()
    assert "stars" not in idea.extras
    assert idea.hour == "night"


def test_numbers() -> None:
    assert understand("две лисы", "").count == 2
    assert understand("a fox", "").count == 1


def test_every_subject_can_be_drawn() -> None:
    assert set(lexicon.SUBJECTS) == {*FIGURES, "flower", "tree"}
    assert set(lexicon.PLACES) == {*PLACES, "mountains"}
    assert set(AT_HOME) <= set(lexicon.SUBJECTS)


def test_every_word_of_the_lexicon_is_understood() -> None:
    for name, forms in lexicon.SUBJECTS.items():
        for word in forms.split():
            assert name in dict(understand(word.removesuffix("*"), "").subjects)


def test_every_garment_can_be_asked_for_and_worn() -> None:
    assert set(CLOTHES) <= set(lexicon.EXTRAS)
    assert set(FIGURES) >= HEADS >= set(LOWER)
    assert understand("пушистый кот в очках", "").extras == {"glasses"}
