"""Small real clips for tests."""

from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

FPS = 8


def clip(
    path: Path,
    *,
    colour: str = "red",
    size: tuple[int, int] = (64, 48),
    seconds: float = 1.0,
    place: str = "",
    sound: bool = False,
) -> Path:
    """Make an H.264 MP4 of one colour.

    Args:
        path: Where to.
        colour: As Pillow names it.
        size: Pixels, even numbers.
        seconds: How long it is.
        place: A location in its metadata, as phones write it.
        sound: Whether there is silence with it.
    """
    with av.open(str(path), "w", format="mp4") as container:
        if place:
            container.metadata["location"] = place
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        audio = container.add_stream("aac", rate=8000) if sound else None
        frame = av.VideoFrame.from_image(Image.new("RGB", size, colour))  # type: ignore[no-untyped-call] # untyped
        for number in range(max(1, round(seconds * FPS))):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if audio is not None:
            silence = av.AudioFrame(format="fltp", layout="mono", samples=round(8000 * seconds))
            silence.planes[0].update(bytes(silence.planes[0].buffer_size))
            silence.sample_rate = 8000
            container.mux(audio.encode(silence))
            container.mux(audio.encode())
    return path
