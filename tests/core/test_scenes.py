"""Shots and elements, held against what a model makes of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.capabilities import Elements, Mode, Shots
from bot.core.errors import ElementsUnfit, ShotsUnfit
from bot.core.models import Element, Input, Request, Shot
from bot.core.recipe import from_dict, to_dict
from bot.core.scenes import check_elements, check_shots
from tests.core.specs import RICH

LIMITS = Shots(
    most=3, prompt_limit=40, shortest=1, longest=12, totals=(3, 15), whole=True, name_weight=37
)
FILM = replace(RICH, shots=LIMITS, elements=Elements(most=2, fewest_pictures=2, most_pictures=4))
PICTURE = Input(file_id="x")
FOX = Element(name="fox", pictures=(PICTURE, PICTURE))


def clip(*shots: tuple[str, float], elements: tuple[Element, ...] = ()) -> Request:
    made = tuple(Shot(prompt=words, seconds=seconds) for words, seconds in shots)
    return Request(mode=Mode.TEXT_TO_VIDEO, model=FILM.key, shots=made, elements=elements)


@pytest.mark.parametrize(
    ("request_", "what", "shot"),
    [
        (clip(("a", 2), ("b", 2)), None, 0),
        (clip(("a", 1), ("b", 1), ("c", 1), ("d", 1)), "count", 0),
        (clip(("a", 2), (" ", 2)), "words", 2),
        (clip(("a" * 41, 3)), "words", 1),
        (clip(("a", 0.5), ("b", 5)), "length", 1),
        (clip(("a", 5), ("b", 13)), "length", 2),
        (clip(("a", 2.5), ("b", 5)), "whole", 1),
        (clip(("a", 1), ("b", 1)), "total", 0),
        (clip(("a", 8), ("b", 8)), "total", 0),
        (clip(("a @fox", 3), elements=(FOX,)), None, 0),
        (clip(("abc @fox", 3), elements=(FOX,)), "words", 1),
        (clip(("@fox @fox", 3), elements=(FOX,)), "words", 1),
    ],
)
def test_each_limit_of_shots(request_: Request, what: str | None, shot: int) -> None:
    if what is None:
        check_shots(request_, FILM)
        return
    with pytest.raises(ShotsUnfit) as refused:
        check_shots(request_, FILM)
    assert (refused.value.data["what"], refused.value.data["shot"]) == (what, shot)


def test_fractions_of_seconds_where_they_are_taken() -> None:
    check_shots(clip(("a", 2.5), ("b", 2.5)), replace(FILM, shots=replace(LIMITS, whole=False)))


def test_a_longer_name_does_not_count_as_a_shorter_one() -> None:
    both = (FOX, replace(FOX, name="foxes"))
    with pytest.raises(ShotsUnfit) as refused:
        check_shots(clip(("@foxes and", 3), elements=both), FILM)
    assert refused.value.data["value"] == 4 + 37


def test_a_model_without_shots_or_elements() -> None:
    with pytest.raises(ShotsUnfit) as refused:
        check_shots(clip(("a", 3)), RICH)
    assert refused.value.data["what"] == "none"
    with pytest.raises(ElementsUnfit) as refused_elements:
        check_elements(replace(clip(), elements=(FOX,)), RICH)
    assert refused_elements.value.data["what"] == "none"


@pytest.mark.parametrize(
    ("elements", "need_input", "what"),
    [
        ((FOX,), False, None),
        ((FOX, FOX, FOX), False, "count"),
        ((replace(FOX, pictures=(PICTURE,)),), False, "pictures"),
        ((replace(FOX, pictures=(PICTURE,) * 5),), False, "pictures"),
        ((FOX,), True, "input"),
    ],
)
def test_each_limit_of_elements(
    elements: tuple[Element, ...], need_input: bool, what: str | None
) -> None:
    assert FILM.elements
    spec = replace(FILM, elements=replace(FILM.elements, need_input=need_input))
    request = replace(clip(), elements=elements)
    if what is None:
        check_elements(request, spec)
        return
    with pytest.raises(ElementsUnfit) as refused:
        check_elements(request, spec)
    assert refused.value.data["what"] == what


_NAMES = st.text(min_size=1, max_size=8)
_INPUTS = st.builds(Input, file_id=_NAMES, clip=st.booleans(), made_by=st.none() | _NAMES)
_SHOTS = st.builds(Shot, prompt=_NAMES, seconds=st.integers(1, 15) | st.floats(0.1, 15))
_ELEMENTS = st.builds(
    Element, name=_NAMES, description=st.text(max_size=8), pictures=st.tuples(_INPUTS, _INPUTS)
)


@given(
    st.lists(_SHOTS, max_size=3),
    st.lists(_ELEMENTS, max_size=2),
    st.lists(_INPUTS, max_size=2),
    st.sampled_from(Mode),
)
def test_what_is_stored_comes_back(
    shots: list[Shot], elements: list[Element], inputs: list[Input], mode: Mode
) -> None:
    request = Request(
        mode=mode,
        model="x",
        shots=tuple(shots),
        elements=tuple(elements),
        inputs=tuple(inputs),
    )
    assert from_dict(to_dict(request)) == request


@pytest.mark.parametrize("broken", [{"seconds": "5"}, {"seconds": True}, {}, "a fox", None, 7])
def test_a_strange_shot_is_no_recipe(broken: object) -> None:
    data = to_dict(clip()) | {"shots": [broken]}
    with pytest.raises(ValueError, match=r"shot|entry"):
        from_dict(data)
