"""Grain, blotches and unsteady hands: all from the given chance, so that they can be repeated."""

import random

from PIL import Image, ImageChops

MIDDLE = 128


def fine(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Noise in every pixel."""
    return Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))


def mottled(size: tuple[int, int], chance: random.Random, cells: tuple[int, ...]) -> Image.Image:
    """Soft blotches of several sizes.

    Args:
        size: Pixels.
        chance: Where they are.
        cells: Pixels from blotch to blotch, the strongest first.
    """
    layers = [_blotches(size, chance, cell) for cell in cells]
    mixed = layers[0]
    for index, layer in enumerate(layers[1:], start=2):
        mixed = Image.blend(mixed, layer, 1 / (index + 0.6))
    return mixed


def textured(image: Image.Image, noise: Image.Image, strength: float) -> Image.Image:
    """A picture made lighter and darker by noise around its middle."""
    flat = noise.point([round(MIDDLE + (value - MIDDLE) * strength) for value in range(256)])
    return ImageChops.add(image, Image.merge("RGB", (flat, flat, flat)), 1, -MIDDLE)


def wobbled(image: Image.Image, chance: random.Random, *, cell: int, reach: float) -> Image.Image:
    """A picture whose lines are not quite straight any more.

    Args:
        image: The picture.
        chance: The hand.
        cell: Pixels from one slip to the next.
        reach: Pixels of a slip at most.
    """
    columns, rows = -(-image.width // cell), -(-image.height // cell)
    corners = [
        [
            (
                min(image.width, x * cell) + _slip(chance, reach, inside=0 < x < columns),
                min(image.height, y * cell) + _slip(chance, reach, inside=0 < y < rows),
            )
            for x in range(columns + 1)
        ]
        for y in range(rows + 1)
    ]
    mesh = []
    for y in range(rows):
        for x in range(columns):
            box = (
                x * cell,
                y * cell,
                min(image.width, (x + 1) * cell),
                min(image.height, (y + 1) * cell),
            )
            around = (corners[y][x], corners[y + 1][x], corners[y + 1][x + 1], corners[y][x + 1])
            mesh.append((box, [part for corner in around for part in corner]))
    return image.transform(image.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _slip(chance: random.Random, reach: float, *, inside: bool) -> float:
    return chance.uniform(-reach, reach) if inside else 0.0


def _blotches(size: tuple[int, int], chance: random.Random, cell: int) -> Image.Image:
    across, down = size[0] // cell + 3, size[1] // cell + 3
    seeds = Image.frombytes("L", (across, down), chance.randbytes(across * down))
    return seeds.resize(size, Image.Resampling.BICUBIC)
