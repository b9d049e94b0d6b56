"""Pictures drawn for the panel: proportions as shapes, previews on one sheet.

The only scalable font that comes with Pillow (Aileron) has no Cyrillic: where a label needs
letters beyond ASCII the sheet has numbers alone, as on the buttons that belong to it. A phone
shows a sheet at a third of its size: nothing on it may be small.
"""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from bot.core.capabilities import AspectRatio
from bot.core.errors import InputUnreadable
from bot.services.pictures.files import Source, jpeg, opened

_FINER = 2  # everything is drawn larger and scaled down, for smooth edges
_GROUND = (22, 24, 30)
_CARD = (36, 39, 48)
_OUTLINE = (58, 63, 76)
_SHAPE = (108, 117, 140)
_TEXT = (226, 230, 240)
_ACCENT = (255, 176, 84)
_ACCENT_CARD = (62, 50, 36)
_MARGIN = 24
_GAP = 18
_IN_A_ROW = 3
_RADIUS = 22


def shapes(ratios: Sequence[AspectRatio], chosen: str | None) -> bytes:
    """Proportions drawn to scale, the chosen one lit; a PNG.

    Args:
        ratios: What the model can make.
        chosen: AspectRatio.name.
    """
    sheet = _Sheet(*_arranged(len(ratios), 5), (200, 220))
    for index, ratio in enumerate(ratios):
        lit = ratio.name == chosen
        left, top = sheet.card(index, lit=lit)
        fill = _ACCENT if lit else _SHAPE
        sheet.shape((left + 100, top + 92), _fitted(ratio.width, ratio.height, 132), fill)
        sheet.text((left + 100, top + 188), ratio.name, 38, _ACCENT if lit else _TEXT)
    return sheet.png()


def grid(
    pictures: Sequence[Source | None],
    labels: Sequence[str],
    *,
    chosen: int | None = None,
    places: int = 0,
) -> bytes:
    """Pictures on one sheet, each numbered and, where the font can, labelled; a JPEG.

    Args:
        pictures: Files or bytes; None or anything unreadable leaves a drawn frame.
        labels: One for each.
        chosen: Which of them is lit.
        places: Cards for which the sheet has room, if more than there are pictures.
    """
    labelled = any(labels) and all(label.isascii() for label in labels)
    columns, rows = _arranged(max(places, len(pictures)), 3)
    sheet = _Sheet(columns, rows, (320, 376 if labelled else 320))
    for index, picture in enumerate(pictures):
        lit = index == chosen
        left, top = sheet.card(index, lit=lit)
        sheet.picture((left + 10, top + 10), (300, 300), picture)
        sheet.badge((left + 48, top + 48), str(index + 1))
        if labelled and index < len(labels):
            fill = _ACCENT if lit else _TEXT
            sheet.text((left + 160, top + 342), labels[index], 34, fill, width=296)
    return sheet.jpeg()


def strip(pictures: Sequence[Source | None], chosen: int | None) -> bytes:
    """Pictures side by side without words, the chosen one lit; a JPEG.

    Args:
        pictures: As for `grid`.
        chosen: Which of them.
    """
    sheet = _Sheet(max(1, len(pictures)), 1, (220, 300))
    for index, picture in enumerate(pictures):
        left, top = sheet.card(index, lit=index == chosen)
        sheet.picture((left + 8, top + 8), (204, 284), picture)
    return sheet.jpeg()


def row(pictures: Sequence[Source | None]) -> bytes:
    """A few pictures in rows, large and without words; a JPEG.

    Args:
        pictures: As for `grid`; one to four of them.
    """
    sheet = _Sheet(*_arranged(len(pictures), _IN_A_ROW), (420, 420))
    for index, picture in enumerate(pictures):
        left, top = sheet.card(index, lit=False)
        sheet.picture((left + 10, top + 10), (400, 400), picture)
    return sheet.jpeg()


