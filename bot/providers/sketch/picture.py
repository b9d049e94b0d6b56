"""From a wish to a picture."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image

from bot.providers.sketch import land, town, water
from bot.providers.sketch.canvas import Canvas
from bot.providers.sketch.cast import paint_subjects
from bot.providers.sketch.finish import finish
from bot.providers.sketch.palettes import choose
from bot.providers.sketch.scene import Scene
from bot.providers.sketch.sky import paint_sky
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
    "flower": "meadow",
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
    seed: int
    negative: str = ""


def draw(wish: Wish, extent: tuple[int, int], chance: random.Random) -> Image.Image:
    """Paint a wish, at `extent` pixels."""
    idea = understand(wish.prompt, wish.negative)
    canvas = Canvas(extent)
    hour = _hour(idea, wish.style, chance)
    scene = Scene(
        canvas=canvas,
        palette=choose(idea, hour, chance),
        idea=idea,
        hour=hour,
        horizon=canvas.height * chance.uniform(0.54, 0.64),
        ground=canvas.height * 0.88,
        lamp=canvas.width * chance.choice((0.24, 0.3, 0.7, 0.76)),
        chance=chance,
    )
    _paint(scene)
    return finish(canvas.picture(), wish.style, chance)


def _paint(scene: Scene) -> None:
    place = _place(scene)
    paint_sky(scene)
    if "mountains" in scene.idea.places or _mountains_fit(scene, place):
        land.mountains(scene)
    PLACES[place](scene)
    if scene.wanted("fog"):
        paint_fog(scene)
    paint_subjects(scene)
    paint_weather(scene, place)


def _hour(idea: Idea, style: str, chance: random.Random) -> str:
    guess = chance.choice([hour for hour in HOURS if hour not in idea.unwanted] or HOURS)
    if style == "neon":
        return "night"
    if idea.hour is None and idea.extras & {"moon", "stars", "aurora"}:
        return "night"
    return idea.hour or guess


def _place(scene: Scene) -> str:
    named = [place for place in PLACES if place in scene.idea.places]
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
