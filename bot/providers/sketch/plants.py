"""Trees, grass and flowers."""

import math

from bot.providers.sketch.canvas import Canvas, Point
from bot.providers.sketch.colours import Colour, darker, hexed, lighter, mix
from bot.providers.sketch.scene import Scene

PETALS = tuple(map(hexed, ("#f25f6b", "#f7b32f", "#fdfaf2", "#c77be0", "#ff8fb3", "#6f9bf2")))


def conifer(scene: Scene, foot: Point, size: float, depth: float) -> None:
    """A fir, `size` units high."""
    (x, y), canvas = foot, scene.canvas
    colour = mix(scene.palette.land(min(1.0, depth + 0.16)), scene.palette.leaves[0], 0.18)
    shade = darker(colour, 0.16)
    canvas.polygon(_upright(x, y, size * 0.05, size * 0.2), darker(colour, 0.35))
    lean = scene.chance.uniform(-0.02, 0.02) * size
    for tier in range(4):
        low, high = y - size * (0.1 + 0.2 * tier), y - size * min(1.0, 0.46 + 0.2 * tier)
        wide = size * (0.25 - 0.048 * tier)
        tip = (x + lean * tier, high)
        sag = (x, low + size * 0.025)
        canvas.polygon([tip, (x + wide, low), sag, (x - wide, low)], colour)
        canvas.polygon([tip, (x + wide, low), sag], shade)
        if scene.palette.white:
            snow = mix((252, 253, 255), scene.palette.sky[-1], 0.2)
            canvas.polygon([tip, (x - wide * 0.42, low), (x - wide, low)], snow, 0.9)


def leafy(scene: Scene, foot: Point, size: float, depth: float) -> None:
    """A tree with a round crown."""
    (x, y), canvas, chance = foot, scene.canvas, scene.chance
    leaf = mix(chance.choice(scene.palette.leaves), scene.palette.land(depth), 0.5 - 0.35 * depth)
    trunk = mix(hexed("#6b4a34"), scene.palette.land(depth), 0.6 - 0.4 * depth)
    canvas.polygon(_upright(x, y, size * 0.07, size * 0.5), trunk)
    for shade, shift in ((darker(leaf, 0.16), 0.05), (leaf, 0.0), (lighter(leaf, 0.14), -0.07)):
        for _ in range(4):
            spot = (
                x + size * (chance.uniform(-0.16, 0.16) + shift * 0.7),
                y - size * (chance.uniform(0.56, 0.78) - shift),
            )
            radius = size * chance.uniform(0.13, 0.2) * (1 if shift >= 0 else 0.7)
            canvas.ellipse(spot, (radius, radius * 0.92), shade)


def oak(scene: Scene, foot: Point, size: float) -> None:
    """A large tree by itself, `size` units high."""
    (x, y), canvas, chance = foot, scene.canvas, scene.chance
    bark = mix(hexed("#5d4030"), scene.palette.near, 0.25)
    trunk = ((-0.12, 0), (-0.05, -0.12), (-0.045, -0.5), (0.045, -0.5), (0.05, -0.12), (0.13, 0))
    canvas.polygon([(x + across * size, y + up * size) for across, up in trunk], bark)
    for side in (-1, 1):
        bough = [(x, y - 0.3 * size), (x + side * 0.1 * size, y - 0.45 * size)]
        canvas.line([*bough, (x + side * 0.22 * size, y - 0.55 * size)], size * 0.03, bark)
    leaf = chance.choice(scene.palette.leaves)
    crown = ((darker(leaf, 0.22), 0.0, 14), (leaf, 0.04, 12), (lighter(leaf, 0.16), 0.1, 10))
    for shade, rise, count in crown:
        for _ in range(count):
            tone = mix(shade, chance.choice(scene.palette.leaves), 0.3)
            angle, reach = chance.uniform(0, math.tau), chance.random() ** 0.5
            across = 0.3 * reach * math.cos(angle) - (0.05 if rise else 0)
            spot = x + across * size, y - (0.66 + rise + 0.2 * reach * math.sin(angle)) * size
            radius = size * chance.uniform(0.07, 0.12) * (1 - rise * 3)
            canvas.ellipse(spot, (radius, radius * 0.92), tone)


