"""Below a picture stands what can really be done with it, and nothing else."""

import pytest

from bot.core.capabilities import Allowance, Mode
from bot.core.catalogue import Catalogue
from bot.core.errors import (
    Ambiguous,
    BotError,
    ContentRejected,
    InputGone,
    Misconfigured,
    PromptsTooLong,
    PromptTooLong,
    QuotaExceeded,
    TimedOut,
    Unavailable,
    UnknownModel,
    Unreachable,
)
from bot.core.models import Input, Usage
from bot.telegram import keyboards
from bot.telegram.callbacks import FailureTap, RequestTap, ResultAction, ResultTap, UpscaleTap
from tests.core.specs import RICH, catalogue
from tests.screens.made import artifact, data, flat, job, labels, run, words

t = words()
EMPTY = Catalogue([])


def test_a_picture_can_be_gone_on_from_in_every_way_there_is() -> None:
    made = run()
    markup = keyboards.result_keyboard(job(made), made, artifact(), catalogue(), t)
    assert labels(markup) == [
        ["🔁 Again", "✨ 4 variations"],
        ["✏️ Edit prompt", "🖌 Change"],
        ["🔍 Upscale", "🎭 Preset"],
        ["⭐ Favourite", "🔗 Share"],
        ["📄 File", "📋 Copy", "🗑 Delete"],
    ]


def test_without_models_only_the_picture_itself_is_left() -> None:
    made = run()
    markup = keyboards.result_keyboard(job(made), made, artifact(media=None), EMPTY, t)
    assert labels(markup) == [["⭐ Favourite", "🔗 Share"], ["📋 Copy", "🗑 Delete"]]


def test_an_enlarged_picture_has_no_words_to_repeat() -> None:
    made = run(mode=Mode.UPSCALE, prompt="", inputs=(Input(file_id="x"),))
    markup = keyboards.result_keyboard(job(made), made, artifact(), catalogue(), t)
    assert labels(markup) == [
        ["🖌 Change", "🔍 Upscale"],
        ["⭐ Favourite", "📄 File", "🗑 Delete"],
    ]


def test_the_command_to_copy_makes_this_very_picture() -> None:
    made = run(prompt="a fox", style="ANIME", ratio="16:9")
    markup = keyboards.result_keyboard(job(made), made, artifact(), catalogue(), t)
    (copy,) = [b.copy_text for row in markup.inline_keyboard for b in row if b.copy_text]
    assert copy.text == "/imagine a fox --model flux-dev --style ANIME --ar 16:9 --seed 41"


def test_a_command_too_long_for_a_copy_button_is_asked_of_the_bot() -> None:
    made = run(prompt="x" * 250)
    markup = keyboards.result_keyboard(job(made), made, artifact(), catalogue(), t)
    tap = ResultTap.unpack(data(markup, "📋 Copy"))
    assert (tap.action, tap.artifact) == (ResultAction.COPY, artifact().id)


def test_a_favourite_shows_it() -> None:
    made = run()
    markup = keyboards.result_keyboard(job(made), made, artifact(favourite=True), catalogue(), t)
    assert "🌟 Favourite" in flat(markup)


def test_an_album_is_numbered() -> None:
    runs = [run(number) for number in range(1, 5)]
    made = [(each, each.artifacts[0]) for each in runs]
    made[1] = (runs[1], artifact(2, favourite=True))
    markup = keyboards.album_keyboard(job(*runs), made, catalogue(), t)
    assert labels(markup) == [["1", "🌟 2", "3", "4"], ["✨ 4 variations", "✏️ Edit prompt"]]
    assert ResultTap.unpack(data(markup, "3")).artifact == 3


def test_an_album_of_different_wishes_has_no_common_buttons() -> None:
    runs = [run(1, prompt="fox"), run(2, prompt="owl")]
    made = [(each, each.artifacts[0]) for each in runs]
    assert labels(keyboards.album_keyboard(job(*runs), made, catalogue(), t)) == [["1", "2"]]


