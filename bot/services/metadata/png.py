"""The texts in a PNG's chunks, wherever in the file they stand."""

import struct
import zlib
from collections.abc import Iterator

from bot.services.metadata.limits import MAX_TEXT

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_KINDS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_LONGEST_NAME = 79
"""PNG: bytes of a keyword."""


def texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Keyword and text of each text chunk that can be read; no text is longer than `MAX_TEXT`."""
    for kind, body in _chunks(content):
        if kind in _KINDS:
            name, _, rest = body.partition(b"\0")
            text = _text(kind, rest) if len(name) <= _LONGEST_NAME else None
            if text is not None:
                yield name.decode("latin-1"), text[:MAX_TEXT]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _text(kind: bytes, rest: bytes) -> str | None:
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        plain = _inflated(rest[1:])
        return None if plain is None else plain.decode("latin-1")
    packed, (_, _, said) = rest[:1] == b"\1", _international(rest)
    plain = _inflated(said) if packed else said
    return None if plain is None else plain.decode(errors="replace")


def _international(rest: bytes) -> tuple[bytes, bytes, bytes]:
    """PNG: language, translated keyword and text, after two bytes about compression."""
    language, _, more = rest[2:].partition(b"\0")
    translated, _, said = more.partition(b"\0")
    return language, translated, said


def _inflated(data: bytes) -> bytes | None:
    """What was compressed; None where it is broken or swells beyond `MAX_TEXT`."""
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(data, MAX_TEXT + 1)
    except zlib.error:
        return None
    return plain if len(plain) <= MAX_TEXT else None
