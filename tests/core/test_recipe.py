"""A request travels through JSON and back, whatever is in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import recipe
from bot.core.capabilities import AspectRatio, Mode, ModelSpec, Option, OptionType
from bot.core.models import Artifact, Input, Preferences, Request, Run
from bot.core.runs import RunState

_words = st.text(max_size=20)
_options = st.dictionaries(_words, st.integers() | st.booleans() | _words, max_size=3)
_address = st.none() | st.text(min_size=1, max_size=20)
_requests = st.builds(
    Request,
    mode=st.sampled_from(Mode),
    model=_words,
    prompt=_words,
    negative=_words,
    style=_address,
    ratio=_address,
    seed=st.none() | st.integers(),
    inputs=st.lists(st.builds(Input, file_id=_address, media=_address), max_size=2).map(tuple),
    mask=st.none() | st.builds(Input, file_id=_address),
    options=_options,
)
_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | _words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_words, inner, max_size=2),
    max_leaves=5,
)
_names = st.sampled_from(["mode", "model", "prompt", "style", "seed", "inputs", "mask", "options"])


@given(_requests)
def test_a_request_survives_the_journey(request_: Request) -> None:
    assert recipe.from_json(recipe.to_json(request_)) == request_


@given(st.dictionaries(_names, _junk))
def test_strange_data_is_refused_in_one_way(data: dict[str, Any]) -> None:
    data = {"mode": "text_to_image", **data}
    try:
        request = recipe.from_dict(data)
    except ValueError:
        return
    assert recipe.from_dict(recipe.to_dict(request)) == request


@pytest.mark.parametrize("text", ["[]", "3", "nonsense", '{"mode": "dance"}', "null"])
def test_a_foreign_line_is_no_recipe(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        recipe.from_json(text)


def test_what_is_not_set_is_not_written() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox")
    assert recipe.to_dict(request) == {
        "version": 1,
        "mode": "text_to_image",
        "model": "m",
        "prompt": "fox",
    }


def test_a_portable_recipe_leaves_pictures_at_home() -> None:
    picture = Input(file_id="secret")
    request = Request(mode=Mode.IMAGE_TO_IMAGE, model="m", inputs=(picture,), mask=picture)
    assert not {"inputs", "mask"} & recipe.portable(request).keys()


def test_again_and_variations_leave_the_seed_open() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox", seed=5, style="ANIME")
    assert recipe.again(request) == Request(
        mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox", style="ANIME"
    )
    assert [r.seed for r in recipe.variations(request, 4)] == [None] * 4


def test_an_edited_wish_keeps_everything_but_its_words() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox", seed=5)
    assert recipe.edited(request, "wolf").seed == 5


def test_a_derived_wish_takes_along_what_the_other_model_understands() -> None:
    strength = Option(
        key="strength",
        type=OptionType.NUMBER,
        default=0.5,
        modes=frozenset({Mode.IMAGE_TO_IMAGE}),
    )
    spec = ModelSpec(
        key="other",
        vendor_name="other",
        title="Other",
        modes=frozenset(Mode),
        ratios=(AspectRatio(name="1:1", width=8, height=8),),
        options=(strength,),
    )
    request = Request(
        mode=Mode.TEXT_TO_IMAGE,
        model="m",
        prompt="fox",
        negative="blur",
        style="ANIME",
        seed=5,
        options={"strength": 0.7, "steps": 3},
    )
    picture = Input(media="runs/1/0.png")
    assert recipe.derived(request, spec, Mode.IMAGE_TO_IMAGE, (picture,)) == Request(
        mode=Mode.IMAGE_TO_IMAGE,
        model="other",
        prompt="fox",
        inputs=(picture,),
        options={"strength": 0.7},
    )


ARTIFACT = Artifact(
    id=1,
    run_id=1,
    index=0,
    media="runs/1/0.png",
    mime="image/png",
    width=8,
    height=8,
    size=9,
    seed=77,
    file_id="photo",
)


def test_a_picture_is_made_again_with_its_own_seed() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    run = Run(
        id=1,
        job_id=1,
        person_id=1,
        provider="p",
        request=Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox"),
        state=RunState.DONE,
        created_at=moment,
        due_at=moment,
    )
    assert recipe.as_made(run, ARTIFACT).seed == 77


def test_a_picture_starts_another_from_every_place_where_it_is() -> None:
    assert recipe.as_input(ARTIFACT) == Input(media="runs/1/0.png", file_id="photo")


def test_the_settings_of_a_request_can_be_taken_over() -> None:
    request = Request(
        mode=Mode.TEXT_TO_IMAGE, model="m", prompt="fox", negative="x", options={"a": 1}
    )
    assert recipe.as_settings(request) == Preferences(model="m", negative="x", options={"a": 1})


@pytest.mark.parametrize(
    ("text", "limit", "after"),
    [
        ("a red fox", 9, "a red fox"),
        ("a red fox", 8, "a red"),
        ("a red fox", 5, "a red"),
        ("foxes", 3, "fox"),
        ("a red  fox", 6, "a red"),
    ],
)
def test_a_prompt_is_cut_between_words(text: str, limit: int, after: str) -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt=text)
    assert recipe.shortened(request, limit).prompt == after


@given(st.text(max_size=40), st.integers(min_value=1, max_value=40))
def test_a_cut_prompt_fits_and_is_a_beginning(text: str, limit: int) -> None:
    cut = recipe.cut(text, limit)
    assert len(cut) <= limit
    assert text.startswith(cut)
