"""What a stored file is, by its bytes alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bot.core.errors import InputUnreadable

if TYPE_CHECKING:
    from av.container import InputContainer

HEAD = 16
"""Bytes of a file's beginning by which pictures and clips are told apart."""

MAX_PIXELS = 40_000_000
"""Of a picture, or of one frame of a clip, that anything here may open."""

LONGEST = 3600.0
"""Seconds of a clip: no model makes or takes more than a fraction of that."""

_PICTURES = {
    "PNG": ("png", "image/png"),
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),  # a JPEG with a second picture behind it, as phones make
    "WEBP": ("webp", "image/webp"),
    "GIF": ("gif", "image/gif"),
}
_STILLS = frozenset({b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"})
_MATROSKA = b"\x1aE\xdf\xa3"
_QUICKTIME = b"qt  "


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file's kind.

    Attributes:
        ending: Without the dot.
        seconds: How long a clip is; None: it is a picture.
    """

    ending: str
    mime: str
    width: int
    height: int
    seconds: float | None = None


def is_clip(head: bytes) -> bool:
    """Whether bytes begin as an MP4, a QuickTime film or a WebM does."""
    boxed = head[4:8] == b"ftyp" and head[8:12] not in _STILLS
    return boxed or head.startswith(_MATROSKA)


def inspect(path: Path) -> Found:
    """Kind, size and length of a picture or clip.

    Raises:
        InputUnreadable: It is neither, a broken one, or a decompression bomb.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return _clip(path, head) if is_clip(head) else _picture(path)


def _picture(path: Path) -> Found:
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            ending, mime = _PICTURES[image.format or ""]
            width, height = image.size
            image.verify()
    except (OSError, SyntaxError, ValueError) as exc:
        raise InputUnreadable from exc
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        raise InputUnreadable from exc
    return Found(ending=ending, mime=mime, width=width, height=height)


def _clip(path: Path, head: bytes) -> Found:
    import av

    form = "matroska" if head.startswith(_MATROSKA) else "mov"
    ending, mime = ("webm", "video/webm") if form == "matroska" else ("mp4", "video/mp4")
    if head[8:12] == _QUICKTIME:
        ending, mime = "mov", "video/quicktime"
    try:
        # one named format and plain files only: others of FFmpeg's formats open further files
        with av.open(
            str(path),
            format=form,
            options={"protocol_whitelist": "file"},
            metadata_errors="ignore",
        ) as container:
            width, height, seconds = _measure(container)
    except (av.FFmpegError, ValueError, OverflowError) as exc:
        raise InputUnreadable from exc
    return Found(ending=ending, mime=mime, width=width, height=height, seconds=seconds)


def _measure(container: "InputContainer") -> tuple[int, int, float]:
    """Width, height and seconds as they are shown.

    Raises:
        InputUnreadable: There is nothing to see, or too much.
    """
    import av

    if not container.streams.video:
        raise InputUnreadable
    stream = container.streams.video[0]
    if stream.codec_context.width * stream.codec_context.height > MAX_PIXELS:
        raise InputUnreadable
    stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
    frame = next(container.decode(stream), None)
    seconds = float(container.duration / av.time_base) if container.duration else 0.0
    if frame is None or not 0 < frame.width * frame.height <= MAX_PIXELS or seconds > LONGEST:
        raise InputUnreadable
    lying = frame.rotation % 180 != 0
    width, height = (frame.height, frame.width) if lying else (frame.width, frame.height)
    return width, height, round(seconds, 3)
