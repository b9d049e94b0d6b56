"""Opening what others sent, and making it fit for where it goes."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from PIL import ExifTags, Image, ImageOps

from bot.core.errors import InputUnreadable

Source: TypeAlias = Path | bytes

MAX_PIXELS = 40_000_000
"""Of a picture that is opened; more is a bomb."""

PHOTO_BYTES = 10 * 1024 * 1024
"""Telegram: sendPhoto takes at most 10 MB."""

PHOTO_SIDES = 10_000
"""Telegram: width and height of a photo together."""

PHOTO_RATIO = 20
"""Telegram: the longer side of a photo by the shorter."""

_SHOWN_SIDE = 2560  # Telegram shows photos no larger
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
_MIMES |= {"WEBP": "image/webp", "GIF": "image/gif"}
_LYING = frozenset({5, 6, 7, 8})  # EXIF: orientations that swap width and height
_TROUBLE = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError),
    *(struct.error, zlib.error, AttributeError, MemoryError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, UserWarning),
)  # whatever Pillow's decoders raise at bytes that are no picture


def inspect(source: Source) -> tuple[str, int, int]:
    """Type by the bytes, width and height as shown.

    Raises:
        InputUnreadable: It is no picture, or a decompression bomb.
    """
    with opened(source) as image:
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation) in _LYING:
            width, height = height, width
        return _MIMES[image.format or ""], width, height


def for_photo(path: Path) -> bytes | None:
    """A JPEG that Telegram takes as a photo; None where its proportions forbid it.

    Raises:
        InputUnreadable: It is no picture.
    """
    with opened(path) as image:
        if max(image.size) > PHOTO_RATIO * min(image.size):
            return None
        size = path.stat().st_size
        if image.format == "JPEG" and size <= PHOTO_BYTES and max(image.size) <= _SHOWN_SIDE:
            return path.read_bytes()
        photo = flat(_upright(image))
        photo.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE), Image.Resampling.LANCZOS)
        return jpeg(photo, 92)


def clean_input(source: Source) -> bytes:
    """A picture upright and without metadata: no place, no device, no earlier recipe.

    Raises:
        InputUnreadable: It is no picture, or a decompression bomb.
    """
    with opened(source) as image:
        upright = _upright(image)
        if image.format in {"PNG", "GIF"} or image.has_transparency_data:
            return _png(upright)
        return jpeg(flat(upright), 95)


def thumbnail(source: Source, side: int) -> bytes:
    """A small JPEG, at most `side` pixels each way.

    Raises:
        InputUnreadable: It is no picture, or a decompression bomb.
    """
    with opened(source) as image:
        small = flat(_upright(image))
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        return jpeg(small, 85)


@contextmanager
def opened(source: Source) -> Iterator[Image.Image]:
    """A picture that is decoded only when its pixels are asked for.

    Raises:
        InputUnreadable: It is no picture, a broken one, or a decompression bomb.
    """
    try:
        file = BytesIO(source) if isinstance(source, bytes) else source
        with Image.open(file, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise InputUnreadable
            yield image
    except _TROUBLE as exc:
        raise InputUnreadable from exc


def jpeg(image: Image.Image, quality: int) -> bytes:
    """A picture's pixels as JPEG."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, icc_profile=_profile(image))
    return buffer.getvalue()


def flat(image: Image.Image) -> Image.Image:
    """Without transparency, on white; colours as JPEG has them."""
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    whole = Image.alpha_composite(ground, layer).convert("RGB")
    whole.info["icc_profile"] = _profile(image)
    return whole


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    image.convert(wanted).save(buffer, "PNG", icc_profile=_profile(image))
    return buffer.getvalue()


def _profile(image: Image.Image) -> bytes | None:
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else None


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image)
