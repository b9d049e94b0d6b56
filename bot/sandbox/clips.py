"""Clips as a client reads them before it sends them: what they measure, how they look."""

import io
from dataclasses import dataclass
from fractions import Fraction

import av
from av.video.stream import VideoStream
from PIL import Image

MPEG4 = ("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "qt  ", "dash")
"""Brands of files that Telegram plays; others arrive as documents."""

_SIDE = 320
_RATE = 20  # frames a second where a GIF does not say


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """What a client says of a clip.

    Attributes:
        width: In pixels.
        height: In pixels.
        duration: Seconds, rounded, 1 at the least.
        preview: Its first picture as a JPEG of at most 320 pixels a side.
    """

    width: int
    height: int
    duration: int
    preview: bytes


def plays(data: bytes) -> bool:
    """Return whether Telegram would play this: MPEG-4 says so in its first box."""
    brand = data[8:12].decode("ascii", "replace")
    return data[4:8] == b"ftyp" and brand in MPEG4


def probe(data: bytes) -> Clip | None:
    """Return what a clip measures, `None` where there is no film in it; call it in a thread."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            stream = container.streams.video[0]
            first = next(container.decode(stream)).to_image()  # type: ignore[no-untyped-call]
            seconds = _seconds(stream, container.duration)
    except (av.FFmpegError, IndexError, StopIteration, ValueError):
        return None
    return Clip(width=first.width, height=first.height, duration=seconds, preview=_preview(first))


def moving(data: bytes) -> bool:
    """Return whether this is a GIF that moves."""
    if data[:6] not in {b"GIF87a", b"GIF89a"}:
        return False
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return bool(getattr(opened, "is_animated", False))
    except OSError:
        return False


def silent_clip(data: bytes) -> bytes:
    """Return a moving GIF as the silent MPEG-4 that clients send instead; call it in a thread."""
    out = io.BytesIO()
    with (
        av.open(io.BytesIO(data), "r") as source,
        av.open(out, "w", format="mp4") as sink,
    ):
        moving = source.streams.video[0]
        rate = Fraction(moving.average_rate or _RATE)
        stream = sink.add_stream("libx264", rate=rate)
        stream.width, stream.height = (side + side % 2 for side in (moving.width, moving.height))
        stream.pix_fmt = "yuv420p"
        for number, frame in enumerate(source.decode(moving)):
            whole = frame.reformat(stream.width, stream.height, "yuv420p")
            whole.pts, whole.time_base = number, 1 / rate
            sink.mux(stream.encode(whole))
        sink.mux(stream.encode(None))
    return out.getvalue()


def _seconds(stream: VideoStream, container: int | None) -> int:
    """How long a clip lasts: as its pictures say, or else as its file does."""
    if stream.duration is not None and stream.time_base is not None:
        return max(1, round(float(stream.duration * stream.time_base)))
    return max(1, round((container or 0) / av.time_base))


def _preview(first: Image.Image) -> bytes:
    small = first.convert("RGB")
    small.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()
