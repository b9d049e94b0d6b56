"""The result: a job's pictures and clips on their way into the chat."""

import asyncio
import logging
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.methods import SendChatAction, SendMediaGroup, SendMessage
from aiogram.types import (
    Message,
    ReplyParameters,
)

from bot.core.catalogue import Catalogue
from bot.core.errors import DeliveryError, FileRejected
from bot.core.models import Job, Origin
from bot.core.ports.posts import PostStore
from bot.services.downloads import Downloads
from bot.telegram.keyboards import album_keyboard, result_keyboard
from bot.telegram.originals import Originals
from bot.telegram.outbox import place, send
from bot.telegram.pacing import if_room
from bot.telegram.parcels import Form, Parcel, Parcels
from bot.telegram.sending import Sender, as_media, upload_seconds
from bot.telegram.translator import Translate, Translator

log = logging.getLogger(__name__)

ALBUM = 10


class Pictures:
    """Sends pictures, and goes on where it stopped when it is asked again.

    Args:
        bot: Sends them.
        parcels: Makes them ready.
        downloads: Knows addresses of what is too large.
        originals: Puts recipes into files.
        posts: Remembers where the buttons of an album are.
        catalogue: Says what can be done with them.
        translator: Has the words.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        bot: Bot,
        parcels: Parcels,
        downloads: Downloads,
        originals: Originals,
        posts: PostStore,
        catalogue: Catalogue,
        translator: Translator,
    ) -> None:
        self._bot = bot
        self._sender = Sender(bot=bot, parcels=parcels, downloads=downloads, originals=originals)
        self._parcels = parcels
        self._posts = posts
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
        parcels = await self._parcels.pack(job, t)
        sent = self._sent.setdefault(job.id, {})
        left = [parcel for parcel in parcels if parcel.artifact.id not in sent]
        if left:
            action = self._tell_uploading(job.origin, clip=left[0].artifact.clip)
            await asyncio.gather(action, self._send_all(job, parcels, left, t))
        if len(parcels) > 1:
            await self._control(job, parcels, t)

    async def _send_all(
        self, job: Job, parcels: list[Parcel], left: list[Parcel], t: Translate
    ) -> None:
        alone = len(parcels) == 1
        shown = [parcel for parcel in left if parcel.form is Form.SHOWN]
        for part in _parts(shown):
            if len(part) == 1:
                await self._send_one(job, part[0], t, buttons=alone)
            else:
                await self._send_album(job, part, t)
        for parcel in left:
            if parcel.form is not Form.SHOWN:
                await self._send_one(job, parcel, t, buttons=alone)

    async def _send_one(self, job: Job, parcel: Parcel, t: Translate, *, buttons: bool) -> None:
        markup = None
        if buttons:
            markup = result_keyboard(job, parcel.run, parcel.artifact, self._catalogue, t)
        self._note(job, parcel, await self._sender.send(job.origin, parcel, markup, t))

    async def _send_album(self, job: Job, part: list[Parcel], t: Translate) -> None:
        method = SendMediaGroup(media=[as_media(each) for each in part], **place(job.origin))
        size = sum(parcel.artifact.size for parcel in part)
        try:
            messages = await send(self._bot, method, upload_seconds(size))
        except FileRejected:  # one refused picture spoils an album: each for itself then
            for parcel in part:
                await self._send_one(job, parcel, t, buttons=False)
            return
        for parcel, message in zip(part, messages, strict=True):
            self._note(job, parcel, message)

    async def _control(self, job: Job, parcels: list[Parcel], t: Translate) -> None:
        """Telegram gives albums no buttons: a message after it has them, by number."""
        first, _ = self._sent[job.id][parcels[0].artifact.id]
        pairs = [(parcel.run, parcel.artifact) for parcel in parcels]
        target = place(job.origin) | {
            "reply_parameters": ReplyParameters(message_id=first, allow_sending_without_reply=True)
        }
        method = SendMessage(
            text=t("album-control", count=len(parcels)),
            reply_markup=album_keyboard(job, pairs, self._catalogue, t),
            disable_notification=True,
            **target,
        )
        message = await send(self._bot, method)
        try:
            await self._posts.set_control(job.id, message.message_id)
        except Exception:  # the buttons are there; sending them again would be worse
            log.exception("Where the buttons of job %s are was not noted", job.id)

    async def _tell_uploading(self, origin: Origin, *, clip: bool) -> None:
        method = SendChatAction(
            chat_id=origin.chat_id,
            message_thread_id=origin.thread_id,
            action=ChatAction.UPLOAD_VIDEO if clip else ChatAction.UPLOAD_PHOTO,
        )
        try:
            await if_room(self._bot(method))
        except AiogramError as error:
            log.debug("No chat action: %s", error)

    def _note(self, job: Job, parcel: Parcel, message: Message) -> None:
        self._sent[job.id][parcel.artifact.id] = message.message_id, _file_id(parcel, message)


def _file_id(parcel: Parcel, message: Message) -> str:
    """What was sent, at Telegram; empty where only its address was."""
    if parcel.artifact.clip:
        file = message.video or message.animation or message.document
        return file.file_id if file else ""
    shown = message.photo[-1] if message.photo else message.document
    return shown.file_id if shown else ""


def _parts(parcels: Sequence[Parcel]) -> list[list[Parcel]]:
    """Albums of about the same size, of ten at the most."""
    albums = math.ceil(len(parcels) / ALBUM)
    ends = [len(parcels) * number // max(1, albums) for number in range(albums + 1)]
    return [list(parcels[a:b]) for a, b in pairwise(ends)]
