from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from bot.core.capabilities import AspectRatio
from bot.core.errors import InputUnreadable
from bot.services import metadata, pictures
from bot.services.pictures import files


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    buffer = BytesIO()
    image = Image.effect_noise(size, 60).convert(mode)
    if "A" in mode:
        image.putalpha(Image.linear_gradient("L").resize(size))
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


def _open(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "mime"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
    ],
)
def test_a_picture_is_known_by_its_bytes(kind: str, mime: str, tmp_path: Path) -> None:
    content = picture(kind)
    path = tmp_path / "name.txt"
    path.write_bytes(content)
    assert pictures.inspect(content) == pictures.inspect(path) == (mime, 60, 40)


def test_a_lying_picture_is_measured_as_shown() -> None:
    assert pictures.inspect(picture("JPEG", exif=turned(6))) == ("image/jpeg", 40, 60)
    assert pictures.inspect(picture("JPEG", exif=turned(3))) == ("image/jpeg", 60, 40)


@pytest.mark.parametrize("content", [b"", b"hello", picture("PNG")[:60], picture("TIFF")])
def test_what_is_no_picture_is_unreadable(content: bytes) -> None:
    with pytest.raises(InputUnreadable):
        pictures.clean_input(content)


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_PIXELS", 100)
    with pytest.raises(InputUnreadable):
        pictures.inspect(picture("PNG"))


WHOLE = {kind: picture(kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.booleans())
def test_broken_bytes_are_refused_or_read_but_never_a_bug(
    tmp_path: Path, noise: bytes, kind: str, share: float, cut: bool
) -> None:
    at = int(share * len(WHOLE[kind]))
    rest = b"" if cut else WHOLE[kind][at + len(noise) :]
    path = tmp_path / "broken"
    path.write_bytes(WHOLE[kind][:at] + noise + rest)
    assert metadata.brought(path.read_bytes()) is None
    with suppress(InputUnreadable):
        assert pictures.inspect(pictures.clean_input(path))
    with suppress(InputUnreadable):
        assert metadata.with_recipe(path, {"prompt": "p"})
    with suppress(InputUnreadable):
        assert pictures.for_photo(path) != b""


@pytest.mark.parametrize(
    ("kind", "orientation"),
    [("GIF", 1), *((kind, way) for kind in ("PNG", "JPEG", "WEBP") for way in (1, 3, 6, 8))],
)
def test_inputs_come_upright_and_without_metadata(kind: str, orientation: int) -> None:
    more: dict[str, Any] = {} if kind == "GIF" else {"exif": turned(orientation)}
    cleaned = _open(pictures.clean_input(picture(kind, **more)))
    assert cleaned.size == ((40, 60) if orientation in {6, 8} else (60, 40))
    assert dict(cleaned.getexif()) == {}
    assert not {"exif", "xmp", "comment", "Software"} & cleaned.info.keys()


def test_texts_in_an_input_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture("PNG"))
    named = metadata.with_recipe(path, {"prompt": "secret", "model": "m"})
    assert b"secret" in named
    assert b"secret" not in pictures.clean_input(named)


def test_transparency_of_an_input_is_kept() -> None:
    assert _open(pictures.clean_input(picture("PNG", mode="RGBA"))).mode == "RGBA"
    assert _open(pictures.clean_input(picture("WEBP", mode="RGBA"))).mode == "RGBA"
    assert _open(pictures.clean_input(picture("WEBP"))).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "LA"])
def test_unusual_pictures_become_usual_ones(mode: str) -> None:
    buffer = BytesIO()
    Image.new(mode, (8, 8)).save(buffer, "PNG")
    assert _open(pictures.clean_input(buffer.getvalue())).mode in {"RGB", "RGBA"}


def test_print_colours_become_screen_colours() -> None:
    buffer = BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(buffer, "JPEG")
    assert _open(pictures.clean_input(buffer.getvalue())).mode == "RGB"


def _photo(tmp_path: Path, content: bytes) -> bytes | None:
    path = tmp_path / "photo"
    path.write_bytes(content)
    return pictures.for_photo(path)


