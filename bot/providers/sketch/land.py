"""Mountains, hills, woods, fields and sand."""

from bot.providers.sketch.canvas import Point
from bot.providers.sketch.colours import Colour, darker, hexed, lighter, mix
from bot.providers.sketch.plants import conifer, leafy, tuft
from bot.providers.sketch.scene import Scene, filled, height_at, ridge


def mountains(scene: Scene) -> None:
    """Two ranges with snow on their peaks."""
    for depth, tallest, count in ((0.12, 0.62, 4), (0.42, 0.4, 5)):
        base = scene.horizon + 3
        for _ in range(count):
            x = scene.chance.uniform(-0.05, 1.05) * scene.canvas.width
            rise = scene.horizon * tallest * scene.chance.uniform(0.65, 1)
            _peak(scene, (x, base - rise), base, scene.palette.land(depth))
        haze = mix(scene.palette.sky[-1], scene.palette.land(depth), 0.3)
        scene.canvas.glow((scene.canvas.width / 2, base + 6), scene.canvas.width * 0.7, haze, 0.3)


def _peak(scene: Scene, top: Point, base: float, colour: Colour) -> None:
    chance, (x, y) = scene.chance, top
    rise = base - y
    spread = rise * chance.uniform(0.85, 1.25)
    left = _slope(scene, top, (x - spread, base))
    right = _slope(scene, top, (x + spread * chance.uniform(0.8, 1.2), base))
    spine = _slope(scene, top, (x + spread * chance.uniform(0.05, 0.3), base))
    lit, shade = lighter(colour, 0.12), darker(colour, 0.16)
    scene.canvas.polygon([*reversed(left), *right], lit)
    scene.canvas.polygon([*spine, *reversed(right)], shade)
    if scene.allowed("snow", "winter"):
        cap = 4 if scene.palette.white else 2
        snow = mix((250, 251, 255), scene.palette.sky[-1], 0.22 if not scene.palette.dark else 0.5)
        scene.canvas.polygon(_cap(scene, left, spine, cap), snow)
        scene.canvas.polygon(_cap(scene, spine, right, cap), mix(snow, shade, 0.34))


def _slope(scene: Scene, top: Point, foot: Point) -> list[Point]:
    """A rough line down from a peak."""
    rough = abs(foot[1] - top[1]) * 0.035
    middle = [
        (
            top[0] + (foot[0] - top[0]) * step / 8 + scene.chance.uniform(-rough, rough),
            top[1] + (foot[1] - top[1]) * step / 8 + scene.chance.uniform(-rough, rough),
        )
        for step in range(1, 8)
    ]
    return [top, *middle, foot]


def _cap(scene: Scene, one: list[Point], other: list[Point], depth: int) -> list[Point]:
    """The part of a face near its peak, with a ragged lower edge."""
    (ax, ay), (bx, by) = one[depth], other[depth]
    teeth = [
        (
            ax + (bx - ax) * step / 6,
            ay + (by - ay) * step / 6 + (3 if step % 2 else -2) * depth * 0.42,
        )
        for step in range(1, 6)
    ]
    jitter = [(x, y + scene.chance.uniform(-0.8, 0.8)) for x, y in teeth]
    return [*one[: depth + 1], *jitter, *reversed(other[: depth + 1])]


def hills(scene: Scene, layers: int = 4, start: float = 0.2) -> None:
    """Rolling land from the horizon to the front, with trees here and there."""
    canvas, palette = scene.canvas, scene.palette
    for layer in range(layers):
        depth = start + (1 - start) * layer / max(1, layers - 1)
        base = scene.horizon + (scene.ground - scene.horizon) * (layer + 0.2) / layers
        line = ridge(scene, base, 2.6 + 2 * depth, 60 + 40 * depth)
        colour = palette.land(depth * 0.85)
        canvas.polygon(filled(scene, line), colour)
        canvas.polygon(filled(scene, [(x, y + 1.1) for x, y in line]), darker(colour, 0.05))
        if scene.allowed("trees", "tree", "forest"):
            _grove(scene, line, depth)


def _grove(scene: Scene, line: list[Point], depth: float) -> None:
    chance = scene.chance
    for _ in range(round(5 - 3 * depth)):
        x = chance.uniform(0, scene.canvas.width)
        size = 3 + 7 * depth * chance.uniform(0.7, 1.1)
        draw = conifer if chance.random() < 0.5 or scene.palette.white else leafy  # noqa: PLR2004 -- half of them
        draw(scene, (x, height_at(line, x) + 0.5), size, depth)


def forest(scene: Scene) -> None:
    """Rows of trees, the nearer the taller."""
    mixed = scene.idea.season in {"autumn", "spring"}
    for layer in range(4):
        depth = 0.15 + 0.24 * layer
        base = scene.horizon + (scene.ground - scene.horizon) * (0.05 + 0.27 * layer)
        line = ridge(scene, base, 1.6, 70)
        scene.canvas.polygon(filled(scene, line), scene.palette.land(depth))
        x = scene.chance.uniform(-3, 0)
        while x < scene.canvas.width + 4:
            size = (8 + 13 * depth) * scene.chance.uniform(0.7, 1.15)
            draw = leafy if mixed and scene.chance.random() < 0.7 else conifer  # noqa: PLR2004 -- most of them
            draw(scene, (x, height_at(line, x) + 1), size, depth)
            x += size * scene.chance.uniform(0.22, 0.46)
    front(scene)


def meadow(scene: Scene) -> None:
    """Hills, then grass with flowers."""
    hills(scene, layers=3)
    front(scene)


def front(scene: Scene) -> None:
    """The ground in front, with grass, and flowers where nobody minds."""
    canvas, palette = scene.canvas, scene.palette
    line = ridge(scene, scene.ground - 4, 1.4, 90)
    canvas.polygon(filled(scene, line), mix(palette.near, palette.far, 0.1))
    canvas.polygon(filled(scene, [(x, y + 5) for x, y in line]), darker(palette.near, 0.07))
    if palette.white:
        return
    for x, y in sorted(scene.dots(round(canvas.width * 0.5), scene.ground - 3, canvas.height + 2)):
        tuft(scene, (x, y), scene.chance.uniform(1.4, 3.4))


def desert(scene: Scene) -> None:
    """Dunes with a lit and a shaded side."""
    sand = mix(hexed("#e6b873"), scene.palette.sky[-1], 0.3 if not scene.palette.dark else 0.1)
    sand = mix(sand, scene.palette.near, 0.6 if scene.palette.dark else 0.08)
    for layer in range(5):
        depth = layer / 4
        base = scene.horizon + (scene.ground - scene.horizon) * (layer + 0.15) / 4.6
        line = ridge(scene, base, 3.4 + depth, 75 + 35 * depth)
        colour = mix(mix(sand, scene.palette.sky[-1], 0.45), darker(sand, 0.12), depth)
        scene.canvas.polygon(filled(scene, line), colour)
        crest = scene.chance.uniform(0.2, 0.8) * scene.canvas.width
        shade = [(x, y + abs(x - crest) * 0.16 + 0.7 + (y - base) * 0.3) for x, y in line]
        scene.canvas.polygon(filled(scene, shade), darker(colour, 0.1))
