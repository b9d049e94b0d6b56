"""The contact sheet of a person's pictures, and what leads from one sheet to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aiogram.types import InlineKeyboardButton, WebAppInfo
from babel.dates import format_skeleton

from bot.core.catalogue import Catalogue
from bot.core.gallery import SEARCHED, Day, Kind, Shelves, Sieve, day_of
from bot.services.history import Page
from bot.telegram.buttons import View, button, in_even_rows, in_rows, keyboard
from bot.telegram.callbacks import HistoryAction, HistoryTap, OpenTap, brief
from bot.telegram.callbacks import Page as Screen
from bot.telegram.keyboards import question_keyboard
from bot.telegram.screens.words import clipped, spec_line
from bot.telegram.translator import Safe, Translate
from bot.telegram.views import ALL, FAVOURITES, of_kind, of_model

PLACES = 9
"""Pictures on a sheet."""

DAYS = 8
"""Days on a page of the list of days."""

_WORDS = 100


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A contact sheet as it is shown.

    Attributes:
        view: Which pictures it is of, as `bot.telegram.views` names it.
        sieve: The same.
        today: The day on which it is looked at.
        app: Where the same gallery is as a page; None: nowhere.
    """

    owner: int
    view: str
    sieve: Sieve
    page: Page
    today: date
    app: str | None = None

    @property
    def top(self) -> int:
        """The first picture."""
        return self.page.entries[0][0].id

    def tap(self, action: HistoryAction, artifact: int = 0) -> HistoryTap:
        """A button of this sheet."""
        top = self.top if self.page.entries else 0
        return HistoryTap(
            owner=self.owner, action=action, artifact=artifact, view=self.view, sheet=brief(top)
        )


def sheet_view(sheet: Sheet, catalogue: Catalogue, t: Translate) -> View:
    """The words below a sheet, and a button for each picture."""
    numbers = [
        button(
            f"{'⭐ ' if artifact.favourite else ''}{number}",
            sheet.tap(HistoryAction.OPEN, artifact.id),
        )
        for number, (artifact, _) in enumerate(sheet.page.entries, 1)
    ]
    lines = [f"<b>{title(sheet.sieve, catalogue, t)}</b>", _days_of(sheet, t)]
    if sheet.page.searched_to is not None:
        lines.append(t("gallery-searched", count=SEARCHED))
    else:
        lines.append(t("gallery-pick"))
    ways = _arrows(sheet, t), _ways(sheet, t), _app(sheet, t)
    return View(text="\n".join(lines), markup=keyboard(*in_even_rows(numbers, 5), *ways))


def empty_sheet_view(sheet: Sheet, catalogue: Catalogue, t: Translate) -> View:
    """Nothing there (yet)."""
    everything = button(t.plain("history-all"), _all(sheet))
    if sheet.sieve.words:
        words = clipped(" ".join(sheet.sieve.words), _WORDS)
        text = t("gallery-nothing-found", words=words)
        if sheet.page.searched_to is not None:
            text = t("gallery-nothing-so-far", words=words, count=SEARCHED)
        return View(text=text, markup=keyboard(_arrows(sheet, t), [everything]))
    if sheet.view == ALL:
        help_tap = button(t.plain("button-help"), OpenTap(page=Screen.HELP))
        return View(text=t("history-empty"), markup=keyboard([help_tap]))
    if sheet.sieve.favourites:
        return View(text=t("history-empty-favourites"), markup=keyboard([everything]))
    what = Safe(title(sheet.sieve, catalogue, t))
    return View(text=t("gallery-empty-shelf", what=what), markup=keyboard([everything]))


def shelves_view(sheet: Sheet, shelves: Shelves, catalogue: Catalogue, t: Translate) -> View:
    """What the gallery can be narrowed to: only what there is."""

    def shelf(label: str, view: str) -> InlineKeyboardButton:
        chosen = "✓ " if view == sheet.view else ""
        tap = HistoryTap(
            owner=sheet.owner, action=HistoryAction.FILTER, view=view, sheet=brief(sheet.top)
        )
        return button(f"{chosen}{label}", tap)

    kinds = [shelf(kind_name(kind, t), of_kind(kind)) for kind in shelves.kinds]
    models = [
        shelf(spec_line(catalogue.get(key), key), of_model(key)) for key in shelves.models if key
    ]
    first = [shelf(t.plain("history-all"), ALL)]
    if shelves.favourites:
        first.append(shelf(t.plain("gallery-favourites"), FAVOURITES))
    search = button(t.plain("gallery-search"), sheet.tap(HistoryAction.SEARCH))
    rows = [
        first,
        *(in_rows(kinds, 2) if len(kinds) > 1 else []),
        *(in_rows(models, 2) if len(models) > 1 else []),
        [search],
        [_back(sheet, t)],
    ]
    return View(text=t("gallery-shelves"), markup=keyboard(*rows))


