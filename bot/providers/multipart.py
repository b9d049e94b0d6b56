"""Bodies of several parts, sent piece by piece: a file in them never is in memory as a whole."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.providers.calls import Part

PIECE = 256 * 1024
"""Bytes of a file that are in memory at once."""

_END = b"\r\n"


@dataclass(frozen=True, kw_only=True)
class Multipart:
    """A body as multipart/form-data (RFC 7578), to be sent once.

    Attributes:
        parts: In their order.
        boundary: What stands between them.
    """

    parts: Sequence[Part]
    boundary: str

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Multipart":
        """A body of these parts."""
        return cls(parts=parts, boundary=secrets.token_hex(16))

    async def headers(self) -> dict[str, str]:
        """The kind and the length of the body: not every vendor takes one of unknown length."""
        sizes = [len(self._head(part)) + await _size(part.content) for part in self.parts]
        length = sum(sizes) + len(_END) * len(sizes) + len(self._tail)
        kind = f"multipart/form-data; boundary={self.boundary}"
        return {"Content-Type": kind, "Content-Length": str(length)}

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body in pieces."""
        for part in self.parts:
            yield self._head(part)
            async for piece in _pieces(part.content):
                yield piece
            yield _END
        yield self._tail

    @property
    def _tail(self) -> bytes:
        return f"--{self.boundary}--\r\n".encode()

    def _head(self, part: Part) -> bytes:
        lines = [f"--{self.boundary}", f'Content-Disposition: form-data; name="{part.name}"']
        if part.filename is not None:
            lines[-1] += f'; filename="{_quoted(part.filename)}"'
        if part.content_type is not None:
            lines.append(f"Content-Type: {part.content_type}")
        return "\r\n".join([*lines, "", ""]).encode()


def _quoted(name: str) -> str:
    """A file's name inside quotation marks, as browsers send it."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


async def _size(content: str | bytes | Path) -> int:
    if isinstance(content, Path):
        return (await asyncio.to_thread(content.stat)).st_size
    return len(_encoded(content))


async def _pieces(content: str | bytes | Path) -> AsyncIterator[bytes]:
    if not isinstance(content, Path):
        yield _encoded(content)
        return
    file = await asyncio.to_thread(content.open, "rb")
    try:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
    finally:
        await asyncio.to_thread(file.close)


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
