"""The pictures and clips that a request starts from, made ready for a provider."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.capabilities import CONTINUES, ModelSpec
from bot.core.errors import InputGone, InputTooLarge, InputTooLong, InputUnreadable
from bot.core.models import Input, Run, StoredFile
from bot.core.ports.conversation import Messenger
from bot.core.ports.stores import MediaStore
from bot.services import clips
from bot.services.pictures import clean_input, mask_for

_MB = 1024 * 1024
_MASK = "mask"
_RAW = "raw"  # a clip as it came, until its copy is clean
_MOST_BYTES = 20 * _MB  # Telegram: bots download no more
_PIECE = 1024 * 1024
_ENDINGS = ("png", "jpg", "mp4", "mov", "webm", "gif", "webp")  # whatever is stored here


class Inputs:
    """Fetches pictures and clips from here or from Telegram and takes out what concerns nobody."""

    def __init__(self, *, messenger: Messenger, media: MediaStore) -> None:
        self._messenger = messenger
        self._media = media

    @asynccontextmanager
    async def ready(self, run: Run, spec: ModelSpec) -> AsyncIterator[Sequence[Path]]:
        """A run's inputs as files, without metadata; they are gone afterwards.

        In the order of `Provider.submit`: what it starts from, what its elements look like, its
        mask. Pictures are upright. Nothing where the vendor has it already.

        Raises:
            RequestError: One cannot be had, read, or is too large for the model.
        """
        kept: list[StoredFile] = []
        try:
            if run.request.mode not in CONTINUES:
                for index, source in enumerate(_sources(run)):
                    kept.append(await self._keep(f"inputs/{run.id}/{index}", source, spec))
            if run.request.mask:
                first = self._media.path(kept[0].media)
                mask = await self._mask(first, run.request.mask, spec)
                kept.append(await self._media.save(f"inputs/{run.id}/{_MASK}", _whole(mask)))
            yield [self._media.path(file.media) for file in kept]
        finally:
            await self._media.remove([file.media for file in kept])

    async def forget(self, run: Run) -> None:
        """Remove what a process that was killed may have left of a run's inputs."""
        numbers = range(len(_sources(run)))
        names = [*numbers, *(f"{number}-{_RAW}" for number in numbers), _MASK]
        await self._media.remove(
            [f"inputs/{run.id}/{name}.{end}" for name in names for end in _ENDINGS]
        )

    async def cleaned(self, picture: Input) -> bytes:
        """A picture upright and without metadata.

        Raises:
            RequestError: It cannot be had or read, or is larger than Telegram lets bots download.
        """
        content = await self._read(picture, _MOST_BYTES)
        return await asyncio.to_thread(clean_input, content)

    async def marks(self, picture: Input, marking: Input) -> bool:
        """Whether one picture marks a part of another: a mask, or a copy with red paint on it.

        Raises:
            MaskUnclear: It does, but marks nothing, or everything.
            BotError: One of them cannot be had.
        """
        below, above = [await self._read(each, _MOST_BYTES) for each in (picture, marking)]
        return await asyncio.to_thread(_mask, below, above) is not None

    async def _keep(self, name: str, source: Input, spec: ModelSpec) -> StoredFile:
        if source.clip:
            return await self._keep_clip(name, source, spec)
        content = await self._read(source, spec.max_input_bytes)
        cleaned = await asyncio.to_thread(clean_input, content)
        _refuse_over(len(cleaned), spec.max_input_bytes)
        return await self._media.save(name, _whole(cleaned))

    async def _keep_clip(self, name: str, source: Input, spec: ModelSpec) -> StoredFile:
        """A clean copy of a clip, from file to file."""
        raw = await self._media.save(f"{name}-{_RAW}", self._pieces(source, spec.max_clip_bytes))
        path = self._media.path(raw.media)
        copy = path.with_name(f"{path.stem}-copy.mp4")
        try:
            if raw.seconds is None:
                raise InputUnreadable
            _refuse_longer(raw.seconds, spec)
            await asyncio.to_thread(clips.clean, path, copy)
            return await self._media.save(name, _of_file(copy))
        finally:
            copy.unlink(missing_ok=True)
            await self._media.remove([raw.media])

    async def _mask(self, picture: Path, marking: Input, spec: ModelSpec) -> bytes:
        content = await self._read(marking, spec.max_input_bytes)
        mask = await asyncio.to_thread(mask_for, picture, content)
        if mask is None:
            raise InputUnreadable
        return mask

    async def _read(self, source: Input, limit: int) -> bytes:
        return b"".join([piece async for piece in self._pieces(source, limit)])

    async def _pieces(self, source: Input, limit: int) -> AsyncIterator[bytes]:
        """What is kept here, else Telegram's copy.

        Raises:
            InputGone: There is neither.
            InputTooLarge: It has more bytes than `limit`.
        """
        path = self._media.path(source.media) if source.media else None
        if path is not None and await asyncio.to_thread(path.is_file):
            pieces = _of_file(path)
        elif source.file_id is not None:
            pieces = self._messenger.fetch(source.file_id)
        else:
            raise InputGone
        size = 0
        async for piece in pieces:
            size += len(piece)
            _refuse_over(size, limit)
            yield piece


def _sources(run: Run) -> list[Input]:
    shown = (picture for element in run.request.elements for picture in element.pictures)
    return [*run.request.inputs, *shown]


def _refuse_over(size: int, limit: int) -> None:
    if size > limit:
        raise InputTooLarge(size_mb=round(size / _MB, 1), limit_mb=round(limit / _MB, 1))


def _refuse_longer(seconds: float, spec: ModelSpec) -> None:
    # phones cut at full seconds and store a little more
    if spec.max_clip_seconds is not None and seconds > spec.max_clip_seconds + 0.5:
        raise InputTooLong(
            seconds=round(seconds, 1), limit=spec.max_clip_seconds, model=spec.title
        )


def _mask(picture: bytes, marking: bytes) -> bytes | None:
    return mask_for(clean_input(picture), marking)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _of_file(path: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(path.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
