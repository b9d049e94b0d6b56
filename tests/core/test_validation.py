"""What a model cannot do is refused before anything is spent."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import (
    BadParameter,
    BotError,
    InputMissing,
    InputTooMany,
    PromptEmpty,
    PromptsTooLong,
    PromptTooLong,
    UnknownParameter,
    UnknownRatio,
    UnknownStyle,
    UnsupportedMode,
    UnsupportedOption,
)
from bot.core.models import Input, Request
from bot.core.validation import check
from tests.core.specs import PLAIN, RICH

PICTURE = Input(file_id="x")
FOX = Request(mode=Mode.TEXT_TO_IMAGE, model="flux-dev", prompt="fox")
CHANGED: dict[str, Any] = {"mode": Mode.IMAGE_TO_IMAGE}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"prompt": " \n"}, PromptEmpty),
        ({"prompt": "x" * 101}, PromptTooLong),
        ({"prompt": "x" * 61, "negative": "y" * 60}, PromptsTooLong),
        ({"style": "CUBISM"}, UnknownStyle),
        ({"ratio": "5:4"}, UnknownRatio),
        ({"options": {"chaos": 1}}, UnknownParameter),
        ({"options": {"strength": 0.5}}, UnsupportedOption),
        ({"options": {"steps": 0}}, BadParameter),
        ({"options": {"steps": True}}, BadParameter),
        ({"options": {"tile": 1}}, BadParameter),
        (CHANGED, InputMissing),
        ({**CHANGED, "inputs": (PICTURE,) * 4}, InputTooMany),
        ({"mode": Mode.UPSCALE, "inputs": (PICTURE,) * 2}, InputTooMany),
    ],
)
def test_a_request_over_the_limits(changes: dict[str, Any], kind: type[BotError]) -> None:
    with pytest.raises(kind) as told:
        check(replace(FOX, **changes), RICH, RICH.styles)
    assert {key for key in told.value.data if not key.startswith("known_")} == kind.fields


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"prompt": "x" * 100},
        {"prompt": "x" * 60, "negative": "y" * 60, "seed": 0},
        {"style": "ANIME", "ratio": "16:9", "options": {"steps": 50, "guidance": 0}},
        {**CHANGED, "inputs": (PICTURE,) * 3, "options": {"strength": 0.1}},
        {"mode": Mode.UPSCALE, "prompt": "", "inputs": (PICTURE,)},
    ],
)
def test_a_request_within_the_limits(changes: dict[str, Any]) -> None:
    check(replace(FOX, **changes), RICH, RICH.styles)


@pytest.mark.parametrize(
    "changes", [{"style": "ANIME"}, {"ratio": "1:1"}, {"negative": "x"}, {"seed": 1}]
)
def test_a_plain_model_refuses_what_it_lacks(changes: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedOption):
        check(replace(FOX, **changes), PLAIN, ())


def test_a_model_that_cannot_names_those_that_can() -> None:
    with pytest.raises(UnsupportedMode) as told:
        check(replace(FOX, mode=Mode.UPSCALE), PLAIN, (), ["FLUX dev"])
    assert told.value.data == {"mode": "upscale", "model": "Plain", "able": "FLUX dev"}


def test_the_live_list_of_styles_counts() -> None:
    with pytest.raises(UnknownStyle):
        check(replace(FOX, style="UHD"), RICH, RICH.styles[:1])


@pytest.mark.parametrize(
    ("changes", "fields", "told"),
    [
        ({"mask": PICTURE}, {}, "mask"),
        ({"mask": PICTURE}, {"mask": True}, None),
        ({"prompt": ""}, {"prompt_optional": True}, None),
        ({"mode": Mode.UPSCALE}, {"continues": frozenset({"flux-dev"})}, "upscale"),
        (
            {"mode": Mode.UPSCALE, "inputs": (Input(file_id="x", made_by="plain"),)},
            {"continues": frozenset({"flux-dev"})},
            "upscale",
        ),
        (
            {"mode": Mode.UPSCALE, "inputs": (Input(file_id="x", made_by="flux-dev"),)},
            {"continues": frozenset({"flux-dev"})},
            None,
        ),
    ],
)
def test_what_only_some_models_do(
    changes: dict[str, Any], fields: dict[str, Any], told: str | None
) -> None:
    request = replace(FOX, **{**CHANGED, "inputs": (PICTURE,), **changes})
    spec = replace(RICH, **fields)
    if told is None:
        check(request, spec, RICH.styles)
        return
    with pytest.raises(UnsupportedMode) as refused:
        check(request, spec, RICH.styles, ["Plain"])
    assert refused.value.data["mode"] == told


def test_words_may_be_left_out_only_where_there_is_a_picture() -> None:
    spec = replace(RICH, prompt_optional=True)
    with pytest.raises(PromptEmpty):
        check(replace(FOX, prompt=""), spec, RICH.styles)


def test_a_mask_belongs_to_a_single_picture() -> None:
    request = replace(FOX, **CHANGED, inputs=(PICTURE,) * 2, mask=PICTURE)
    with pytest.raises(InputTooMany):
        check(request, replace(RICH, mask=True), RICH.styles)
