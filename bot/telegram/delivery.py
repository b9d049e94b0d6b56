"""The result: a job's pictures on their way into the chat."""

import asyncio
import logging
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.methods import SendChatAction, SendDocument, SendMediaGroup, SendMessage, SendPhoto
from aiogram.types import (
    FSInputFile,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MediaUnion,
    Message,
    ReplyParameters,
)

from bot.core.catalogue import Catalogue
from bot.core.errors import DeliveryError, FileRejected
from bot.core.models import Job, Origin
from bot.telegram.keyboards import album_keyboard, result_keyboard
from bot.telegram.outbox import place, send
from bot.telegram.pacing import if_room
from bot.telegram.parcels import Parcels, Picture
from bot.telegram.translator import Translate, Translator

log = logging.getLogger(__name__)

ALBUM = 10


class Pictures:
    """Sends pictures, and goes on where it stopped when it is asked again.

    Args:
        bot: Sends them.
        parcels: Makes them ready.
        catalogue: Says what can be done with them.
        translator: Has the words.
    """

    def __init__(
        self, *, bot: Bot, parcels: Parcels, catalogue: Catalogue, translator: Translator
    ) -> None:
        self._bot = bot
        self._parcels = parcels
        self._catalogue = catalogue
        self._translator = translator
        self._sent: dict[int, dict[int, tuple[int, str]]] = {}

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        """Send the pictures of a job's delivering runs.

        Raises:
            DeliveryError: Telegram will not take them, now or ever.
            ProviderError: It may work later; what was sent is remembered.
        """
        try:
            await self._send(job)
        except DeliveryError:  # nobody will ask again
            self._sent.pop(job.id, None)
            raise
        return self._sent.pop(job.id)

    async def _send(self, job: Job) -> None:
        t = self._translator.bound(job.language)
        pictures = await self._parcels.pack(job, t)
        sent = self._sent.setdefault(job.id, {})
        left = [picture for picture in pictures if picture.artifact.id not in sent]
        if left:
            action = self._tell_uploading(job.origin)
            await asyncio.gather(action, self._send_all(job, pictures, left, t))
        if len(pictures) > 1:
            await self._control(job, pictures, t)

    async def _send_all(
        self, job: Job, pictures: list[Picture], left: list[Picture], t: Translate
    ) -> None:
        alone = len(pictures) == 1
        photos = [picture for picture in left if picture.photo]
        for part in _parts(photos):
            if len(part) == 1:
                await self._send_one(job, part[0], t, buttons=alone)
            else:
                await self._send_album(job, part, t)
        for picture in left:
            if not picture.photo:
                await self._send_one(job, picture, t, buttons=alone)

    async def _send_one(self, job: Job, picture: Picture, t: Translate, *, buttons: bool) -> None:
        markup = None
        if buttons:
            run, artifact = picture.run, picture.artifact
            markup = result_keyboard(job, run, artifact, self._catalogue, t)
        try:
            message = await self._send_photo(job.origin, picture, markup)
        except FileRejected:
            message = await self._send_file(job.origin, picture, markup)
        self._note(job, picture, message)

    async def _send_photo(
        self, origin: Origin, picture: Picture, markup: InlineKeyboardMarkup | None
    ) -> Message:
        if picture.photo is None:
            raise FileRejected
        method = SendPhoto(
            photo=picture.photo, caption=picture.caption, reply_markup=markup, **place(origin)
        )
        return await send(self._bot, method)

    async def _send_file(
        self, origin: Origin, picture: Picture, markup: InlineKeyboardMarkup | None
    ) -> Message:
        method = SendDocument(
            document=FSInputFile(picture.path),
            caption=picture.caption,
            reply_markup=markup,
            disable_content_type_detection=True,
            **place(origin),
        )
        return await send(self._bot, method)

    async def _send_album(self, job: Job, part: list[Picture], t: Translate) -> None:
        media: list[MediaUnion] = [
            InputMediaPhoto(media=each.photo, caption=each.caption) for each in part if each.photo
        ]
        try:
            messages = await send(self._bot, SendMediaGroup(media=media, **place(job.origin)))
        except FileRejected:  # one refused picture spoils an album: each for itself then
            for picture in part:
                await self._send_one(job, picture, t, buttons=False)
            return
        for picture, message in zip(part, messages, strict=True):
            self._note(job, picture, message)

    async def _control(self, job: Job, pictures: list[Picture], t: Translate) -> None:
        """Telegram gives albums no buttons: a message after it has them, by number."""
        first, _ = self._sent[job.id][pictures[0].artifact.id]
        pairs = [(picture.run, picture.artifact) for picture in pictures]
        target = place(job.origin) | {
            "reply_parameters": ReplyParameters(message_id=first, allow_sending_without_reply=True)
        }
        method = SendMessage(
            text=t("album-control", count=len(pictures)),
            reply_markup=album_keyboard(job, pairs, self._catalogue, t),
            disable_notification=True,
            **target,
        )
        await send(self._bot, method)

    async def _tell_uploading(self, origin: Origin) -> None:
        method = SendChatAction(
            chat_id=origin.chat_id,
            message_thread_id=origin.thread_id,
            action=ChatAction.UPLOAD_PHOTO,
        )
        try:
            await if_room(self._bot(method))
        except AiogramError as error:
            log.debug("No chat action: %s", error)

    def _note(self, job: Job, picture: Picture, message: Message) -> None:
        file = message.photo[-1] if message.photo else message.document
        self._sent[job.id][picture.artifact.id] = message.message_id, file.file_id if file else ""


def _parts(pictures: Sequence[Picture]) -> list[list[Picture]]:
    """Albums of about the same size, of ten at the most."""
    albums = math.ceil(len(pictures) / ALBUM)
    ends = [len(pictures) * number // max(1, albums) for number in range(albums + 1)]
    return [list(pictures[a:b]) for a, b in pairwise(ends)]
