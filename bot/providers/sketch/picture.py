"""From a wish to a picture."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from bot.providers.sketch import land, town, water
from bot.providers.sketch.canvas import Canvas
from bot.providers.sketch.cast import paint_subjects
from bot.providers.sketch.finish import finish
from bot.providers.sketch.palettes import choose
from bot.providers.sketch.scene import Scene
from bot.providers.sketch.sky import paint_rainbow, paint_sky
from bot.providers.sketch.weather import paint_fog, paint_weather
from bot.providers.sketch.words import Idea, understand

PLACES: Mapping[str, Callable[[Scene], None]] = {
    "space": town.space,
    "underwater": water.underwater,
    "city": town.city,
    "sea": water.sea,
    "lake": water.lake,
    "desert": land.desert,
    "forest": land.forest,
    "meadow": land.meadow,
}
"""In the order of precedence; mountains may stand behind any of them."""

AT_HOME = {
    "fish": "underwater",
    "whale": "sea",
    "ship": "sea",
    "lighthouse": "sea",
    "astronaut": "space",
    "rocket": "space",
    "cactus": "desert",
    "bear": "forest",
    "wolf": "forest",
    "owl": "forest",
    "deer": "forest",
    "mushroom": "forest",
    "panda": "forest",
    "flower": "meadow",
    "tree": "meadow",
    "butterfly": "meadow",
    "robot": "city",
}
"""Where a subject is to be found when nobody says."""

ELSEWHERE = ("meadow", "lake", "forest", "meadow", "sea", "desert")
HOURS = ("day", "evening", "dawn", "day", "evening", "night")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a picture is to show.

    Attributes:
        style: Style.name.
    """

    prompt: str
    style: str
    negative: str = ""


def chance(*words: object) -> random.Random:
    """What decides wherever the words leave it open: the same for the same words and seed."""
    told = "\n".join(map(str, words))
    return random.Random(sha256(told.encode(errors="replace")).digest())  # noqa: S311 -- art


def draw(
    wish: Wish, extent: tuple[int, int], chance: random.Random, *, weather: bool = True
) -> Image.Image:
    """Paint a wish.

    Args:
        wish: What is to be seen.
        extent: Pixels.
        chance: Decides whatever the wish leaves open.
        weather: Whether with what falls and drifts in front of everything.
    """
    scene = _scene(wish, extent, chance)
    _paint(scene, weather=weather)
    return finish(scene.canvas.picture(), wish.style, chance)


def change(wish: Wish, source: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """Paint a picture anew in the wish's style and colours, with what it speaks of added.

    Args:
        wish: What is to become of it.
        source: The picture; the result has its size.
        strength: From 0 (it stays) to 1.
        chance: Decides whatever the wish leaves open.
    """
    scene = _scene(wish, source.size, chance)
    ground = Image.blend(source, _tinted(_flattened(source, strength), scene), strength)
    scene.canvas.show(ground)
    if scene.wanted("fog"):
        paint_fog(scene)
    if scene.wanted("rainbow"):
        paint_rainbow(scene)
    paint_subjects(scene, aside=True)
    paint_weather(scene, "picture")
    painted = scene.canvas.picture()
    return Image.blend(painted, finish(painted, wish.style, chance), min(1.0, 0.35 + strength))


def tinting(
    wish: Wish, extent: tuple[int, int], chance: random.Random
) -> Callable[[Image.Image], Image.Image]:
    """What gives one picture after the other the light and the colours of a wish."""
    scene = _scene(wish, extent, chance)
    return lambda image: _tinted(image, scene)


def _flattened(source: Image.Image, strength: float) -> Image.Image:
    """With fewer details, as a brush would leave them."""
    size = 3 + 2 * round(2 * strength)
    small = source.reduce(2).filter(ImageFilter.MedianFilter(size))
    return small.filter(ImageFilter.SMOOTH).resize(source.size, Image.Resampling.BICUBIC)


def _tinted(image: Image.Image, scene: Scene) -> Image.Image:
    """With the light of the hour and the colours that the wish names."""
    sky, said = scene.palette.sky, scene.idea
    if said.hour or said.colours or said.season or scene.palette.dark:
        dim = ImageEnhance.Brightness(image).enhance(0.55 if scene.palette.dark else 1.0)
        light = ImageOps.colorize(ImageOps.grayscale(dim), scene.palette.near, sky[-1], sky[1])
        return Image.blend(dim, light, 0.45)
    return image


def _scene(wish: Wish, extent: tuple[int, int], chance: random.Random) -> Scene:
    idea, canvas = understand(wish.prompt, wish.negative), Canvas(extent)
    hour = _hour(idea, wish.style, chance)
    return Scene(
        canvas=canvas,
        palette=choose(idea, hour, wish.style, chance),
        idea=idea,
        hour=hour,
        horizon=canvas.height * chance.uniform(0.54, 0.64),
        ground=canvas.height * 0.88,
        lamp=canvas.width * chance.choice((0.24, 0.3, 0.7, 0.76)),
        chance=chance,
    )


def _paint(scene: Scene, *, weather: bool) -> None:
    place = _place(scene)
    paint_sky(scene)
    if "mountains" in scene.idea.places or _mountains_fit(scene, place):
        land.mountains(scene)
    PLACES[place](scene)
    if scene.wanted("fog"):
        paint_fog(scene)
    paint_subjects(scene)
    if weather:
        paint_weather(scene, place)


def _hour(idea: Idea, style: str, chance: random.Random) -> str:
    guess = chance.choice([hour for hour in HOURS if hour not in idea.unwanted] or HOURS)
    if style == "neon":
        return "night"
    if style == "ink":
        return "dawn"
    if idea.hour is None and idea.extras & {"moon", "stars", "aurora"}:
        return "night"
    return idea.hour or guess


def _place(scene: Scene) -> str:
    named = [place for place in PLACES if place in scene.idea.places]
    if not scene.allowed("trees", "tree"):
        named = [place for place in named if place != "forest"]
    homes = [AT_HOME[name] for name, _ in scene.idea.subjects if name in AT_HOME]
    guess = scene.chance.choice(ELSEWHERE)
    choices = [*named, *(home for home in homes if home not in scene.idea.unwanted)]
    if choices:
        return choices[0]
    if "mountains" in scene.idea.places:
        return scene.chance.choice(("lake", "forest", "meadow"))
    free = [place for place in ELSEWHERE if place not in scene.idea.unwanted]
    return guess if guess in free else next(iter(free), "meadow")


def _mountains_fit(scene: Scene, place: str) -> bool:
    likely = place in {"lake", "meadow", "forest"} and scene.chance.random() < 0.45  # noqa: PLR2004 -- nearly half
    return likely and scene.allowed("mountains")
