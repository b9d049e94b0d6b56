"""The chat that takes uploads: a message posted inline shows only what Telegram already has."""

import logging
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.types import InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message

from bot.core.errors import FileRejected, StorageClosed, Unreachable
from bot.core.models import Origin
from bot.telegram.outbox import send
from bot.telegram.parcels import Form, Parcel
from bot.telegram.sending import upload, upload_seconds
from bot.telegram.translator import Safe

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """A result that Telegram has now.

    Attributes:
        message_id: In the storage chat.
        kind: How a message shows it.
    """

    message_id: int
    file_id: str
    kind: type[InputMediaPhoto | InputMediaVideo | InputMediaDocument]

    def media(
        self, caption: Safe | None
    ) -> InputMediaPhoto | InputMediaVideo | InputMediaDocument:
        """What a message is turned into."""
        return self.kind(media=self.file_id, caption=caption)


class StorageChat:
    """Uploads results.

    Args:
        bot: Sends them.
        chat_id: STORAGE_CHAT_ID; None: the operator has set none.
    """

    def __init__(self, bot: Bot, chat_id: int | None) -> None:
        self._bot = bot
        self._chat_id = chat_id

    async def upload(self, parcel: Parcel) -> Uploaded:
        """Send a result there, without words and without a sound.

        Raises:
            StorageClosed: The chat does not take it.
            FileRejected: Telegram does not.
            ProviderError: It may work later.
        """
        if self._chat_id is None:
            raise StorageClosed
        try:
            return _uploaded(await self._send(Origin(chat_id=self._chat_id), parcel))
        except Unreachable as error:
            log.exception("STORAGE_CHAT_ID cannot be written to; `make doctor` tells more")
            raise StorageClosed from error

    async def _send(self, origin: Origin, parcel: Parcel) -> Message:
        bare = replace(parcel, caption=None)
        for form in list(Form)[parcel.form : Form.LINK]:
            silent = {"disable_notification": True}
            method = upload(origin, bare, form, None).model_copy(update=silent)
            try:
                return await send(self._bot, method, upload_seconds(parcel.artifact.size))
            except FileRejected:
                log.info("Telegram does not take %s as %s", parcel.path.name, form.name)
        raise FileRejected


def _uploaded(message: Message) -> Uploaded:
    number = message.message_id
    if message.photo:
        file_id = message.photo[-1].file_id
        return Uploaded(message_id=number, file_id=file_id, kind=InputMediaPhoto)
    if message.video:
        return Uploaded(message_id=number, file_id=message.video.file_id, kind=InputMediaVideo)
    if message.document is None:
        raise FileRejected
    return Uploaded(message_id=number, file_id=message.document.file_id, kind=InputMediaDocument)
