"""The report of several failures of one job, and the next step of each."""

from collections.abc import Sequence
from typing import TypeAlias

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.catalogue import Catalogue
from bot.core.errors import BotError
from bot.core.models import Job, Run
from bot.core.runs import RunState
from bot.telegram.albums import distinct, name
from bot.telegram.buttons import keyboard
from bot.telegram.errors import described
from bot.telegram.keyboards import failure_keyboard
from bot.telegram.screens.words import clipped
from bot.telegram.translator import Safe, Translate

_NAME = 20
"""Characters of a name that leave room for the rest of a button."""

Failure: TypeAlias = tuple[int, Run, BotError]
"""A failed run with its number, as people count."""


def failures_of(job: Job) -> list[Failure]:
    """A job's failed runs."""
    numbered = enumerate(job.runs, start=1)
    return [
        (n, run, run.error) for n, run in numbered if run.state is RunState.FAILED and run.error
    ]


def several(job: Job, failures: Sequence[Failure], catalogue: Catalogue, t: Translate) -> str:
    """One message for all failures of a job; what failed alike is said once."""
    alike: dict[str, list[str]] = {}
    for number, run, error in failures:
        told = name(job, run, catalogue)
        shown = t.plain("report-named", number=number, name=told) if told else str(number)
        alike.setdefault(described(error, t), []).append(shown)
    items = [
        t("report-item", numbers=", ".join(numbers), text=Safe(text))
        for text, numbers in alike.items()
    ]
    returned = sum(error.refund for _, _, error in failures)
    return "\n".join(
        [
            t("report-several", failed=len(failures), total=len(job.runs)),
            *items,
            t("report-returned", returned=returned, failed=len(failures)),
        ]
    )


def next_steps(
    job: Job, failures: Sequence[Failure], catalogue: Catalogue, t: Translate
) -> InlineKeyboardMarkup | None:
    """What can be done about failures: for each its own step where the runs differ."""
    (_, run, error), *more = failures
    if not more or not distinct(job):
        return failure_keyboard(run, error, catalogue, t)
    rows = [_step(job, failure, catalogue, t) for failure in failures]
    return keyboard(*rows) if any(rows) else None


def _step(
    job: Job, failure: Failure, catalogue: Catalogue, t: Translate
) -> list[InlineKeyboardButton]:
    """The first of the steps that there are after a failure, with the name of what it is for."""
    number, run, error = failure
    alone = failure_keyboard(run, error, catalogue, t)
    if alone is None:
        return []
    first = alone.inline_keyboard[0][0]
    told = clipped(name(job, run, catalogue), _NAME)
    label = f"{first.text} · {t.plain('report-named', number=number, name=told)}"
    return [first.model_copy(update={"text": label})]
