"""What the painters of sky, land, water and weather share."""

import math
import random
from dataclasses import dataclass

from bot.providers.sketch.canvas import Canvas, Point
from bot.providers.sketch.palettes import Palette
from bot.providers.sketch.words import Idea


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A picture in the making.

    Attributes:
        hour: day, evening, dawn or night.
        horizon: Where the sky ends.
        ground: What the figures stand on.
        lamp: How far to the right sun or moon are.
        chance: Decides whatever the words leave open.
    """

    canvas: Canvas
    palette: Palette
    idea: Idea
    hour: str
    horizon: float
    ground: float
    lamp: float
    chance: random.Random

    def wanted(self, extra: str) -> bool:
        """Whether the words ask for something."""
        return extra in self.idea.extras

    def allowed(self, *names: str) -> bool:
        """Whether nothing of it was ruled out."""
        return not self.idea.unwanted.intersection(names)

    def dots(self, count: int, top: float, bottom: float) -> list[Point]:
        """Places spread over a band of the canvas."""
        chance, width = self.chance, self.canvas.width
        return [(chance.uniform(0, width), chance.uniform(top, bottom)) for _ in range(count)]


def ridge(scene: Scene, base: float, swing: float, length: float) -> list[Point]:
    """A rolling line from side to side.

    Args:
        scene: Where.
        base: Its middle height.
        swing: How far it goes up and down.
        length: Units from hill to hill.
    """
    waves = [
        (math.tau / (length / factor), scene.chance.uniform(0, math.tau), swing / factor**1.2)
        for factor in (1, 1.7, 3.1)
    ]
    steps = range(int(scene.canvas.width) + 3)
    return [
        (x, base + sum(size * math.sin(x * wave + start) for wave, start, size in waves) / 1.6)
        for x in steps
    ]


def filled(scene: Scene, line: list[Point]) -> list[Point]:
    """The area below a line."""
    bottom = scene.canvas.height + 1
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def height_at(line: list[Point], x: float) -> float:
    """The height of a line with a point per unit."""
    return line[min(max(round(x), 0), len(line) - 1)][1]
