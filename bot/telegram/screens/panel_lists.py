"""Screens of the panel that choose one of many: model, style, ratio, count, language."""

import html
from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import FILMS, Style
from bot.core.parameters import MAX_COUNT
from bot.core.ports.provider import Provider
from bot.services.health import ModelReport
from bot.telegram.buttons import View, button, in_even_rows, in_rows, keyboard
from bot.telegram.callbacks import Field, Screen, SetTap, style_id
from bot.telegram.screens.account import reason_words
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.words import clipped
from bot.telegram.translator import Safe, Translate

PER_PAGE = 6
"""Styles on one page, so that their previews can be told apart in one picture."""

RATIOS_PER_ROW = 5
"""Proportions in a row, of the picture and of the buttons."""

_TITLE = 24


def model_view(
    panel: Panel, providers: Mapping[str, Provider], reports: Sequence[ModelReport]
) -> View:
    """The models by provider; those that do not take work now are marked, with the reason."""
    known = {report.spec.key: report for report in reports}
    groups, rows = [], list[list[InlineKeyboardButton]]()
    for provider in providers.values():
        paints = [spec for spec in provider.spec.models if spec.modes - FILMS]
        mine = [known[spec.key] for spec in paints if spec.key in known]
        if mine:
            groups.append(_group(provider.spec.title, mine, panel.t))
            rows += in_rows([_model_button(panel, report) for report in mine], 2)
    text = panel.t("panel-model-text", groups=Safe("\n".join(groups)))
    return View(text=text, markup=keyboard(*rows, panel.back()))


def _group(title: str, reports: Sequence[ModelReport], t: Translate) -> str:
    names = [report.spec.title for report in reports]
    told = "" if names == [title] else ": " + html.escape(", ".join(names))
    lines = [f"<b>{html.escape(title)}</b>{told}"]
    lines += [
        t("panel-model-off", model=report.spec.title, reason=reason_words(report, t))
        for report in reports
        if not report.available
    ]
    return "\n".join(lines)


def _model_button(panel: Panel, report: ModelReport) -> InlineKeyboardButton:
    spec = report.spec
    label = spec.title if report.available else f"⚠️ {spec.title}"
    return _choice(label, panel.put(Field.MODEL, spec.key), chosen=spec.key == panel.spec.key)


def style_pages(styles: Sequence[Style]) -> int:
    """How many pages the styles fill."""
    return max(1, -(-len(styles) // PER_PAGE))


def style_places(styles: Sequence[Style]) -> int:
    """How many styles a page holds: as even as can be, so that no style is alone on the last."""
    return -(-len(styles) // style_pages(styles))


def styles_on(styles: Sequence[Style], page: int) -> Sequence[Style]:
    """The styles on a page."""
    places = style_places(styles)
    return styles[page * places : (page + 1) * places]


def style_view(panel: Panel, page: int) -> View:
    """A page of styles, numbered as in the picture above."""
    t, chosen = panel.t, panel.preferences.style
    taps = [
        _choice(
            f"{number}. {clipped(style.title(t.locale), _TITLE)}",
            panel.put(Field.STYLE, style_id(style.name), page),
            chosen=style.name == chosen,
        )
        for number, style in enumerate(styles_on(panel.styles, page), start=1)
    ]
    none = _choice(
        t.plain("panel-style-none"), panel.put(Field.STYLE, "", page), chosen=chosen is None
    )
    rows = [*in_rows(taps, 2), [none], _pager(panel, page), panel.back()]
    return View(text=t("panel-style-text", style=panel.style), markup=keyboard(*rows))


def _pager(panel: Panel, page: int) -> list[InlineKeyboardButton]:
    pages = style_pages(panel.styles)
    if pages == 1:
        return []
    around = {"◀": (page - 1) % pages, f"{page + 1}/{pages}": 0, "▶": (page + 1) % pages}
    return [button(label, panel.go(Screen.STYLE, to)) for label, to in around.items()]


def ratio_view(panel: Panel) -> View:
    """The proportions, drawn in the picture above."""
    taps = [
        _choice(ratio.name, panel.put(Field.RATIO, ratio.id), chosen=ratio.name == panel.ratio)
        for ratio in panel.spec.ratios
    ]
    text = panel.t("panel-ratio-text", ratio=panel.ratio)
    return View(text=text, markup=keyboard(*in_even_rows(taps, RATIOS_PER_ROW), panel.back()))


def count_view(panel: Panel) -> View:
    """How many pictures a prompt makes."""
    counts = range(1, MAX_COUNT + 1)
    chosen = panel.preferences.count
    taps = [_choice(str(n), panel.put(Field.COUNT, str(n)), chosen=n == chosen) for n in counts]
    return View(
        text=panel.t("panel-count-text", count=chosen), markup=keyboard(taps, panel.back())
    )


def language_view(panel: Panel, names: Mapping[str, str]) -> View:
    """The languages, each in its own words."""
    taps = [
        _choice(name, panel.put(Field.LANGUAGE, code), chosen=code == panel.language)
        for code, name in names.items()
    ]
    auto = _choice(
        panel.t.plain("language-auto"), panel.put(Field.LANGUAGE), chosen=panel.language is None
    )
    markup = keyboard(*in_rows(taps, 2), [auto], panel.back())
    return View(text=panel.t("panel-language-text"), markup=markup)


def _choice(label: str, tap: SetTap, *, chosen: bool) -> InlineKeyboardButton:
    return button(f"✓ {label}" if chosen else label, tap)
