"""From a wish to a picture."""

import colorsys
import math
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a picture is to show.

    Attributes:
        style: Style.name.
    """

    prompt: str
    style: str
    seed: int
    negative: str = ""


def draw(wish: Wish, extent: tuple[int, int], chance: random.Random) -> Image.Image:  # noqa: ARG001
    """Paint a wish, at `extent` pixels."""
    width, height = extent
    hue = chance.random()
    image = Image.linear_gradient("L").resize(extent).convert("RGB")
    brush = ImageDraw.Draw(image)
    for y in range(height):
        brush.line((0, y, width, y), _tone(hue, 0.35 + 0.6 * y / height))
    for layer in range(5):
        base = height * (0.45 + 0.12 * layer)
        phases = [chance.uniform(0, math.tau) for _ in range(4)]
        ridge = [
            (
                x,
                base
                + sum(
                    30 / (n + 1) * math.sin(x / 160 * (n + 1) + p) for n, p in enumerate(phases)
                ),
            )
            for x in range(0, width + 8, 8)
        ]
        brush.polygon(
            [*ridge, (width, height), (0, height)], _tone(hue + 0.08, 0.75 - 0.14 * layer)
        )
    return image


def _tone(hue: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, 0.45, min(1, value))
    return round(red * 255), round(green * 255), round(blue * 255)
