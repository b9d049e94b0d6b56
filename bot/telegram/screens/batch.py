"""The screens of several pictures in one go."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core.models import Usage
from bot.services.batches import MOST, Batch, Fault
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import DraftAction, DraftTap
from bot.telegram.errors import described, plain
from bot.telegram.keyboards import question_keyboard
from bot.telegram.screens.words import clipped
from bot.telegram.translator import Safe, Translate

_LINE = 150
_REASON = 200
"""Characters of a line and of what is wrong with it: ten of them fit into a message."""


def batch_question(t: Translate, *, pictures: bool, private: bool) -> View:
    """What are the lines?"""
    text = t("ask-batch-change" if pictures else "ask-batch", limit=MOST)
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=text + hint, markup=question_keyboard(t))


def faults_view(faults: Sequence[Fault], t: Translate) -> View:
    """The lines that cannot be painted, and why."""
    told = [
        t(
            "batch-fault",
            number=fault.number,
            line=clipped(fault.text, _LINE),
            text=clipped(plain(described(fault.error, t)), _REASON),
        )
        for fault in faults
    ]
    return View(text=t("batch-faults", count=len(faults), faults=Safe("\n".join(told))))


def offer_view(batch: Batch, usage: Usage | None, owner: int, t: Translate) -> View:
    """What will be painted, by whom, and what that takes."""
    prompts = [clipped(request.prompt, _LINE) for request in batch.requests]
    lines = [t("batch-line", number=n, line=line) for n, line in enumerate(prompts, start=1)]
    models = ", ".join(spec.title for spec in batch.models)
    text = t("batch-text", models=models, lines=Safe("\n".join(lines)))
    start = paint_button(len(prompts), usage, DraftTap(owner=owner, action=DraftAction.PAINT), t)
    return View(text=text, markup=keyboard([start], [drop_button(owner, t)]))


def paint_button(
    count: int, usage: Usage | None, tap: DraftTap, t: Translate
) -> InlineKeyboardButton:
    """What a start takes: `🎨 Paint 7 pictures · 9 of 10 left`."""
    label = t.plain("draft-paint", count=count)
    if usage is not None and usage.limit is not None and usage.left is not None:
        label = t.plain("draft-cost", what=label, left=usage.left, limit=usage.limit)
    return button(label, tap)


def drop_button(owner: int, t: Translate) -> InlineKeyboardButton:
    """Never mind."""
    return button(t.plain("button-never-mind"), DraftTap(owner=owner, action=DraftAction.DROP))
