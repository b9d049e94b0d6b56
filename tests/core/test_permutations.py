import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.capabilities import Mode
from bot.core.models import Request
from bot.core.parameters import command
from bot.core.permutations import KEPT, escaped, literally, permutations

PIECES = st.lists(st.sampled_from(["{", "}", ",", "\\", "a", " ", "\n", '"', ":", "--no"]))
TEXTS = PIECES.map("".join)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a {red,blue} fox", ["a red fox", "a blue fox"]),
        ("a {red, blue} fox", ["a red fox", "a blue fox"]),
        ("a {,big} fox", ["a fox", "a big fox"]),
        ("{a,b} {c,d}", ["a c", "a d", "b c", "b d"]),
        ("{a,{b,c} d}", ["a", "b d", "c d"]),
        ("{{a,b},{c,d}}", ["a", "b", "c", "d"]),
        ("{a {b,c}}", ["{a b}", "{a c}"]),
        (r"{one\, two,three}", ["one, two", "three"]),
        (r"{a\},b}", ["a}", "b"]),
        ("a fox --ar {1:1,16:9}", ["a fox --ar 1:1", "a fox --ar 16:9"]),
        ("line {a,b}\nnext", ["line a\nnext", "line b\nnext"]),
        ("{a,a} fox", ["a fox"]),
    ],
)
def test_choices_are_spread(text: str, meant: list[str]) -> None:
    assert list(permutations(text).texts) == meant


@pytest.mark.parametrize(
    "text",
    [
        "a fox, red and white",
        "a {red} fox",
        "{a,b",
        "a, b} c",
        "} , {",
        "{} {}",
        '{"subject": "fox", "style": {"name": "ink", "tags": ["a", "b"]}}',
        r"C:\fox \o/",
    ],
)
def test_what_holds_no_choice_stays_as_it_is(text: str) -> None:
    found = permutations(text)
    assert found.texts == (text,)
    assert not found.several


def test_a_backslash_keeps_braces() -> None:
    assert permutations(r"a \{red,blue\} fox").texts == ("a {red,blue} fox",)


def test_many_are_counted_and_not_made() -> None:
    found = permutations("{a,b}" * 200)
    assert found.count == 2**200
    assert len(found.texts) == KEPT
    assert permutations("{" * 4000 + "a,b" + "}" * 4000).count == 2


@given(TEXTS)
def test_an_escaped_text_stands_for_itself(text: str) -> None:
    assert permutations(escaped(text)).texts == (text,)
    assert permutations(literally(text)).texts == (text,)


@given(TEXTS)
def test_texts_are_what_is_counted(text: str) -> None:
    found = permutations(text)
    assert 1 <= len(found.texts) <= min(found.count, KEPT)
    assert len(set(found.texts)) == len(found.texts)


def test_a_copied_command_has_no_choices_that_the_picture_had_not() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="flux", prompt="a {red,blue} fox")
    assert permutations(command(request)).texts == ("/imagine a {red,blue} fox --model flux",)