def test_a_fitting_jpeg_is_sent_as_it_is(tmp_path: Path) -> None:
    content = picture("JPEG")
    assert _photo(tmp_path, content) == content


@pytest.mark.parametrize(
    ("kind", "size", "mode"),
    [
        ("PNG", (5000, 300), "RGB"),
        ("PNG", (300, 200), "RGBA"),
        ("JPEG", (3000, 2900), "RGB"),
        ("WEBP", (60, 40), "RGB"),
        ("GIF", (60, 40), "RGB"),
    ],
)
def test_whatever_is_no_photo_is_made_one(
    kind: str, size: tuple[int, int], mode: str, tmp_path: Path
) -> None:
    photo = _photo(tmp_path, picture(kind, size, mode, quality=95, compress_level=1))
    assert photo
    assert len(photo) <= files.PHOTO_BYTES
    image = _open(photo)
    assert image.format == "JPEG"
    assert sum(image.size) <= files.PHOTO_SIDES
    assert max(image.size) <= 2560


def test_transparency_becomes_white_in_a_photo(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(buffer, "PNG")
    photo = _photo(tmp_path, buffer.getvalue())
    assert photo
    assert _open(photo).getpixel((10, 10)) == (255, 255, 255)


def test_a_ribbon_is_no_photo(tmp_path: Path) -> None:
    assert _photo(tmp_path, picture("PNG", (2100, 100))) is None
    assert _photo(tmp_path, picture("PNG", (2000, 100))) is not None


def test_a_thumbnail_is_small() -> None:
    assert _open(pictures.thumbnail(picture("PNG", (400, 200)), 100)).size == (100, 50)


RATIOS = [
    AspectRatio(name=f"{w}:{h}", width=w * 64, height=h * 64)
    for w, h in ((1, 1), (2, 3), (3, 2), (9, 16), (16, 9), (21, 9))
]


def test_proportions_are_drawn_and_the_chosen_one_differs() -> None:
    plain, chosen = pictures.shapes(RATIOS, None), pictures.shapes(RATIOS, "16:9")
    assert pictures.inspect(plain) == pictures.inspect(chosen)
    assert plain != chosen


@pytest.mark.parametrize("count", [0, 1, 5, 6])
def test_any_number_of_proportions_fits_a_photo(count: int) -> None:
    _, width, height = pictures.inspect(pictures.shapes(RATIOS[:count], None))
    assert 1 / 20 < width / height < 20


def test_pictures_lie_on_a_sheet_with_their_labels() -> None:
    shown = [picture("PNG", (300, 100)), None, b"no picture", picture("JPEG")]
    sheet = pictures.grid(shown, ["Ink", "Oil", "A very long name of a style indeed, is it not"])
    mime, width, height = pictures.inspect(sheet)
    assert mime == "image/jpeg"
    assert width > 600
    assert height > 600


def test_a_sheet_keeps_room_for_what_other_pages_hold() -> None:
    _, width, height = pictures.inspect(pictures.grid([picture("PNG")] * 4, []))
    fewer = pictures.grid([picture("PNG")] * 3, [], places=4)
    assert pictures.inspect(fewer) == ("image/jpeg", width, height)


def test_the_chosen_picture_is_lit() -> None:
    shown = [picture("PNG"), None]
    assert pictures.grid(shown, []) != pictures.grid(shown, [], chosen=0)
    assert pictures.strip(shown, None) != pictures.strip(shown, 1)


@pytest.mark.parametrize("count", [0, 1, 6])
def test_any_number_of_pictures_makes_a_strip(count: int) -> None:
    _, width, height = pictures.inspect(pictures.strip([picture("PNG")] * count, None))
    assert 1 / 20 < width / height < 20


def test_labels_beyond_the_font_are_numbers() -> None:
    assert pictures.grid([None], ["Масло"]) == pictures.grid([None], [])
    assert pictures.grid([None], ["Oil"]) != pictures.grid([None], [])


@pytest.mark.parametrize("count", [0, 1, 4, 9])
def test_any_number_of_pictures_makes_a_sheet(count: int) -> None:
    assert pictures.inspect(pictures.grid([picture("PNG")] * count, ["x"] * count))
