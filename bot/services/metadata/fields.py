"""The texts that a file carries besides what it shows, whoever wrote them, by their names."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from PIL import ExifTags, Image

from bot.core.errors import InputUnreadable
from bot.services.metadata import mp4, png
from bot.services.metadata.limits import MAX_TEXT
from bot.services.pictures.files import opened

COMMENT = "comment"
"""Where EXIF's UserComment and an MP4's comment are found."""

XMP = "xmp"

_FIELDS = 100
_PNG_XMP = "XML:com.adobe.xmp"
_ENCODING = 8  # bytes at the beginning of a UserComment that name its encoding


def fields(content: bytes) -> Mapping[str, str]:
    """All texts by name, the first of each name; empty for what is no picture and no film.

    Of hostile files this reads little and never fails: no text is longer than `MAX_TEXT`, and no
    more than a hundred are looked at.
    """
    found: dict[str, str] = {}
    for name, text in islice(_texts(content), _FIELDS):
        found.setdefault(name, text)
    return found


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(png.SIGNATURE):
        for name, text in png.texts(content):
            yield (XMP if name == _PNG_XMP else name), text
    elif mp4.is_mp4(content):
        yield from mp4.texts(content)
    else:
        try:
            with opened(content) as image:
                yield from list(_tagged(image))
        except InputUnreadable:
            return


def _tagged(image: Image.Image) -> Iterator[tuple[str, str]]:
    """EXIF and XMP, as JPEG and WebP have them."""
    packet = image.info.get("xmp")
    if isinstance(packet, bytes):
        yield XMP, packet[:MAX_TEXT].decode(errors="replace")
    exif = image.getexif()
    said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    if isinstance(said, bytes | str):
        yield COMMENT, _comment(said)
    # ComfyUI puts `prompt:{…}` and `workflow:{…}` into whatever tag is free
    for value in exif.values():
        name, _, text = _plain(value).partition(":")
        if name.lower() in {"prompt", "workflow"}:
            yield name.lower(), text


def _comment(said: bytes | str) -> str:
    """EXIF: a comment is in ASCII or in UTF-16; who wrote the latter decided on its order."""
    if isinstance(said, str):
        return said[:MAX_TEXT]
    code, text = said[:_ENCODING], said[_ENCODING : _ENCODING + 2 * MAX_TEXT]
    if not code.startswith(b"UNICODE"):
        return text.decode(errors="replace").strip("\0")
    big, little = text[::2].count(0), text[1::2].count(0)
    return text.decode("utf-16-be" if big >= little else "utf-16-le", "replace").strip("\0")


def _plain(value: Any) -> str:
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    return text[:MAX_TEXT] if isinstance(text, str) else ""
