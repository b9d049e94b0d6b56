import sys
from collections.abc import AsyncIterator, Iterator
from functools import cache
from importlib import util

import httpx
import pytest
import stamina

from bot.providers.transport import Http
from tests.vendors.fusionbrain import FusionBrainServer


@pytest.fixture(scope="session", autouse=True)
def _made_ready_once() -> Iterator[None]:
    """What the HTTP library does again and again, and always in the same way.

    For every client it makes a TLS context; in every request it looks four times for a module
    that need not be there.
    """
    with pytest.MonkeyPatch.context() as patch:
        made_once = cache(httpx.create_ssl_context)
        patch.setattr("httpx._transports.default.create_ssl_context", made_once)
        if util.find_spec("sniffio") is None:
            patch.setitem(sys.modules, "sniffio", None)
        yield


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
