"""Pictures to a clip and back: H.264 in an MP4 that plays before it is there whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from bot.core.errors import InputUnreadable

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer

RATE = 24
"""Pictures a second."""

_QUALITY = {"preset": "veryfast", "crf": "19"}
_STREAMABLE = {"movflags": "faststart"}


def clip(pictures: Iterable[Image.Image], size: tuple[int, int]) -> bytes:
    """Film pictures, one after the other.

    Args:
        pictures: All of them of this size.
        size: Pixels, even numbers.
    """
    import av

    with TemporaryDirectory() as folder:  # what has to come first is known last: it takes a file
        path = Path(folder, "clip.mp4")
        with av.open(str(path), "w", format="mp4", options=_STREAMABLE) as sink:
            stream = sink.add_stream("libx264", rate=RATE, options=_QUALITY)
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            stream.thread_count = 1
            for picture in pictures:
                frame = av.VideoFrame.from_bytes(picture.convert("RGBA").tobytes(), *size)
                sink.mux(stream.encode(frame))
            sink.mux(stream.encode(None))
        return path.read_bytes()


def pictures_of(path: Path, longest: float) -> Iterator[Image.Image]:
    """What a clip shows, `RATE` pictures a second.

    Args:
        path: The clip.
        longest: Seconds after which the rest is left out.

    Raises:
        InputUnreadable: It is no clip.
    """
    import av

    try:
        with av.open(str(path), "r", options={"protocol_whitelist": "file"}) as source:
            yield from _steady(source, longest)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise InputUnreadable from error


def _steady(source: "InputContainer", longest: float) -> Iterator[Image.Image]:
    """Each picture as often as it takes until the next one: phones film at any rate."""
    stream = source.streams.video[0]
    usual = 1 / float(stream.average_rate or RATE)
    shown, picture = 0, None
    for frame in source.decode(stream):
        end = min((frame.time or 0.0) + usual, longest) * RATE
        if shown < round(end):
            picture = _upright(frame)
        while picture is not None and shown < round(end):
            yield picture
            shown += 1
        if end >= longest * RATE:
            return


def _upright(frame: "VideoFrame") -> Image.Image:
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call] # untyped in av
    return picture.rotate(frame.rotation, expand=True) if frame.rotation % 360 else picture
