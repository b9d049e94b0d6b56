"""Films a task: a painted scene, or a picture, that the eye wanders over."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from PIL import Image, ImageOps

from bot.core.capabilities import Mode
from bot.core.errors import InputUnreadable
from bot.core.models import Request
from bot.providers.sketch import picture, reel
from bot.providers.sketch.drift import drifting, kind_of
from bot.providers.sketch.source import even, unpacked
from bot.providers.sketch.spec import FILM, LONGEST_CLIP, STYLES
from bot.providers.sketch.words import understand
from bot.providers.sketch.work import Work

_RESERVE = 1.16  # how much more is painted than is seen, so that there is something to pan over
_ZOOM = 0.1  # of the picture's sides, until the clip ends
_SLIDE = 0.06  # the same to the side; what is near goes further than what is far
_DEPTH = 0.55  # of that, what the farthest goes


def film(work: Work) -> bytes:
    """The clip of a task, always the same for the same task."""
    size = _size(work)
    ground = _ground(work, size)
    count = round(work.seconds * reel.RATE)
    show = _drift(work)

    def frames() -> Iterator[Image.Image]:
        for number in range(count):
            frame = _seen(ground, size, work, number / max(1, count - 1))
            show(frame, work.begun + number / reel.RATE)
            yield frame

    return reel.clip(frames(), size)


def last_still(work: Work) -> Image.Image:
    """What a clip ends with, without what moves in front of it: where another goes on."""
    size = _size(work)
    return _seen(_ground(work, size), size, work, 1.0)


def retouched(request: Request, path: Path, seed: int) -> bytes:
    """A clip in the colours and the weather that the words ask for.

    Raises:
        InputUnreadable: It is no clip.
    """
    wish = picture.Wish(prompt=request.prompt, style=request.style or STYLES[0].name)
    show = drifting(kind_of(understand(request.prompt, "")), seed)
    shots = reel.pictures_of(path, LONGEST_CLIP)
    first = next(shots, None)
    if first is None:
        raise InputUnreadable
    size = even(first.size, FILM.ratios[0].width)
    tint = picture.tinting(wish, size, picture.chance(request.prompt, seed))

    def frames() -> Iterator[Image.Image]:
        for number, shot in enumerate(chain([first], shots)):
            frame = tint(shot.resize(size, Image.Resampling.BILINEAR))
            show(frame, number / reel.RATE)
            yield frame

    return reel.clip(frames(), size)


def _ground(work: Work, size: tuple[int, int]) -> Image.Image:
    """What the eye wanders over: painted larger than it is seen, or somebody's picture."""
    if work.source:
        source = unpacked(work.source)
        return ImageOps.fit(source, size, Image.Resampling.LANCZOS)
    wish = picture.Wish(prompt=work.prompt, negative=work.negative, style=work.style)
    extent = tuple(round(side * _RESERVE / 2) * 2 for side in size)
    chance = picture.chance(work.prompt, work.negative, work.seed)
    return picture.draw(wish, (extent[0], extent[1]), chance, weather=False)


def _size(work: Work) -> tuple[int, int]:
    if work.source and work.mode is not Mode.TEXT_TO_VIDEO:
        width, height = even(unpacked(work.source).size, FILM.ratios[0].width)
    else:
        ratio = FILM.ratio(work.ratio) or FILM.ratios[0]
        width, height = ratio.width, ratio.height
    return width * work.scale, height * work.scale


def _seen(ground: Image.Image, size: tuple[int, int], work: Work, share: float) -> Image.Image:
    """The part that is seen after a share (0 to 1) of the clip: nearer, and further aside."""
    side = 1 if work.seed % 2 else -1
    width, height = ground.size
    eased = share * share * (3 - 2 * share)
    rim = (1 - 1 / _RESERVE) / 2 if not work.source else 0.0
    near = rim + _ZOOM / 2 * eased
    far = side * _SLIDE * eased * (1 if rim else _ZOOM)
    left, right = near * width, (1 - near) * width
    top, bottom = 1.7 * near * height, (1 - 0.3 * near) * height  # feet stay in sight
    high, low = far * _DEPTH * width, far * width
    corners = (left + high, top, left + low, bottom, right + low, bottom, right + high, top)
    return ground.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)


def _drift(work: Work) -> Callable[[Image.Image, float], None]:
    return drifting(kind_of(understand(work.prompt, work.negative)), work.seed)
