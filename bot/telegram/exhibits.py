"""Shows a picture or clip that was made here, in whatever form it still can be had."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, FSInputFile, InputFile, Message

from bot.core.errors import InputUnreadable
from bot.core.models import Artifact
from bot.core.ports.stores import MediaStore
from bot.services import pictures
from bot.telegram.buttons import View
from bot.telegram.parcels import ALWAYS_TAKEN
from bot.telegram.replies import is_private, say

_Send = Callable[[View], Awaitable[Message]]


class Exhibits:
    """Answers with pictures.

    Args:
        media: The files, for pictures that Telegram does not have any more.
    """

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    async def show(self, message: Message, artifact: Artifact, view: View) -> Message:
        """Answer with a picture or clip above words; with the words alone where it is gone."""
        async for send in self._forms(message, artifact):
            try:
                return await send(view)
            except TelegramBadRequest:
                continue
        return await say(message, view)

    async def _forms(self, message: Message, artifact: Artifact) -> AsyncIterator[_Send]:
        """What Telegram may take, the cheapest first: its own copy, our file, its own document."""
        shown = _video if artifact.clip else _photo
        if artifact.file_id:
            yield shown(message, artifact.file_id)
        content = await self._content(artifact)
        if content:
            yield shown(message, content)
        if artifact.file_id:
            yield _document(message, artifact.file_id)

    async def _content(self, artifact: Artifact) -> InputFile | None:
        if artifact.media is None:
            return None
        path = self._media.path(artifact.media)
        if artifact.clip:
            there = await asyncio.to_thread(path.is_file)
            return FSInputFile(path) if there and artifact.size <= ALWAYS_TAKEN else None
        try:
            photo = await asyncio.to_thread(pictures.for_photo, path)
        except (OSError, InputUnreadable):
            return None
        return BufferedInputFile(photo, f"{artifact.id}.jpg") if photo else None


def _photo(message: Message, photo: str | InputFile) -> _Send:
    send = message.answer_photo if is_private(message.chat) else message.reply_photo
    return lambda view: send(photo, caption=view.text, reply_markup=view.markup)


def _video(message: Message, video: str | InputFile) -> _Send:
    send = message.answer_video if is_private(message.chat) else message.reply_video
    return lambda view: send(video, caption=view.text, reply_markup=view.markup)


def _document(message: Message, file_id: str) -> _Send:
    send = message.answer_document if is_private(message.chat) else message.reply_document
    return lambda view: send(file_id, caption=view.text, reply_markup=view.markup)
