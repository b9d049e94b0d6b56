"""An option's values, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import options
from bot.core.capabilities import Option
from tests.core.specs import RICH

OPTIONS = {option.key: option for option in RICH.options}


@pytest.mark.parametrize(
    ("key", "value", "steps", "after"),
    [
        ("steps", 28, 1, 29),
        ("steps", 50, 1, None),
        ("steps", 2, -5, 1),
        ("guidance", 3.5, -1, 3.0),
        ("strength", 0.7, 1, 0.8),
        ("tile", False, 1, None),
        ("quality", "fast", 1, None),
    ],
)
def test_a_step(key: str, value: float | str, steps: int, after: float | None) -> None:
    assert options.stepped(OPTIONS[key], value, steps) == after


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("steps", "1–50"),
        ("strength", "0.1–1"),
        ("tile", "on, off"),
        ("quality", "fast, fine"),
    ],
)
def test_what_is_allowed_is_told(key: str, words: str) -> None:
    assert options.told(OPTIONS[key]) == words


def test_an_open_end_is_told() -> None:
    open_ended = Option(key="x", type=OPTIONS["steps"].type, default=1, minimum=1)
    assert options.told(open_ended) == "1…"


@pytest.mark.parametrize(("value", "text"), [(7.0, "7"), (0.6, "0.6"), (3, "3"), ("x", "x")])
def test_a_value_is_shown_short(value: float | str, text: str) -> None:
    assert options.shown(value) == text


@given(st.sampled_from(RICH.options), st.text(max_size=10) | st.floats().map(str))
def test_what_is_read_fits(option: Option, text: str) -> None:
    value = options.read(option, text)
    assert value is None or options.fits(option, value)
