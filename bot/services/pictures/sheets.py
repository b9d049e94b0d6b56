"""Contact sheets: up to nine pictures on one, numbered as the buttons below it.

Shown at a phone's width a cell is a third of that, so every mark is large and stands on a dark
ground of its own. The one scalable font that comes with Pillow has no Cyrillic: marks are digits,
ASCII and shapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, pi, sin
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont, ImageOps

from bot.core.errors import InputUnreadable
from bot.services.pictures.files import Source, flat, jpeg, opened

SIDE = 416
"""Pixels of a square thumbnail, as wide as a cell."""

_FINER = 3  # marks are drawn larger and scaled down, for smooth edges
_GAP = 12
_MARGIN = 14
_RADIUS = 22
_INSET = 14
_MARK = 64
_GROUND = (17, 19, 24)
_CELL = (33, 36, 44)
_SIGN = (70, 76, 91)
_SHADE = (10, 12, 16, 176)
_TEXT = (255, 255, 255)
_STAR = (255, 200, 64)

_Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One picture of a sheet.

    Attributes:
        picture: Its thumbnail; None leaves a quiet sign for a picture.
        number: As on its button.
        day: The day on which it was made, in ASCII; empty where the one before tells it.
        clip: How long the clip is, such as `0:05`; empty for clips of unknown length; None: it
            is no clip.
        star: Whether it is a favourite.
    """

    picture: bytes | None
    number: int
    day: str = ""
    clip: str | None = None
    star: bool = False


def square(source: Source) -> bytes:
    """The middle of a picture as a square JPEG of `SIDE` pixels.

    Raises:
        InputUnreadable: It is no picture, or a decompression bomb.
    """
    with opened(source) as image:
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        upright = flat(ImageOps.exif_transpose(image))
        return jpeg(ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS), 86)


def contact_sheet(cells: Sequence[Cell]) -> bytes:
    """Pictures in even cells, three to a row; a JPEG."""
    columns = min(3, max(1, len(cells)))
    rows = max(1, ceil(len(cells) / columns))
    width, height = (2 * _MARGIN + n * SIDE + (n - 1) * _GAP for n in (columns, rows))
    sheet = Image.new("RGB", (width, height), _GROUND)
    for index, cell in enumerate(cells):
        row, column = divmod(index, columns)
        corner = _MARGIN + column * (SIDE + _GAP), _MARGIN + row * (SIDE + _GAP)
        sheet.paste(_drawn(cell), corner, _corners())
    return jpeg(sheet, 88)


def _drawn(cell: Cell) -> Image.Image:
    tile = _picture(cell.picture)
    far = SIDE - _INSET
    number = _chip(str(cell.number), 38)
    tile.paste(number, (_INSET, _INSET), number)
    marks: list[tuple[Image.Image, bool, bool]] = []
    if cell.star:
        marks.append((_star(), True, False))
    if cell.day:
        marks.append((_chip(cell.day, 32), False, True))
    if cell.clip is not None:
        marks.append((_play(cell.clip), True, True))
    for mark, right, bottom in marks:
        left = far - mark.width if right else _INSET
        tile.paste(mark, (left, far - mark.height if bottom else _INSET), mark)
    return tile


def _picture(content: bytes | None) -> Image.Image:
    if content is not None:
        try:
            with opened(content) as image:
                return ImageOps.fit(image.convert("RGB"), (SIDE, SIDE))
        except InputUnreadable:
            pass
    return _placeholder().copy()


@lru_cache(maxsize=1)
def _placeholder() -> Image.Image:
    """The sign for a picture, in a quiet cell."""
    size, middle = SIDE * _FINER, SIDE * _FINER / 2
    tile = Image.new("RGB", (size, size), _CELL)
    draw = ImageDraw.Draw(tile)

    def at(x: float, y: float) -> _Point:
        return middle + x * _FINER, middle + y * _FINER

    draw.rounded_rectangle((*at(-62, -48), *at(62, 48)), 14 * _FINER, None, _SIGN, 6 * _FINER)
    draw.ellipse((*at(14, -28), *at(36, -6)), _SIGN)
    draw.polygon([at(-46, 32), at(-18, -10), at(4, 18), at(18, 4), at(46, 32)], _SIGN)
    return tile.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


@lru_cache(maxsize=1)
def _corners() -> Image.Image:
    mask = Image.new("L", (SIDE * _FINER, SIDE * _FINER))
    end = SIDE * _FINER - 1
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, end, end), _RADIUS * _FINER, 255)
    return mask.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


@lru_cache(maxsize=256)
def _chip(text: str, size: int) -> Image.Image:
    """Words on a dark ground, as wide as they need."""
    font = _font(size)
    wide = font.getlength(text) / _FINER
    chip = _Chip(max(_MARK, round(wide + 36)))
    chip.write(chip.width / 2, text, font)
    return chip.done()


@lru_cache(maxsize=256)
def _play(length: str) -> Image.Image:
    """The sign for a clip, and how long it is."""
    font = _font(32)
    wide = font.getlength(length) / _FINER
    chip = _Chip(round(wide + 72) if length else _MARK)
    left, middle = (20 if length else 22), _MARK / 2
    chip.fill([(left, middle - 15), (left + 25, middle), (left, middle + 15)], _TEXT)
    if length:
        chip.write(54 + wide / 2, length, font)
    return chip.done()


@lru_cache(maxsize=1)
def _star() -> Image.Image:
    chip, middle = _Chip(_MARK), _MARK / 2
    turns = (pi * n / 5 - pi / 2 for n in range(10))
    radii = (22.0, 9.5) * 5
    points = [
        (middle + r * cos(turn), middle + 1 + r * sin(turn))
        for turn, r in zip(turns, radii, strict=True)
    ]
    chip.fill(points, _STAR)
    return chip.done()


class _Chip:
    """A dark, half transparent pill that something stands on."""

    def __init__(self, width: int) -> None:
        self.width = width
        size = width * _FINER, _MARK * _FINER
        self._image = Image.new("RGBA", size, (*_SHADE[:3], 0))
        self._draw = ImageDraw.Draw(self._image)
        box = (0, 0, size[0] - 1, size[1] - 1)
        self._draw.rounded_rectangle(box, _MARK * _FINER // 2, _SHADE)

    def write(self, x: float, text: str, font: ImageFont.FreeTypeFont) -> None:
        """Write in the middle of the height, around a point."""
        place = x * _FINER, _MARK * _FINER / 2
        self._draw.text(place, text, _TEXT, font, anchor="mm")

    def fill(self, points: Sequence[_Point], colour: tuple[int, int, int]) -> None:
        """Draw a shape."""
        self._draw.polygon([(x * _FINER, y * _FINER) for x, y in points], colour)

    def done(self) -> Image.Image:
        """The pill in its own size."""
        return self._image.resize((self.width, _MARK), Image.Resampling.LANCZOS)


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * _FINER)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font