def tuft(scene: Scene, foot: Point, size: float) -> None:
    """Blades of grass, now and then with a flower."""
    (x, y), chance = foot, scene.chance
    colour = mix(scene.palette.near, chance.choice(scene.palette.leaves), 0.55)
    for lean in (-0.5, -0.15, 0.2, 0.55):
        tip = (x + lean * size, y - size * chance.uniform(0.7, 1.1))
        scene.canvas.polygon([(x - 0.22, y), tip, (x + 0.22, y)], colour)
    if scene.allowed("flowers", "flower") and chance.random() < (
        0.5 if scene.wanted("flowers") else 0.16
    ):
        small = size * 0.28
        blossom(
            scene,
            (x, y - size),
            small,
            mix(chance.choice(PETALS), scene.palette.near, 0.3 if scene.palette.dark else 0.0),
        )


def blossom(scene: Scene, centre: Point, size: float, colour: Colour) -> None:
    """A small flower from above."""
    petals(scene.canvas, centre, size, colour, 6)
    scene.canvas.ellipse(centre, (size * 0.42, size * 0.42), hexed("#f8d15a"))


def petals(canvas: Canvas, centre: Point, size: float, colour: Colour, count: int) -> None:
    """A ring of petals, `size` units from the centre to their tips."""
    for index in range(count):
        angle = math.tau * index / count - math.pi / 2
        canvas.polygon(petal(centre, angle, size, size * 1.9 / count), colour)


def petal(centre: Point, angle: float, length: float, width: float) -> list[Point]:
    """One petal that points away from the centre."""
    (x, y), cosine, sine = centre, math.cos(angle), math.sin(angle)
    shape = [
        (length * (1 - math.cos(t)) / 2, width * math.sin(t) * (0.6 + 0.4 * t / math.pi))
        for t in (math.pi * s / 9 for s in range(10))
    ]
    outline = [*shape, *((along, -across) for along, across in reversed(shape))]
    return [(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in outline]


def bouquet(scene: Scene, x: float, size: float, colour: Colour | None) -> None:
    """Large flowers on stems, `size` units high."""
    canvas, chance = scene.canvas, scene.chance
    green = mix(hexed("#4d8b4a"), scene.palette.near, 0.45 if scene.palette.dark else 0.15)
    spread = ((-0.34, 0.62), (0.36, 0.68), (-0.14, 0.86), (0.17, 0.95), (0.0, 0.55))
    for index, (side, rise) in enumerate(spread):
        head = (x + side * size * chance.uniform(0.9, 1.1), scene.ground - rise * size)
        bend = [
            (x + side * size * 0.2, scene.ground + 3),
            (x + side * size * 0.6, scene.ground - rise * size * 0.5),
            head,
        ]
        canvas.line(bend, size * 0.022, green)
        canvas.polygon(
            petal(bend[1], -math.pi / 2 + (0.9 if side > 0 else -0.9), size * 0.22, size * 0.05),
            green,
        )
        hue = colour or PETALS[(index + chance.randint(0, 1)) % len(PETALS)]
        _bloom(scene, head, size * chance.uniform(0.15, 0.2), hue)


def _bloom(scene: Scene, centre: Point, size: float, colour: Colour) -> None:
    dim = 0.3 if scene.palette.dark else 0.0
    tone = mix(colour, scene.palette.near, dim)
    petals(scene.canvas, centre, size * 1.12, darker(tone, 0.2), 9)
    petals(scene.canvas, centre, size, tone, 8)
    petals(scene.canvas, centre, size * 0.62, lighter(tone, 0.22), 7)
    scene.canvas.ellipse(
        centre, (size * 0.25, size * 0.25), mix(hexed("#f6c244"), scene.palette.near, dim)
    )


def _upright(x: float, y: float, width: float, height: float) -> list[Point]:
    return [
        (x - width / 2, y),
        (x - width / 2, y - height),
        (x + width / 2, y - height),
        (x + width / 2, y),
    ]
