"""Puts drawn figures on a canvas.

A drawing is text, one part per line, from back to front, in a box of 100 by 100 units that stands
on its lower side:

    <role> shape  <outline>            filled; `twins`: also mirrored at the middle
    <role> dot    <x,y> <rx,ry>        an ellipse; `dots`: also mirrored
    <role> line   <width> <stroke>     a line with round ends; `lines`: also mirrored

A role is a colour: `coat` and `shade` follow the words, the others belong to the figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.providers.sketch.canvas import Canvas, Point, outline, stroke
from bot.providers.sketch.colours import Colour, darker, hexed, mix


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something that can be drawn.

    Attributes:
        drawing: Its parts.
        colours: By role, as `#rrggbb`.
        size: Its height in relation to other figures.
    """

    drawing: str
    colours: Mapping[str, str]
    size: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a figure stands.

    Attributes:
        x: Its middle.
        ground: What it stands on.
        height: Units.
        flipped: Whether it looks the other way.
    """

    x: float
    ground: float
    height: float
    flipped: bool = False

    def at(self, point: Point) -> Point:
        """A point of the drawing's box on the canvas."""
        across = (point[0] - 50) * self.height / 100
        return self.x + (-across if self.flipped else across), self._down(point[1])

    def _down(self, y: float) -> float:
        return self.ground + (y - 100) * self.height / 100


@dataclass(frozen=True, kw_only=True)
class Light:
    """What the light makes of colours: `share` of `colour` over everything."""

    colour: Colour
    share: float

    def on(self, colour: Colour) -> Colour:
        """A colour in this light."""
        return mix(colour, self.colour, self.share)


class Part(NamedTuple):
    """One line of a drawing."""

    role: str
    kind: str
    data: str


def put(
    canvas: Canvas, figure: Figure, place: Place, light: Light, coat: Colour | None = None
) -> None:
    """Draw a figure.

    Args:
        canvas: Where to.
        figure: What.
        place: Where it stands.
        light: In which light.
        coat: The colour that the words give it, where they do.
    """
    colours = _palette(figure, coat)
    for part in parts(figure.drawing):
        colour = light.on(colours[part.role])
        for mirrored in (False, True) if part.kind.endswith("s") else (False,):
            _draw(canvas, part, colour, place, mirrored=mirrored)


@lru_cache(maxsize=128)
def parts(drawing: str) -> tuple[Part, ...]:
    """The lines of a drawing."""
    lines = (line.split(maxsplit=2) for line in drawing.splitlines() if line.strip())
    return tuple(Part(*words) for words in lines)


def _palette(figure: Figure, coat: Colour | None) -> dict[str, Colour]:
    colours = {role: hexed(code) for role, code in figure.colours.items()}
    if coat is not None:
        colours["coat"] = coat
    if coat is not None or "shade" not in colours:
        colours["shade"] = darker(colours["coat"], 0.28)
    return colours


def _draw(canvas: Canvas, part: Part, colour: Colour, place: Place, *, mirrored: bool) -> None:
    def at(point: Point) -> Point:
        return place.at((100 - point[0], point[1]) if mirrored else point)

    match part.kind:
        case "shape" | "twins":
            canvas.polygon([at(point) for point in outline(part.data)], colour)
        case "dot" | "dots":
            centre, radii = (tuple(map(float, word.split(","))) for word in part.data.split())
            scale = place.height / 100
            canvas.ellipse(
                at((centre[0], centre[1])), (radii[0] * scale, radii[1] * scale), colour
            )
        case _:
            width, path = part.data.split(maxsplit=1)
            line = [at(point) for point in stroke(path)]
            canvas.line(line, float(width) * place.height / 100, colour)
