from collections.abc import AsyncIterator, Iterator

import pytest
import stamina

from bot.providers.transport import Http
from tests.vendors.fusionbrain import FusionBrainServer


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """The retry policy's own switch: all its attempts, none of its pauses."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    async with Http() as connections:
        yield connections


@pytest.fixture
async def vendor() -> AsyncIterator[FusionBrainServer]:
    async with FusionBrainServer() as server:
        yield server
