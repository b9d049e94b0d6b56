import pytest

from bot.core.capabilities import Mode
from bot.core.errors import PresetNameUnfit, UnknownPreset
from bot.core.models import Preferences, Request
from bot.core.parameters import Words, split
from bot.core.presets import NAME_LIMIT, Preset, checked_name, chosen, find


def preset(name: str = "evening", words: str = "", number: int = 1) -> Preset:
    request = Request(
        mode=Mode.TEXT_TO_IMAGE, model="flux", prompt="a fox", style="ink", ratio="3:2", seed=5
    )
    return Preset(id=number, name=name, request=request, words=words)


EVENING, EVER = preset("Golden evening"), preset("golden ever", number=2)


@pytest.mark.parametrize(
    ("words", "prompt", "made"),
    [
        ("", "an owl", "an owl"),
        ("oil painting", "an owl", "an owl, oil painting"),
        ("oil painting", "an owl, ", "an owl, oil painting"),
        ("oil painting", "an owl, Oil Painting", "an owl, Oil Painting"),
        ("portrait of {prompt}, oil", "an owl", "portrait of an owl, oil"),
        ("portrait of {prompt}, oil", "portrait of an owl, oil", "portrait of an owl, oil"),
        ("{prompt}", "an owl", "an owl"),
        ("{prompt} and {prompt}", "owl", "owl and owl"),
    ],
)
def test_words_frame_a_prompt_once(words: str, prompt: str, made: str) -> None:
    assert preset(words=words).framed(prompt) == made
    assert preset(words=words).framed(made) == made or words.count("{prompt}") > 1


def test_settings_are_the_recipes_and_no_seed() -> None:
    now = Preferences(model="other", negative="blur", count=3, seed=7, options={"steps": 3})
    assert preset().settings(now) == Preferences(
        model="flux", style="ink", ratio="3:2", count=3, preset=1
    )


@pytest.mark.parametrize("text", ["evening", "  Golden   evening ", "вечер 2", "🌅 dusk"])
def test_names_that_can_be(text: str) -> None:
    assert checked_name(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["", " ", "🌅", "---", "none", "нет", "a --n 4", "x" * (NAME_LIMIT + 1)]
)
def test_names_that_cannot_be(text: str) -> None:
    with pytest.raises(PresetNameUnfit):
        checked_name(text)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("golden evening", EVENING),
        ("GOLDEN  EVER", EVER),
        ("golden even", EVENING),
        ("gold", None),
        ("", None),
    ],
)
def test_a_beginning_is_enough_where_it_is_clear(name: str, found: Preset | None) -> None:
    assert find(name, [EVENING, EVER]) is found


def test_a_text_names_a_preset_and_goes_on() -> None:
    found, words = chosen(split("an owl --preset golden evening at night --n 2"), [EVENING, EVER])
    assert found is EVENING
    assert words == Words(prompt="an owl at night", flags=split("--n 2").flags)
    assert chosen(split("an owl --preset none"), [EVENING])[0] is None


def test_an_unknown_one_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownPreset) as told:
        chosen(split("an owl --preset gold x"), [EVENING, EVER])
    assert told.value.data == {"name": "gold", "known": "Golden evening, golden ever", "count": 2}
