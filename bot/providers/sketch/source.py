"""The picture that a task starts from: kept inside the task, so that any machine can go on."""

import io
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.core.capabilities import Mode
from bot.core.errors import InputGone, InputUnreadable, InvalidRequest
from bot.providers.sketch.spec import SPEC

SIDE = 1024
"""Pixels of the longer side of what is painted over."""

CLIP_SIDE = 768
"""The same of what is set in motion: a little more than is seen of it."""

MOST_PIXELS = 40_000_000
"""Of an enlarged picture: what a small machine can hold in memory several times."""


def packed(path: Path, mode: Mode, scale: int) -> str:
    """A picture as text, no larger than the work on it needs.

    Raises:
        InputGone: It is not there.
        InputUnreadable: It is no picture.
        InvalidRequest: It would become larger than `MOST_PIXELS`.
    """
    with _opened(path) as image:
        if mode is Mode.UPSCALE:
            _refuse_giants(image, scale)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    if mode is Mode.IMAGE_TO_IMAGE:
        upright = upright.resize(near(upright.size), Image.Resampling.LANCZOS)
    if mode is Mode.IMAGE_TO_VIDEO:
        upright = upright.resize(even(upright.size, CLIP_SIDE), Image.Resampling.LANCZOS)
        return pack(upright, 88)
    return pack(upright)


def pack(image: Image.Image, quality: int = 95) -> str:
    """A picture as text."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return b64encode(buffer.getvalue()).decode()


def unpacked(text: str) -> Image.Image:
    """The picture again."""
    with Image.open(io.BytesIO(b64decode(text))) as image:
        return image.convert("RGB")


def near(extent: tuple[int, int]) -> tuple[int, int]:
    """The same proportions at the size this model paints in."""
    scale = SIDE / max(extent)
    width, height = (max(64, round(side * scale)) for side in extent)
    return width, height


def even(extent: tuple[int, int], longest: int) -> tuple[int, int]:
    """The same proportions with even sides, as clips need them, the longer one so long."""
    scale = longest / max(extent)
    width, height = (max(32, round(side * scale / 2) * 2) for side in extent)
    return width, height


def _refuse_giants(image: Image.Image, scale: int) -> None:
    if image.width * image.height * scale**2 > MOST_PIXELS:
        detail = f"{image.width}x{image.height} times {scale} is over {MOST_PIXELS} pixels"
        raise InvalidRequest(provider=SPEC.key, detail=detail)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path) as image:
            yield image
    except FileNotFoundError as error:
        raise InputGone from error
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise InputUnreadable from error
