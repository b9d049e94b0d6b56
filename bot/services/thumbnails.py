"""Small copies of pictures: made once, kept beside the file, from Telegram's copy without one."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from bot.core.errors import BotError, InputUnreadable
from bot.core.models import Artifact
from bot.core.ports.stores import MediaStore
from bot.services.clips import poster
from bot.services.pictures import square, thumbnail
from bot.services.pictures.sheets import SIDE

logger = logging.getLogger(__name__)

FOLDER = "thumbs"
"""Below MEDIA_DIR; what is in it goes with the files that it was made of."""

SHOWN = 1280
"""Pixels of the longer side of a preview: a phone's whole screen."""

_REMEMBERED = 300
_AT_ONCE = 4
_MOST_BYTES = 20 * 1024 * 1024  # Telegram: bots download no more
_POSTER = 2 * SIDE


class Files(Protocol):
    """Where Telegram's copies are had."""

    def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Download a file."""
        ...


class Thumbnails:
    """Makes small copies in a thread, each once.

    Args:
        media: The files.
        files: Telegram's copies, for pictures whose file is not here any more; what is made of
            them is remembered in memory alone.
    """

    def __init__(self, *, media: MediaStore, files: Files) -> None:
        self._media = media
        self._files = files
        self._remembered: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def square(self, artifact: Artifact) -> bytes | None:
        """The middle of a picture or of a clip's first one, for a cell; None: nobody has it."""
        return await self._made(artifact, "square", _clip_square if artifact.clip else square)

    async def preview(self, artifact: Artifact) -> bytes | None:
        """The whole picture, for a screen; None as for `square`, and for clips."""
        return None if artifact.clip else await self._made(artifact, "preview", _preview)

    async def _made(
        self, artifact: Artifact, form: str, make: Callable[[Path | bytes], bytes]
    ) -> bytes | None:
        async with self._turns:
            try:
                return await self._here(artifact, form, make) or await self._there(
                    artifact, form, make
                )
            except InputUnreadable:
                return None
            except BotError as error:
                logger.info("There is no small copy of picture %s: %s", artifact.id, error)
                return None

    async def _here(
        self, artifact: Artifact, form: str, make: Callable[[Path | bytes], bytes]
    ) -> bytes | None:
        if artifact.media is None:
            return None
        file = self._media.path(artifact.media)
        small = self._media.path(f"{FOLDER}/{artifact.media}.{form}.jpg")
        return await asyncio.to_thread(_kept, file, small, make)

    async def _there(
        self, artifact: Artifact, form: str, make: Callable[[Path | bytes], bytes]
    ) -> bytes | None:
        if artifact.file_id is None or artifact.clip:
            return None
        key = artifact.file_id, form
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        content = await self._fetched(artifact.file_id)
        self._remembered[key] = small = await asyncio.to_thread(make, content)
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return small

    async def _fetched(self, file_id: str) -> bytes:
        content = b""
        async for chunk in self._files.fetch(file_id):
            content += chunk
            if len(content) > _MOST_BYTES:
                raise InputUnreadable
        return content


def _clip_square(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        raise InputUnreadable
    return square(poster(source, _POSTER))


def _preview(source: Path | bytes) -> bytes:
    return thumbnail(source, SHOWN)


def _kept(file: Path, small: Path, make: Callable[[Path | bytes], bytes]) -> bytes | None:
    """A small copy from the disk, made if need be; None: the file is gone."""
    if not file.is_file():
        return None
    if small.is_file():
        return small.read_bytes()
    content = make(file)
    small.parent.mkdir(parents=True, exist_ok=True)
    partial = small.with_name(f"{uuid4().hex}.partial")
    partial.write_bytes(content)
    partial.replace(small)
    if not file.is_file():  # it was deleted meanwhile, and nothing of it may stay
        small.unlink(missing_ok=True)
    return content
