"""Seas, lakes and the world below the surface."""

import math

from bot.providers.sketch.canvas import Point
from bot.providers.sketch.colours import darker, hexed, lighter, mix, ramp
from bot.providers.sketch.land import front, hills
from bot.providers.sketch.scene import Scene, filled, ridge

AT_SEA = frozenset({"ship", "whale", "lighthouse", "balloon", "heart", "fish", "bird"})


def sea(scene: Scene) -> None:
    """Open water with waves down to the front."""
    canvas, palette = scene.canvas, scene.palette
    canvas.gradient(scene.horizon, canvas.height, palette.water)
    for layer in range(6):
        depth = layer / 5
        base = scene.horizon + (canvas.height - scene.horizon) * (0.12 + 0.16 * layer)
        line = _waves(scene, base, 0.35 + 1.2 * depth, 7 + 13 * depth)
        colour = ramp(palette.water, 0.1 + 0.85 * depth)
        canvas.polygon(filled(scene, line), colour, 0.75)
        canvas.polygon(
            [*line, *((x, y + 0.3 + 0.5 * depth) for x, y in reversed(line))],
            lighter(colour, 0.4),
            0.5,
        )
    _glitter(scene, scene.horizon, canvas.height)
    if any(name not in AT_SEA for name, _ in scene.idea.subjects):
        _beach(scene)


def _beach(scene: Scene) -> None:
    """Sand for those who cannot swim."""
    canvas, palette = scene.canvas, scene.palette
    sand = mix(
        mix(hexed("#ecd3a0"), palette.sky[-1], 0.25), palette.near, 0.6 if palette.dark else 0.1
    )
    line = ridge(scene, scene.ground - 6, 1.6, 80)
    for rise, colour in (
        (2.2, lighter(palette.water[0], 0.65)),
        (1.1, darker(sand, 0.22)),
        (0, sand),
    ):
        canvas.polygon(filled(scene, [(x, y - rise) for x, y in line]), colour)
    for x, y in scene.dots(26, scene.ground, canvas.height):
        canvas.ellipse((x, y), (0.7, 0.3), darker(sand, scene.chance.uniform(0.1, 0.3)), 0.7)


def lake(scene: Scene) -> None:
    """Still water between the hills, with the far shore mirrored."""
    canvas, palette = scene.canvas, scene.palette
    shore = scene.horizon + (scene.ground - scene.horizon) * 0.18
    hills(scene, layers=2, start=0.25)
    canvas.gradient(shore, canvas.height, palette.water)
    far = ridge(scene, shore + 6, 2.5, 50)
    mirror = [(x, shore) for x, _ in (far[-1], far[0])]
    canvas.polygon([*far, *mirror], darker(palette.land(0.3), 0.05), 0.35)
    _glitter(scene, shore, scene.ground)
    for x, y in scene.dots(26, shore + 1, scene.ground):
        long = scene.chance.uniform(2, 9) * (0.4 + (y - shore) / (scene.ground - shore))
        canvas.polygon(
            [(x, y), (x + long, y + 0.14), (x, y + 0.3), (x - long, y + 0.14)],
            lighter(palette.water[0], 0.55),
            0.4,
        )
    front(scene)


def underwater(scene: Scene) -> None:
    """Below the surface: rays of light, weeds and bubbles."""
    canvas, chance = scene.canvas, scene.chance
    top = mix(hexed("#63cfd6"), scene.palette.sky[0], 0.35)
    deep = mix(hexed("#0b3c63"), scene.palette.near, 0.25)
    canvas.gradient(0, canvas.height, (lighter(top, 0.35), top, mix(top, deep, 0.6), deep))
    for _ in range(6):
        x = chance.uniform(0, canvas.width)
        slant, wide = chance.uniform(8, 24), chance.uniform(3, 9)
        canvas.polygon(
            [
                (x, 0),
                (x + wide, 0),
                (x + wide * 2 + slant, canvas.height),
                (x + slant, canvas.height),
            ],
            (255, 255, 240),
            0.07,
        )
    for layer in range(3):
        line = ridge(scene, scene.ground + 2 + 4 * layer, 3, 55)
        canvas.polygon(filled(scene, line), mix(hexed("#d9b98a"), deep, 0.72 - 0.2 * layer))
    for x, _ in scene.dots(round(canvas.width / 5), 0, 1):
        _weed(scene, x)
    for place in scene.dots(40, 4, scene.ground):
        size = chance.uniform(0.3, 1.2)
        canvas.ellipse(place, (size, size), (255, 255, 255), 0.28)
        canvas.ellipse(
            (place[0] - size * 0.25, place[1] - size * 0.25),
            (size * 0.4, size * 0.4),
            (255, 255, 255),
            0.5,
        )


def _weed(scene: Scene, x: float) -> None:
    chance = scene.chance
    foot, tall = scene.ground + chance.uniform(4, 12), chance.uniform(8, 26)
    start, colour = (
        chance.uniform(0, math.tau),
        mix(
            hexed(chance.choice(("#2f8f6b", "#e0605e", "#3fa58c", "#c9507a"))),
            hexed("#0b3c63"),
            0.3,
        ),
    )
    stem = [
        (x + math.sin(start + step / 3) * 1.4 * step / 6, foot - tall * step / 12)
        for step in range(13)
    ]
    left = [(px - 0.9 * (1 - i / 13), py) for i, (px, py) in enumerate(stem)]
    right = [(px + 0.9 * (1 - i / 13), py) for i, (px, py) in enumerate(stem)]
    scene.canvas.polygon([*left, *reversed(right)], colour)


def _waves(scene: Scene, base: float, size: float, length: float) -> list[Point]:
    start = scene.chance.uniform(0, math.tau)
    return [
        (x / 2, base - size * abs(math.sin(x / 2 * math.pi / length + start)) ** 1.6)
        for x in range(int(scene.canvas.width * 2) + 3)
    ]


def _glitter(scene: Scene, top: float, bottom: float) -> None:
    """Light of sun or moon on the water."""
    canvas, chance = scene.canvas, scene.chance
    colour = lighter(scene.palette.lamp, 0.2)
    for _ in range(90):
        y = top + (bottom - top) * chance.random() ** 1.5
        share = (y - top) / (bottom - top)
        x = scene.lamp + chance.gauss(0, 3 + 12 * share)
        long, thick = chance.uniform(0.8, 2.6) * (0.5 + 2 * share), 0.12 + 0.3 * share
        canvas.polygon([(x - long, y), (x, y - thick), (x + long, y), (x, y + thick)], colour, 0.5)
