"""The settings panel follows from what the model can do."""

from collections.abc import Callable

import pytest

from bot.core.capabilities import ModelSpec, Style
from bot.core.models import Preferences
from bot.services.health import ModelReport
from bot.telegram.buttons import View
from bot.telegram.callbacks import PanelTap, Screen, SetTap, TuneTap, style_id
from bot.telegram.screens import panel_lists, panel_values
from bot.telegram.screens.panel import Panel, main_view
from tests.core.specs import OTHER, PLAIN, RICH, catalogue
from tests.screens.made import data, flat, labels, words


@pytest.fixture
def named_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The options of these tests have no words in `locales`."""
    monkeypatch.setattr(panel_values, "option_name", lambda key, _: key)


def panel(spec: ModelSpec = RICH, language: str | None = None, **settings: object) -> Panel:
    preferences = Preferences(**settings)  # type: ignore[arg-type]
    return Panel(
        owner=7,
        preferences=preferences,
        spec=spec,
        styles=spec.styles,
        language=language,
        t=words(language or "en"),
    )


def test_a_rich_model_has_a_row_for_everything() -> None:
    view = main_view(panel(style="ANIME", count=2, negative="blur"))
    assert labels(view.markup) == [
        ["🧠 Model: FLUX dev"],
        ["🎨 Style: Anime"],
        ["📐 Proportions: 1:1", "🔢 Pictures: 2"],
        ["🚫 Leave out: blur"],
        ["🎭 Preset: none"],
        ["🎛 Advanced"],
        ["🌍 Language: As in Telegram"],
        ["↩️ Reset", "✖ Close"],
    ]


def test_a_plain_model_has_no_row_for_what_it_lacks() -> None:
    assert labels(main_view(panel(PLAIN)).markup) == [
        ["🧠 Model: Plain"],
        ["🔢 Pictures: 1"],
        ["🎭 Preset: none"],
        ["🌍 Language: As in Telegram"],
        ["↩️ Reset", "✖ Close"],
    ]


def test_titles_are_in_the_persons_language() -> None:
    view = main_view(panel(language="ru", style="UHD"))
    assert "🎨 Стиль: Детальное фото" in flat(view.markup)
    assert "🌍 Язык: Русский" in flat(view.markup)


def test_long_values_do_not_break_a_button() -> None:
    view = main_view(panel(negative="x" * 500))
    assert max(len(label) for label in flat(view.markup)) < 60


@pytest.mark.usefixtures("named_by_key")
@pytest.mark.parametrize(
    "screen",
    [
        lambda p: panel_lists.style_view(p, 0),
        panel_lists.ratio_view,
        panel_lists.count_view,
        lambda p: panel_lists.language_view(p, {"en": "English"}),
        panel_values.negative_view,
        panel_values.reset_view,
        panel_values.advanced_view,
    ],
)
def test_every_screen_leads_back(screen: Callable[[Panel], View]) -> None:
    view = screen(panel())
    assert PanelTap.unpack(data(view.markup, "⬅ Back")).screen is Screen.MAIN
    assert view.text


def test_models_are_grouped_and_those_that_rest_are_marked_with_the_reason() -> None:
    reports = [
        ModelReport(
            spec=spec,
            available=spec is not OTHER,
            reason="DISABLED_BY_QUEUE" if spec is OTHER else None,
            queue=None,
            usual_seconds=5,
            waiting=0,
        )
        for spec in (RICH, PLAIN, OTHER)
    ]
    view = panel_lists.model_view(panel(), catalogue().providers, reports)
    assert "<b>Studio</b>: FLUX dev, Plain, FLUX schnell" in view.text
    assert "⚠️ FLUX schnell: its queue is full" in view.text
    assert labels(view.markup)[:2] == [["✓ FLUX dev", "Plain"], ["⚠️ FLUX schnell"]]
    assert SetTap.unpack(data(view.markup, "Plain")).value == "plain"


def many(count: int) -> ModelSpec:
    styles = tuple(Style(name=f"S{n}", titles={"en": f"Style {n}"}) for n in range(count))
    return ModelSpec(key="many", vendor_name="many", title="Many", modes=RICH.modes, styles=styles)


def test_styles_come_in_even_pages_of_six_at_most() -> None:
    view = panel_lists.style_view(panel(many(14), style="S7"), 1)
    assert labels(view.markup) == [
        ["1. Style 5", "2. Style 6"],
        ["✓ 3. Style 7", "4. Style 8"],
        ["5. Style 9"],
        ["No style"],
        ["◀", "2/3", "▶"],
        ["⬅ Back"],
    ]
    assert SetTap.unpack(data(view.markup, "Style 8")).value == style_id("S8")
    assert PanelTap.unpack(data(view.markup, "▶")).page == 2


def test_pages_of_styles_go_round() -> None:
    last = panel_lists.style_view(panel(many(13)), 2)
    assert PanelTap.unpack(data(last.markup, "▶")).page == 0
    first = panel_lists.style_view(panel(many(13)), 0)
    assert PanelTap.unpack(data(first.markup, "◀")).page == 2


@pytest.mark.parametrize("count", [1, 6, 7, 12, 13, 14])
def test_every_style_is_on_one_page(count: int) -> None:
    styles = many(count).styles
    pages = [panel_lists.styles_on(styles, n) for n in range(panel_lists.style_pages(styles))]
    assert [style for page in pages for style in page] == [*styles]
    assert max(map(len, pages)) - min(map(len, pages)) < len(pages)


def test_a_provider_called_like_its_only_model_is_named_once() -> None:
    alone = ModelReport(
        spec=PLAIN, available=True, reason=None, queue=0, usual_seconds=5, waiting=0
    )
    studio = next(iter(catalogue().providers.values()))
    text = panel_lists._group("Plain", [alone], panel().t)
    assert text == "<b>Plain</b>"
    assert panel_lists._group(studio.spec.title, [alone], panel().t) == "<b>Studio</b>: Plain"


def test_the_chosen_proportions_are_marked_the_default_too() -> None:
    assert labels(panel_lists.ratio_view(panel()).markup)[0] == ["✓ 1:1", "16:9"]
    chosen = panel_lists.ratio_view(panel(ratio="16:9"))
    assert labels(chosen.markup)[0] == ["1:1", "✓ 16:9"]
    assert SetTap.unpack(data(chosen.markup, "16:9")).value == "16x9"


@pytest.mark.usefixtures("named_by_key")
def test_options_of_every_kind_can_be_set() -> None:
    view = panel_values.advanced_view(panel(options={"steps": 50, "tile": True}))
    assert labels(view.markup) == [
        ["steps: 50"],
        ["−", "+"],
        ["guidance: 3.5"],
        ["−", "+"],
        ["strength: 0.5"],
        ["−", "+"],
        ["tile: on"],
        ["quality: fast"],
        ["✓ fast", "fine"],
        ["upscale-factor: 2"],
        ["−", "+"],
        ["🎲 Seed: random"],
        ["⬅ Back"],
    ]


@pytest.mark.usefixtures("named_by_key")
def test_a_button_carries_the_value_that_it_sets() -> None:
    view = panel_values.advanced_view(panel(options={"steps": 30}))
    rows = view.markup.inline_keyboard if view.markup else []
    name, less, more = (TuneTap.unpack(b.callback_data or "") for b in [*rows[0], *rows[1]])
    assert (name.value, less.value, more.value) == ("28", "29", "31")
    assert TuneTap.unpack(data(view.markup, "fine")).value == "1"
    assert TuneTap.unpack(data(view.markup, "tile")).value == "1"


def test_what_a_button_carries_is_read_back() -> None:
    for option in RICH.options:
        for value in (option.default, *option.choices):
            text = panel_values.offered(option, value)
            assert panel_values.accepted(option, text) == value


@pytest.mark.parametrize("text", ["99", "x", "", "-1"])
def test_what_an_old_button_carries_may_be_refused(text: str) -> None:
    options = {option.key: option for option in RICH.options}
    assert panel_values.accepted(options["quality"], text) is None
    assert panel_values.accepted(options["steps"], text) is None


@pytest.mark.usefixtures("named_by_key")
def test_a_held_seed_can_be_let_go() -> None:
    view = panel_values.advanced_view(panel(seed=1234567))
    assert "📌 Seed: 1234567" in flat(view.markup)
    assert SetTap.unpack(data(view.markup, "🎲 Random")).value == ""


def test_a_negative_prompt_is_shown_as_it_was_typed() -> None:
    view = panel_values.negative_view(panel(negative="<b>text</b>"))
    assert "&lt;b&gt;text&lt;/b&gt;" in view.text
    assert "🗑 Clear" in flat(view.markup)
    assert "🗑 Clear" not in flat(panel_values.negative_view(panel()).markup)
