"""A local vendor: a strict HTTP server that records what it was asked and fails when told to.

    async with FusionBrainServer() as vendor:
        vendor.faults.add("run", LoseAnswer())
        ...
        assert vendor.count("run") == 1

A request that breaks the vendor's documented rules is refused and also noted in `complaints`;
leaving the `async with` with complaints fails the test. Clear the list where they are wanted.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from aiohttp import web

from tests.vendors.colour import Painter, in_one_colour

PATIENCE = 20.0
"""Seconds."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(kw_only=True)
class VendorCall:
    """One request that came in; `status` 0: its connection was cut before an answer."""

    operation: str
    method: str
    path: str
    status: int = 0
    task_id: str | None = None
    params: Any = None


CALL = web.RequestKey("call", VendorCall)
"""Where a handler finds the record of its request."""


class Fault(Protocol):
    """Something that happens to one request."""

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer in the handler's place, or around it."""
        ...


@dataclass(frozen=True)
class Answers:
    """Another answer, and nothing is done."""

    status: int
    body: str = "no explanation"
    headers: dict[str, str] = field(default_factory=dict)

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await request.read()
        return web.Response(status=self.status, text=self.body, headers=self.headers)


@dataclass(frozen=True)
class CutBefore:
    """The connection breaks before anything is done."""

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        return _cut(request)


@dataclass(frozen=True)
class LoseAnswer:
    """All is done, and the connection breaks before the answer."""

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await handler(request)
        return _cut(request)


class Hold:
    """The request waits until it is released; `arrived` is set when it is there."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self.released = asyncio.Event()

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.arrived.set()
        await self.released.wait()
        return await handler(request)


@dataclass(frozen=True)
class Slowly:
    """The answer takes a while, in seconds: for processes that cannot be held."""

    seconds: float

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await handler(request)


class Faults:
    """What happens to the next requests of an operation, one fault each."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, operation: str, *faults: Fault) -> None:
        """Let faults happen to the operation's next requests, in this order."""
        self._waiting[operation].extend(faults)

    def next(self, operation: str) -> Fault | None:
        """The fault of a request that has just come."""
        waiting = self._waiting[operation]
        return waiting.popleft() if waiting else None


class VendorServer:
    """A server on this machine; an async context manager.

    Attributes:
        calls: Every request, in the order of their arrival.
        complaints: Every breach of the documented rules.
        faults: What goes wrong next.
        painter: Who paints its pictures.
    """

    def __init__(self) -> None:
        self.calls: list[VendorCall] = []
        self._asked: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.complaints: list[str] = []
        self.faults = Faults()
        self.painter: Painter = in_one_colour
        self._app = web.Application(middlewares=[self._serve], client_max_size=64 * 2**20)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.1)
        self._port = 0

    @property
    def url(self) -> str:
        """Where it is, with a slash at the end."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {}

    def route(self, method: str, path: str, operation: str, handler: Handler) -> None:
        """Let a handler answer an operation."""
        self._app.router.add_route(method, path, handler, name=operation)

    def count(self, operation: str) -> int:
        """How often an operation was asked for."""
        return sum(call.operation == operation for call in self.calls)

    async def asked(self, operation: str) -> None:
        """Wait until an operation has been asked for."""
        async with asyncio.timeout(PATIENCE):
            await self._asked[operation].wait()

    def complain(self, status: int, words: str) -> web.Response:
        """Refuse a request that breaks a documented rule."""
        self.complaints.append(words)
        return web.json_response({"message": words}, status=status)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()
        if kind is None:
            assert not self.complaints, self.complaints

    @web.middleware
    async def _serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        operation = request.match_info.route.name or "unknown"
        call = VendorCall(operation=operation, method=request.method, path=request.path)
        self.calls.append(call)
        self._asked[operation].set()
        request[CALL] = call
        fault = self.faults.next(operation)
        answer = await (fault(request, handler) if fault else handler(request))
        cut = request.transport is None or request.transport.is_closing()
        call.status = 0 if cut else answer.status
        return answer


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
