from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.services.pictures import Cell, contact_sheet, square
from bot.services.pictures.sheets import SIDE


def picture(colour: str, size: tuple[int, int] = (90, 60)) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB")


def differs(one: Cell, other: Cell) -> tuple[int, int, int, int]:
    """Where two sheets of one cell differ, from left and top, in percent."""
    first, second = opened(contact_sheet([one])), opened(contact_sheet([other]))
    changed = ImageChops.difference(first, second).point(lambda value: 255 * (value > 40))
    box = changed.getbbox()
    assert box
    left, top, right, bottom = (round(100 * edge / first.width) for edge in box)
    return left, top, right, bottom


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (9, 3, 3)]
)
def test_cells_are_even_and_three_to_a_row(count: int, columns: int, rows: int) -> None:
    cells = [Cell(picture=square(picture("teal")), number=n) for n in range(1, count + 1)]
    width, height = opened(contact_sheet(cells)).size
    assert (round(width / SIDE), round(height / SIDE)) == (columns, rows)


def test_each_mark_has_its_corner() -> None:
    small = square(picture("navy"))
    bare = Cell(picture=small, number=1)
    left, top, right, bottom = differs(bare, Cell(picture=small, number=7))
    assert right < 25
    assert bottom < 25
    left, top, *_ = differs(bare, Cell(picture=small, number=1, star=True))
    assert left > 75
    assert top < 25
    left, top, right, _ = differs(bare, Cell(picture=small, number=1, day="Nov 26"))
    assert left < 25
    assert top > 75
    left, top, right, _ = differs(bare, Cell(picture=small, number=1, clip="0:05"))
    assert right > 75
    assert top > 75


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_what_is_not_there_is_a_quiet_cell(content: bytes | None) -> None:
    sheet = opened(contact_sheet([Cell(picture=content, number=1)]))
    edge = sheet.getpixel((sheet.width // 2, sheet.height // 8))
    assert isinstance(edge, tuple)
    assert max(edge) < 60


def test_a_square_is_the_middle_of_a_picture() -> None:
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    buffer = BytesIO()
    wide.save(buffer, "PNG")
    small = opened(square(buffer.getvalue()))
    assert small.size == (SIDE, SIDE)
    red, _, blue = _mean(small)
    assert blue > 200 > red


def _mean(image: Image.Image) -> tuple[int, int, int]:
    pixel = image.resize((1, 1)).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return int(red), int(green), int(blue)
