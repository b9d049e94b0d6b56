"""A canvas with a short side of 100 units, drawn at twice its size so that edges are smooth."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from PIL import Image, ImageDraw

from bot.providers.sketch.colours import Colour, ramp

Point: TypeAlias = tuple[float, float]

SAMPLES = 2
SHORT_SIDE = 100
CURVE_STEPS = 7
EDGE = 180
"""The value of Pillow's radial gradient at the middle of its sides; the corners are higher."""


class Canvas:
    """What is painted on; y grows downwards.

    Attributes:
        width: Units.
        height: Units.
    """

    def __init__(self, extent: tuple[int, int]) -> None:
        across, down = extent
        self._scale = SAMPLES * min(extent) / SHORT_SIDE
        self.width = SAMPLES * across / self._scale
        self.height = SAMPLES * down / self._scale
        self._image = Image.new("RGB", (across * SAMPLES, down * SAMPLES))
        self._brush = ImageDraw.Draw(self._image, "RGBA")

    def show(self, image: Image.Image) -> None:
        """Cover everything with a picture of the canvas's size."""
        self._image.paste(image.resize(self._image.size, Image.Resampling.BICUBIC))

    def picture(self) -> Image.Image:
        """What has been painted, at its real size."""
        return self._image.reduce(SAMPLES)

    def polygon(self, points: Iterable[Point], colour: Colour, alpha: float = 1.0) -> None:
        """Fill a shape."""
        scale = self._scale
        self._brush.polygon([(x * scale, y * scale) for x, y in points], _ink(colour, alpha))

    def ellipse(self, centre: Point, radii: Point, colour: Colour, alpha: float = 1.0) -> None:
        """Fill an ellipse."""
        (x, y), (across, down), scale = centre, radii, self._scale
        box = (x - across, y - down, x + across, y + down)
        self._brush.ellipse([side * scale for side in box], _ink(colour, alpha))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a line with round ends."""
        scale = self._scale
        thick = max(1, round(width * scale))
        self._brush.line([(x * scale, y * scale) for x, y in points], colour, thick, "curve")
        for end in (points[0], points[-1]):
            self.ellipse(end, (width / 2, width / 2), colour)

    def gradient(self, top: float, bottom: float, stops: tuple[Colour, ...]) -> None:
        """Fill a band with colours that flow from its top to its bottom."""
        first, last = round(top * self._scale), round(bottom * self._scale)
        column = Image.new("RGB", (1, 256))
        for row in range(256):
            column.putpixel((0, row), ramp(stops, row / 255))
        band = column.resize((self._image.width, max(1, last - first)), Image.Resampling.BICUBIC)
        self._image.paste(band, (0, first))

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float) -> None:
        """Let light shine from a place and fade."""
        side = max(2, round(2 * radius * self._scale))
        fading = Image.radial_gradient("L").point(
            [round(255 * strength * max(0.0, 1 - value / EDGE) ** 2) for value in range(256)]
        )
        corner = tuple(round((c - radius) * self._scale) for c in centre)
        mask = fading.resize((side, side), Image.Resampling.BILINEAR)
        self._image.paste(colour, (corner[0], corner[1]), mask)


def _ink(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * alpha))


@lru_cache(maxsize=512)
def outline(path: str) -> tuple[Point, ...]:
    """A closed smooth curve through points.

    Args:
        path: `x,y` separated by blanks; `x,y!` is a sharp corner.
    """
    return tuple(_curve(path, closed=True))


@lru_cache(maxsize=128)
def stroke(path: str) -> tuple[Point, ...]:
    """An open smooth curve through points."""
    return tuple(_curve(path, closed=False))


def smooth(points: Sequence[Point]) -> list[Point]:
    """A closed smooth curve through points."""
    return list(_through([(x, y, False) for x, y in points], closed=True))


def _curve(path: str, *, closed: bool) -> Iterable[Point]:
    marks = []
    for word in path.split():
        x, y = word.removesuffix("!").split(",")
        marks.append((float(x), float(y), word.endswith("!")))
    return _through(marks, closed=closed)


def _through(marks: Sequence[tuple[float, float, bool]], *, closed: bool) -> Iterable[Point]:
    count = len(marks)
    tangents = [_tangent(marks, index, closed=closed) for index in range(count)]
    for index in range(count if closed else count - 1):
        here, there = marks[index], marks[(index + 1) % count]
        leaving, arriving = tangents[index], tangents[(index + 1) % count]
        for step in range(CURVE_STEPS):
            yield _hermite(here, there, (leaving, arriving), step / CURVE_STEPS)
    if not closed:
        yield marks[-1][:2]


def _tangent(marks: Sequence[tuple[float, float, bool]], index: int, *, closed: bool) -> Point:
    at_end = not closed and index in {0, len(marks) - 1}
    if marks[index][2] or at_end:
        return 0.0, 0.0
    before, after = marks[index - 1], marks[(index + 1) % len(marks)]
    return (after[0] - before[0]) / 2, (after[1] - before[1]) / 2


def _hermite(
    here: tuple[float, float, bool],
    there: tuple[float, float, bool],
    tangents: tuple[Point, Point],
    t: float,
) -> Point:
    (lx, ly), (ax, ay) = tangents
    start, leave = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    end, arrive = 3 * t**2 - 2 * t**3, t**3 - t**2
    return (
        start * here[0] + leave * lx + end * there[0] + arrive * ax,
        start * here[1] + leave * ly + end * there[1] + arrive * ay,
    )


def turned(points: Iterable[Point], centre: Point, angle: float) -> list[Point]:
    """Points turned around a centre by an angle in radians."""
    (cx, cy), cosine, sine = centre, math.cos(angle), math.sin(angle)
    return [
        (cx + (x - cx) * cosine - (y - cy) * sine, cy + (x - cx) * sine + (y - cy) * cosine)
        for x, y in points
    ]
