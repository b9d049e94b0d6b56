"""Clips worth looking at: the camera passes over a drawing in which something moves."""

import re
from collections.abc import Iterator
from io import BytesIO
from math import cos, pi, sin
from random import Random

import av
from PIL import Image, ImageDraw, UnidentifiedImageError

from bot.providers.sketch import picture
from bot.providers.sketch.source import near
from tests.vendors import clips
from tests.vendors.clips import Film, Scene

RATE = 10
"""Pictures per second."""

ROOM = 1.25
"""How much larger the drawing is than what the camera sees of it."""

CHANGE = 0.6
"""How much of what is started from is painted over, where it shall be changed."""

_LARGEST = 2000  # pixels of a side that are shown so often
_BIRDS = 7
_SPECKS = 60


def filmed(film: Film, style: str) -> bytes:
    """A whole clip.

    Args:
        film: What was asked for.
        style: In which it is drawn.
    """
    rate = RATE if max(film.size) <= _LARGEST else RATE // 2
    drawn = (clips.frame_of(image) for image in _frames(film, style, rate))
    width, height = film.size
    scaled = (frame.reformat(width=width, height=height, format="yuv420p") for frame in drawn)
    return clips.encoded(scaled, film.size, rate, sound=film.sound)


def _frames(film: Film, style: str, rate: int) -> Iterator[Image.Image]:
    """Every picture of a clip: first those of the clip that it goes on with."""
    if film.before:
        yield from _frames(film.before, style, rate)
    for number, scene in enumerate(film.scenes):
        chance = Random(f"{scene.words} {film.name} {number}")
        drawn = _drawn(film, scene, style, chance)
        count = round(scene.seconds * rate)
        flock, dust = _Flock(chance), _Dust(chance)
        for index in range(count):
            image = _seen(drawn, film.base, index / max(1, count - 1), back=number % 2 == 1)
            dust.fall(image, index / rate)
            flock.fly(image, index / rate)
            yield image


def _drawn(film: Film, scene: Scene, style: str, chance: Random) -> Image.Image:
    """What the camera passes over."""
    size = _even(film.base[0] * ROOM), _even(film.base[1] * ROOM)
    wish = picture.Wish(prompt=re.sub(r" -?\d+$", "", scene.words), style=style)
    source = _source(film.source)
    if source is None:
        return picture.draw(wish, size, chance)
    if film.changes:
        source = picture.change(wish, source.resize(near(source.size)), CHANGE, chance)
    return _covering(source, size)


def _source(content: bytes) -> Image.Image | None:
    """The picture, or the first one of the clip, that a clip begins with."""
    if not content:
        return None
    try:
        with Image.open(BytesIO(content)) as image:
            return image.convert("RGB")
    except UnidentifiedImageError:
        with av.open(BytesIO(content), "r") as container:
            frame = next(container.decode(video=0))
            found: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
            return found.convert("RGB")


def _covering(source: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A picture that fills a size, its middle kept."""
    scale = max(size[0] / source.width, size[1] / source.height)
    whole = source.resize((round(source.width * scale) + 1, round(source.height * scale) + 1))
    left, top = (whole.width - size[0]) // 2, (whole.height - size[1]) // 2
    return whole.crop((left, top, left + size[0], top + size[1]))


def _seen(drawn: Image.Image, size: tuple[int, int], part: float, *, back: bool) -> Image.Image:
    """What the camera sees after a part of its way across the drawing, or of its way back."""
    eased = (1 - cos(pi * part)) / 2
    across = 1 - eased if back else eased
    left = round((drawn.width - size[0]) * across)
    top = round((drawn.height - size[1]) * (0.6 - 0.2 * across))
    return drawn.crop((left, top, left + size[0], top + size[1]))


class _Flock:
    """Birds that cross the sky."""

    def __init__(self, chance: Random) -> None:
        self._birds = [
            (chance.uniform(-0.5, 0.1), chance.uniform(0.08, 0.4), chance.uniform(0.7, 1.3))
            for _ in range(_BIRDS)
        ]

    def fly(self, image: Image.Image, seconds: float) -> None:
        """Draw them where they are after some seconds."""
        draw = ImageDraw.Draw(image)
        for start, height, speed in self._birds:
            x = (start + 0.16 * speed * seconds) * image.width
            y = (height + 0.015 * sin(seconds * speed + start * 9)) * image.height
            self._bird(draw, (x, y), image.width / 60 * speed, sin(seconds * 7 * speed + start))

    def _bird(
        self, draw: ImageDraw.ImageDraw, place: tuple[float, float], span: float, beat: float
    ) -> None:
        x, y = place
        wing, lift = span, -span * 0.6 * beat
        points = [(x - wing, y + lift), (x - wing / 3, y), (x, y + span / 6)]
        points += [(x + wing / 3, y), (x + wing, y + lift)]
        draw.line(points, fill=(28, 26, 38), width=max(2, round(span / 6)), joint="curve")


class _Dust:
    """Something light that drifts in the air."""

    def __init__(self, chance: Random) -> None:
        self._specks = [
            (chance.random(), chance.random(), chance.uniform(0.5, 1.5)) for _ in range(_SPECKS)
        ]

    def fall(self, image: Image.Image, seconds: float) -> None:
        """Draw it where it is after some seconds."""
        draw = ImageDraw.Draw(image, "RGBA")
        for across, down, size in self._specks:
            x = (across + 0.02 * sin(seconds * size + across * 20)) % 1 * image.width
            y = (down + 0.05 * size * seconds) % 1 * image.height
            radius = image.height / 300 * size
            box = (x - radius, y - radius, x + radius, y + radius)
            draw.ellipse(box, fill=(255, 250, 235, 110))


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2
