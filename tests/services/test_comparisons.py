"""One wish, read for several models."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.capabilities import AspectRatio, Mode, ModelSpec, Style
from bot.core.catalogue import Catalogue
from bot.core.errors import PromptEmpty, PromptTooLong, UnknownParameter, UnsupportedMode
from bot.core.models import Input, Person, Preferences, Request
from bot.core.validation import check
from bot.services.comparisons import Comparisons
from bot.services.presets import Presets
from tests.support.saved import FakePresets, no_elements

PHOTO = Input(file_id="a photo")
SQUARE = AspectRatio(name="1:1", width=8, height=8)
WIDE = AspectRatio(name="16:9", width=16, height=9)
BOTH = frozenset({Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE})
BRUSH = ModelSpec(key="brush", vendor_name="b", title="Brush", modes=BOTH, ratios=(SQUARE, WIDE))
PEN = ModelSpec(key="pen", vendor_name="p", title="Pen", modes=BOTH, seed=True, prompt_limit=20)
INK = replace(PEN, key="ink", vendor_name="i", title="Ink", modes=frozenset({Mode.TEXT_TO_IMAGE}))


class Models(Catalogue):
    def __init__(self, *specs: ModelSpec) -> None:
        super().__init__([])
        self._models = {spec.key: spec for spec in specs}


class NoStyles:
    async def list(self, model: str) -> tuple[Style, ...]:
        return ()


class Checks:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def check(self, request: Request) -> str:
        check(request, self._catalogue.find(request.model), ())
        return request.model


def comparisons(*specs: ModelSpec) -> Comparisons:
    models = Models(*specs)
    presets = Presets(store=FakePresets(), catalogue=models)
    return Comparisons(
        catalogue=models,
        styles=NoStyles(),
        presets=presets,
        elements=no_elements(models),
        checks=Checks(models),
    )


def person(**settings: object) -> Person:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    preferences = replace(Preferences(), **settings)  # type: ignore[arg-type]
    return Person(id=1, language=None, plan="free", preferences=preferences, created_at=now)


async def test_a_parameter_counts_for_those_that_take_it() -> None:
    plan = await comparisons(BRUSH, PEN).plan(person(count=4), "a fox --ar 16:9 --seed 5 at night")
    assert plan.prompt == "a fox at night"
    assert [(each.model, each.ratio, each.seed) for each in plan.requests] == [
        ("brush", "16:9", None),
        ("pen", None, 5),
    ]
    assert [part.dropped for part in plan.parts] == [("--seed 5 at night",), ("--ar 16:9",)]


async def test_pictures_are_for_those_that_start_from_them() -> None:
    plan = await comparisons(BRUSH, PEN, INK).plan(person(), "at night", (PHOTO,))
    assert [(each.model, each.mode, each.inputs) for each in plan.requests] == [
        ("brush", Mode.IMAGE_TO_IMAGE, (PHOTO,)),
        ("pen", Mode.IMAGE_TO_IMAGE, (PHOTO,)),
    ]


async def test_the_persons_own_model_comes_first() -> None:
    plan = await comparisons(BRUSH, PEN, INK).plan(person(model="ink"), "a fox")
    assert [each.model for each in plan.requests] == ["ink", "brush", "pen"]


async def test_at_first_a_few_are_chosen() -> None:
    pens = [replace(PEN, key=f"pen-{n}", vendor_name=f"v{n}", title=f"Pen {n}") for n in range(6)]
    plan = await comparisons(*pens).plan(person(), "a fox")
    assert len(plan.requests) == 4
    chosen = await comparisons(*pens).plan(person(), "a fox", chosen=frozenset({"pen-5", "gone"}))
    assert [each.model for each in chosen.requests] == ["pen-5"]


async def test_models_are_named_in_the_text() -> None:
    plan = await comparisons(BRUSH, PEN, INK).plan(person(), "a --model ink fox --model brush")
    assert plan.prompt == "a fox"
    assert [each.model for each in plan.requests] == ["brush", "ink"]


async def test_a_model_that_cannot_do_it_is_no_part_of_it() -> None:
    plan = await comparisons(BRUSH, PEN).plan(person(), "a fox in a very long dream")
    assert [each.model for each in plan.requests] == ["brush"]
    assert isinstance(plan.parts[1].error, PromptTooLong)


@pytest.mark.parametrize(
    ("text", "inputs", "error"),
    [
        ("a fox --wings 2", (), UnknownParameter),
        ("--seed 5", (), PromptEmpty),
        ("at night", (PHOTO,), UnsupportedMode),
    ],
)
async def test_what_nobody_can_do(
    text: str, inputs: tuple[Input, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await comparisons(INK).plan(person(), text, inputs)
