"""One result on its way into a chat: as a photo or video, else as a file, else as a link."""

import logging
from collections.abc import Sequence

from aiogram import Bot
from aiogram.methods import SendDocument, SendMessage, SendPhoto, SendVideo, TelegramMethod
from aiogram.types import (
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    Message,
)

from bot.core.errors import FileRejected, InputGone
from bot.core.models import Artifact, Origin
from bot.core.ports.provider import Link
from bot.services.downloads import Downloads
from bot.telegram.originals import Originals
from bot.telegram.outbox import place, send
from bot.telegram.parcels import ALWAYS_TAKEN, Form, Parcel, Parcels
from bot.telegram.session import UPLOAD_SECONDS
from bot.telegram.translator import Safe, Translate

log = logging.getLogger(__name__)

_MEGABYTE = 1000 * 1000
_SLOWEST = 500_000  # bytes per second of an upload that is waited for


class Sender:
    """Sends single results.

    Args:
        bot: Sends them.
        parcels: Makes a picture of what cannot be sent.
        downloads: Knows addresses for it.
        originals: Puts recipes into files.
    """

    def __init__(
        self, *, bot: Bot, parcels: Parcels, downloads: Downloads, originals: Originals
    ) -> None:
        self._bot = bot
        self._parcels = parcels
        self._downloads = downloads
        self._originals = originals

    async def send(
        self, origin: Origin, parcel: Parcel, markup: InlineKeyboardMarkup | None, t: Translate
    ) -> Message:
        """Send a result in the finest form that Telegram takes.

        Raises:
            FileRejected: It takes none, whatever the size.
            DeliveryError: The chat cannot be written to.
            ProviderError: It may work later.
        """
        for form in list(Form)[parcel.form : Form.LINK]:
            try:
                return await self._upload(origin, parcel, form, markup)
            except FileRejected:
                log.info("Telegram does not take %s as %s", parcel.path.name, form.name)
        if parcel.artifact.size <= ALWAYS_TAKEN:
            raise FileRejected  # its size is not what is wrong with it
        return await self._link(origin, parcel, markup, t)

    async def _upload(
        self, origin: Origin, parcel: Parcel, form: Form, markup: InlineKeyboardMarkup | None
    ) -> Message:
        patience = upload_seconds(parcel.artifact.size)
        if form is Form.SHOWN and parcel.shown is not None:
            return await send(self._bot, upload(origin, parcel, form, markup), patience)
        try:
            async with self._originals.packed(parcel.run, parcel.artifact) as file:
                method = upload(origin, parcel, form, markup, file)
                return await send(self._bot, method, patience)
        except InputGone as error:
            raise FileRejected from error

    async def _link(
        self, origin: Origin, parcel: Parcel, markup: InlineKeyboardMarkup | None, t: Translate
    ) -> Message:
        link = await self._downloads.link(parcel.run, parcel.artifact)
        told = size_words(parcel.artifact, link, t)
        text = Safe("\n".join(filter(None, (parcel.caption, told))))
        buttons = with_link(markup, link, t) if link else markup
        still = await self._parcels.still(parcel)
        if still is None:
            plain = SendMessage(text=text, reply_markup=buttons, **place(origin))
            return await send(self._bot, plain)
        shown = SendPhoto(
            photo=still,
            caption=text,
            has_spoiler=parcel.covered,
            reply_markup=buttons,
            **place(origin),
        )
        return await send(self._bot, shown)


def upload_seconds(size: int) -> float:
    """How long the upload of so many bytes may take."""
    return UPLOAD_SECONDS + size / _SLOWEST


def as_media(parcel: Parcel) -> MediaUnion:
    """A result as a part of an album.

    Raises:
        FileRejected: It goes neither as a photo nor as a video.
    """
    if parcel.shown is None:
        raise FileRejected
    if not parcel.artifact.clip:
        return InputMediaPhoto(
            media=parcel.shown, caption=parcel.caption, has_spoiler=parcel.covered
        )
    artifact = parcel.artifact
    return InputMediaVideo(
        media=parcel.shown,
        caption=parcel.caption,
        thumbnail=parcel.poster,
        width=artifact.width,
        height=artifact.height,
        duration=_length(parcel),
        supports_streaming=True,
        has_spoiler=parcel.covered,
    )


def size_words(artifact: Artifact, link: Link | None, t: Translate) -> str:
    """That something is too large for Telegram, and until when its address works."""
    size = round(artifact.size / _MEGABYTE)
    if link is None:
        return t("clip-nowhere", size=size)
    return t("clip-too-large", size=size, until=f"{link.until:%Y-%m-%d %H:%M}")


def with_link(
    markup: InlineKeyboardMarkup | None, link: Link, t: Translate
) -> InlineKeyboardMarkup:
    """Buttons with one above them that opens an address."""
    opening = InlineKeyboardButton(text=t.plain("result-download"), url=link.url)
    rows: Sequence[list[InlineKeyboardButton]] = markup.inline_keyboard if markup else []
    return InlineKeyboardMarkup(inline_keyboard=[[opening], *rows])


def upload(
    origin: Origin,
    parcel: Parcel,
    form: Form,
    markup: InlineKeyboardMarkup | None,
    original: FSInputFile | None = None,
) -> TelegramMethod[Message]:
    """The call that sends a result in one form.

    Args:
        origin: Where it goes.
        parcel: What.
        form: Shown, or as a file.
        markup: The buttons below it.
        original: The file with its recipe inside.
    """
    if form is Form.FILE or parcel.shown is None:
        return SendDocument(
            document=original or FSInputFile(parcel.path),
            thumbnail=parcel.poster,
            caption=parcel.caption,
            reply_markup=markup,
            disable_content_type_detection=True,
            **place(origin),
        )
    if not parcel.artifact.clip:
        return SendPhoto(
            photo=parcel.shown,
            caption=parcel.caption,
            has_spoiler=parcel.covered,
            reply_markup=markup,
            **place(origin),
        )
    return SendVideo(
        video=parcel.shown,
        thumbnail=parcel.poster,
        width=parcel.artifact.width,
        height=parcel.artifact.height,
        duration=_length(parcel),
        supports_streaming=True,
        has_spoiler=parcel.covered,
        caption=parcel.caption,
        reply_markup=markup,
        **place(origin),
    )


def _length(parcel: Parcel) -> int:
    return max(1, round(parcel.artifact.seconds or 0))
