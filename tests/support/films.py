"""Clips for tests: made small and fast, and looked into afterwards."""

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from PIL import Image, ImageDraw


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a clip is, as a player sees it."""

    codec: str
    width: int
    height: int
    seconds: float
    frames: int
    sound: bool

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


def mp4(
    seconds: float = 1, size: tuple[int, int] = (160, 90), *, rate: int = 8, colour: str = "teal"
) -> bytes:
    """An H.264 clip of a square that moves; `moov` comes first, so that it can be streamed."""
    with TemporaryDirectory() as folder:  # what comes first is known last: it takes a file
        path = Path(folder, "clip.mp4")
        with av.open(path, "w", format="mp4", options={"movflags": "faststart"}) as sink:
            stream = sink.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            for number in range(round(seconds * rate)):
                shown = _picture(size, colour, number).convert("RGBA").tobytes()
                frame = av.VideoFrame.from_bytes(shown, *size)
                sink.mux(stream.encode(frame))
            sink.mux(stream.encode(None))
        return path.read_bytes()


def gif(size: tuple[int, int] = (61, 40), frames: int = 5) -> bytes:
    """A GIF that moves, a tenth of a second per picture."""
    first, *rest = (_picture(size, "orange", number) for number in range(frames))
    out = io.BytesIO()
    first.save(out, "GIF", save_all=True, append_images=rest, duration=100, loop=0)
    return out.getvalue()


def measured(data: bytes) -> Measured:
    """Read a clip from its first frame to its last."""
    with av.open(io.BytesIO(data), "r") as source:
        stream = source.streams.video[0]
        frames = len(list(source.decode(stream)))
        return Measured(
            codec=stream.codec_context.name,
            width=stream.width,
            height=stream.height,
            seconds=round((source.duration or 0) / av.time_base, 2),
            frames=frames,
            sound=bool(source.streams.audio),
        )


def frame(data: bytes, number: int = 0) -> Image.Image:
    """One picture of a clip; -1: the last."""
    with av.open(io.BytesIO(data), "r") as source:
        pictures = list(map(_image, source.decode(video=0)))
        return pictures[number]


def _image(shown: av.VideoFrame) -> Image.Image:
    image: Image.Image = shown.to_image()  # type: ignore[no-untyped-call]
    return image


def _picture(size: tuple[int, int], colour: str, number: int) -> Image.Image:
    image = Image.new("RGB", size, colour)
    left = 4 * number % max(1, size[0] - 20)
    ImageDraw.Draw(image).rectangle((left, 10, left + 20, 30), fill="white")
    return image
