"""A bot with a chat for uploads, which only its operator sees."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import Person
from tests.stories.conftest import keys
from tests.stories.studio import Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer


async def operator_of(place: Studio) -> Person:
    """Whose chat with the bot holds the uploads; the bot is started again with it."""
    operator = place.sandbox.person("Olga", language="en")
    await operator.start()
    await operator.private.wait_text("Hello")
    await place.restart(storage_chat_id=operator.id)
    return operator


@pytest.fixture
async def posting(sketching: Studio) -> Studio:
    """A bot without any key that can paint anywhere."""
    await operator_of(sketching)
    return sketching


@pytest.fixture
async def kandinsky(painting: Studio) -> Studio:
    """The same with a key for Kandinsky."""
    await operator_of(painting)
    return painting


@pytest.fixture
async def slow(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose pictures are never ready, which can paint anywhere."""
    async with studio(tmp_path, database_url, sketch_seconds="600") as place:
        await operator_of(place)
        yield place


@pytest.fixture
async def choosy(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """Two models, and a bot that can paint anywhere."""
    values = keys(vendor) | {"models_enabled": "sketch"}
    async with studio(tmp_path, database_url, **values) as place:
        await operator_of(place)
        yield place
