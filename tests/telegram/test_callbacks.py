"""Every kind of button fits into Telegram's 64 bytes with the longest ids there can be."""

from enum import StrEnum
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.telegram import callbacks, saved_callbacks

PERSON = 2**52
ROW = 2**53
KINDS = [
    kind
    for kind in (vars(callbacks) | vars(saved_callbacks)).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
]
LONGEST: dict[str, Any] = {
    "owner": PERSON,
    "artifact": ROW,
    "run": ROW,
    "preset": ROW,
    "element": ROW,
    "job": ROW,
    "draft": "d" * 8,
    "model": "m" * 32,
    "value": "v" * 32,
    "option": "o" * 20,
    "scale": 16,
    "page": 99,
    "over": 10_000,
    "number": 99,
    "view": "m" + callbacks.view_id("m"),
    "sheet": callbacks.brief(ROW),
    "favourites": True,
    "on": True,
    "key": "k" * 22,
}


def _longest(name: str, kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return max(kind, key=len)
    return LONGEST[name]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_it_fits_and_comes_back(kind: type[CallbackData]) -> None:
    longest = {n: _longest(n, field.annotation) for n, field in kind.model_fields.items()}
    if kind in {callbacks.TuneTap, callbacks.FilmTuneTap}:
        longest["value"] = "12345.75"
    tap = kind(**longest)
    packed = tap.pack()
    assert len(packed.encode()) <= 64
    assert kind.unpack(packed) == tap


def test_no_two_kinds_share_a_prefix() -> None:
    prefixes = [kind.__prefix__ for kind in KINDS]
    assert len(prefixes) == len(set(prefixes)) > 10


def test_buttons_of_the_history_from_before_there_were_sheets_still_work() -> None:
    tap = callbacks.HistoryTap.unpack("h:7:old:12:1")
    assert (tap.owner, tap.artifact, tap.view, tap.top) == (7, 12, "1", 0)


@pytest.mark.parametrize("number", [1, 35, 36, 1295, 1296, ROW])
def test_a_brief_number_comes_back(number: int) -> None:
    tap = callbacks.HistoryTap(
        owner=1, action=callbacks.HistoryAction.OPEN, sheet=callbacks.brief(number)
    )
    assert tap.top == number


def test_a_style_id_is_short_and_stable() -> None:
    assert callbacks.style_id("ANIME") == callbacks.style_id("ANIME")
    assert callbacks.style_id("ANIME") != callbacks.style_id("Свой стиль: 3D")
    assert len(callbacks.style_id("x" * 500)) == 8
