"""What an operator sees of the bot from outside."""

import socket
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from aiohttp import ClientSession


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    """A client."""
    async with ClientSession() as session:
        yield session
