"""Stories are told in a studio: the real bot, a local Telegram, a local vendor."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
import stamina
from PIL import Image

from bot.config import Settings, load
from bot.providers.sketch import paint, picture
from bot.telegram import translator
from tests.stories.studio import Studio, studio
from tests.support.database import database_url, new_database_url, sqlite_template
from tests.vendors.fusionbrain import API_KEY, SECRET_KEY, FusionBrainServer

__all__ = ["database_url", "new_database_url", "sqlite_template"]


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


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What is dear to make: words, previews and the settings' class, the same for every bot.

    Sketch paints in one colour here, as the local vendors do; tests/providers/test_sketch.py looks
    at what it can draw.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translator, "_read", cache(translator._read))
        patch.setattr(paint, "preview", cache(paint.preview))
        patch.setattr(picture, "draw", in_one_colour)
        patch.setattr(load, "settings_model", _made_once(load.settings_model))
        yield


def _made_once(make: Callable[..., type[Settings]]) -> Callable[..., type[Settings]]:
    """Makes the class once for the providers that there are: other tests have others."""

    @cache
    def made(base: type[Settings], _specs: object) -> type[Settings]:
        return make(base)

    return lambda base=Settings: made(base, vars(load)["specs"])


def in_one_colour(
    wish: picture.Wish, extent: tuple[int, int], chance: Random, *, weather: bool = True
) -> Image.Image:
    """A drawing that is cheap to make; other words, seeds and styles have other colours."""
    words = f"{chance.random()} {wish.style}"
    red, green, blue = sha256(words.encode()).digest()[:3]
    return Image.new("RGB", extent, (red, green, blue))


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
