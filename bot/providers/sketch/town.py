"""Streets of houses with lights in their windows, and the space between the stars."""

import math

from bot.providers.sketch.canvas import Point
from bot.providers.sketch.colours import darker, hexed, lighter, mix
from bot.providers.sketch.land import front
from bot.providers.sketch.scene import Scene
from bot.providers.sketch.sky import sparkle

WORLDS = tuple(map(hexed, ("#d98a5b", "#6f8fd8", "#b06fc0", "#5fb3a1", "#e0b35f")))


def city(scene: Scene) -> None:
    """Rows of towers, the nearer the darker."""
    for layer in range(3):
        depth = 0.18 + 0.3 * layer
        x = -scene.chance.uniform(0, 6)
        base = scene.horizon + (scene.ground - scene.horizon) * (0.25 + 0.3 * layer)
        while x < scene.canvas.width:
            width = scene.chance.uniform(6, 13)
            height = scene.chance.uniform(16, 46 - 7 * layer) * (1.2 if layer == 0 else 1)
            _tower(scene, (x, base), (width, height), depth)
            x += width + scene.chance.uniform(-0.6, 1.6)
    front(scene)


def _tower(scene: Scene, corner: Point, size: Point, depth: float) -> None:
    (x, base), (width, height), canvas = corner, size, scene.canvas
    colour = mix(scene.palette.land(depth), scene.palette.sky[1], 0.28 - 0.26 * depth)
    top = base - height
    canvas.polygon(
        [(x, top), (x + width, top), (x + width, scene.ground + 4), (x, scene.ground + 4)], colour
    )
    canvas.polygon(
        [
            (x + width * 0.72, top),
            (x + width, top),
            (x + width, scene.ground + 4),
            (x + width * 0.72, scene.ground + 4),
        ],
        darker(colour, 0.12),
    )
    match scene.chance.randint(0, 4):
        case 0:
            canvas.polygon(
                [(x + width / 2 - 0.3, top), (x + width / 2, top - 6), (x + width / 2 + 0.3, top)],
                colour,
            )
        case 1:
            canvas.polygon(
                [(x, top), (x + width / 2, top - width * 0.5), (x + width, top)], colour
            )
        case 2:
            canvas.polygon(
                [
                    (x + width * 0.2, top),
                    (x + width * 0.2, top - 2.4),
                    (x + width * 0.8, top - 2.4),
                    (x + width * 0.8, top),
                ],
                colour,
            )
    _windows(scene, (x, top), (width, base + 6 - top), depth)


def _windows(scene: Scene, corner: Point, size: Point, depth: float) -> None:
    lit = scene.palette.dark or scene.hour == "evening"
    glow = hexed("#ffd98a") if lit else lighter(scene.palette.sky[0], 0.35)
    wall = scene.palette.land(depth)
    (x, y), (width, height) = corner, size
    columns, rows = max(2, int(width / 2.1)), int(height / 2.9)
    for row in range(rows):
        for column in range(columns):
            if scene.chance.random() < (0.42 if lit else 0.6):
                left = x + (column + 0.28) * width / columns
                upper = y + 1.4 + row * 2.9
                tone = mix(glow, wall, scene.chance.uniform(0, 0.45) + (0.35 if not lit else 0.05))
                scene.canvas.polygon(
                    [
                        (left, upper),
                        (left + 1, upper),
                        (left + 1, upper + 1.5),
                        (left, upper + 1.5),
                    ],
                    tone,
                    0.35 + 0.6 * depth,
                )


def space(scene: Scene) -> None:
    """Stars, clouds of gas and planets instead of land."""
    canvas, chance = scene.canvas, scene.chance
    deep, violet = hexed("#070819"), mix(hexed("#2b1b57"), scene.palette.sky[1], 0.35)
    canvas.gradient(0, canvas.height, (deep, violet, deep))
    for _ in range(9):
        place = chance.uniform(0, canvas.width), chance.uniform(0, canvas.height)
        gas = mix(chance.choice(WORLDS), chance.choice(((230, 70, 150), (60, 120, 255))), 0.5)
        canvas.glow(place, chance.uniform(22, 48), gas, 0.34)
    for place in scene.dots(round(canvas.width * canvas.height / 45), 0, canvas.height):
        size = chance.choice((0.14, 0.18, 0.24, 0.36))
        canvas.ellipse(place, (size, size), (255, 250, 240), chance.uniform(0.35, 1))
    for place in scene.dots(8, 3, canvas.height * 0.9):
        sparkle(canvas, place, chance.uniform(0.9, 2), (255, 252, 240))
    sides = [0.2, 0.8]
    chance.shuffle(sides)
    _planet(
        scene, (canvas.width * sides[0], canvas.height * 0.24), chance.uniform(11, 15), ringed=True
    )
    _planet(
        scene, (canvas.width * sides[1], canvas.height * 0.36), chance.uniform(4, 6), ringed=False
    )
    _ground(scene)


def _planet(scene: Scene, centre: Point, radius: float, *, ringed: bool) -> None:
    canvas, chance, (x, y) = scene.canvas, scene.chance, centre
    colour = chance.choice(WORLDS)
    ring = [
        (
            x + radius * 1.9 * math.cos(a),
            y + radius * 0.5 * math.sin(a) - radius * 0.3 * math.cos(a),
        )
        for a in (math.tau * i / 80 for i in range(81))
    ]
    canvas.glow(centre, radius * 1.9, colour, 0.5)
    if ringed:
        canvas.line(ring, radius * 0.12, lighter(colour, 0.4))
    canvas.ellipse(centre, (radius, radius), darker(colour, 0.3))
    canvas.ellipse((x - radius * 0.12, y - radius * 0.1), (radius * 0.88, radius * 0.9), colour)
    for level in (-0.45, -0.1, 0.3):
        wide = math.sqrt(1 - level**2) * radius * 0.8
        canvas.ellipse(
            (x - radius * 0.1, y + level * radius),
            (wide, radius * 0.07),
            lighter(colour, 0.22),
            0.6,
        )
    if ringed:
        canvas.line(ring[:41], radius * 0.12, lighter(colour, 0.4))


def _ground(scene: Scene) -> None:
    canvas, chance = scene.canvas, scene.chance
    rock = mix(hexed("#8c86a8"), scene.palette.near, 0.25)
    middle, radius = canvas.width / 2, canvas.width * 1.1
    canvas.ellipse((middle, scene.ground + radius - 6), (radius, radius), rock)
    canvas.ellipse((middle, scene.ground + radius - 3), (radius, radius), darker(rock, 0.12))
    for x, y in scene.dots(9, scene.ground + 1, canvas.height):
        wide = chance.uniform(1.5, 5)
        canvas.ellipse((x, y), (wide, wide * 0.32), darker(rock, 0.32))
        canvas.ellipse((x, y + wide * 0.08), (wide * 0.86, wide * 0.24), darker(rock, 0.22))
