"""The sky and what is in it."""

import math

from bot.providers.sketch.canvas import Canvas, Point, turned
from bot.providers.sketch.colours import Colour, hexed, lighter, luma, mix
from bot.providers.sketch.scene import Scene

RAINBOW = tuple(map(hexed, ("#e8564a", "#f39a45", "#f6d65c", "#74bd6b", "#4f9dd6", "#6a63b8")))
AURORA = (hexed("#5ff0b0"), hexed("#56d6e8"), hexed("#b07cf0"))


def paint_sky(scene: Scene) -> None:
    """Fill the canvas down to the horizon."""
    canvas, palette = scene.canvas, scene.palette
    canvas.gradient(0, scene.horizon, palette.sky)
    canvas.gradient(scene.horizon, canvas.height, (palette.sky[-1], palette.far))
    if (palette.dark or scene.wanted("stars")) and scene.allowed("stars"):
        _stars(scene)
    if scene.wanted("aurora"):
        _aurora(scene)
    _lamp(scene)
    if scene.wanted("rainbow"):
        paint_rainbow(scene)
    if scene.allowed("clouds") and not palette.dark:
        _clouds(scene, 9 if scene.wanted("clouds") or scene.wanted("rain") else 4)
    if scene.allowed("birds", "bird") and (scene.wanted("birds") or _quiet(scene)):
        _flock(scene)


def _quiet(scene: Scene) -> bool:
    return scene.hour != "night" and not scene.idea.subjects and scene.chance.random() < 0.6  # noqa: PLR2004 -- a likely guest


def _lamp(scene: Scene) -> None:
    sun = not scene.palette.dark or (scene.wanted("sun") and not scene.wanted("moon"))
    hidden = scene.wanted("rain") and not (scene.wanted("sun") or scene.wanted("moon"))
    if hidden or not scene.allowed("sun" if sun else "moon"):
        return
    low = scene.hour in {"evening", "dawn"}
    radius = scene.chance.uniform(11, 15) if low else scene.chance.uniform(7, 9.5)
    share = scene.chance.uniform(0.66, 0.86) if low else scene.chance.uniform(0.2, 0.42)
    centre = scene.lamp, scene.horizon * share
    if sun:
        _sun(scene.canvas, centre, radius, scene.palette.lamp)
    else:
        _moon(scene, centre, radius)


def _sun(canvas: Canvas, centre: Point, radius: float, colour: Colour) -> None:
    strength = luma(colour)
    canvas.glow(centre, radius * 5.5, colour, 0.75 * strength)
    canvas.glow(centre, radius * 2.4, lighter(colour, 0.4), 0.9 * strength**2)
    canvas.ellipse(centre, (radius, radius), lighter(colour, 0.45 * luma(colour)))


def _moon(scene: Scene, centre: Point, radius: float) -> None:
    canvas, colour = scene.canvas, scene.palette.lamp
    canvas.glow(centre, radius * 6, colour, 0.42)
    canvas.glow(centre, radius * 2.2, colour, 0.55)
    if scene.chance.random() < 1 / 3:
        canvas.polygon(_crescent(centre, radius), colour)
        return
    canvas.ellipse(centre, (radius, radius), colour)
    shade = mix(colour, scene.palette.sky[1], 0.16)
    for x, y, size in (
        (-0.35, -0.2, 0.24),
        (0.3, 0.28, 0.3),
        (0.25, -0.42, 0.14),
        (-0.2, 0.45, 0.12),
    ):
        place = centre[0] + x * radius, centre[1] + y * radius
        canvas.ellipse(place, (size * radius, size * radius), shade)


def _crescent(centre: Point, radius: float) -> list[Point]:
    (x, y), lean = centre, -0.5
    outer = [(-math.cos(a), math.sin(a)) for a in _half_turn()]
    inner = [(-0.42 * math.cos(a), math.sin(a)) for a in reversed(_half_turn())]
    points = [(x + radius * across, y + radius * down) for across, down in (*outer, *inner)]
    return turned(points, centre, lean)


def _half_turn() -> list[float]:
    return [math.pi * (step / 40 - 0.5) for step in range(41)]


