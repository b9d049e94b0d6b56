"""Contact sheets as pictures: drawn once, then shown by Telegram's file id."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aiogram.types import BufferedInputFile, Message

from bot.core.gallery import Entry, day_of
from bot.core.ports.stores import CacheStore
from bot.services import pictures
from bot.services.thumbnails import Thumbnails
from bot.telegram.screens.gallery import Sheet, day_mark
from bot.telegram.translator import Translate

_DRAWN = 1
"""To be raised when the drawing changes: sheets kept from before are not shown any more."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A sheet to be sent.

    Attributes:
        key: Under which its file id is kept; None: something is missing that may come back.
        file: The file id, or the bytes.
    """

    key: str | None
    file: str | BufferedInputFile


class SheetPictures:
    """Draws sheets.

    Args:
        thumbnails: The pictures' small copies.
        cache: Keeps file ids, so that turning back uploads nothing.
    """

    def __init__(self, *, thumbnails: Thumbnails, cache: CacheStore) -> None:
        self._thumbnails = thumbnails
        self._cache = cache

    async def get(self, bot_id: int, sheet: Sheet, t: Translate) -> Drawn:
        """A sheet, or Telegram's copy of it."""
        marks = _marks(sheet, t)
        key = f"sheet:{bot_id}:{sheet.owner}:{_digest(sheet, marks)}"
        kept = await self._cache.get(key)
        if kept is not None:
            return Drawn(key=key, file=str(kept.value))
        entries = sheet.page.entries
        small = await asyncio.gather(*(self._thumbnails.square(each) for each, _ in entries))
        drawn = await asyncio.to_thread(pictures.contact_sheet, _cells(entries, small, marks))
        lasting = key if None not in small else None
        return Drawn(key=lasting, file=BufferedInputFile(drawn, "sheet.jpg"))

    async def keep(self, drawn: Drawn, sent: Message | bool) -> None:
        """Remember the file id of a sheet that was uploaded."""
        photo = sent.photo if isinstance(sent, Message) else None
        if drawn.key and photo and not isinstance(drawn.file, str):
            await self._cache.put(drawn.key, photo[-1].file_id)


def _cells(
    entries: Sequence[Entry], small: Sequence[bytes | None], marks: Sequence[str]
) -> list[pictures.Cell]:
    return [
        pictures.Cell(
            picture=picture,
            number=number,
            day=mark,
            clip=_length(artifact.seconds) if artifact.clip else None,
            star=artifact.favourite,
        )
        for number, ((artifact, _), picture, mark) in enumerate(
            zip(entries, small, marks, strict=True), 1
        )
    ]


def _length(seconds: float | None) -> str:
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02}" if seconds else ""


def _marks(sheet: Sheet, t: Translate) -> list[str]:
    """The day of each picture, where it is not that of the one before."""
    days = [day_of(entry) for entry in sheet.page.entries]
    new = [True, *(before != after for before, after in pairwise(days))]
    return [
        day_mark(day, sheet.today, t) if first else ""
        for day, first in zip(days, new, strict=True)
    ]


def _digest(sheet: Sheet, marks: Sequence[str]) -> str:
    shown = [(artifact.id, artifact.favourite) for artifact, _ in sheet.page.entries]
    told = repr((_DRAWN, shown, marks))
    return hashlib.blake2s(told.encode(), digest_size=12).hexdigest()
