"""Pictures as Telegram keeps them: several sizes, recompressed as JPEG without transparency."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.sandbox.errors import bad_request

SIDES = (90, 320, 800, 1280)
MAX_BYTES = 10 * 1024 * 1024
MAX_SIDES_SUM = 10_000
MAX_RATIO = 20
THUMBNAIL_SIDE = 320
THUMBNAIL_BYTES = 200_000
_QUALITY = 87
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendition:
    """One size of a picture, as JPEG."""

    width: int
    height: int
    data: bytes


def renditions(data: bytes) -> list[Rendition]:
    """Return all sizes that Telegram keeps of a photo, smallest first.

    Costs processor time: call it in a thread.

    Raises:
        ApiError: what Telegram refuses as a photo.
    """
    if len(data) > MAX_BYTES:
        raise bad_request(f"file is too big for a photo ({len(data)} bytes)")
    try:
        with Image.open(io.BytesIO(data)) as opened:
            _check_dimensions(*opened.size)
            picture = _flat(opened)
    except _UNREADABLE as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    longest = max(picture.size)
    sides = [side for side in SIDES if side < longest]
    if len(sides) < len(SIDES):
        sides.append(longest)
    return [_rendition(picture, side) for side in sides]


def thumbnail(data: bytes) -> Rendition | None:
    """Return the preview that Telegram makes of an image document, ``None`` for other files."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if sum(opened.size) > MAX_SIDES_SUM:
                return None
            picture = _flat(opened)
    except _UNREADABLE:
        return None
    return _rendition(picture, min(THUMBNAIL_SIDE, max(picture.size)))


def fits_thumbnail(data: bytes) -> bool:
    """Return whether Telegram takes this as the preview of a file; anything else it ignores.

    Bot API (sendVideo): a JPEG below 200 kB of at most 320 pixels a side.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            small = max(opened.size) <= THUMBNAIL_SIDE and len(data) < THUMBNAIL_BYTES
            return small and opened.format == "JPEG"
    except _UNREADABLE:
        return False


def _check_dimensions(width: int, height: int) -> None:
    ratio = max(width, height) / max(1, min(width, height))
    if width + height > MAX_SIDES_SUM or ratio > MAX_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _flat(opened: Image.Image) -> Image.Image:
    """Decode the picture, upright and on white."""
    upright = ImageOps.exif_transpose(opened)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    layered = upright.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _rendition(picture: Image.Image, side: int) -> Rendition:
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    resized = picture if size == picture.size else picture.resize(size, Image.Resampling.BILINEAR)
    out = io.BytesIO()
    resized.save(out, "JPEG", quality=_QUALITY)
    return Rendition(width=size[0], height=size[1], data=out.getvalue())
