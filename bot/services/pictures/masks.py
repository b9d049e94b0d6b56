"""Which part of a picture is to be changed: read from a mask, or from red paint on a copy of it.

White is kept and black is changed, as KIE has it; other vendors' adapters translate.
"""

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from bot.core.errors import MaskUnclear
from bot.services.pictures.files import Source, flat, jpeg, opened

_SIDE = 512  # pixels of the longer side at which pictures are compared
_PROPORTIONS = 0.03  # by which they may differ: sizes are whole numbers
_RED = 80  # by which red is above the other colours where it was painted
_CHANGED = 32  # by which a colour differs where it was painted, whatever JPEG does to it
_ALIKE = 12  # by which a copy differs from its picture elsewhere, on average
_OTHERWISE = 0.03  # of the rest of a copy may be something else
_TONES = 0.9  # of a mask is black or white
_DARK, _LIGHT = 64, 191
_GREY = 40  # by which the colours of a grey differ at the most
_CLEAR = 0.5  # of a mask with transparency is transparent
_LEAST, _MOST = 0.001, 0.95  # of a picture can be marked


def mask_for(picture: Source, marking: Source) -> bytes | None:
    """The mask that a marking means, of the picture's size and kind; None: it marks nothing of it.

    Args:
        picture: What is to be changed, upright.
        marking: A copy of it with red paint on it, or a mask: black and white, or transparent
            with the part to be changed painted on it.

    Raises:
        MaskUnclear: Nothing is marked, or everything.
        InputUnreadable: One of them is no picture.
    """
    with opened(picture) as below, opened(marking) as above:
        marked = _marked(below, ImageOps.exif_transpose(above))
        if marked is None:
            return None
        _check(marked)
        kept = ImageOps.invert(marked).resize(below.size, Image.Resampling.BICUBIC)
        mask = kept.point(_threshold(128)).convert("RGB")
        return jpeg(mask, 95) if below.format == "JPEG" else _saved(mask, below.format or "PNG")


def _marked(picture: Image.Image, marking: Image.Image) -> Image.Image | None:
    """What is marked, in white on black, in a smaller size; None: it is no marking."""
    if abs(_shape(marking) / _shape(picture) - 1) > _PROPORTIONS:
        return None
    small = _smaller(picture.size)
    transparent = _transparent(marking, small)
    if transparent is not None:
        return transparent
    below, copy = _even(picture, small), _even(marking, small)
    painted = _painted(below, copy)
    if painted is None or (_share(painted) < _LEAST and _drawn(below) is None):
        return _drawn(copy) or painted
    return painted


def _transparent(marking: Image.Image, size: tuple[int, int]) -> Image.Image | None:
    if not marking.has_transparency_data:
        return None
    alpha = marking.convert("RGBA").getchannel("A").resize(size, Image.Resampling.BOX)
    solid = alpha.point(_threshold(128))
    return solid if 1 - _share(solid) >= _CLEAR else None


def _painted(picture: Image.Image, copy: Image.Image) -> Image.Image | None:
    """Where a copy of a picture is red and the picture is not; None: it is no copy of it."""
    red, green, blue = copy.split()
    redness = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    difference = _strongest(ImageChops.difference(picture, copy))
    changed = difference.point(_threshold(_CHANGED))
    marked = ImageChops.multiply(redness.point(_threshold(_RED)), changed)
    marked = _cleaned(marked)
    rest = ImageOps.invert(_grown(marked, 4))
    if _share(rest) < 1 - _MOST:
        return marked
    alike = ImageStat.Stat(difference, rest).mean[0] <= _ALIKE
    other = ImageChops.multiply(_cleaned(changed), rest)
    return marked if alike and _share(other) <= _OTHERWISE * _share(rest) else None


def _drawn(copy: Image.Image) -> Image.Image | None:
    """What is black in a mask; None: it has other colours, or grey ones."""
    red, green, blue = copy.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    lowest = ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = ImageChops.subtract(highest, lowest).point(_threshold(_GREY))
    grey = copy.convert("L")
    between = grey.point([255 * (_DARK < tone < _LIGHT) for tone in range(256)])
    if _share(coloured) > 1 - _TONES or _share(between) > 1 - _TONES:
        return None
    return ImageOps.invert(grey).point(_threshold(128))


def _check(marked: Image.Image) -> None:
    share = _share(marked)
    if share < _LEAST:
        raise MaskUnclear(marked="nothing")
    if share > _MOST:
        raise MaskUnclear(marked="everything")


def _cleaned(marked: Image.Image) -> Image.Image:
    """Without specks and without gaps, and a little wider, since edges are soft."""
    return _shrunk(_grown(_grown(_shrunk(marked, 1), 1), 3), 2)


def _grown(marked: Image.Image, reach: int) -> Image.Image:
    """White is what has white within so many pixels across and down.

    It is what Pillow's MaxFilter makes, many times faster: a mean takes no longer for a wider
    reach, and is above 0 where anything is white.
    """
    return marked.filter(ImageFilter.BoxBlur(reach)).point(_threshold(1))


def _shrunk(marked: Image.Image, reach: int) -> Image.Image:
    """White is what has only white within so many pixels, as Pillow's MinFilter makes it."""
    return marked.filter(ImageFilter.BoxBlur(reach)).point(_threshold(255))


def _even(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The colours alone, small, and without the finest detail, which copies lose."""
    small = flat(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2)
    return small.filter(ImageFilter.BoxBlur(1))


def _strongest(colours: Image.Image) -> Image.Image:
    red, green, blue = colours.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _share(marks: Image.Image) -> float:
    """How much of an image is white, if the rest is black."""
    return ImageStat.Stat(marks).mean[0] / 255


def _threshold(least: int) -> list[int]:
    return [255 * (value >= least) for value in range(256)]


def _shape(image: Image.Image) -> float:
    return image.width / image.height


def _smaller(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, _SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _saved(mask: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    mask.save(buffer, kind)
    return buffer.getvalue()
