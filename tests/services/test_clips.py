"""What is done with clips, on real ones."""

from io import BytesIO
from pathlib import Path

import av
import pytest
from PIL import Image

from bot.core.errors import InputUnreadable
from bot.services import clips
from tests.support.clips import clip


def test_a_poster_is_the_clips_first_picture(tmp_path: Path) -> None:
    made = clips.poster(clip(tmp_path / "a.mp4", colour="blue", size=(640, 360)))
    with Image.open(BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (320, 180))
        red, green, blue = picture.convert("RGB").getpixel((160, 90))  # type: ignore[misc] # three
    assert blue > 200
    assert max(red, green) < 60


def test_a_clean_clip_has_no_place_and_the_same_pictures(tmp_path: Path) -> None:
    source = clip(tmp_path / "a.mp4", place="+52.5+013.4/", seconds=2, sound=True)
    with av.open(str(source)) as before:
        assert "+52.5" in str(before.metadata)
    clips.clean(source, tmp_path / "b.mp4")
    with av.open(str(tmp_path / "b.mp4")) as after:
        assert "+52.5" not in str(after.metadata)
        assert [stream.type for stream in after.streams] == ["video", "audio"]
        assert sum(1 for _ in after.decode(video=0)) == 16
    content = (tmp_path / "b.mp4").read_bytes()
    assert b"loci" in source.read_bytes()
    assert b"loci" not in content
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0\0\x18ftypisom" + b"\0" * 64, b"#EXTM3U\nfile:///etc/passwd", b"x" * 999],
)
def test_what_is_no_clip_is_unreadable(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a.mp4"
    source.write_bytes(content)
    with pytest.raises(InputUnreadable):
        clips.poster(source)
    with pytest.raises(InputUnreadable):
        clips.clean(source, tmp_path / "b.mp4")


def test_half_a_clip_is_unreadable(tmp_path: Path) -> None:
    whole = clip(tmp_path / "a.mp4").read_bytes()
    half = tmp_path / "half.mp4"
    half.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputUnreadable):
        clips.poster(half)
