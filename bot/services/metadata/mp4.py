"""The texts in an MP4's boxes, read without decoding anything."""

import struct
from collections.abc import Iterator

from bot.services.metadata.limits import MAX_TEXT

XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""XMP, part 3: the box `uuid` that holds the packet begins with this."""

_PARENTS = frozenset({b"moov", b"udta"})
_BOXES = 4096  # of one level; an honest file has some dozens
_DEPTH = 6
_TEXT_OFFSET = 8  # of a `data` box: its type and its language come first
_NAMES = {b"\xa9cmt": "comment", b"desc": "description", b"\xa9des": "description"}

Box = tuple[bytes, bytes]


def is_mp4(content: bytes) -> bool:
    """Whether bytes begin as an MP4 or a QuickTime film does."""
    return content[4:8] == b"ftyp"


def texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Name and text of each tag: `comment`, `description`, `xmp`, and names of others' own."""
    for kind, body in _boxes(content):
        if kind == b"uuid" and body.startswith(XMP):
            yield "xmp", _decoded(body[len(XMP) :])
        elif kind == b"moov":
            yield from _tags(body, _DEPTH)


def _tags(body: bytes, depth: int) -> Iterator[tuple[str, str]]:
    for kind, inner in _boxes(body):
        if kind in _PARENTS and depth:
            yield from _tags(inner, depth - 1)
        elif kind == b"meta":
            yield from _listed(inner)


def _listed(meta: bytes) -> Iterator[tuple[str, str]]:
    """The tags of a `meta` box: by four letters, by number into a list of names, or named."""
    plain = meta[4:8] == b"hdlr"  # QuickTime's has no version before its first box
    boxes = list(_boxes(meta if plain else meta[4:]))
    keys = next((_keys(body) for kind, body in boxes if kind == b"keys"), [])
    listed = next((body for kind, body in boxes if kind == b"ilst"), b"")
    for kind, body in _boxes(listed):
        parts = dict(_boxes(body))
        (number,) = struct.unpack(">I", kind)
        named = parts[b"name"][4:].decode(errors="replace") if b"name" in parts else None
        by_number = keys[number - 1] if 0 < number <= len(keys) else None
        name = named or by_number or _NAMES.get(kind)
        if name and b"data" in parts:
            yield name, _decoded(parts[b"data"][_TEXT_OFFSET:])


def _keys(body: bytes) -> list[str]:
    """QuickTime: names of tags, each a box whose kind is its namespace, after eight bytes."""
    return [name.decode(errors="replace") for _, name in _boxes(body[8:])]


def _boxes(content: bytes) -> Iterator[Box]:
    at = 0
    for _ in range(_BOXES):
        if at + 8 > len(content):
            return
        (size,) = struct.unpack_from(">I", content, at)
        kind, head = content[at + 4 : at + 8], 8
        if size == 1 and at + 16 <= len(content):
            (size,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        end = len(content) if size == 0 else at + size
        if end < at + head:
            return
        yield kind, content[at + head : end]
        at = end


def _decoded(text: bytes) -> str:
    return text[:MAX_TEXT].decode(errors="replace")
