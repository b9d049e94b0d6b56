"""The other screens, from values alone."""

from datetime import timedelta

import pytest

from bot.core.adoption import Adopted, Brought, adopt
from bot.core.capabilities import Allowance, Mode
from bot.core.models import Plan, Request, Usage
from bot.services.health import ModelReport
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.screens.account import privacy_view, quota_view, status_view
from bot.telegram.screens.history import Shown, history_view
from bot.telegram.screens.pictures import picture_rows, picture_view
from bot.telegram.screens.questions import edit_question
from bot.telegram.screens.recipe import found_recipe_view, recipe_text
from bot.telegram.screens.start import group_view, help_view, start_view
from bot.telegram.screens.words import dropped_words, plan_name
from tests.core.specs import OTHER, PLAIN, RICH, catalogue
from tests.screens.made import artifact, data, flat, labels, run, words

t = words()
PLAN = Plan(key="free", daily={Allowance.TEXT_TO_IMAGE: 5, Allowance.UPSCALE: None})


def test_the_greeting_has_three_examples_at_a_tap() -> None:
    view = start_view(t, "<Anna>")
    assert "Hello, &lt;Anna&gt;!" in view.text
    assert [len(row) for row in labels(view.markup)] == [1, 1, 1, 2]


def test_the_help_fits_into_one_screen() -> None:
    for language in ("en", "ru"):
        assert 300 < len(help_view(words(language)).text) < 2000


@pytest.mark.parametrize("reads_all", [True, False])
def test_a_group_is_told_only_what_works_there(reads_all: bool) -> None:
    text = group_view(t, "painter_bot", reads_all=reads_all).text
    assert ("@painter_bot" in text) is reads_all


def test_the_quota_has_a_line_per_kind_of_work() -> None:
    usages = [
        Usage(allowance=Allowance.TEXT_TO_IMAGE, used=2, limit=5),
        Usage(allowance=Allowance.UPSCALE, used=1, limit=None),
    ]
    text = quota_view(PLAN, usages, timedelta(hours=5, minutes=3), t).text
    assert "Plan Free" in text
    assert "Pictures from words: <b>3</b> of 5 left" in text
    assert "Upscales: no limit, 1 used" in text
    assert "5 hr 3 min" in text


def test_a_plan_of_the_operators_own_keeps_its_name() -> None:
    assert plan_name("gold", t) == "Gold"


def test_the_status_tells_who_answers_how_fast_and_who_does_not() -> None:
    values = {"usual_seconds": 20, "waiting": 0}
    reports = [
        ModelReport(spec=RICH, available=True, reason=None, queue=3, **values),
        ModelReport(spec=OTHER, available=False, reason="strange", queue=None, **values),
    ]
    text = status_view(reports, (), t).text
    assert "🟢 <b>FLUX dev</b>, usually 20 sec · 3 in its queue" in text
    assert "🔴 <b>FLUX schnell</b>: does not take requests now" in text


@pytest.mark.parametrize(
    ("days", "told"), [(None, "until you delete them"), (1, "for 1 day."), (30, "for 30 days.")]
)
def test_privacy_tells_how_long_files_are_kept(days: int | None, told: str) -> None:
    assert told in privacy_view(7, days, t).text


def shown(*, newer: bool = True, older: bool = True) -> Shown:
    return Shown(
        owner=7, artifact=artifact(), run=run(), view="kp", top=9, newer=newer, older=older
    )


def test_history_shows_ways_only_where_they_lead_somewhere() -> None:
    assert labels(history_view(shown(), RICH, RICH.styles, t).markup) == [
        ["◀ Newer", "Older ▶"],
        ["🔁 Again", "📜 Recipe"],
        ["⭐ Favourite", "🗑 Delete"],
        ["▦ All on one sheet"],
    ]
    alone = history_view(shown(newer=False, older=False), None, (), t)
    assert labels(alone.markup)[0] == ["📜 Recipe"]


