"""Paints a task: from words, over a picture, or a picture larger."""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from bot.core.capabilities import Mode
from bot.core.errors import InputGone, InputUnreadable
from bot.providers.sketch import picture
from bot.providers.sketch.spec import MODEL
from bot.providers.sketch.work import Work

MOST_PIXELS = 40_000_000
"""Of an enlarged picture: what a small machine can hold in memory several times."""

PNG_PIXELS = 3_000_000
"""Larger pictures become JPEG, which is many times faster to write."""


def paint(work: Work) -> bytes:
    """The picture of a task, always the same for the same task.

    Raises:
        InputGone: The input is not where it was.
        InputUnreadable: The input is no picture.
    """
    match work.mode:
        case Mode.TEXT_TO_IMAGE:
            return _encode(_imagine(work))
        case Mode.IMAGE_TO_IMAGE:
            return _encode(_change(work))
        case Mode.UPSCALE:
            return _encode(_enlarge(work))


def preview(style: str) -> bytes:
    """A small example of a style."""
    wish = picture.Wish(prompt="fox, mountains, lake, evening", style=style)
    return _encode(picture.draw(wish, (320, 320), random.Random(7)))  # noqa: S311 -- art


def size(source: Path) -> tuple[int, int]:
    """Width and height of a picture, as it is seen.

    Raises:
        InputGone: It is not there.
        InputUnreadable: It is no picture.
    """
    with _open(source) as image:
        width, height = image.size
        turned = image.getexif().get(0x0112, 1) >= 5  # noqa: PLR2004 -- EXIF: 5 to 8 lie on a side
    return (height, width) if turned else (width, height)


def _imagine(work: Work) -> Image.Image:
    ratio = MODEL.ratio(work.ratio) or MODEL.ratios[0]
    return picture.draw(_wish(work), (ratio.width, ratio.height), _chance(work))


def _change(work: Work) -> Image.Image:
    source = _read(work)
    ratio = MODEL.ratio(work.ratio) if work.ratio else None
    extent = (ratio.width, ratio.height) if ratio else _near(source.size)
    fitted = ImageOps.fit(source, extent, Image.Resampling.LANCZOS)
    return picture.change(_wish(work), fitted, work.strength, _chance(work))


def _wish(work: Work) -> picture.Wish:
    return picture.Wish(prompt=work.prompt, negative=work.negative, style=work.style)


def _near(extent: tuple[int, int]) -> tuple[int, int]:
    """The same proportions at the size this model paints in."""
    scale = 1024 / max(extent)
    width, height = (max(64, round(side * scale)) for side in extent)
    return width, height


def _enlarge(work: Work) -> Image.Image:
    source = _read(work)
    extent = source.width * work.scale, source.height * work.scale
    larger = source.resize(extent, Image.Resampling.LANCZOS)
    return larger.filter(ImageFilter.UnsharpMask(radius=work.scale, percent=70, threshold=2))


def _read(work: Work) -> Image.Image:
    with _open(Path(work.source)) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


@contextmanager
def _open(source: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(source) as image:
            yield image
    except FileNotFoundError as error:
        raise InputGone from error
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise InputUnreadable from error


def _chance(work: Work) -> random.Random:
    words = "\n".join((work.prompt, work.negative, work.style, str(work.seed)))
    return random.Random(sha256(words.encode()).digest())  # noqa: S311 -- art


def _encode(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    if image.width * image.height > PNG_PIXELS:
        image.save(buffer, "JPEG", quality=94, subsampling=0)
    else:
        image.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()
