"""A small HTTP/1.1 server, cheaper than any client of it, so that it is not what is measured."""

import asyncio
import json
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

_LENGTH = re.compile(rb"content-length: *(\d+)")
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request, read whole.

    Attributes:
        path: With its query.
        body: Without its transfer encoding.
        at: Unix time of its arrival.
    """

    path: str
    body: bytes
    at: float


class Reply(Protocol):
    """Answers a request, at once or later."""

    def __call__(self, body: bytes, status: int = 200) -> None:
        """Send JSON."""
        ...


Handler = Callable[[Request, Reply], None]


@dataclass(kw_only=True)
class _Connection(asyncio.Protocol):
    handler: Handler
    buffer: bytearray = field(default_factory=bytearray)
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (request := self._next()) is not None:
            self.handler(request, self._reply)

    def _next(self) -> Request | None:
        """The next request that is here as a whole."""
        end = self.buffer.find(_HEAD_END)
        if end < 0:
            return None
        head = bytes(self.buffer[:end])
        taken = body_of(self.buffer, end + len(_HEAD_END), head.lower())
        if taken is None:
            return None
        body, size = taken
        del self.buffer[:size]
        return Request(path=head.split(b" ", 2)[1].decode(), body=body, at=time.time())

    def _reply(self, body: bytes, status: int = 200) -> None:
        if self.transport is not None and not self.transport.is_closing():
            head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\n"
            self.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


def body_of(buffer: bytearray, start: int, head: bytes) -> tuple[bytes, int] | None:
    """A body and the index behind it; None: it is not here yet.

    Args:
        buffer: What has arrived.
        start: Where the body begins.
        head: The headers, in lower case.
    """
    if b"transfer-encoding: chunked" in head:
        return _chunked(buffer, start)
    length = _LENGTH.search(head)
    end = start + (int(length[1]) if length else 0)
    return None if len(buffer) < end else (bytes(buffer[start:end]), end)


def _chunked(buffer: bytearray, start: int) -> tuple[bytes, int] | None:
    pieces: list[bytes] = []
    while (line := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:line], 16)
        start = line + 2 + size + 2
        if len(buffer) < start:
            return None
        if size == 0:
            return b"".join(pieces), start
        pieces.append(bytes(buffer[line + 2 : start - 2]))
    return None


def dumped(value: Any) -> bytes:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


async def listen(handler: Handler) -> asyncio.Server:
    """Serve at a free port of this machine, until the server is closed."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: _Connection(handler=handler), "127.0.0.1", 0)


async def serve(handler: Handler) -> None:
    """Be a server process: print the port, then serve until SIGTERM."""
    server = await listen(handler)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print(server.sockets[0].getsockname()[1], flush=True)
    await stop.wait()
    server.close()