class _Sheet:
    """Rounded cards in rows on a dark ground; all lengths in pixels of the result."""

    def __init__(self, columns: int, rows: int, card: tuple[int, int]) -> None:
        self._columns = columns
        self._card = card
        width = 2 * _MARGIN + columns * card[0] + (columns - 1) * _GAP
        height = 2 * _MARGIN + rows * card[1] + (rows - 1) * _GAP
        self._size = width, height
        self._image = Image.new("RGB", (width * _FINER, height * _FINER), _GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def card(self, index: int, *, lit: bool = False) -> tuple[int, int]:
        """Draw a card; returns its left and top."""
        row, column = divmod(index, self._columns)
        left = _MARGIN + column * (self._card[0] + _GAP)
        top = _MARGIN + row * (self._card[1] + _GAP)
        box = (left, top, left + self._card[0], top + self._card[1])
        self._draw.rounded_rectangle(
            _scaled(box),
            radius=_RADIUS * _FINER,
            fill=_ACCENT_CARD if lit else _CARD,
            outline=_ACCENT if lit else _OUTLINE,
            width=(5 if lit else 2) * _FINER,
        )
        return left, top

    def shape(
        self, centre: tuple[int, int], size: tuple[float, float], fill: tuple[int, int, int]
    ) -> None:
        """Draw a rounded rectangle around a point."""
        x, y, w, h = *centre, size[0] / 2, size[1] / 2
        self._draw.rounded_rectangle(_scaled((x - w, y - h, x + w, y + h)), 8 * _FINER, fill)

    def badge(self, centre: tuple[int, int], text: str) -> None:
        """Draw a number in a circle."""
        x, y = centre
        self._draw.ellipse(_scaled((x - 28, y - 28, x + 28, y + 28)), fill=_GROUND)
        self.text(centre, text, 34, _ACCENT)

    def text(
        self,
        centre: tuple[int, int],
        text: str,
        size: int,
        fill: tuple[int, int, int],
        width: int | None = None,
    ) -> None:
        """Write around a point, smaller where it would be wider than allowed."""
        font = _font(size)
        while width is not None and size > 12 and font.getlength(text) > width * _FINER:  # noqa: PLR2004 - readable
            size -= 2
            font = _font(size)
        x, y = centre
        self._draw.text((x * _FINER, y * _FINER), text, fill, font, anchor="mm")

    def picture(
        self, corner: tuple[int, int], size: tuple[int, int], source: Source | None
    ) -> None:
        """Lay a picture into a rounded rectangle, cut to fill it."""
        cut = _cut(source, (size[0] * _FINER, size[1] * _FINER))
        if cut is None:
            self._frame(corner[0] + size[0] // 2, corner[1] + size[1] // 2)
            return
        mask = Image.new("L", cut.size)
        right, bottom = cut.width - 1, cut.height - 1
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, right, bottom), 16 * _FINER, 255)
        self._image.paste(cut, (corner[0] * _FINER, corner[1] * _FINER), mask)

    def _frame(self, x: int, y: int) -> None:
        """The sign for a picture, around a point."""
        box = _scaled((x - 60, y - 45, x + 60, y + 45))
        self._draw.rounded_rectangle(box, 12 * _FINER, None, _OUTLINE, 5 * _FINER)
        self._draw.ellipse(_scaled((x + 14, y - 28, x + 36, y - 6)), _OUTLINE)
        hills = [(-46, 32), (-18, -10), (4, 18), (18, 4), (46, 32)]
        self._draw.polygon([((x + a) * _FINER, (y + b) * _FINER) for a, b in hills], _OUTLINE)

    def png(self) -> bytes:
        """The sheet, loss-free."""
        buffer = BytesIO()
        self._done().save(buffer, "PNG", optimize=True)
        return buffer.getvalue()

    def jpeg(self) -> bytes:
        """The sheet, small."""
        return jpeg(self._done(), 88)

    def _done(self) -> Image.Image:
        return self._image.resize(self._size, Image.Resampling.LANCZOS)


def _arranged(count: int, most: int) -> tuple[int, int]:
    """Columns and rows, as even as can be, at most so many columns."""
    rows = max(1, ceil(count / most))
    return max(1, ceil(count / rows)), rows


def _scaled(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left * _FINER, top * _FINER, right * _FINER, bottom * _FINER


def _fitted(width: int, height: int, side: int) -> tuple[float, float]:
    scale = side / max(width, height)
    return max(10.0, width * scale), max(10.0, height * scale)


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * _FINER)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font


def _cut(source: Path | bytes | None, size: tuple[int, int]) -> Image.Image | None:
    if source is None:
        return None
    try:
        with opened(source) as image:
            return ImageOps.fit(ImageOps.exif_transpose(image).convert("RGB"), size)
    except InputUnreadable:
        return None
