from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.core.errors import InputTooLarge, InputUnreadable
from bot.storage.media import MediaFiles
from tests.support.clips import clip


def encoded(kind: str = "PNG", size: tuple[int, int] = (64, 32)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "navy").save(stream, kind)
    return stream.getvalue()


async def pieces(content: bytes, size: int = 100) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "media"


@pytest.fixture
def store(folder: Path) -> MediaFiles:
    return MediaFiles(folder)


@pytest.mark.parametrize(
    ("kind", "ending", "mime"),
    [
        ("PNG", "png", "image/png"),
        ("JPEG", "jpg", "image/jpeg"),
        ("MPO", "jpg", "image/jpeg"),
        ("WEBP", "webp", "image/webp"),
        ("GIF", "gif", "image/gif"),
    ],
)
async def test_a_picture_is_named_by_its_bytes(
    store: MediaFiles, folder: Path, kind: str, ending: str, mime: str
) -> None:
    content = encoded(kind)
    stored = await store.save("runs/12/0", pieces(content))
    assert (stored.media, stored.mime) == (f"runs/12/0.{ending}", mime)
    assert (stored.width, stored.height, stored.size) == (64, 32, len(content))
    assert store.path(stored.media) == folder / stored.media
    assert store.path(stored.media).read_bytes() == content
    assert files(folder) == [stored.media]


async def test_a_picture_is_on_the_disk_before_it_has_its_name(
    store: MediaFiles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def flushed(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        seen.append((path.relative_to(folder).parts[0] if path != folder else ".", files(folder)))

    monkeypatch.setattr("bot.storage.media.os.fsync", flushed)
    await store.save("runs/12/0", pieces(encoded()))
    content, *folders = seen
    assert content[0] == ".partial"
    assert [place for place, _ in folders] == [".", "runs", "runs"]
    assert content[1][0].startswith(".partial/")
    assert folders[-1][1] == ["runs/12/0.png"]


@pytest.mark.parametrize("content", [b"", b"<html>busy</html>", encoded()[:60], encoded("TIFF")])
async def test_what_is_no_picture_is_refused(
    store: MediaFiles, folder: Path, content: bytes
) -> None:
    with pytest.raises(InputUnreadable):
        await store.save("runs/12/0", pieces(content))
    assert files(folder) == []


@pytest.mark.parametrize("width", [41_000, 100_000])
async def test_a_bomb_is_refused(store: MediaFiles, folder: Path, width: int) -> None:
    stream = BytesIO()
    Image.new("1", (width, 1000)).save(stream, "PNG")
    with pytest.raises(InputUnreadable):
        await store.save("runs/12/0", pieces(stream.getvalue(), 10_000))
    assert files(folder) == []


async def test_too_much_is_refused_before_all_of_it_came(store: MediaFiles, folder: Path) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(1024 * 1024)

    with pytest.raises(InputTooLarge) as refused:
        await store.save("runs/12/0", endless())
    assert (refused.value.data, taken) == ({"size_mb": 51, "limit_mb": 50}, 51)
    assert files(folder) == []


async def test_what_breaks_off_leaves_nothing(store: MediaFiles, folder: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield encoded()[:50]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.save("runs/12/0", broken())
    assert files(folder) == []


async def test_a_clip_is_named_by_its_bytes_and_knows_its_length(
    store: MediaFiles, tmp_path: Path
) -> None:
    content = clip(tmp_path / "film.xyz", size=(64, 48), seconds=1.5).read_bytes()
    stored = await store.save("runs/7/0", pieces(content, 7))
    assert (stored.media, stored.mime) == ("runs/7/0.mp4", "video/mp4")
    assert (stored.width, stored.height, stored.seconds) == (64, 48, 1.5)
    assert await store.find("runs/7") == [stored]


async def test_a_clip_may_have_more_bytes_than_a_picture(
    store: MediaFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.media.MAX_BYTES", 1000)
    content = clip(tmp_path / "film.mp4").read_bytes()
    assert len(content) > 1000
    await store.save("runs/7/0", pieces(content))
    monkeypatch.setattr("bot.storage.media.MAX_CLIP_BYTES", 1000)
    with pytest.raises(InputTooLarge):
        await store.save("runs/7/1", pieces(content))


@pytest.mark.parametrize("length", [20, 200, 900])
async def test_the_beginning_of_a_clip_is_none(
    store: MediaFiles, folder: Path, tmp_path: Path, length: int
) -> None:
    content = clip(tmp_path / "film.mp4").read_bytes()[:length]
    with pytest.raises(InputUnreadable):
        await store.save("runs/7/0", pieces(content))
    assert files(folder) == []


async def test_a_list_of_other_files_is_no_clip(store: MediaFiles, folder: Path) -> None:
    """FFmpeg would open whatever such a list names."""
    for content in (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", b"ffconcat version 1.0\n"):
        with pytest.raises(InputUnreadable):
            await store.save("runs/7/0", pieces(content))
    assert files(folder) == []


async def test_what_a_crash_left_is_removed_at_the_start(folder: Path) -> None:
    MediaFiles(folder)
    (folder / ".partial" / "rest").write_bytes(b"half")
    MediaFiles(folder)
    assert files(folder) == []


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "runs/../../x", "", ".", "link/x", ".partial/x"]
)
async def test_names_stay_below_the_folder(
    store: MediaFiles, folder: Path, tmp_path: Path, name: str
) -> None:
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="no name below"):
        store.path(name)
    with pytest.raises(ValueError, match="no name below"):
        await store.save(name, pieces(encoded()))
    with pytest.raises(ValueError, match="no name below"):
        await store.remove([name])


async def test_saving_again_replaces(store: MediaFiles, folder: Path) -> None:
    await store.save("runs/12/0", pieces(encoded()))
    stored = await store.save("runs/12/0", pieces(encoded(size=(8, 8))))
    assert (stored.width, files(folder)) == (8, ["runs/12/0.png"])


async def test_removed_files_are_gone_with_their_empty_folders(
    store: MediaFiles, folder: Path
) -> None:
    for name in ("runs/1/0", "runs/1/1", "runs/2/0"):
        await store.save(name, pieces(encoded()))
    await store.remove(["runs/1/0.png", "runs/2/0.png", "runs/3/0.png"])
    assert files(folder) == ["runs/1/1.png"]
    assert not (folder / "runs/2").exists()
