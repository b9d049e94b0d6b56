"""Metadata put into PNG, JPEG and WebP files by their outer structure alone."""

import struct
import zlib
from collections.abc import Iterator, Mapping

_PNG_SIGNATURE = 8  # bytes
_JPEG_START = b"\xff\xd8"
_JPEG_SCAN = 0xDA  # what follows is pixels
_JPEG_APP1 = 0xE1  # EXIF and XMP live here
_JPEG_LARGEST = 65_533  # bytes of one segment's content
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_WEBP_HEADER = 12  # bytes
_WEBP_FLAGS = {b"VP8X": 0, b"EXIF": 0x08, b"XMP ": 0x04, b"ALPH": 0x10, b"ICCP": 0x20}
_WEBP_ANIMATED = 0x02


def png(content: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG with text chunks after its header; earlier ones of the same names are left out."""
    chunks = list(_png_chunks(content))
    kept = [chunk for kind, chunk in chunks if not _is_text(kind, chunk, texts)]
    added = [_png_text(keyword, text) for keyword, text in texts.items()]
    return b"".join((content[:_PNG_SIGNATURE], kept[0], *added, *kept[1:]))


def jpeg(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """A JPEG with EXIF and XMP instead of those that it has; what is too long is left out."""
    added = [_jpeg_segment(body) for body in (exif, _XMP_MARK + xmp) if len(body) <= _JPEG_LARGEST]
    return b"".join((_JPEG_START, *added, *_jpeg_rest(content)))


def webp(content: bytes, size: tuple[int, int], exif: bytes, xmp: bytes) -> bytes:
    """A WebP in the extended layout with EXIF and XMP instead of those that it has."""
    chunks = list(_webp_chunks(content))
    header = next((body for kind, body in chunks if kind == b"VP8X"), None)
    kept = [(kind, body) for kind, body in chunks if kind not in {b"VP8X", b"EXIF", b"XMP "}]
    kept += [(b"EXIF", exif.removeprefix(b"Exif\0\0")), (b"XMP ", xmp)]
    flags = header[0] if header else _lossless_alpha(chunks)
    for kind, _ in kept:
        flags |= _WEBP_FLAGS.get(kind, 0)
    width, height = (struct.pack("<I", side - 1)[:3] for side in size)
    extended = (b"VP8X", struct.pack("<I", flags) + width + height)
    body = b"".join(_webp_chunk(kind, part) for kind, part in (extended, *kept))
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _PNG_SIGNATURE
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at : at + 12 + length]
        at += 12 + length


def _is_text(kind: bytes, chunk: bytes, keywords: Mapping[str, str]) -> bool:
    keyword = chunk[8:].partition(b"\0")[0].decode("latin-1")
    return kind in {b"tEXt", b"iTXt", b"zTXt"} and keyword in keywords


def _png_text(keyword: str, text: str) -> bytes:
    """PNG: tEXt holds Latin-1, iTXt UTF-8."""
    name = keyword.encode("latin-1") + b"\0"
    try:
        kind, data = b"tEXt", name + text.encode("latin-1")
    except UnicodeEncodeError:
        kind, data = b"iTXt", name + bytes(4) + text.encode(errors="replace")
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def _jpeg_segment(body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, _JPEG_APP1, len(body) + 2) + body


def _jpeg_rest(content: bytes) -> Iterator[bytes]:
    """Everything after the start but EXIF and XMP."""
    at = len(_JPEG_START)
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _JPEG_SCAN:  # noqa: PLR2004 - 0xFF begins every marker
        (length,) = struct.unpack_from(">H", content, at + 2)
        if content[at + 1] != _JPEG_APP1:
            yield content[at : at + 2 + length]
        at += 2 + length
    yield content[at:]


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _WEBP_HEADER
    while at + 8 <= len(content):
        (length,) = struct.unpack_from("<I", content, at + 4)
        yield content[at : at + 4], content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _lossless_alpha(chunks: list[tuple[bytes, bytes]]) -> int:
    """WebP: a lossless picture tells of its transparency in bit 28 after the signature byte."""
    for kind, body in chunks:
        if kind == b"VP8L" and len(body) > 4 and body[4] & 0x10:  # noqa: PLR2004 - its header
            return _WEBP_FLAGS[b"ALPH"]
    return 0
