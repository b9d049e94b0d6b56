"""Files as they were made, on their way to people, each with its recipe inside."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiogram.types import FSInputFile

from bot.core.errors import InputGone, InputUnreadable
from bot.core.models import Artifact, Run
from bot.core.ports.stores import MediaStore
from bot.core.recipe import as_made, portable
from bot.services import metadata

log = logging.getLogger(__name__)


class Originals:
    """Packs files from disk to disk, so that their size costs no memory.

    Args:
        media: Has the files.
    """

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    @asynccontextmanager
    async def packed(self, run: Run, artifact: Artifact) -> AsyncIterator[FSInputFile]:
        """A file to be sent, gone afterwards; where a recipe does not fit in, as it was made.

        Raises:
            InputGone: Its time here is over.
        """
        path = self._media.path(artifact.media) if artifact.media else None
        if path is None or not await asyncio.to_thread(path.is_file):
            raise InputGone
        copy = self._media.scratch()
        try:
            told = await asyncio.to_thread(_embed, path, copy, run, artifact)
            name = f"vernissage-{artifact.id}{path.suffix}"
            yield FSInputFile(copy if told else path, name)
        finally:
            copy.unlink(missing_ok=True)


def _embed(path: Path, copy: Path, run: Run, artifact: Artifact) -> bool:
    size = artifact.width, artifact.height
    try:
        metadata.embed(path, copy, portable(as_made(run, artifact)), size)
    except (InputUnreadable, OSError) as error:
        log.warning("Picture %s goes without its recipe: %s", artifact.id, error)
        return False
    return True
