"""Pictures inside a vendor's answer: as bytes, as base64 or behind an address.

What something is told by is its bytes, never the name or type that it comes with. Each reader
takes any value and never raises.
"""

import binascii
from base64 import b64decode
from typing import Any

from bot.core.ports.provider import Result

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
_KINDS = frozenset({b"WEBP", b"avif", b"avis", b"heic", b"mif1"})
_DEEPEST = 4


def is_picture(content: bytes) -> bool:
    """Whether bytes begin as a JPEG, PNG, GIF, WebP, AVIF or HEIC does."""
    if content.startswith(_BEGINNINGS):
        return True
    boxed = content.startswith(b"RIFF") or content[4:8] == b"ftyp"
    return boxed and content[8:12] in _KINDS


def picture(value: Any) -> Result | None:
    """The picture that a text stands for: base64, with or without a `data:` prefix, or a URL."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.startswith(("http://", "https://")):
        return Result(url=text)
    content = _decoded(text.partition(",")[2] if text.startswith("data:") else text)
    return Result(content=content) if is_picture(content) else None


def pictures(body: Any, names: tuple[str, ...], depth: int = 0) -> tuple[Result, ...]:
    """All pictures in a JSON value.

    Args:
        body: The value.
        names: Fields that may hold pictures; the first one that does counts.
        depth: How deep in the answer it was found.
    """
    if depth > _DEEPEST:
        return ()
    match body:
        case list():
            inside = [pictures(item, names, depth + 1) for item in body]
            return tuple(each for found in inside for each in found)
        case dict():
            fields = (pictures(body.get(name), names, depth + 1) for name in names)
            return next((found for found in fields if found), ())
        case _:
            one = picture(body)
            return (one,) if one else ()


def _decoded(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
