"""Everything that is done with clips; each function blocks and belongs in a thread.

Files are read and written piece by piece: a clip of hundreds of megabytes is never in memory.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bot.core.errors import InputUnreadable
from bot.services.pictures.files import jpeg

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.stream import Stream

POSTER_SIDE = 320
"""Telegram: pixels of a video's thumbnail each way."""

_MATROSKA = b"\x1aE\xdf\xa3"
_SOUNDS = frozenset({"aac", "mp3", "opus", "ac3", "eac3", "alac", "flac"})
"""What an MP4 holds; a camera's uncompressed sound is left out, no model listens to it."""


def poster(path: Path, side: int = POSTER_SIDE) -> bytes:
    """The first picture of a clip as a JPEG, at most `side` pixels each way.

    Raises:
        InputUnreadable: It is no clip.
    """
    with _opened(path) as container:
        stream = container.streams.video[0]
        frame = next(container.decode(stream), None)
        if frame is None:
            raise InputUnreadable
        picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call] # untyped in av
        if frame.rotation % 360:
            picture = picture.rotate(frame.rotation, expand=True)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return jpeg(picture, 85)


def clean(source: Path, target: Path, tags: Mapping[str, str] | None = None) -> None:
    """Copy a clip without its metadata (place, device, times), as an MP4 that starts at once.

    Nothing is encoded anew.

    Args:
        source: What somebody sent.
        target: A file that is made.
        tags: What the copy tells instead, by FFmpeg's names.

    Raises:
        InputUnreadable: It is no clip, or one that cannot be copied.
    """
    import av

    with _opened(source) as container:
        options = {"movflags": "faststart"}
        with av.open(str(target), "w", format="mp4", options=options) as copy:
            copy.metadata.update(tags or {})
            _copy(container, copy)


def _copy(container: "InputContainer", copy: "OutputContainer") -> None:
    wanted: list[Stream] = [container.streams.video[0]]
    wanted += [s for s in container.streams.audio if s.codec_context.name in _SOUNDS][:1]
    made = {stream.index: copy.add_stream_from_template(stream) for stream in wanted}
    for stream in made.values():
        stream.metadata.clear()
    for packet in container.demux(wanted):
        if packet.dts is not None:
            packet.stream = made[packet.stream.index]
            copy.mux(packet)


@contextmanager
def _opened(path: Path) -> Iterator["InputContainer"]:
    """A clip that is there and has something to see.

    Raises:
        InputUnreadable: It is none.
    """
    import av

    with path.open("rb") as file:
        form = "matroska" if file.read(len(_MATROSKA)) == _MATROSKA else "mov"
    try:
        # one named format and plain files only: others of FFmpeg's formats open further files
        with av.open(
            str(path),
            format=form,
            options={"protocol_whitelist": "file"},
            metadata_errors="ignore",
        ) as container:
            if not container.streams.video:
                raise InputUnreadable
            yield container
    except (av.FFmpegError, ValueError, OverflowError) as exc:
        raise InputUnreadable from exc
