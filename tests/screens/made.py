"""Pictures, runs and words for the tests of the screens."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from bot.core.capabilities import Mode
from bot.core.errors import BotError
from bot.core.models import Artifact, Job, Origin, Request, Run
from bot.core.runs import RunState
from bot.telegram.translator import Translate, Translator

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TRANSLATOR = Translator(Path(__file__).resolve().parents[2] / "locales")


def words(language: str = "en") -> Translate:
    return TRANSLATOR.bound(language)


def artifact(number: int = 1, **more: Any) -> Artifact:
    values: dict[str, Any] = {
        "media": f"runs/{number}/0.png",
        "mime": "image/png",
        "width": 1024,
        "height": 576,
        "size": 1,
        "seed": 40 + number,
        "file_id": f"photo{number}",
    }
    return Artifact(id=number, run_id=number, index=0, **values | more)


def run(number: int = 1, *, error: BotError | None = None, **wish: Any) -> Run:
    values: dict[str, Any] = {
        "mode": Mode.TEXT_TO_IMAGE,
        "model": "flux-dev",
        "prompt": "a fox & <b>owl</b>",
    }
    return Run(
        id=number,
        job_id=1,
        person_id=7,
        provider="studio",
        request=Request(**values | wish),
        state=RunState.FAILED if error else RunState.DONE,
        created_at=MOMENT,
        due_at=MOMENT,
        error=error,
        artifacts=() if error else (artifact(number),),
    )


def job(*runs: Run) -> Job:
    return Job(
        id=1,
        person_id=7,
        payer_id=7,
        origin=Origin(chat_id=7),
        language="en",
        created_at=MOMENT,
        runs=runs,
    )


def labels(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    rows = markup.inline_keyboard if markup else []
    return [[button.text for button in row] for row in rows]


def flat(markup: InlineKeyboardMarkup | None) -> list[str]:
    return [label for row in labels(markup) for label in row]


def data(markup: InlineKeyboardMarkup | None, label: str) -> str:
    """What the button with this in its label carries."""
    rows = markup.inline_keyboard if markup else []
    found = [button for row in rows for button in row if label in button.text]
    assert len(found) == 1, (label, labels(markup))
    return found[0].callback_data or ""