def test_history_tells_what_it_shows_as_text() -> None:
    text = history_view(shown(), RICH, RICH.styles, t).text
    assert "a fox &amp; &lt;b&gt;owl&lt;/b&gt;" in text
    assert "FLUX dev · 1024×576 · 2026-11-20 09:30 UTC" in text


def test_each_button_of_a_picture_knows_the_way_back() -> None:
    markup = history_view(shown(), RICH, (), t).markup
    taps = [HistoryTap.unpack(data(markup, label)) for label in flat(markup)]
    assert {(tap.owner, tap.artifact, tap.view, tap.top) for tap in taps} == {(7, 1, "kp", 9)}
    assert taps[-1].action is HistoryAction.BACK


def test_a_recipe_names_everything_and_fits_into_a_caption() -> None:
    request = Request(
        mode=Mode.TEXT_TO_IMAGE,
        model="flux-dev",
        prompt="p" * 1000,
        negative="n" * 1000,
        style="UHD",
        ratio="16:9",
        seed=123456,
        options={"steps": 30, "tile": True, "gone": 1},
    )
    text = recipe_text(request, RICH, RICH.styles, t)
    for told in ("FLUX dev", "Detailed photo", "16:9", "123456", "30", "on"):
        assert f"<code>{told}</code>" in text
    assert len(text) < 1024 + len("<blockquote expandable></blockquote>")
    assert "gone" not in text


def test_a_recipe_of_a_model_that_is_gone_can_still_be_read() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="old-model", prompt="<i>fox</i>")
    text = recipe_text(request, None, (), t)
    assert "old-model" in text
    assert "&lt;i&gt;fox&lt;/i&gt;" in text


def test_a_file_with_a_recipe_can_be_gone_on_from() -> None:
    rows = picture_rows(catalogue(), None, None, t)
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="flux-dev", prompt="fox")
    found, adopted = Brought(request=request), Adopted(request=request)
    view = found_recipe_view(found, adopted, catalogue(), t, rows)
    assert "can't follow" not in view.text
    assert labels(view.markup) == [
        ["🔁 Again", "✏️ Edit prompt"],
        ["🖌 Change it"],
        ["🔍 Upscale"],
        ["🎭 Preset", "📋 Copy"],
    ]


def test_what_a_model_here_makes_of_anothers_recipe_is_said() -> None:
    theirs = Request(
        mode=Mode.TEXT_TO_IMAGE,
        model="dreamshaper_8",
        prompt="fox",
        negative="text",
        ratio="768:512",
        options={"steps": 150, "guidance": 7.0},
    )
    found = Brought(request=theirs, program="ComfyUI", beyond=("Sampler",))
    view = found_recipe_view(found, adopt(theirs, RICH), catalogue(), t, [])
    assert "written by ComfyUI" in view.text
    for told in ("dreamshaper_8", "768×512", "150", "7", "text"):
        assert f"<code>{told}</code>" in view.text
    assert "FLUX dev can't follow: sampler" in view.text
    assert "FLUX dev takes instead: proportions 768×512 → 16:9, steps 150 → 50" in view.text
    view = found_recipe_view(found, adopt(theirs, PLAIN), catalogue(), t, [])
    told = "proportions, what to leave out, steps, obedience to the words, sampler"
    assert f"Plain can't follow: {told}" in view.text


def test_a_picture_without_words_has_a_menu() -> None:
    usage = Usage(allowance=Allowance.UPSCALE, used=0, limit=3)
    view = picture_view(picture_rows(catalogue(), None, usage, t), t)
    assert flat(view.markup) == ["🖌 Change it", "🔍 Upscale · 3 of 3 left", "📜 Read its recipe"]


def test_an_old_prompt_can_be_copied_and_is_no_markup() -> None:
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt="a <b>fox</b>")
    view = edit_question(request, t, private=False, proposals=False)
    assert "<code>a &lt;b&gt;fox&lt;/b&gt;</code>" in view.text
    assert "replying" in view.text
    assert "replying" not in edit_question(request, t, private=True, proposals=True).text


def test_what_a_model_drops_is_named() -> None:
    assert dropped_words(("style", "seed", "strength"), t) == "style, seed, Strength of change"