def _stars(scene: Scene) -> None:
    canvas, chance = scene.canvas, scene.chance
    for x, y in scene.dots(round(canvas.width * 1.1), 0, scene.horizon * 0.95):
        size = chance.choice((0.16, 0.2, 0.2, 0.28, 0.38))
        canvas.ellipse((x, y), (size, size), (255, 250, 235), chance.uniform(0.4, 1))
    for place in scene.dots(7, 2, scene.horizon * 0.7):
        sparkle(canvas, place, chance.uniform(1, 1.9), (255, 250, 232))


def sparkle(canvas: Canvas, centre: Point, size: float, colour: Colour) -> None:
    """A star with four points."""
    canvas.glow(centre, size * 2.6, colour, 0.5)
    corners = [(size * (1 if i % 2 == 0 else 0.17), math.tau * i / 8) for i in range(8)]
    x, y = centre
    canvas.polygon([(x + r * math.cos(a), y + r * math.sin(a)) for r, a in corners], colour)


def _clouds(scene: Scene, count: int) -> None:
    colour = lighter(mix(scene.palette.sky[-1], scene.palette.sky[1], 0.25), 0.45)
    if scene.wanted("rain"):
        colour = mix(colour, (110, 118, 135), 0.55)
    for x, y in scene.dots(count, scene.horizon * 0.08, scene.horizon * 0.62):
        _cloud(scene, (x, y), scene.chance.uniform(9, 19), colour)


def _cloud(scene: Scene, centre: Point, width: float, colour: Colour) -> None:
    """A flat-bottomed heap of round humps, drawn as the envelope of all of them."""
    (x, y), chance = centre, scene.chance
    humps = [
        (spot, (1.15 - abs(spot)) * width * chance.uniform(0.24, 0.42))
        for spot in (-0.72, -0.38, chance.uniform(-0.15, 0.15), 0.38, 0.7)
    ]
    upper = []
    for step in range(-40, 41):
        across = step / 30
        rise = max(size * size - ((across - spot) * width) ** 2 for spot, size in humps)
        if rise > 0:
            upper.append((x + across * width, y - math.sqrt(rise)))
    scene.canvas.polygon(upper, colour, chance.uniform(0.55, 0.9))


def paint_rainbow(scene: Scene) -> None:
    """A rainbow that stands on the horizon."""
    canvas = scene.canvas
    centre = canvas.width * scene.chance.uniform(0.4, 0.6), scene.horizon + 6
    outer = min(canvas.width * 0.62, scene.horizon * 0.92)
    angles = [math.pi + math.pi * step / 60 for step in range(61)]
    for index, colour in enumerate(RAINBOW):
        high, low = outer - index * 1.5, outer - (index + 1) * 1.5
        upper = [(centre[0] + high * math.cos(a), centre[1] + high * math.sin(a)) for a in angles]
        lower = [(centre[0] + low * math.cos(a), centre[1] + low * math.sin(a)) for a in angles]
        canvas.polygon([*upper, *reversed(lower)], colour, 0.55)


def _aurora(scene: Scene) -> None:
    """Curtains of light: bright at their lower edge, fading upwards."""
    canvas, chance = scene.canvas, scene.chance
    for colour in AURORA:
        start, wave = chance.uniform(0, math.tau), chance.uniform(0.035, 0.06)
        base = scene.horizon * chance.uniform(0.4, 0.7)
        for x in range(int(canvas.width) + 1):
            y = base + 8 * math.sin(x * wave + start) + 2 * math.sin(x * wave * 2.3)
            tall = 26 + 8 * math.sin(x * wave * 1.4 + start)
            for part in range(8):
                upper, lower = y - tall * (part + 1) / 8, y - tall * part / 8
                box = [(x, upper), (x + 1, upper), (x + 1, lower), (x, lower)]
                canvas.polygon(box, colour, 0.3 * (1 - part / 8) ** 1.6)


def _flock(scene: Scene) -> None:
    canvas, chance = scene.canvas, scene.chance
    colour = mix(scene.palette.near, scene.palette.sky[1], 0.25)
    x, y = canvas.width * chance.uniform(0.2, 0.6), scene.horizon * chance.uniform(0.2, 0.45)
    for _ in range(chance.randint(4, 7)):
        size = chance.uniform(1.4, 2.4)
        wing = [
            (x - size, y - size * 0.35),
            (x - size * 0.5, y - size * 0.6),
            (x, y),
            (x + size * 0.5, y - size * 0.6),
            (x + size, y - size * 0.35),
        ]
        canvas.line(wing, 0.34, colour)
        x, y = x + chance.uniform(3, 6), y + chance.uniform(-3, 2.4)
