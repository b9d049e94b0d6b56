"""Stories are told in a studio: the real bot, a local Telegram, a local vendor."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.studio import Studio, studio
from tests.support.database import database_url, new_database_url, sqlite_template
from tests.vendors.fusionbrain import FusionBrainServer

__all__ = ["database_url", "new_database_url", "sqlite_template"]


@pytest.fixture
async def sketching(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot without any key."""
    async with studio(tmp_path, database_url) as place:
        yield place


@pytest.fixture
async def vendor() -> AsyncIterator[FusionBrainServer]:
    """FusionBrain on this machine; a request that breaks its rules fails the test."""
    async with FusionBrainServer() as server:
        yield server


@pytest.fixture
async def painting(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with a key for Kandinsky."""
    keys = {"fusionbrain_api_key": "key-of-the-studio", "fusionbrain_secret_key": "its-secret"}
    urls = {"fusionbrain_url": vendor.url, "fusionbrain_styles_url": vendor.styles_url}
    async with studio(tmp_path, database_url, **keys, **urls) as place:
        yield place
