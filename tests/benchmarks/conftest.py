"""The benchmark's own servers, which have to speak as the real ones do."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from benchmarks.loopback import Handler, listen

Serve = Callable[[Handler], AbstractAsyncContextManager[str]]


@pytest.fixture
def serve() -> Serve:
    """Serves a handler; gives its address."""

    @asynccontextmanager
    async def at(handler: Handler) -> AsyncIterator[str]:
        server = await listen(handler)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()

    return at
