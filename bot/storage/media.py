"""Files below MEDIA_DIR: on the disk for good before anything speaks of them."""

import asyncio
import contextlib
import glob
import os
import warnings
from collections.abc import AsyncIterator, Collection, Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from PIL import Image

from bot.core.errors import InputTooLarge
from bot.core.models import StoredFile
from bot.core.ports.stores import MediaStore
from bot.storage.errors import FolderUnusable
from bot.storage.inspection import HEAD, MAX_PIXELS, Found, inspect, is_clip

MAX_BYTES = 50 * 1024 * 1024
"""More than any provider's picture has; what Telegram takes from a bot as one file."""

MAX_CLIP_BYTES = 2000 * 1024 * 1024
"""Of a clip: what a Bot API server of one's own takes as one file."""

_MEGABYTE = 1024 * 1024
_PARTIAL = ".partial"
_SMALL = "thumbs"


class MediaFiles(MediaStore):
    """Files in a folder, which is made if need be; what a crash left half written is removed.

    Args:
        folder: MEDIA_DIR, this process's alone.

    Raises:
        FolderUnusable: It cannot be made, or not be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._partial = self._folder / _PARTIAL
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            for rest in self._partial.iterdir():
                rest.unlink()
        except OSError as error:
            raise FolderUnusable(
                f"MEDIA_DIR {folder} cannot be used: {error.strerror}."
            ) from error
        _refuse_bombs()

    async def save(self, name: str, chunks: AsyncIterator[bytes]) -> StoredFile:
        """Write a picture or clip, flush it to the disk, and only then give it its name.

        Raises:
            InputUnreadable: The bytes are neither, or a decompression bomb.
            InputTooLarge: More bytes than any provider's picture or clip may have.
        """
        target = self.path(name)
        partial = self.scratch()
        try:
            size = await _write(partial, chunks)
            found = await asyncio.to_thread(inspect, partial)
            media = f"{name}.{found.ending}"
            await asyncio.to_thread(_publish, partial, target.with_name(Path(media).name))
        finally:
            partial.unlink(missing_ok=True)
        return _stored(media, found, size)

    async def find(self, folder: str) -> Sequence[StoredFile]:
        """The files in a folder, in their order."""
        return await asyncio.to_thread(self._find, self.path(folder), folder)

    def _find(self, place: Path, folder: str) -> Sequence[StoredFile]:
        paths = sorted(place.iterdir(), key=_number) if place.is_dir() else []
        return [
            _stored(f"{folder}/{path.name}", inspect(path), path.stat().st_size) for path in paths
        ]

    def path(self, media: str) -> Path:
        """Where a stored file is.

        Raises:
            ValueError: The name leads out of the folder.
        """
        path = (self._folder / media).resolve()
        inside = path.is_relative_to(self._folder.resolve())
        if not inside or path == self._folder.resolve() or _PARTIAL in Path(media).parts:
            raise ValueError(f"{media!r} is no name below the media folder")
        return path

    def scratch(self) -> Path:
        """A name for a file that nobody keeps: at the next start at the latest it is gone."""
        return self._partial / uuid4().hex

    async def remove(self, media: Collection[str]) -> None:
        """Delete files with their small copies, and the folders that they leave empty."""
        paths = [self.path(name) for name in media]
        small = [self.path(f"{_SMALL}/{name}") for name in media]
        await asyncio.to_thread(self._remove, paths)
        await asyncio.to_thread(self._remove_small, small)

    def _remove_small(self, places: Collection[Path]) -> None:
        """Delete what was made of files for the gallery."""
        self._remove(
            [
                path
                for place in places
                for path in place.parent.glob(f"{glob.escape(place.name)}.*")
            ]
        )

    def _remove(self, paths: Collection[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths} - {self._folder.resolve()}:
            # others may still be in it
            with contextlib.suppress(OSError):
                folder.rmdir()


def _stored(media: str, found: Found, size: int) -> StoredFile:
    return StoredFile(
        media=media,
        mime=found.mime,
        width=found.width,
        height=found.height,
        size=size,
        seconds=found.seconds,
    )


def _number(path: Path) -> tuple[int, str]:
    return len(path.stem), path.stem


def _refuse_bombs() -> None:
    """Pillow's own guard, for the whole process: it has no other scope."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


async def _write(path: Path, chunks: AsyncIterator[bytes]) -> int:
    size, head = 0, b""
    with await asyncio.to_thread(path.open, "xb") as file:
        async for chunk in chunks:
            head += chunk[: max(0, HEAD - len(head))]
            limit = MAX_CLIP_BYTES if is_clip(head) else MAX_BYTES
            size += len(chunk)
            if size > limit:
                raise InputTooLarge(size_mb=-(-size // _MEGABYTE), limit_mb=limit // _MEGABYTE)
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_flush, file)
    return size


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _publish(partial: Path, target: Path) -> None:
    """Give a file its name so that it keeps it when the power fails."""
    _make_folder(target.parent)
    partial.replace(target)
    _flush_folder(target.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
