"""`--name value`, as people and phones type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import parameters
from bot.core.capabilities import Mode
from bot.core.errors import (
    BadParameter,
    BotError,
    RequestError,
    UnknownModel,
    UnknownParameter,
    UnknownRatio,
    UnknownStyle,
    UnsupportedOption,
)
from bot.core.models import Preferences, Request
from bot.core.preferences import Wish, requests
from tests.core.specs import OTHER, PLAIN, RICH, catalogue


def read(text: str, mode: Mode = Mode.TEXT_TO_IMAGE) -> tuple[str, Preferences]:
    words = parameters.split(text)
    return parameters.apply(words, RICH, mode, RICH.styles, Preferences())


def test_the_whole_line_from_the_manual() -> None:
    line = (
        "a fox --ar 16:9 --style anime --no text, blur --seed 42 --n 4 --model flux-dev "
        "--steps 30 --guidance 7 --strength 0.6"
    )
    spec, words = parameters.choose_model(parameters.split(line), catalogue())
    assert spec is RICH
    prompt, settings = parameters.apply(
        words, RICH, Mode.IMAGE_TO_IMAGE, RICH.styles, Preferences()
    )
    assert prompt == "a fox"
    assert settings == Preferences(
        style="ANIME",
        ratio="16:9",
        negative="text, blur",
        seed=42,
        count=4,
        options={"steps": 30, "guidance": 7.0, "strength": 0.6},
    )


@pytest.mark.parametrize("dash", ["--", "—", "–"])
def test_long_dashes_of_phones_count(dash: str) -> None:
    prompt, settings = read(f"a fox {dash}ar 16:9")
    assert (prompt, settings.ratio) == ("a fox", "16:9")


@pytest.mark.parametrize(
    "text",
    [
        "a well--known fox",
        "a fox — in autumn",
        "a fox -- in autumn",
        "лиса —осень",
        "five - six",
        "--",
        "a fox --!",
    ],
)
def test_a_dash_in_a_sentence_is_no_flag(text: str) -> None:
    assert parameters.split(text) == parameters.Words(prompt=text)


@pytest.mark.parametrize(
    "text",
    [
        "--ar 16:9 a fox --seed 5",
        "a --seed 5 fox --ar 16:9",
        "a fox\n--ar 16:9\n--seed 5",
        "a fox --aspect 16x9 --seed=5",
        "a fox --RATIO 16/9, --Seed 5,",
    ],
)
def test_flags_stand_anywhere(text: str) -> None:
    prompt, settings = read(text)
    assert (prompt, settings.ratio, settings.seed) == ("a fox", "16:9", 5)


@pytest.mark.parametrize(
    ("text", "style", "prompt"),
    [
        ("--style детальное фото лиса", "UHD", "лиса"),
        ("fox --style Detailed", "UHD", "fox"),
        ("fox --style uhd", "UHD", "fox"),
        ("fox --style none", None, "fox"),
        ("--style anime a red fox", "ANIME", "a red fox"),
    ],
)
def test_a_style_is_called_by_name_title_or_beginning(
    text: str, style: str | None, prompt: str
) -> None:
    got, settings = read(text)
    assert (got, settings.style) == (prompt, style)


@pytest.mark.parametrize(
    ("name", "key"), [("flux-dev", "flux-dev"), ("FLUX dev", "flux-dev"), ("pl", "plain")]
)
def test_a_model_is_called_by_name_title_or_beginning(name: str, key: str) -> None:
    words = parameters.split(f"a fox --model {name} --seed 5")
    spec, rest = parameters.choose_model(words, catalogue())
    assert spec is not None
    assert spec.key == key
    assert rest == parameters.split("a fox --seed 5")


def test_a_model_before_the_prompt_takes_only_its_name() -> None:
    words = parameters.split("--model flux schnell a fox")
    assert parameters.choose_model(words, catalogue()) == (
        OTHER,
        parameters.Words(prompt="a fox"),
    )


@pytest.mark.parametrize("name", ["flux", "dall-e", ""])
def test_an_ambiguous_or_foreign_model_is_told(name: str) -> None:
    with pytest.raises(UnknownModel) as told:
        parameters.choose_model(parameters.split(f"fox --model {name}"), catalogue())
    assert told.value.data == {"name": name, "known": "flux-dev, plain, flux-schnell"}


def test_without_the_flag_no_model_is_chosen() -> None:
    words = parameters.split("fox")
    assert parameters.choose_model(words, catalogue()) == (None, words)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("fox --chaos 50", UnknownParameter),
        ("fox --seed42", UnknownParameter),
        ("fox --фон синий", UnknownParameter),
        ("fox --strength 0.5", UnsupportedOption),
        ("fox --ar 5:4", UnknownRatio),
        ("fox --ar", UnknownRatio),
        ("fox --style cubism", UnknownStyle),
        ("fox --seed minus", BadParameter),
        ("fox --seed 99999999999999999999", BadParameter),
        ("fox --n 5", BadParameter),
        ("fox --n 0", BadParameter),
        ("fox --steps 51", BadParameter),
        ("fox --steps 2.5", BadParameter),
        ("fox --guidance nan", BadParameter),
        ("fox --quality best", BadParameter),
    ],
)
def test_what_cannot_be_is_told(text: str, kind: type[BotError]) -> None:
    with pytest.raises(kind) as told:
        read(text)
    assert {key for key in told.value.data if not key.startswith("known_")} == kind.fields
    assert told.value.data["model"] == "FLUX dev"


def test_the_answer_names_what_the_model_takes() -> None:
    with pytest.raises(UnknownParameter) as told:
        read("fox --chaos 50")
    assert told.value.data["known"] == (
        "--ar --style --no --seed --n --model --preset"
        " --steps --guidance --tile --quality --upscale-factor"
    )
    assert parameters.taken(PLAIN, Mode.TEXT_TO_IMAGE) == "--n --model --preset"


@pytest.mark.parametrize("flag", ["ar 1:1", "style anime", "no blur", "seed 5"])
def test_a_plain_model_refuses_what_it_lacks(flag: str) -> None:
    with pytest.raises(UnsupportedOption):
        parameters.apply(
            parameters.split(f"fox --{flag}"), PLAIN, Mode.TEXT_TO_IMAGE, (), Preferences()
        )


@pytest.mark.parametrize(
    ("text", "key", "value", "prompt"),
    [
        ("--tile fox", "tile", True, "fox"),
        ("fox --tile off", "tile", False, "fox"),
        ("fox --quality FINE", "quality", "fine", "fox"),
        ("fox --guidance 7,5", "guidance", 7.5, "fox"),
        ("fox --upscale-factor 4", "upscale-factor", 4, "fox"),
    ],
)
def test_options_of_every_kind(text: str, key: str, value: object, prompt: str) -> None:
    got, settings = read(text)
    assert (got, settings.options) == (prompt, {key: value})


def test_a_flag_can_take_a_setting_back_for_once() -> None:
    words = parameters.split("fox --no --seed random")
    settings = Preferences(negative="blur", seed=7)
    _, after = parameters.apply(words, RICH, Mode.TEXT_TO_IMAGE, RICH.styles, settings)
    assert after == Preferences()


def test_a_request_can_be_typed_again() -> None:
    request = Request(
        mode=Mode.TEXT_TO_IMAGE,
        model="flux-dev",
        prompt="a fox",
        negative="text, blur",
        style="UHD",
        ratio="16:9",
        seed=0,
        options={"guidance": 7.0, "tile": True},
    )
    typed = parameters.command(request)
    assert typed == (
        "/imagine a fox --model flux-dev --style UHD --ar 16:9 --seed 0 --guidance 7 --tile True"
        " --no text, blur"
    )
    spec, words = parameters.choose_model(
        parameters.split(typed.removeprefix("/imagine ")), catalogue()
    )
    assert spec is RICH
    prompt, after = parameters.apply(words, RICH, request.mode, RICH.styles, Preferences())
    wish = Wish(mode=request.mode, prompt=prompt)
    assert requests(wish, RICH, after) == (request,)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        prompt, settings = read(text)
    except RequestError:
        return
    assert set(prompt.split()) <= set(text.split())
    assert 1 <= settings.count <= 4


@given(st.text(alphabet=st.characters(blacklist_characters="-—–"), max_size=60))
def test_without_dashes_a_text_is_a_prompt(text: str) -> None:
    assert parameters.split(text) == parameters.Words(prompt=text.strip())


@given(st.permutations(["--ar 16:9", "--seed 5", "--no red, blue", "--steps 9"]))
def test_the_order_of_flags_does_not_matter(flags: list[str]) -> None:
    assert read(f"fox {' '.join(flags)}") == (
        "fox",
        Preferences(ratio="16:9", seed=5, negative="red, blue", options={"steps": 9}),
    )
