"""The clips that local vendors make: real ones, small, in a colour that tells them apart."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TypeAlias

import av
from av.audio import AudioStream
from av.video import VideoStream
from PIL import Image

RATE = 1
"""Pictures per second of a clip in one colour: each takes long to encode."""

_TONE = 8000  # samples of sound per second
_SAMPLES = 1024  # in a frame of AAC


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A part of a clip.

    Attributes:
        words: What it shows.
        seconds: How long it lasts.
    """

    words: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Film:
    """A clip that a vendor was asked for.

    Attributes:
        words: What it shows; a number at their end is an index.
        size: Width and height.
        seconds: How long it lasts.
        name: Of the task, since the same words may be filmed again.
        sound: Whether it has a sound.
        source: The picture that it begins with, or the clip that is changed.
        changes: Whether the source shall become something else.
        before: The clip that it goes on with, and is the beginning of it.
        shots: Its parts; empty: there is one.
        original: The size before it was enlarged; None: it was not.
    """

    words: str
    size: tuple[int, int]
    seconds: float
    name: str = ""
    sound: bool = False
    source: bytes = b""
    changes: bool = False
    before: "Film | None" = None
    shots: tuple[Scene, ...] = ()
    original: tuple[int, int] | None = None

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """What is new in it, in parts."""
        new = self.seconds - (self.before.seconds if self.before else 0)
        return self.shots or (Scene(words=self.words, seconds=new),)

    @property
    def base(self) -> tuple[int, int]:
        """The size in which it was made."""
        return self.original or self.size


Filmer: TypeAlias = Callable[[Film], Awaitable[bytes]]
"""Who makes a vendor's clips."""


async def in_one_colour(film: Film) -> bytes:
    """A clip that is cheap to make and can be told from others."""
    return await asyncio.to_thread(plain, film)


def plain(film: Film) -> bytes:
    """The same, at once."""
    return _plain(film.words, film.size, film.seconds, film.sound)


def colour(words: str) -> tuple[int, int, int]:
    """The colour of words."""
    red, green, blue = sha256(words.encode(errors="replace")).digest()[:3]
    return red, green, blue


@lru_cache(maxsize=64)
def _plain(words: str, size: tuple[int, int], seconds: float, sound: bool) -> bytes:
    picture = frame_of(Image.new("RGB", size, colour(words)))
    frame = picture.reformat(format="yuv420p")
    return encoded((frame for _ in range(round(seconds * RATE))), size, RATE, sound)


def frame_of(image: Image.Image) -> av.VideoFrame:
    """A picture as a frame of a clip."""
    made: av.VideoFrame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
    return made


def encoded(
    frames: Iterable[av.VideoFrame], size: tuple[int, int], rate: int, sound: bool = False
) -> bytes:
    """Pictures as an MP4 with H.264.

    Args:
        frames: All of one size.
        size: That one.
        rate: Pictures per second.
        sound: Whether a silent track goes with it.
    """
    buffer = BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = _video(container, size, rate)
        tone = _audio(container) if sound else None
        count = 0
        for count, frame in enumerate(frames, start=1):
            frame.pts, frame.time_base = count - 1, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if tone is not None:
            for silence in _silence(count / rate):
                container.mux(tone.encode(silence))
            container.mux(tone.encode())
    return buffer.getvalue()


def _video(
    container: av.container.OutputContainer, size: tuple[int, int], rate: int
) -> VideoStream:
    options = {"preset": "ultrafast", "crf": "28"}
    stream = container.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.thread_count = 1  # more only get in each other's way
    return stream


def _audio(container: av.container.OutputContainer) -> AudioStream:
    return container.add_stream("aac", rate=_TONE, layout="mono")


def _silence(seconds: float) -> Iterator[av.AudioFrame]:
    for index in range(int(seconds * _TONE / _SAMPLES)):
        frame = av.AudioFrame(format="fltp", layout="mono", samples=_SAMPLES)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts = _TONE, index * _SAMPLES
        frame.time_base = Fraction(1, _TONE)
        yield frame