def test_one_of_an_album_has_its_own_buttons_and_the_way_back() -> None:
    markup = keyboards.numbered_keyboard(2, run(2), artifact(2), catalogue(), t)
    assert labels(markup)[0] == ["⬅ Picture 2"]
    assert "🔁 Again" in flat(markup)


@pytest.mark.parametrize(
    ("usage", "label"),
    [
        (Usage(allowance=Allowance.UPSCALE, used=1, limit=5), "🔍 Upscale · 4 of 5 left"),
        (Usage(allowance=Allowance.UPSCALE, used=9, limit=None), "🔍 Upscale"),
        (None, "🔍 Upscale"),
    ],
)
def test_an_enlargement_tells_what_is_left(usage: Usage | None, label: str) -> None:
    markup = keyboards.upscale_keyboard(5, RICH, usage, t)
    assert flat(markup) == [label, "⬅ Back"]
    assert UpscaleTap.unpack(data(markup, "Upscale")) == UpscaleTap(artifact=5, scale=0)


@pytest.mark.parametrize(
    ("error", "steps"),
    [
        (TimedOut(provider="p", detail=""), ["🔁 Try again", "➡️ Plain", "➡️ FLUX schnell"]),
        (Ambiguous(provider="p", detail=""), ["🔁 Try again", "➡️ Plain", "➡️ FLUX schnell"]),
        (
            Unavailable(provider="p", detail="", reason=""),
            ["🔁 Try again", "➡️ Plain", "➡️ FLUX schnell"],
        ),
        (Misconfigured(provider="p", detail=""), ["➡️ Plain", "➡️ FLUX schnell"]),
        (
            ContentRejected(provider="p", detail=""),
            ["✏️ Edit prompt", "➡️ Plain", "➡️ FLUX schnell"],
        ),
        (
            PromptTooLong(model="m", length=5, limit=4),
            ["✂️ Shorten and paint", "✏️ Edit prompt"],
        ),
        (InputGone(), []),
        (Unreachable(), []),
    ],
    ids=lambda value: value.code if isinstance(value, BotError) else "",
)
def test_a_failure_offers_the_steps_that_make_sense(error: BotError, steps: list[str]) -> None:
    markup = keyboards.failure_keyboard(run(error=error), error, catalogue(), t)
    assert flat(markup) == steps


def test_another_model_has_to_be_able_to_do_the_same() -> None:
    error = TimedOut(provider="p", detail="")
    failed = run(error=error, mode=Mode.IMAGE_TO_IMAGE, inputs=(Input(file_id="x"),))
    assert flat(keyboards.failure_keyboard(failed, error, catalogue(), t)) == ["🔁 Try again"]


def test_another_model_is_named_by_its_key() -> None:
    error = TimedOut(provider="p", detail="")
    markup = keyboards.failure_keyboard(run(error=error), error, catalogue(), t)
    assert FailureTap.unpack(data(markup, "Plain")).model == "plain"


def test_what_is_too_much_is_cut_by_exactly_that() -> None:
    error = PromptsTooLong(model="m", length=1200, limit=1000)
    markup = keyboards.error_keyboard(error, t, rerun=True)
    assert RequestTap.unpack(data(markup, "Shorten")).over == 200
    assert keyboards.error_keyboard(error, t) is None


@pytest.mark.parametrize(
    ("error", "label"),
    [
        (
            QuotaExceeded(allowance="upscale", limit=1, left=0, needed=1, hours=1, minutes=2),
            "📊 Quota",
        ),
        (UnknownModel(name="x", known="y"), "⚙️ Settings"),
    ],
)
def test_a_refusal_leads_to_the_screen_that_explains_it(error: BotError, label: str) -> None:
    assert flat(keyboards.error_keyboard(error, t)) == [label]
    assert keyboards.error_keyboard(InputGone(), t) is None


def test_what_destroys_or_stops_is_red() -> None:
    for markup in (keyboards.cancel_keyboard(1, t), keyboards.delete_keyboard(1, t)):
        assert markup.inline_keyboard[0][0].style == "danger"
