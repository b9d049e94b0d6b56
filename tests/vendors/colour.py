"""The pictures that local vendors paint."""

import struct
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TypeAlias

from PIL import Image

from tests.vendors.packed import repeated


@dataclass(frozen=True, kw_only=True)
class Order:
    """A picture that a vendor was asked for.

    Attributes:
        words: What it shows; a number at their end is a seed or an index.
        size: Width and height.
        form: As Pillow calls it.
        name: Of the task, since the same words may be painted again.
        source: The picture that it starts from.
        mask: A picture that is black where the source shall change; empty: everywhere.
        enlarges: Whether the source shall only become larger.
    """

    words: str
    size: tuple[int, int]
    form: str = "JPEG"
    name: str = ""
    source: bytes = b""
    mask: bytes = b""
    enlarges: bool = False


Painter: TypeAlias = Callable[[Order], Awaitable[bytes]]
"""Who paints a vendor's pictures."""


async def in_one_colour(order: Order) -> bytes:
    """A picture that is cheap to make and can be told from others."""
    return plain(order)


def plain(order: Order) -> bytes:
    """The same, at once."""
    return coloured(order.words, order.size, order.form)


@lru_cache(maxsize=256)
def coloured(words: str, size: tuple[int, int], form: str = "JPEG") -> bytes:
    """A picture in the colour of its words."""
    red, green, blue = sha256(words.encode(errors="replace")).digest()[:3]
    if form == "PNG":
        return _png(size, (red, green, blue))
    buffer = BytesIO()
    Image.new("RGB", size, (red, green, blue)).save(buffer, form)
    return buffer.getvalue()


def _png(size: tuple[int, int], colour: tuple[int, int, int]) -> bytes:
    """What Pillow takes long to write: one row of pixels, and all the others as above it."""
    width, height = size
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = repeated(b"\0" + bytes(colour) * width, b"\2" + bytes(3 * width), height - 1)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