def days_view(sheet: Sheet, days: Sequence[Day], catalogue: Catalogue, t: Translate) -> View:
    """The days of which there are pictures; one more than has room leads further back."""
    shown, rest = days[:DAYS], days[DAYS:]
    taps = [
        button(
            t.plain("gallery-day", day=day_name(day.date, sheet.today, t), count=day.count),
            sheet.tap(HistoryAction.SHEET, day.newest),
        )
        for day in shown
    ]
    earlier = sheet.tap(HistoryAction.DAYS, rest[0].newest) if rest else None
    first = sheet.tap(HistoryAction.DAYS)
    ways = [
        button(t.plain("gallery-latest-days"), first) if shown else None,
        button(t.plain("gallery-earlier-days"), earlier) if earlier else None,
    ]
    return View(
        text=t("gallery-days", what=Safe(title(sheet.sieve, catalogue, t))),
        markup=keyboard(*in_rows(taps, 2), ways, [_back(sheet, t)]),
    )


def search_question(t: Translate, *, private: bool) -> View:
    """What are you looking for?"""
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=t("gallery-ask-search") + hint, markup=question_keyboard(t))


def title(sieve: Sieve, catalogue: Catalogue, t: Translate) -> str:
    """What is shown, as a heading in HTML."""
    if sieve.words:
        return t("gallery-found", words=clipped(" ".join(sieve.words), _WORDS))
    if sieve.favourites:
        return t("gallery-favourites")
    if sieve.kind is not None:
        return kind_name(sieve.kind, t)
    if sieve.model is not None:
        spec = catalogue.get(sieve.model)
        return t("gallery-of-model", model=spec_line(spec, sieve.model))
    return t("history-all")


def kind_name(kind: Kind, t: Translate) -> str:
    """What a kind of pictures is called."""
    return t.plain(f"gallery-kind-{kind.name.lower()}")


def day_name(day: date, today: date, t: Translate) -> str:
    """A day in words: `Thu, Nov 26`."""
    skeleton = "MMMEd" if day.year == today.year else "yMMMd"
    return format_skeleton(skeleton, day, locale=t.locale)


def day_mark(day: date, today: date, t: Translate) -> str:
    """A day in as few letters as there are, all of them ASCII."""
    skeletons = ("MMMd", "Md") if day.year == today.year else ("yMMMd", "yMd")
    marks = (format_skeleton(skeleton, day, locale=t.locale) for skeleton in skeletons)
    return next((mark for mark in marks if mark.isascii()), day.isoformat())


def _days_of(sheet: Sheet, t: Translate) -> str:
    first, last = (day_of(sheet.page.entries[place]) for place in (0, -1))
    newest, oldest = (day_name(day, sheet.today, t) for day in (first, last))
    return newest if first == last else f"{newest} – {oldest}"


def _arrows(sheet: Sheet, t: Translate) -> list[InlineKeyboardButton | None]:
    entries = sheet.page.entries
    newer = older = None
    if sheet.page.newer and entries:
        newer = button(t.plain("history-newer"), sheet.tap(HistoryAction.BEFORE, sheet.top))
    if sheet.page.older:
        onward = sheet.tap(HistoryAction.SHEET, entries[-1][0].id - 1)
        older = button(t.plain("history-older"), onward)
    elif sheet.page.searched_to is not None:
        onward = sheet.tap(HistoryAction.SHEET, sheet.page.searched_to)
        older = button(t.plain("gallery-search-on"), onward)
    return [newer, older]


def _ways(sheet: Sheet, t: Translate) -> list[InlineKeyboardButton | None]:
    if sheet.sieve.words:
        again = button(t.plain("gallery-search"), sheet.tap(HistoryAction.SEARCH))
        return [again, button(t.plain("history-all"), _all(sheet))]
    shelves = button(t.plain("gallery-narrow"), sheet.tap(HistoryAction.SHELVES))
    return [shelves, button(t.plain("gallery-by-day"), sheet.tap(HistoryAction.DAYS))]


def _app(sheet: Sheet, t: Translate) -> list[InlineKeyboardButton | None]:
    if sheet.app is None:
        return []
    page = WebAppInfo(url=sheet.app)
    return [InlineKeyboardButton(text=t.plain("gallery-app"), web_app=page)]


def _all(sheet: Sheet) -> HistoryTap:
    return HistoryTap(owner=sheet.owner, action=HistoryAction.FILTER, view=ALL)


def _back(sheet: Sheet, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), sheet.tap(HistoryAction.SHEET, sheet.top))
