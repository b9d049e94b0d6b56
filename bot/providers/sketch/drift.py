"""What moves in front of a scene: snow, rain, leaves, fireflies, dust in the light."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.providers.sketch.colours import Colour
from bot.providers.sketch.words import Idea

_WHITE: Colour = (255, 255, 255)
_GLOW: Colour = (255, 236, 150)
_AUTUMN: tuple[Colour, ...] = ((214, 106, 42), (232, 168, 56), (178, 62, 40))
_PETALS: tuple[Colour, ...] = ((250, 200, 216), (255, 226, 234), (240, 168, 196))


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """One kind of thing that moves.

    Attributes:
        count: How many there are on a picture.
        fall: Heights of the picture per second, downwards.
        sway: How far it goes to the sides, in widths.
        size: Thousandths of the picture's shorter side.
        colours: One for each, by chance.
        long: Whether it is drawn as a streak.
        blinks: Whether its light comes and goes.
    """

    count: int
    fall: float
    sway: float
    size: float
    colours: tuple[Colour, ...]
    long: bool = False
    blinks: bool = False


_KINDS: Mapping[str, _Kind] = {
    "rain": _Kind(count=140, fall=1.5, sway=0, size=60, colours=((210, 220, 235),), long=True),
    "snow": _Kind(count=130, fall=0.16, sway=0.02, size=12, colours=(_WHITE,)),
    "leaves": _Kind(count=34, fall=0.22, sway=0.06, size=22, colours=_AUTUMN),
    "petals": _Kind(count=44, fall=0.12, sway=0.06, size=16, colours=_PETALS),
    "fireflies": _Kind(count=30, fall=-0.04, sway=0.05, size=11, colours=(_GLOW,), blinks=True),
    "dust": _Kind(count=36, fall=-0.03, sway=0.03, size=8, colours=(_WHITE,), blinks=True),
}


def kind_of(idea: Idea) -> str:
    """What moves in a scene of these words."""
    wanted: tuple[tuple[str, bool], ...] = (
        ("rain", "rain" in idea.extras),
        ("snow", "snow" in idea.extras or idea.season == "winter"),
        ("leaves", idea.season == "autumn"),
        ("petals", idea.season == "spring"),
        ("fireflies", idea.hour == "night" or bool(idea.extras & {"stars", "moon", "aurora"})),
    )
    fitting = (name for name, fits in wanted if fits and name not in idea.unwanted)
    return next(fitting, "dust")


def drifting(kind: str, seed: int) -> Callable[[Image.Image, float], None]:
    """Something that puts what moves onto a picture, as it is at a moment in seconds."""
    chance, about = random.Random(seed), _KINDS[kind]  # noqa: S311 -- art
    things = [_Thing.of(about, chance) for _ in range(about.count)]

    def show(image: Image.Image, moment: float) -> None:
        brush = ImageDraw.Draw(image, "RGBA")
        for thing in things:
            thing.draw(brush, about, image.size, moment)

    return show


@dataclass(frozen=True, kw_only=True)
class _Thing:
    """One flake, drop or leaf; places from 0 to 1."""

    x: float
    y: float
    phase: float
    near: float
    colour: Colour

    @classmethod
    def of(cls, about: _Kind, chance: random.Random) -> "_Thing":
        """Anywhere."""
        return cls(
            x=chance.random(),
            y=chance.random(),
            phase=chance.uniform(0, math.tau),
            near=chance.uniform(0.45, 1.0),
            colour=chance.choice(about.colours),
        )

    def draw(
        self, brush: ImageDraw.ImageDraw, about: _Kind, extent: tuple[int, int], moment: float
    ) -> None:
        """Put it where it is at a moment."""
        width, height = extent
        swing = math.sin(self.phase + moment * (1 + self.near))
        x = (self.x + about.sway * self.near * swing) % 1 * width
        y = (self.y + about.fall * self.near * moment) % 1.08 * height
        radius = max(0.7, about.size / 2000 * self.near * min(extent))
        light = 0.5 + 0.5 * math.sin(self.phase * 3 + moment * 2.4) if about.blinks else 1.0
        ink = (*self.colour, round(210 * self.near * light))
        if about.long:
            brush.line((x, y, x - radius * 0.5, y + 2 * radius), ink, width=1)
        elif about.sway > _FLUTTERS and not about.blinks:
            flat = radius * (0.35 + 0.65 * abs(swing))
            brush.ellipse((x - radius, y - flat, x + radius, y + flat), ink)
        else:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), ink)


_FLUTTERS = 0.05  # what sways further turns as it falls
