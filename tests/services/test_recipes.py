import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from bot.core import recipe
from bot.core.capabilities import Mode
from bot.core.errors import InputUnreadable
from bot.core.models import Request
from bot.services.metadata import brought, with_recipe
from bot.services.metadata.embedding import parameters
from bot.services.metadata.limits import words
from bot.services.pictures import clean_input

REQUEST = Request(
    mode=Mode.TEXT_TO_IMAGE,
    model="flux-dev",
    prompt='лиса & "fox" <b>\nsecond line 🦊',
    negative="text, blur",
    style="INK",
    ratio="16:9",
    seed=42,
    options={"steps": 30, "guidance": 7.5, "tile": True},
)
WORDS = st.text(max_size=9).filter(lambda text: words(text) == text)
KINDS = ["PNG", "JPEG", "WEBP"]


def plain(prompt: str) -> Request:
    return Request(mode=Mode.TEXT_TO_IMAGE, model="m", prompt=prompt)


def named_with(path: Path, request: Request) -> bytes:
    return with_recipe(path, recipe.portable(request))


def read(content: bytes) -> Request | None:
    found = brought(content)
    return found.request if found else None


def _write(path: Path, kind: str, mode: str = "RGB", **more: Any) -> Path:
    image = Image.effect_noise((61, 40), 60).convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    image.save(path, kind, **more)
    return path


def _pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_recipe_goes_in_and_comes_out_and_no_pixel_changes(kind: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "a", kind)
    named = named_with(path, REQUEST)
    assert read(named) == REQUEST
    assert _pixels(named) == _pixels(path.read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_recipe_replaces_the_first(kind: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "a", kind)
    path.write_bytes(named_with(path, plain("the first")))
    named = named_with(path, plain("the second"))
    assert read(named) == plain("the second")
    assert b"the first" not in named
    assert _pixels(named) == _pixels(path.read_bytes())


@pytest.mark.parametrize(
    ("mode", "lossless"), [("RGB", True), ("RGBA", True), ("RGBA", False), ("RGB", False)]
)
def test_every_kind_of_webp_keeps_its_look(mode: str, lossless: bool, tmp_path: Path) -> None:
    path = _write(tmp_path / "a", "WEBP", mode, lossless=lossless)
    named = named_with(path, plain("p"))
    assert read(named) == plain("p")
    with Image.open(BytesIO(named)) as image:
        assert image.mode == mode
    assert _pixels(named) == _pixels(path.read_bytes())


def test_other_programs_find_the_parameters_in_a_png(tmp_path: Path) -> None:
    path = _write(tmp_path / "a", "PNG")
    with Image.open(BytesIO(with_recipe(path, recipe.portable(REQUEST)))) as image:
        told = image.info["parameters"]
    assert told == (
        'лиса & "fox" <b>\nsecond line 🦊\nNegative prompt: text, blur\n'
        "Steps: 30, CFG scale: 7.5, Seed: 42, Size: 61x40, Model: flux-dev, Style: INK, "
        "tile: True, Version: Vernissage"
    )


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_picture_that_lies_stays_as_it_is(kind: str, turned: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    named = named_with(_write(tmp_path / "a", kind, exif=exif), REQUEST)
    with Image.open(BytesIO(named)) as image:
        assert image.getexif()[ExifTags.Base.Orientation] == turned


@pytest.mark.parametrize("kind", KINDS)
def test_photo_programs_find_the_prompt_in_xmp(kind: str, tmp_path: Path) -> None:
    named = named_with(_write(tmp_path / "a", kind), REQUEST)
    with Image.open(BytesIO(named)) as image:
        packet = image.info["XML:com.adobe.xmp"] if kind == "PNG" else image.info["xmp"].decode()
    (told,) = ET.fromstring(packet).iter(
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
    )
    (description,) = told.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    assert description.text == REQUEST.prompt
    assert told.get("{http://ns.adobe.com/xap/1.0/}CreatorTool") == "Vernissage"
    iptc = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
    assert told.get(f"{iptc}AIPromptInformation") == REQUEST.prompt
    assert told.get(f"{iptc}AISystemUsed") == "flux-dev"


def test_a_value_that_would_be_taken_for_several_is_quoted() -> None:
    told = parameters(recipe.portable(replace(plain("p"), style='soft, "light": 2')), (8, 9))
    assert 'Style: "soft, \\"light\\": 2", Version' in told


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_other_programs_find_the_parameters_in_exif(kind: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "a", kind)
    with Image.open(BytesIO(with_recipe(path, recipe.portable(REQUEST)))) as image:
        comment = image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment]
    assert comment.startswith(b"UNICODE\0")
    assert comment[8:].decode("utf-16-be") == parameters(recipe.portable(REQUEST), (61, 40))


def test_a_plain_prompt_needs_no_more_than_latin_letters(tmp_path: Path) -> None:
    named = with_recipe(_write(tmp_path / "a", "PNG"), {"prompt": "a fox", "model": "m"})
    assert b"tEXtparameters\0a fox" in named


def test_the_short_recipe_is_told_shortly() -> None:
    assert (
        parameters({"prompt": "a fox", "model": "m"}, (8, 9))
        == "a fox\nSize: 8x9, Model: m, Version: Vernissage"
    )


def test_a_kind_that_holds_no_recipe_stays_as_it_is(tmp_path: Path) -> None:
    path = _write(tmp_path / "a", "GIF")
    assert with_recipe(path, {"prompt": "p"}) == path.read_bytes()


def test_what_is_no_picture_holds_no_recipe(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"hello")
    with pytest.raises(InputUnreadable):
        with_recipe(path, {"prompt": "p"})


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_a_recipe_has_none(kind: str, tmp_path: Path) -> None:
    assert read(_write(tmp_path / "a", kind).read_bytes()) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_prompt_breaks_nothing(kind: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "a", kind)
    long = plain("ж" * 12_000)
    named = named_with(path, long)
    assert _pixels(named) == _pixels(path.read_bytes())
    assert read(named) in (None, long)


@pytest.mark.parametrize("kind", KINDS)
def test_cleaning_takes_the_recipe_out(kind: str, tmp_path: Path) -> None:
    named = with_recipe(_write(tmp_path / "a", kind), recipe.portable(REQUEST))
    assert read(clean_input(named)) is None


def _png_with(text: bytes) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    content = buffer.getvalue()
    data = b"tEXtvernissage\0" + text
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", crc32(data))
    return content[:33] + chunk + content[33:]


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"7", b"null", b"{", b'{"a":', b"[" * 100_000, b"\xff\xfe", b'"x"']
)
def test_what_others_wrote_under_our_name_is_no_recipe(text: bytes) -> None:
    assert read(_png_with(text)) is None


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_may_be_asked(content: bytes) -> None:
    assert read(content) is None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_text_may_stand_under_our_name(text: bytes) -> None:
    assert read(_png_with(text)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(KINDS),
    st.text(max_size=300),
    st.dictionaries(WORDS, st.one_of(st.integers(-(10**14), 10**14), WORDS), max_size=9),
)
def test_every_recipe_comes_back(
    tmp_path: Path, kind: str, prompt: str, options: dict[str, Any]
) -> None:
    path = _write(tmp_path / "a", kind)
    wanted = replace(plain(prompt), options=options)
    assert read(named_with(path, wanted)) == replace(wanted, prompt=words(prompt))
