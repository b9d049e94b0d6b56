"""Recipes from elsewhere, as a model here follows them."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.adoption import Changed, adopt
from bot.core.capabilities import Mode
from bot.core.models import Request
from bot.core.validation import check
from tests.core.specs import OTHER, PLAIN, RICH


def theirs(**more: Any) -> Request:
    values: dict[str, Any] = {"mode": Mode.TEXT_TO_IMAGE, "model": "elsewhere", "prompt": "fox"}
    return Request(**values | more)


def test_what_fits_is_followed_as_it_is() -> None:
    wanted = theirs(
        negative="text", style="ANIME", ratio="16:9", seed=7, options={"steps": 30, "guidance": 7}
    )
    adopted = adopt(wanted, RICH)
    assert (adopted.left_out, adopted.changed) == ((), ())
    made = adopted.request
    assert (made.model, made.prompt, made.negative) == ("flux-dev", "fox", "text")
    assert (made.style, made.ratio, made.seed) == ("ANIME", "16:9", 7)
    assert made.options == {"steps": 30, "guidance": 7}


def test_what_nearly_fits_becomes_the_nearest() -> None:
    adopted = adopt(theirs(ratio="768:512", options={"steps": 150, "guidance": -1.0}), RICH)
    assert adopted.request.ratio == "16:9"
    assert adopted.request.options == {"steps": 50, "guidance": 0.0}
    assert adopted.changed == (
        Changed(name="ratio", wanted="768:512", taken="16:9"),
        Changed(name="steps", wanted=150, taken=50),
        Changed(name="guidance", wanted=-1.0, taken=0.0),
    )
    assert adopted.left_out == ()


def test_what_a_model_does_not_have_is_left_out_and_named() -> None:
    wanted = theirs(negative="text", style="ANIME", ratio="16:9", seed=7, options={"steps": 30})
    adopted = adopt(wanted, PLAIN)
    assert adopted.request == theirs(model="plain")
    assert set(adopted.left_out) == {"negative", "style", "ratio", "seed", "steps"}


@pytest.mark.parametrize("seed", [-1, 2**32, 2**63])
def test_a_seed_that_nobody_here_can_type_is_left_out(seed: int) -> None:
    adopted = adopt(theirs(seed=seed), RICH)
    assert adopted.request.seed is None
    assert adopted.left_out == ("seed",)


@pytest.mark.parametrize("ratio", ["0:5", "5:0", "-1:2", "nan:1", "inf:1", "wide", "", "9:::"])
def test_proportions_that_are_none_are_left_out(ratio: str) -> None:
    assert adopt(theirs(ratio=ratio), RICH).request.ratio is None


@pytest.mark.parametrize("value", [math.nan, math.inf, 10**400, "many", True])
def test_numbers_that_are_none_are_left_out(value: object) -> None:
    adopted = adopt(theirs(options={"steps": value, "guidance": value}), RICH)
    assert adopted.request.options == {}
    assert set(adopted.left_out) == {"steps", "guidance"}


@settings(deadline=None)
@given(
    ratio=st.none() | st.text(max_size=9) | st.from_regex(r"\d{1,5}:\d{1,5}", fullmatch=True),
    seed=st.none() | st.integers(),
    negative=st.text(max_size=9),
    options=st.dictionaries(
        st.sampled_from(["steps", "guidance", "strength", "tile", "quality", "other"]),
        st.integers() | st.floats() | st.text(max_size=5) | st.booleans(),
    ),
)
def test_whatever_a_recipe_says_the_model_can_do_what_becomes_of_it(
    ratio: str | None, seed: int | None, negative: str, options: dict[str, object]
) -> None:
    wanted = theirs(ratio=ratio, seed=seed, negative=negative, options=options)
    for spec in (RICH, PLAIN, OTHER):
        check(adopt(wanted, spec).request, spec, spec.styles)
