"""Sketch without its art, or with less of it, for tests that look at something else."""

from hashlib import sha256
from random import Random

import pytest
from PIL import Image

from bot.providers.sketch import picture, reel

SMALLER = 4
"""The pictures have sides so much shorter than what it promises."""

FRAMES = 4
"""Pictures a second of its clips."""


def make_cheap(patch: pytest.MonkeyPatch, *, smaller: int = SMALLER, frames: int = FRAMES) -> None:
    """Let it paint in one colour, which is another one for other words, seeds and styles."""

    def draw(
        wish: picture.Wish, extent: tuple[int, int], chance: Random, *, weather: bool = True
    ) -> Image.Image:
        words = f"{chance.random()} {wish.style}"
        red, green, blue = sha256(words.encode()).digest()[:3]
        width, height = extent
        return Image.new("RGB", (width // smaller, height // smaller), (red, green, blue))

    patch.setattr(picture, "draw", draw)
    patch.setattr(reel, "RATE", frames)


def make_coarse(
    patch: pytest.MonkeyPatch, *, smaller: int = SMALLER, enlarged: bool = True
) -> None:
    """Let it paint all that it can paint, but small.

    Args:
        patch: Takes it back.
        smaller: Sides are so much shorter.
        enlarged: Whether the small picture is enlarged to the size that was promised.
    """
    true_draw, true_change = picture.draw, picture.change

    def draw(
        wish: picture.Wish, extent: tuple[int, int], chance: Random, *, weather: bool = True
    ) -> Image.Image:
        small = extent[0] // smaller, extent[1] // smaller
        drawn = true_draw(wish, small, chance, weather=weather)
        assert drawn.size == small
        return drawn.resize(extent, Image.Resampling.NEAREST) if enlarged else drawn

    def change(
        wish: picture.Wish, source: Image.Image, strength: float, chance: Random
    ) -> Image.Image:
        small = source.reduce(smaller)
        changed = true_change(wish, small, strength, chance)
        assert changed.size == small.size
        return changed.resize(source.size, Image.Resampling.NEAREST) if enlarged else changed

    patch.setattr(picture, "draw", draw)
    patch.setattr(picture, "change", change)
