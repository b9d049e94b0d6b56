"""Looking at clips in tests."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av

from tests.vendors.clips import Film, colour, plain


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a clip is like.

    Attributes:
        size: Width and height.
        seconds: How long it lasts.
        colour: Of its first picture.
        sound: Whether it has a sound.
    """

    size: tuple[int, int]
    seconds: float
    colour: tuple[int, ...]
    sound: bool

    def shows(self, words: str) -> bool:
        """Whether its colour is that of these words; encoding puts it a little off."""
        pairs = zip(self.colour, colour(words), strict=True)
        return all(abs(one - other) <= 6 for one, other in pairs)


def seen(content: bytes) -> Seen:
    """Look at a clip."""
    with av.open(BytesIO(content), "r") as container:
        [video] = container.streams.video
        assert video.codec_context.name == "h264"
        frame = next(container.decode(video))
        picture = frame.to_image().convert("RGB")  # type: ignore[no-untyped-call]
        found = picture.getpixel((picture.width // 2, picture.height // 2))
        assert isinstance(found, tuple)
        return Seen(
            size=(video.width, video.height),
            seconds=round((container.duration or 0) / av.time_base, 1),
            colour=found,
            sound=bool(container.streams.audio),
        )


def clip(folder: Path, seconds: float = 3, size: tuple[int, int] = (320, 240)) -> Path:
    """A clip as a person would send it."""
    path = folder / "clip.mp4"
    path.write_bytes(plain(Film(words="a clip", size=size, seconds=seconds)))
    return path
