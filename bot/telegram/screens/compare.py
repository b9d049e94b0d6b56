"""The screen on which models are chosen to paint the same."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core.models import Usage
from bot.services.comparisons import Comparison, Part
from bot.telegram.buttons import View, button, in_rows, keyboard
from bot.telegram.callbacks import CompareTap, DraftAction, DraftTap
from bot.telegram.errors import described, plain
from bot.telegram.keyboards import question_keyboard
from bot.telegram.screens.batch import drop_button, paint_button
from bot.telegram.screens.words import clipped, quoted
from bot.telegram.translator import Safe, Translate

FEWEST = 2
"""Models of which one can see a difference."""

_PROMPT = 800
_FLAGS = 60
_REASON = 120
_ONE_COLUMN = 4


def compare_question(t: Translate, *, pictures: bool, private: bool) -> View:
    """What shall all of them do?"""
    text = t("ask-compare-change" if pictures else "ask-compare")
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=text + hint, markup=question_keyboard(t))


def single_view(comparison: Comparison, t: Translate) -> View:
    """There is nothing to choose from."""
    notes = _notes(comparison, comparison.able, t)
    told = t("compare-single", model=comparison.able[0].spec.title)
    return View(text="\n\n".join(["\n".join(notes), told] if notes else [told]))


def compare_view(comparison: Comparison, usage: Usage | None, owner: int, t: Translate) -> View:
    """The models with a mark at those that are chosen, and what the start takes."""
    wanted = [part for part in comparison.able if part.spec.key in comparison.chosen]
    notes = _notes(comparison, wanted, t)
    enough = len(wanted) >= FEWEST
    if not enough:
        notes.append(t("compare-more"))
    text = t(
        "compare-text",
        prompt=quoted(comparison.prompt, _PROMPT),
        notes=Safe("\n".join(notes)),
    ).rstrip()
    taps = [_toggle(part, comparison, owner, t) for part in comparison.able]
    tap = DraftTap(owner=owner, action=DraftAction.COMPARE)
    start = paint_button(len(comparison.requests), usage, tap, t)
    rows = in_rows(taps, 1 if len(taps) <= _ONE_COLUMN else 2)
    return View(
        text=text,
        markup=keyboard(*rows, [start] if enough else None, [drop_button(owner, t)]),
    )


def _notes(comparison: Comparison, wanted: Sequence[Part], t: Translate) -> list[str]:
    """What models cannot do; those that lack the same are named together."""
    lacking: dict[str, list[str]] = {}
    for part in wanted:
        if part.dropped:
            flags = clipped(" ".join(part.dropped), _FLAGS)
            lacking.setdefault(flags, []).append(part.spec.title)
    dropped = [
        t("compare-dropped", model=", ".join(titles), count=len(titles), flags=flags)
        for flags, titles in lacking.items()
    ]
    errors = ((part.spec.title, part.error) for part in comparison.parts if part.error)
    impossible = [
        t("compare-impossible", model=title, text=clipped(plain(described(error, t)), _REASON))
        for title, error in errors
    ]
    return dropped + impossible


def _toggle(part: Part, comparison: Comparison, owner: int, t: Translate) -> InlineKeyboardButton:
    spec = part.spec
    chosen = "yes" if spec.key in comparison.chosen else "no"
    label = t.plain("compare-model", chosen=chosen, model=spec.title)
    if spec.price is not None:
        label = t.plain("compare-priced", model=label, price=f"{spec.price.normalize():f}")
    return button(label, CompareTap(owner=owner, model=spec.key))
