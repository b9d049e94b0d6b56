import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.elements import SavedElement, checked_name, mentions, named, placed
from bot.core.errors import ElementNameUnfit
from bot.core.models import Input


def pictures(name: str, count: int) -> tuple[Input, ...]:
    return tuple(Input(media=f"elements/{name}{n}.png") for n in range(1, count + 1))


def element(name: str, count: int = 1, description: str = "") -> SavedElement:
    return SavedElement(id=1, name=name, pictures=pictures(name, count), description=description)


FOX, HEN = element("Fox", 3, "a red fox"), element("курица", 2)
OWN = (Input(file_id="own"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@fox runs", ("fox",)),
        ("@Fox, @FOX and (@hen)!", ("fox", "hen")),
        ("write to a@fox.com or t.me/@fox", ()),
        ("@ fox @@fox", ()),
        ("курица: @курица", ("курица",)),
    ],
)
def test_a_name_begins_a_word(text: str, found: tuple[str, ...]) -> None:
    assert mentions(text) == found


def test_only_ones_own_are_elements() -> None:
    assert named("@КУРИЦА meets @durov and @fox", [FOX, HEN]) == (HEN, FOX)


@pytest.mark.parametrize(
    ("text", "name"), [("fox", "fox"), ("@Fox", "Fox"), (" лиса_2 ", "лиса_2")]
)
def test_names_that_can_be(text: str, name: str) -> None:
    assert checked_name(text) == name


@pytest.mark.parametrize("text", ["", "@", "two words", "a-b", "x" * 33, "a@b"])
def test_names_that_cannot_be(text: str) -> None:
    with pytest.raises(ElementNameUnfit):
        checked_name(text)


def test_alone_it_is_shown_wholly_and_described() -> None:
    made = placed("@fox in snow, @fox again, @durov", (), [FOX], 8)
    assert made
    assert made.prompt == "Fox (a red fox) in snow, fox again, @durov"
    assert made.inputs == FOX.pictures


def test_several_take_turns_and_are_numbered() -> None:
    made = placed("@fox and @курица", OWN, [FOX, HEN], 5)
    assert made
    assert made.inputs == (*OWN, *FOX.pictures[:2], *HEN.pictures)
    assert made.prompt == "Fox (pictures 2-3: a red fox) and курица (pictures 4-5)"
    tight = placed("@fox and @курица", (), [FOX, HEN], 2)
    assert tight
    assert tight.prompt == "Fox (picture 1: a red fox) and курица (picture 2)"


def test_there_may_be_too_little_room() -> None:
    assert placed("@fox", OWN, [FOX], 1) is None
    assert placed("@fox @курица", (), [FOX, HEN], 1) is None


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.integers(0, 3), st.integers(1, 16))
def test_everyone_is_seen_and_no_more_than_fit(counts: list[int], own: int, most: int) -> None:
    elements = [element(f"e{number}", count) for number, count in enumerate(counts)]
    made = placed("x", OWN * own, elements, most)
    if own + len(counts) > most:
        assert made is None
        return
    assert made
    assert len(made.inputs) == min(most, own + sum(counts))
    assert all(each.pictures[0] in made.inputs for each in elements)
