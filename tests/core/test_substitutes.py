from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.capabilities import AspectRatio, Mode, ModelSpec, Option, OptionType, Style
from bot.core.models import Input, Request
from bot.core.substitutes import dropped, substitutes
from bot.core.validation import check
from tests.core.specs import PLAIN, RICH

RATIOS = ("1:1", "16:9", "9:16", "4:3", "3:2", "21:9")
WANTED = Request(
    mode=Mode.TEXT_TO_IMAGE,
    model="gone",
    prompt="a fox",
    style="ANIME",
    ratio="16:9",
    negative="fog",
    seed=0,
    options={"steps": 40},
)


def spec(key: str, *ratios: str, **more: Any) -> ModelSpec:
    sides = (tuple(map(int, name.split(":"))) for name in ratios)
    shapes = tuple(
        AspectRatio(name=name, width=64 * width, height=64 * height)
        for name, (width, height) in zip(ratios, sides, strict=True)
    )
    return replace(PLAIN, key=key, ratios=shapes, **more)


def test_the_model_that_leaves_out_least_comes_first() -> None:
    made = substitutes(WANTED, [PLAIN, RICH])
    assert [request.model for request in made] == ["flux-dev", "plain"]
    assert made[0] == replace(WANTED, model="flux-dev")
    assert dropped(WANTED, made[0]) == ()
    assert dropped(WANTED, made[1]) == ("style", "ratio", "negative", "seed", "steps")


def test_between_equals_the_catalogue_decides() -> None:
    models = [spec("b"), spec("a"), spec("c")]
    assert [request.model for request in substitutes(WANTED, models)] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("wanted", "given_", "nearest"),
    [
        ("16:9", ("1:1", "16:9"), "16:9"),
        ("16:9", ("1:1", "3:2"), "3:2"),
        ("9:16", ("1:1", "3:2", "2:3"), "2:3"),
        ("4:3", ("1:1", "2:1"), "1:1"),
        ("16:9", (), None),
        (None, ("1:1",), None),
    ],
)
def test_proportions_that_it_does_not_have_become_the_nearest(
    wanted: str | None, given_: tuple[str, ...], nearest: str | None
) -> None:
    (request,) = substitutes(replace(WANTED, ratio=wanted), [spec("other", *given_)])
    assert request.ratio == nearest


def test_proportions_without_numbers_cannot_be_approached() -> None:
    assert substitutes(replace(WANTED, ratio="tall"), [spec("other", "1:1")]) == []


@pytest.mark.parametrize(
    "wanted",
    [
        replace(WANTED, prompt="x" * 101, negative=""),
        replace(WANTED, mode=Mode.IMAGE_TO_IMAGE, inputs=(Input(file_id="a"),) * 4),
        replace(WANTED, mode=Mode.UPSCALE, inputs=(Input(file_id="a"),), options={"scale": 8}),
    ],
    ids=["long", "many pictures", "too large"],
)
def test_a_model_that_cannot_do_it_is_no_substitute(wanted: Request) -> None:
    assert substitutes(wanted, [RICH]) == []


def test_a_value_that_does_not_fit_is_left_out() -> None:
    (request,) = substitutes(replace(WANTED, options={"steps": 99, "tile": True}), [RICH])
    assert request.options == {"tile": True}


OPTIONS = st.sampled_from(
    (
        Option(key="steps", type=OptionType.INTEGER, default=10, minimum=1, maximum=30),
        Option(key="steps", type=OptionType.INTEGER, default=10, minimum=1, maximum=90),
        Option(key="hd", type=OptionType.BOOLEAN, default=False),
    )
)
STYLES = st.sampled_from(("ANIME", "UHD")).map(lambda name: Style(name=name, titles={"en": name}))
MODES = st.frozensets(st.sampled_from(Mode), min_size=1)


@st.composite
def specs(draw: st.DrawFn) -> list[ModelSpec]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        ratios = draw(st.lists(st.sampled_from(RATIOS), unique=True))
        features: dict[str, Any] = {
            "modes": draw(MODES),
            "styles": tuple(draw(st.lists(STYLES, max_size=2))),
            "negative_prompt": draw(st.booleans()),
            "seed": draw(st.booleans()),
            "prompt_limit": draw(st.integers(1, 30)),
            "max_inputs": draw(st.integers(1, 3)),
            "options": tuple(draw(st.lists(OPTIONS, max_size=2, unique_by=lambda o: o.key))),
        }
        made.append(spec(f"m{number}", *ratios, **features))
    return made


@given(
    models=specs(),
    wanted=st.builds(
        Request,
        mode=st.sampled_from(Mode),
        model=st.just("gone"),
        prompt=st.text("fox ", min_size=1, max_size=40),
        negative=st.sampled_from(("", "fog")),
        style=st.sampled_from((None, "ANIME", "UHD", "INK")),
        ratio=st.sampled_from((None, *RATIOS)),
        seed=st.none() | st.integers(0, 9),
        inputs=st.lists(st.just(Input(file_id="f")), max_size=4).map(tuple),
        options=st.dictionaries(st.just("steps"), st.integers(1, 90)),
    ),
)
def test_every_substitute_can_really_be_asked_for(
    wanted: Request, models: list[ModelSpec]
) -> None:
    made = substitutes(wanted, models)
    known = {spec.key: spec for spec in models}
    for request in made:
        model = known[request.model]
        check(request, model, model.styles)
        same = request.mode, request.prompt, request.inputs
        assert same == (wanted.mode, wanted.prompt, wanted.inputs)
        assert request.seed in {None, wanted.seed}
        assert request.style in {None, wanted.style}
    losses = [len(dropped(wanted, request)) for request in made]
    assert losses == sorted(losses)
    assert len({request.model for request in made}) == len(made)


@pytest.mark.parametrize("able", [True, False])
def test_a_mask_goes_only_to_a_model_that_follows_it(able: bool) -> None:
    picture = Input(file_id="x")
    wanted = Request(
        mode=Mode.IMAGE_TO_IMAGE, model="gone", prompt="a door", inputs=(picture,), mask=picture
    )
    made = substitutes(wanted, [replace(RICH, mask=able)])
    assert [request.mask for request in made] == ([picture] if able else [])


def test_what_enlarges_only_its_own_takes_over_nobody_elses_enlargements() -> None:
    picture = Input(file_id="x", vendor_ref="5", made_by="gone")
    wanted = Request(mode=Mode.UPSCALE, model="gone", inputs=(picture,))
    assert substitutes(wanted, [replace(RICH, continues=frozenset({"flux-dev"}))]) == []
