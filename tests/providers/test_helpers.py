"""What several adapters share: their pace, sizes by name, pictures inside answers."""

from io import BytesIO

import pytest
from PIL import Image

from bot.core.capabilities import Mode, ModelSpec
from bot.core.models import Request
from bot.core.ports.provider import Result
from bot.providers import sizes
from bot.providers.contents import is_picture, picture, pictures
from bot.providers.pace import per_minute

SQUARES = sizes.read(["768x768", "1024x1024", "512x512", "768x1024"])


@pytest.mark.parametrize("number", range(1, 200))
def test_no_minute_has_more_requests_than_are_allowed(number: int) -> None:
    bucket = per_minute("vendor", "LIMIT", str(number))
    in_a_minute = bucket.max_rate + 60 * bucket.max_rate / bucket.time_period
    assert int(in_a_minute) <= number
    assert bucket.max_rate >= 1


@pytest.mark.parametrize("number", [2, 5, 50])
def test_after_a_burst_the_pace_is_more_than_half_of_what_is_allowed(number: int) -> None:
    bucket = per_minute("vendor", "LIMIT", str(number))
    assert 60 * bucket.max_rate / bucket.time_period > number / 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1024x1024", "1:1"),
        ("1792x1024", "16:9"),
        ("1024x1792", "9:16"),
        ("1536×1024", "3:2"),
        ("1024X1536", "2:3"),
        ("768x1024", "3:4"),
        ("1024x768", "4:3"),
        ("1024x1280", "4:5"),
        ("2048x1024", "2:1"),
    ],
)
def test_proportions_have_names_that_people_type(text: str, name: str) -> None:
    [size] = sizes.read([text])
    assert size.ratio.name == name


def test_sizes_of_the_same_proportions_are_told_apart_by_their_side() -> None:
    [option] = sizes.side(SQUARES)
    assert (option.default, option.choices) == ("768", ("512", "768", "1024"))
    assert [ratio.name for ratio in sizes.ratios(SQUARES)] == ["1:1", "3:4"]


@pytest.mark.parametrize(
    ("ratio", "side", "name"),
    [
        (None, None, "768x768"),
        ("1:1", "512", "512x512"),
        ("1:1", "1024", "1024x1024"),
        ("3:4", "512", "768x1024"),
        ("16:9", None, "768x768"),
    ],
)
def test_the_size_that_a_request_means(ratio: str | None, side: str | None, name: str) -> None:
    spec = ModelSpec(
        key="m",
        vendor_name="m",
        title="M",
        modes=frozenset({Mode.TEXT_TO_IMAGE}),
        ratios=sizes.ratios(SQUARES),
        options=sizes.side(SQUARES),
    )
    options = {"side": side} if side else {}
    request = Request(mode=Mode.TEXT_TO_IMAGE, model="m", ratio=ratio, options=options)
    assert sizes.chosen(SQUARES, spec, request).name == name


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_pictures_are_told_by_their_beginning(form: str) -> None:
    buffer = BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, form)
    assert is_picture(buffer.getvalue())


@pytest.mark.parametrize("content", [b"", b"{}", b"<html>", b"RIFF....AVI ", b"\x00" * 40])
def test_other_bytes_are_no_pictures(content: bytes) -> None:
    assert not is_picture(content)


@pytest.mark.parametrize("value", [None, 7, [], "", "done", "aGk=", "§", "data:", "file:///x"])
def test_what_stands_for_no_picture(value: object) -> None:
    assert picture(value) is None


def test_the_first_field_with_a_picture_counts() -> None:
    body = {"url": "https://a.example/1", "image": "done", "images": ["/9j/4AAQ", None, 7]}
    [found] = pictures(body, ("image", "images", "url"))
    assert found == Result(content=b"\xff\xd8\xff\xe0\x00\x10")


def test_depths_are_not_searched() -> None:
    body: object = "/9j/4AAQ"
    for _ in range(20):
        body = [body]
    assert pictures(body, ()) == ()
