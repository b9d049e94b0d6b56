from typing import Any

import pytest

from bot.core.models import Job
from bot.core.runs import RunState
from bot.telegram.card import BLOCKS, EMPTY, FULL, card_text
from bot.telegram.translator import Translator
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL
from tests.support.workshop import Workshop
from tests.telegram.jobs import job, run, status

QUEUED = {"state": RunState.QUEUED}


@pytest.fixture
def text(translator: Translator) -> Any:
    catalogue = Workshop(VirtualClock()).catalogue

    def tell(whole: Job, **more: Any) -> list[str]:
        t = translator.bound(whole.language)
        return card_text(status(whole, **more), catalogue, MODEL.styles, t).splitlines()

    return tell


def one(**request: Any) -> Job:
    return job([run(1, request=request, **QUEUED)], chat=1)


def test_says_what_is_made(text: Any) -> None:
    assert text(one(ratio="16:9", style="INK"))[0] == "<b>Brush</b> · 16:9 · Ink"
    assert text(one())[0] == "<b>Brush</b>"


def test_says_the_place_in_line(text: Any) -> None:
    assert text(one(), place=3)[1:] == ["Place 3", "About 10 sec left"]


@pytest.mark.parametrize(
    ("progress", "estimated", "line"),
    [
        (0.0, True, f"{EMPTY * 10} ≈ 0 %"),
        (0.42, True, f"{FULL * 4}{EMPTY * 6} ≈ 40 %"),
        (0.99, False, f"{FULL * 10} 95 %"),
    ],
)
def test_draws_a_bar(text: Any, progress: float, *, estimated: bool, line: str) -> None:
    assert text(one(), progress=progress, estimated=estimated)[1] == line
    assert BLOCKS == 10


@pytest.mark.parametrize(
    ("seconds", "line"),
    [
        (93.0, "About 1 min 35 sec left"),
        (7.4, "About 7 sec left"),
        (0.2, "Any moment"),
    ],
)
def test_says_how_long_it_takes(text: Any, seconds: float, line: str) -> None:
    assert text(one(), seconds_left=seconds)[-1] == line


def test_says_nothing_of_a_time_that_is_not_known(text: Any) -> None:
    assert len(text(one(), seconds_left=None)) == 2


def test_says_how_many_are_ready(text: Any) -> None:
    four = job([run(n, **QUEUED) for n in range(1, 5)], chat=1)
    assert text(four, done=2)[0] == "<b>Brush</b> · ×4"
    assert "2 of 4 ready" in text(four, done=2)


def test_says_that_it_stops(text: Any) -> None:
    stopped = job([run(1, cancel_requested=True, **QUEUED)], chat=1)
    assert text(stopped) == ["<b>Brush</b>", "Stopping"]


def test_speaks_the_jobs_language(text: Any) -> None:
    russian = job([run(1, **QUEUED)], chat=1, language="ru")
    assert text(russian)[-1] == "ru: About 10 с left"


def test_a_model_that_is_gone_is_called_by_its_key(text: Any) -> None:
    assert text(one(model="gone"))[0] == "<b>gone</b>"
