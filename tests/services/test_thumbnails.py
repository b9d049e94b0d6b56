from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.core.errors import InputGone
from bot.core.models import Artifact
from bot.services import thumbnails
from bot.services.pictures.sheets import SIDE
from bot.services.thumbnails import SHOWN, Thumbnails
from bot.storage.media import MediaFiles
from tests.support.films import mp4


class Copies:
    """Telegram's copies of files."""

    def __init__(self, **contents: bytes) -> None:
        self.contents = contents
        self.asked: list[str] = []

    async def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        self.asked.append(file_id)
        if file_id not in self.contents:
            raise InputGone
        yield self.contents[file_id]


def png(size: tuple[int, int]) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "PNG")
    return buffer.getvalue()


def artifact(
    media: str | None = None, file_id: str | None = None, mime: str = "image/png"
) -> Artifact:
    return Artifact(
        id=1, run_id=1, index=0, media=media, mime=mime, width=8, height=8, size=8, file_id=file_id
    )


def size(content: bytes | None) -> tuple[int, int]:
    assert content
    with Image.open(BytesIO(content)) as image:
        assert image.format == "JPEG"
        return image.size


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def saved(media: MediaFiles, content: bytes) -> str:
    return (await media.save("runs/1/0", chunks(content))).media


async def test_a_copy_is_made_once_and_goes_with_its_file(tmp_path: Path) -> None:
    media = MediaFiles(tmp_path)
    name = await saved(media, png((2000, 1000)))
    small = Thumbnails(media=media, files=Copies())
    assert size(await small.square(artifact(name))) == (SIDE, SIDE)
    assert size(await small.preview(artifact(name))) == (SHOWN, SHOWN // 2)
    kept = files(tmp_path / "thumbs")
    assert [path.name for path in kept] == ["0.png.preview.jpg", "0.png.square.jpg"]
    kept[1].write_bytes(b"made before")
    assert await small.square(artifact(name)) == b"made before"
    await media.remove([name])
    assert files(tmp_path) == []


async def test_without_its_file_telegrams_copy_is_asked_once(tmp_path: Path) -> None:
    copies = Copies(known=png((600, 800)))
    small = Thumbnails(media=MediaFiles(tmp_path), files=copies)
    for gone in (None, "runs/1/0.png"):
        assert size(await small.square(artifact(gone, "known"))) == (SIDE, SIDE)
    assert copies.asked == ["known"]
    assert await small.square(artifact(None, "lost")) is None
    assert await small.square(artifact()) is None


async def test_what_is_remembered_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "_REMEMBERED", 2)
    copies = Copies(a=png((8, 8)), b=png((8, 8)), c=png((8, 8)))
    small = Thumbnails(media=MediaFiles(tmp_path), files=copies)
    for name in "abcba":
        assert await small.square(artifact(None, name))
    assert copies.asked == ["a", "b", "c", "a"]


async def test_a_clip_is_shown_by_its_first_picture(tmp_path: Path) -> None:
    media = MediaFiles(tmp_path)
    name = await saved(media, mp4())
    copies = Copies(clip=mp4())
    small = Thumbnails(media=media, files=copies)
    clip = artifact(name, "clip", "video/mp4")
    assert size(await small.square(clip)) == (SIDE, SIDE)
    assert await small.preview(clip) is None
    await media.remove([name])
    assert await small.square(clip) is None
    assert copies.asked == [], "a whole clip is not fetched for a cell"


async def test_what_is_no_picture_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "1.png").write_bytes(b"no picture")
    small = Thumbnails(media=MediaFiles(tmp_path), files=Copies(x=b"none either"))
    assert await small.square(artifact("runs/1.png")) is None
    assert await small.square(artifact(None, "x")) is None
