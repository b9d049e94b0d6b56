"""A clock that tests command, and the services on it."""

from collections.abc import AsyncIterator

import pytest

from tests.support.clock import VirtualClock
from tests.support.workshop import Workshop


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def workshop(clock: VirtualClock) -> AsyncIterator[Workshop]:
    async with Workshop(clock).working() as working:
        yield working
