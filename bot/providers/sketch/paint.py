"""Paints a task: from words, over a picture, or a picture larger."""

import io
import random

from PIL import Image, ImageFilter, ImageOps

from bot.core.capabilities import Mode
from bot.providers.sketch import picture
from bot.providers.sketch.source import unpacked
from bot.providers.sketch.spec import MODEL
from bot.providers.sketch.work import Work

PNG_PIXELS = 3_000_000
"""Larger pictures become JPEG, which is many times faster to write."""

PREVIEW = 320
"""Pixels of a side."""


def paint(work: Work) -> bytes:
    """The picture of a task, always the same for the same task."""
    match work.mode:
        case Mode.TEXT_TO_IMAGE:
            return _encode(_imagine(work))
        case Mode.IMAGE_TO_IMAGE:
            return _encode(_change(work))
        case Mode.UPSCALE:
            return _encode(_enlarge(work))
        case _:
            raise ValueError(f"{work.mode} is no work of Sketch's")


def preview(style: str) -> bytes:
    """A small example of a style."""
    wish = picture.Wish(prompt="fox, mountains, lake, evening", style=style)
    large = picture.draw(wish, (3 * PREVIEW, 3 * PREVIEW), random.Random(PREVIEW))  # noqa: S311 -- art
    return _encode(large.reduce(3))


def _imagine(work: Work) -> Image.Image:
    ratio = MODEL.ratio(work.ratio) or MODEL.ratios[0]
    return picture.draw(_wish(work), (ratio.width, ratio.height), _chance(work))


def _change(work: Work) -> Image.Image:
    source = unpacked(work.source)
    ratio = MODEL.ratio(work.ratio) if work.ratio else None
    if ratio is not None:
        source = ImageOps.fit(source, (ratio.width, ratio.height), Image.Resampling.LANCZOS)
    return picture.change(_wish(work), source, work.strength, _chance(work))


def _enlarge(work: Work) -> Image.Image:
    source = unpacked(work.source)
    extent = source.width * work.scale, source.height * work.scale
    larger = source.resize(extent, Image.Resampling.LANCZOS)
    return larger.filter(ImageFilter.UnsharpMask(radius=work.scale, percent=70, threshold=2))


def _wish(work: Work) -> picture.Wish:
    return picture.Wish(prompt=work.prompt, negative=work.negative, style=work.style)


def _chance(work: Work) -> random.Random:
    """The same words and seed give the same scene in every style."""
    return picture.chance(work.prompt, work.negative, work.seed)


def _encode(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    if image.width * image.height > PNG_PIXELS:
        image.save(buffer, "JPEG", quality=94, subsampling=0)
    else:
        image.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()
