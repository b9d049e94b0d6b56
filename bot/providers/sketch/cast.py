"""Puts the subjects of a prompt on the stage."""

from collections.abc import Mapping
from dataclasses import replace

from bot.providers.sketch import animals, forest_animals, people, things
from bot.providers.sketch.colours import Colour, darker
from bot.providers.sketch.figures import Figure, Light, Place, put
from bot.providers.sketch.plants import bouquet, oak
from bot.providers.sketch.scene import Scene
from bot.providers.sketch.wear import CLOTHES, HEADS, LOWER

FIGURES: Mapping[str, Figure] = {
    "fox": animals.FOX,
    "wolf": animals.WOLF,
    "cat": animals.CAT,
    "tiger": animals.TIGER,
    "lion": animals.LION,
    "dog": animals.DOG,
    "bear": forest_animals.BEAR,
    "panda": forest_animals.PANDA,
    "hare": forest_animals.HARE,
    "owl": forest_animals.OWL,
    "deer": forest_animals.DEER,
    "bird": forest_animals.BIRD,
    "butterfly": forest_animals.BUTTERFLY,
    "fish": forest_animals.FISH,
    "whale": forest_animals.WHALE,
    "person": people.PERSON,
    "astronaut": people.ASTRONAUT,
    "robot": people.ROBOT,
    "house": things.HOUSE,
    "castle": things.CASTLE,
    "lighthouse": things.LIGHTHOUSE,
    "ship": things.SHIP,
    "balloon": things.BALLOON,
    "rocket": things.ROCKET,
    "mushroom": things.MUSHROOM,
    "cactus": things.CACTUS,
    "heart": things.HEART,
}

ALOFT = {"balloon": 0.34, "butterfly": 0.3, "rocket": 0.26, "heart": 0.26, "fish": 0.34}
"""How high above the ground these are, as a share of the canvas."""

AFLOAT = frozenset({"ship", "whale"})
BEHIND = {"castle", "house", "lighthouse", "tree", "balloon", "rocket", "ship", "whale"}
SOCIABLE = {"fish", "butterfly"}
MOST = 4
SLOTS = {1: (0.5,), 2: (0.33, 0.68), 3: (0.5, 0.22, 0.8), 4: (0.4, 0.64, 0.16, 0.87)}
ASIDE = {1: (0.24,), 2: (0.2, 0.8), 3: (0.14, 0.36, 0.84), 4: (0.12, 0.32, 0.68, 0.88)}
HEIGHTS = {1: 46, 2: 40, 3: 35, 4: 30}


def paint_subjects(scene: Scene, *, aside: bool = False) -> None:
    """Draw what the prompt names, large things behind small ones.

    Args:
        scene: Where.
        aside: Whether the middle belongs to somebody else.
    """
    subjects = list(scene.idea.subjects[:MOST])
    if len(subjects) == 1:
        usual = 3 if subjects[0][0] in SOCIABLE else 1
        subjects *= max(scene.idea.count, usual)
    if not subjects:
        return
    slots = ASIDE[len(subjects)] if aside else SLOTS[len(subjects)]
    height = HEIGHTS[len(subjects)] * min(1.3, max(1.0, scene.canvas.height / 115))
    order = sorted(range(len(subjects)), key=lambda index: subjects[index][0] not in BEHIND)
    for index in order:
        name, colour = subjects[index]
        _paint(scene, (name, colour), scene.canvas.width * slots[index], height)


def _paint(scene: Scene, subject: tuple[str, Colour | None], x: float, height: float) -> None:
    name, colour = subject
    match name:
        case "flower":
            bouquet(scene, x, height * 1.05, colour)
        case "tree":
            oak(scene, (x, scene.ground + 1), height * 1.35)
        case _:
            _stand(scene, name, _place(scene, name, x, height), colour)


def _stand(scene: Scene, name: str, place: Place, colour: Colour | None) -> None:
    figure, palette = FIGURES[name], scene.palette
    share = 0.26 if palette.dark else {"evening": 0.12, "dawn": 0.08}.get(scene.hour, 0.03)
    light = Light(colour=palette.sky[1], share=share)
    if name not in ALOFT and name not in AFLOAT:
        wide = place.height * 0.36
        shadow = (place.x, place.ground - place.height * 0.005)
        scene.canvas.ellipse(shadow, (wide, place.height * 0.035), darker(palette.near, 0.4), 0.35)
    if palette.dark and "light" in figure.colours and name in {"house", "castle", "lighthouse"}:
        scene.canvas.glow(
            (place.x, place.ground - place.height * 0.4), place.height, (255, 214, 130), 0.28
        )
    put(scene.canvas, figure, place, light, colour)
    if name in HEADS:
        head = replace(place, ground=place.ground + LOWER.get(name, 0.0) * place.height / 100)
        for worn in (worn for worn in CLOTHES if scene.wanted(worn)):
            put(scene.canvas, CLOTHES[worn], head, light)


def _place(scene: Scene, name: str, x: float, height: float) -> Place:
    figure = FIGURES[name]
    tall = height * figure.size
    if name in AFLOAT:
        ground = scene.horizon + (scene.ground - scene.horizon) * 0.72
    else:
        ground = scene.ground + 2.5 - scene.canvas.height * ALOFT.get(name, 0.0)
    if name in SOCIABLE:
        ground += scene.chance.uniform(-12, 8)
        tall *= scene.chance.uniform(0.75, 1.3)
    x += scene.chance.uniform(-2, 2)
    return Place(x=x, ground=ground, height=tall, flipped=scene.chance.choice((True, False)))
