"""Stories are told in a studio: the real bot, a local Telegram, a local vendor."""

import logging
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import stamina

from bot import app
from bot.providers.sketch import paint
from tests.stories.studio import Studio, studio
from tests.support.database import database_url, new_database_url, sqlite_template
from tests.support.sketching import make_cheap
from tests.vendors.fusionbrain import API_KEY, SECRET_KEY, FusionBrainServer

__all__ = ["database_url", "new_database_url", "sqlite_template"]

_preview = cache(paint.preview)


class Mishaps(logging.Handler):
    """Everything that was logged as an error.

    Attributes:
        expected: Words of errors that a story is about.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.expected: list[str] = []
        self._logged: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._logged.append(logging.Formatter().format(record))

    @property
    def unexpected(self) -> list[str]:
        """Errors that no story speaks of."""
        return [line for line in self._logged if not any(words in line for words in self.expected)]


@pytest.fixture(autouse=True)
def mishaps() -> Iterator[Mishaps]:
    """Fails a story in which the bot logged an error that it does not expect."""
    found = Mishaps()
    logging.getLogger().addHandler(found)
    yield found
    logging.getLogger().removeHandler(found)
    assert not found.unexpected, "\n".join(found.unexpected)


@pytest.fixture(autouse=True)
def _cheap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is dear to make: previews are the same for every bot.

    Sketch paints in one colour here, as the local vendors do; tests/providers/test_sketch.py looks
    at what it can draw. Telegram is told of the commands only in stories about that.
    """
    make_cheap(monkeypatch)
    if "commands_told" not in request.fixturenames:
        monkeypatch.setattr(app, "register_commands", _told_before)
    monkeypatch.setattr(paint, "preview", _preview)


async def _told_before(*_: object) -> None:
    """It was, at an earlier start."""


@pytest.fixture
def commands_told() -> None:
    """A bot that starts for the first time tells Telegram of its commands."""


@pytest.fixture
def full_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sketch's pictures are as large as it promises."""
    make_cheap(monkeypatch, smaller=1)


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """The vendors' retry policy: all its attempts, none of its pauses."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def sketching(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot without any key."""
    async with studio(tmp_path, database_url) as place:
        yield place


@pytest.fixture
async def vendor() -> AsyncIterator[FusionBrainServer]:
    """FusionBrain on this machine; a request that breaks its rules fails the test."""
    async with FusionBrainServer() as server:
        server.status_time = 1  # it says when to look, so that nobody waits for ten seconds
        yield server


def keys(vendor: FusionBrainServer) -> dict[str, Any]:
    """The settings with which a bot paints at this vendor."""
    return {
        "fusionbrain_api_key": API_KEY,
        "fusionbrain_secret_key": SECRET_KEY,
        "fusionbrain_url": vendor.url,
        "fusionbrain_styles_url": vendor.styles_url,
    }


@pytest.fixture
async def painting(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with a key for Kandinsky."""
    async with studio(tmp_path, database_url, **keys(vendor)) as place:
        yield place


@pytest.fixture
async def both(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with a key for Kandinsky that offers Sketch's pictures too."""
    without = {"models_disabled": "sketch-film,sketch-retouch"}
    values = keys(vendor) | {"models_enabled": "sketch"} | without
    async with studio(tmp_path, database_url, **values) as place:
        yield place
