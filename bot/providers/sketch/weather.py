"""What falls and drifts in front of everything."""

from bot.providers.sketch.colours import lighter, mix
from bot.providers.sketch.scene import Scene

DRY_LAND = {"meadow", "forest", "lake"}


def paint_weather(scene: Scene, place: str) -> None:
    """Rain, snow, falling leaves or petals, fireflies: where they belong."""
    if scene.wanted("rain"):
        _rain(scene)
    if (scene.wanted("snow") or scene.palette.white) and scene.allowed("snow"):
        _snow(scene)
    if scene.idea.season in {"autumn", "spring"}:
        _leaves(scene)
    if scene.palette.dark and place in DRY_LAND and scene.idea.season in {None, "summer"}:
        _fireflies(scene)


def _rain(scene: Scene) -> None:
    colour = lighter(scene.palette.sky[-1], 0.5)
    for x, y in scene.dots(170, -4, scene.canvas.height):
        long = scene.chance.uniform(2, 5)
        drop = [
            (x, y),
            (x + 0.22, y),
            (x - long * 0.3 + 0.1, y + long),
            (x - long * 0.3, y + long),
        ]
        scene.canvas.polygon(drop, colour, 0.55)


def _snow(scene: Scene) -> None:
    for place in scene.dots(round(scene.canvas.width * 1.6), 0, scene.canvas.height):
        size = scene.chance.choice((0.22, 0.3, 0.42, 0.6, 0.85))
        scene.canvas.ellipse(place, (size, size), (255, 255, 255), scene.chance.uniform(0.6, 0.95))


def paint_fog(scene: Scene) -> None:
    """Fog, which lies behind the figures."""
    colour = lighter(scene.palette.sky[-1], 0.3)
    for x, y in scene.dots(12, scene.horizon - 10, scene.ground - 2):
        wide = scene.chance.uniform(18, 45)
        scene.canvas.glow((x, y), wide, colour, 0.45)


def _leaves(scene: Scene) -> None:
    for x, y in scene.dots(46, 0, scene.canvas.height):
        size, chance = scene.chance.uniform(0.5, 1.15), scene.chance
        colour = mix(chance.choice(scene.palette.leaves), (255, 240, 220), 0.12)
        lean = chance.uniform(-1, 1)
        leaf = [
            (x - size, y + lean * size),
            (x, y - size * 0.5),
            (x + size, y - lean * size),
            (x, y + size * 0.5),
        ]
        scene.canvas.polygon(leaf, colour, 0.9)


def _fireflies(scene: Scene) -> None:
    for place in scene.dots(12, scene.ground - 16, scene.ground + 4):
        scene.canvas.glow(place, scene.chance.uniform(1.6, 2.8), (255, 236, 150), 0.75)
        scene.canvas.ellipse(place, (0.28, 0.28), (255, 250, 215))
