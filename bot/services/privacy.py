"""What is known of a person: handed out, or forgotten."""

import asyncio
import json
import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.core.ports.conversation import Clock
from bot.core.ports.runs import RunStore
from bot.core.ports.stores import HistoryStore, MediaStore
from bot.services.orders import Orders

logger = logging.getLogger(__name__)

ROOM = 45 * 1024 * 1024
"""Bytes of pictures in an export; Telegram takes files up to 50 MB from a bot."""

_PATIENCE = 5.0  # seconds for running work to end by itself
_LOOK = 0.25  # seconds


class Privacy:
    """Exports and erases.

    Args:
        store: Knows everything stored about a person.
        runs: Knows what still goes on.
        orders: Stops it.
        media: The files.
        clock: Time.
    """

    def __init__(
        self,
        *,
        store: HistoryStore,
        runs: RunStore,
        orders: Orders,
        media: MediaStore,
        clock: Clock,
    ) -> None:
        self._store = store
        self._runs = runs
        self._orders = orders
        self._media = media
        self._clock = clock

    async def export(self, person_id: int) -> bytes:
        """A zip of `data.json` and the person's pictures, the newest ones as far as they fit."""
        records = [record async for record in self._store.export(person_id)]
        return await asyncio.to_thread(self._pack, records)

    async def erase(self, person_id: int) -> None:
        """Stop what the person has going on, then forget them and remove their files."""
        await self._orders.cancel_all(person_id)
        waited = 0.0
        while waited < _PATIENCE and await self._runs.active(person_id):
            await self._clock.sleep(_LOOK)
            waited += _LOOK
        await self._media.remove(await self._store.erase(person_id))

    def _pack(self, records: list[Mapping[str, Any]]) -> bytes:
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            plain = json.dumps(records, ensure_ascii=False, indent=1, default=str)
            archive.writestr("data.json", plain)
            room = ROOM
            for media in _pictures(records):
                room -= self._add(archive, media, room)
        return buffer.getvalue()

    def _add(self, archive: ZipFile, media: str, room: int) -> int:
        """Pack a picture if it is there and fits; returns its size."""
        path = self._media.path(media)
        try:
            size = path.stat().st_size
            if size > room:
                return 0
            archive.write(path, f"pictures/{media}", ZIP_STORED)
        except FileNotFoundError:
            logger.info("%s is not there to be exported", media)
            return 0
        return size


def _pictures(records: list[Mapping[str, Any]]) -> Iterator[str]:
    """The pictures named in the records, newest first."""
    for record in reversed(records):
        of_element = record.get("pictures", ())
        for media in (record.get("media"), *(each.get("media") for each in of_element)):
            if isinstance(media, str):
                yield media
