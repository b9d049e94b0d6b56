"""Sketch without its art, for tests that look at something else."""

from hashlib import sha256
from random import Random

import pytest
from PIL import Image

from bot.providers.sketch import picture, reel

SMALLER = 4
"""The pictures have sides so much shorter than what it promises."""

FRAMES = 4
"""Pictures a second of its clips."""


def make_cheap(patch: pytest.MonkeyPatch, *, smaller: int = SMALLER) -> None:
    """Let it paint in one colour, which is another one for other words, seeds and styles."""

    def draw(
        wish: picture.Wish, extent: tuple[int, int], chance: Random, *, weather: bool = True
    ) -> Image.Image:
        words = f"{chance.random()} {wish.style}"
        red, green, blue = sha256(words.encode()).digest()[:3]
        width, height = extent
        return Image.new("RGB", (width // smaller, height // smaller), (red, green, blue))

    patch.setattr(picture, "draw", draw)
    patch.setattr(reel, "RATE", FRAMES)
