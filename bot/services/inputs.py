"""The pictures that a request starts from, made ready for a provider."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.capabilities import ModelSpec
from bot.core.errors import InputGone, InputTooLarge, InputUnreadable
from bot.core.models import Input, Run, StoredFile
from bot.core.ports.conversation import Messenger
from bot.core.ports.stores import MediaStore
from bot.services.pictures import clean_input, mask_for

_MB = 1024 * 1024
_MASK = "mask"
_MOST_BYTES = 20 * _MB  # Telegram: bots download no more
_ENDINGS = ("png", "jpg")  # what `clean_input` makes


class Inputs:
    """Fetches pictures from here or from Telegram and takes out what concerns nobody."""

    def __init__(self, *, messenger: Messenger, media: MediaStore) -> None:
        self._messenger = messenger
        self._media = media

    @asynccontextmanager
    async def ready(self, run: Run, spec: ModelSpec) -> AsyncIterator[Sequence[Path]]:
        """A run's pictures as files: upright, without metadata; they are gone afterwards.

        Where its request has a mask, that comes last, as `Provider.submit` wants it.

        Raises:
            RequestError: One cannot be had, read, or is too large for the model.
        """
        kept: list[StoredFile] = []
        try:
            for index, picture in enumerate(run.request.inputs):
                content = await self._read(picture, spec.max_input_bytes)
                cleaned = await asyncio.to_thread(clean_input, content)
                _refuse_over(len(cleaned), spec.max_input_bytes)
                name = f"inputs/{run.id}/{index}"
                kept.append(await self._media.save(name, _whole(cleaned)))
            if run.request.mask:
                first = self._media.path(kept[0].media)
                mask = await self._mask(first, run.request.mask, spec)
                kept.append(await self._media.save(f"inputs/{run.id}/{_MASK}", _whole(mask)))
            yield [self._media.path(file.media) for file in kept]
        finally:
            await self._media.remove([file.media for file in kept])

    async def forget(self, run: Run) -> None:
        """Remove what a process that was killed may have left of a run's pictures."""
        names = [*range(len(run.request.inputs)), _MASK]
        await self._media.remove(
            [f"inputs/{run.id}/{name}.{end}" for name in names for end in _ENDINGS]
        )

    async def marks(self, picture: Input, marking: Input) -> bool:
        """Whether one picture marks a part of another: a mask, or a copy with red paint on it.

        Raises:
            MaskUnclear: It does, but marks nothing, or everything.
            BotError: One of them cannot be had.
        """
        below, above = [await self._read(each, _MOST_BYTES) for each in (picture, marking)]
        return await asyncio.to_thread(_mask, below, above) is not None

    async def _mask(self, picture: Path, marking: Input, spec: ModelSpec) -> bytes:
        content = await self._read(marking, spec.max_input_bytes)
        mask = await asyncio.to_thread(mask_for, picture, content)
        if mask is None:
            raise InputUnreadable
        return mask

    async def _read(self, picture: Input, limit: int) -> bytes:
        path = self._media.path(picture.media) if picture.media else None
        if path is not None and await asyncio.to_thread(path.is_file):
            content = await asyncio.to_thread(path.read_bytes)
            _refuse_over(len(content), limit)
            return content
        if picture.file_id is None:
            raise InputGone
        return await self._download(picture.file_id, limit)

    async def _download(self, file_id: str, limit: int) -> bytes:
        content = bytearray()
        async for chunk in self._messenger.fetch(file_id):
            content += chunk
            _refuse_over(len(content), limit)
        return bytes(content)


def _refuse_over(size: int, limit: int) -> None:
    if size > limit:
        raise InputTooLarge(size_mb=round(size / _MB, 1), limit_mb=round(limit / _MB, 1))


def _mask(picture: bytes, marking: bytes) -> bytes | None:
    return mask_for(clean_input(picture), marking)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
