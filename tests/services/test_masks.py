"""The part of a picture that is to be changed is found, however it was marked."""

from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot.core.errors import InputUnreadable, MaskUnclear
from bot.services.pictures import mask_for
from bot.services.pictures.masks import _grown, _shrunk

RED = (255, 59, 48)
"""Of Telegram's own editor."""


def scene(seed: int, size: tuple[int, int], *, reds: bool = True) -> Image.Image:
    """A picture of many colours, soft and hard, red among them."""
    chance = Random(seed)
    noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    image = Image.blend(noise, Image.new("L", size, 128), 0.7).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        side = chance.randrange(10, max(size) // 3)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x, y, x + side, y + side), fill=colour if reds else (0, *colour[1:]))
    return image.filter(ImageFilter.BoxBlur(1))


def painted(image: Image.Image, box: tuple[int, ...]) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).rectangle(box, fill=RED)
    return copy


def coded(image: Image.Image, kind: str = "JPEG", **options: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def wanted(size: tuple[int, int], box: tuple[int, ...]) -> Image.Image:
    image = Image.new("L", size, "white")
    ImageDraw.Draw(image).rectangle(box, fill="black")
    return image


def overlap(mask: bytes, expected: Image.Image) -> float:
    """What two masks change alike, of all that either changes."""
    with Image.open(BytesIO(mask)) as found:
        assert found.size == expected.size
        black = found.convert("L").point(lambda tone: 255 * (tone < 128))
    other = expected.point(lambda tone: 255 * (tone < 128))
    both, either = ImageChops.multiply(black, other), ImageChops.lighter(black, other)
    return both.histogram()[255] / max(1, either.histogram()[255])


sizes = st.sampled_from([(320, 240), (240, 320), (640, 640), (900, 500)])


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    size=sizes,
    place=st.tuples(st.floats(0, 0.6), st.floats(0, 0.6)),
    extent=st.tuples(st.floats(0.15, 0.4), st.floats(0.15, 0.4)),
    scale=st.sampled_from([0.5, 0.77, 1.0, 1.6]),
    quality=st.integers(60, 95),
)
def test_red_paint_is_found_through_jpeg_and_scaling(  # noqa: PLR0917 - hypothesis hands them over
    seed: int,
    size: tuple[int, int],
    place: tuple[float, float],
    extent: tuple[float, float],
    scale: float,
    quality: int,
) -> None:
    picture = scene(seed, size, reds=False)
    left, top = round(place[0] * size[0]), round(place[1] * size[1])
    box = (left, top, left + round(extent[0] * size[0]), top + round(extent[1] * size[1]))
    smaller = (round(size[0] * scale), round(size[1] * scale))
    marking = painted(picture, box).resize(smaller, Image.Resampling.BICUBIC)
    mask = mask_for(coded(picture, quality=90), coded(marking, quality=quality))
    assert mask is not None
    assert overlap(mask, wanted(size, box)) > 0.85


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), size=sizes, quality=st.integers(60, 95))
def test_what_was_red_before_is_not_taken_for_paint(
    seed: int, size: tuple[int, int], quality: int
) -> None:
    picture = painted(scene(seed, size), (10, 10, 60, 60))
    with pytest.raises(MaskUnclear) as told:
        mask_for(coded(picture, quality=95), coded(picture, quality=quality))
    assert told.value.data == {"marked": "nothing"}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), other=st.integers(10_001, 20_000))
def test_another_picture_with_red_in_it_is_no_marking(seed: int, other: int) -> None:
    size = (320, 240)
    marking = painted(scene(other, size), (30, 30, 200, 200))
    assert mask_for(coded(scene(seed, size)), coded(marking)) is None


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.tuples(st.integers(1, 40), st.integers(1, 40)))
@pytest.mark.parametrize("reach", [1, 2, 3, 4])
def test_marks_spread_as_far_as_with_the_slow_filters(
    reach: int, seed: int, size: tuple[int, int]
) -> None:
    chance = Random(seed)
    share = chance.random()
    marks = bytes(255 * (chance.random() < share) for _ in range(size[0] * size[1]))
    image, side = Image.frombytes("L", size, marks), 2 * reach + 1
    for mine, slow in ((_grown, ImageFilter.MaxFilter), (_shrunk, ImageFilter.MinFilter)):
        assert mine(image, reach).tobytes() == image.filter(slow(side)).tobytes()


def test_a_picture_that_is_red_all_over_marks_everything() -> None:
    picture = scene(1, (320, 240))
    with pytest.raises(MaskUnclear) as told:
        mask_for(coded(picture), coded(Image.new("RGB", (320, 240), RED)))
    assert told.value.data == {"marked": "everything"}


@pytest.mark.parametrize("scale", [1, 3])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_mask_in_black_and_white_is_taken_as_it_is(kind: str, scale: int) -> None:
    size, box = (300, 200), (50, 60, 150, 130)
    drawn = wanted(size, box).resize((size[0] * scale, size[1] * scale))
    mask = mask_for(coded(scene(3, size), kind), coded(drawn, kind))
    assert mask is not None
    assert overlap(mask, wanted(size, box)) > 0.97
    with Image.open(BytesIO(mask)) as found:
        assert found.format == kind, "KIE wants it as the picture is"


def test_what_is_painted_on_a_transparent_layer_is_changed() -> None:
    size, box = (300, 200), (50, 60, 150, 130)
    layer = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(layer).rectangle(box, fill="white")
    mask = mask_for(coded(scene(3, size)), coded(layer, "PNG"))
    assert mask is not None
    assert overlap(mask, wanted(size, box)) > 0.97


@pytest.mark.parametrize(("tone", "said"), [("white", "nothing"), ("black", "everything")])
def test_a_mask_without_a_mark_or_without_a_rest_is_told(tone: str, said: str) -> None:
    with pytest.raises(MaskUnclear) as told:
        mask_for(coded(scene(3, (300, 200))), coded(Image.new("L", (300, 200), tone)))
    assert told.value.data == {"marked": said}


GREYS: list[Callable[[tuple[int, int]], Image.Image]] = [
    lambda size: Image.linear_gradient("L").resize(size),
    lambda size: scene(9, size).convert("L"),
    lambda size: Image.new("RGB", size, "navy"),
]


@pytest.mark.parametrize("other", GREYS)
def test_a_photo_is_no_mask(other: Callable[[tuple[int, int]], Image.Image]) -> None:
    assert mask_for(coded(scene(3, (300, 200))), coded(other((300, 200)))) is None


def test_other_proportions_are_no_marking() -> None:
    assert mask_for(coded(scene(3, (300, 200))), coded(Image.new("L", (200, 200)))) is None


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(InputUnreadable):
        mask_for(coded(scene(3, (300, 200))), b"nothing")
