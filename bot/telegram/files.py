"""Pictures that people send: which one a message holds, and how its bytes are fetched."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import PurePosixPath

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import Document, File, Message
from aiohttp import ClientError, ClientResponseError

from bot.core.errors import BotError, InputGone, InputTooLarge, Unavailable
from bot.core.models import Input
from bot.telegram.errors import NAME

MEGABYTE = 1024 * 1024
LIMIT_MB = 20
"""Telegram: getFile serves files up to 20 MB."""

DOWNLOAD_SECONDS = 120
TRIES = 3

MIMES = frozenset({"image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff"})
CLIP_MIMES = frozenset({"video/mp4", "video/quicktime", "video/webm"})
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})


def picture_of(message: Message) -> Input | None:
    """The picture in a message: its photo in the largest size, or a picture sent as a file.

    Videos and animations are none, although Telegram gives animations a `document` too.
    """
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Input(file_id=largest.file_id)
    if message.document and not message.animation and _is_picture(message.document):
        return Input(file_id=message.document.file_id)
    return None


def check_size(message: Message) -> None:
    """Refuse a file that bots cannot download, before anybody waits for it.

    Raises:
        InputTooLarge: Over Telegram's 20 MB for downloads.
    """
    size = message.document.file_size if message.document else None
    if size and size > LIMIT_MB * MEGABYTE:
        raise _too_large(size)


def clip_of(message: Message) -> Input | None:
    """The clip in a message: a video, a moving picture, or either sent as a file."""
    document = message.document if message.document and _is_clip(message.document) else None
    found = message.video or message.animation or document
    if found is None:
        return None
    length = None if isinstance(found, Document) else found.duration
    return Input(file_id=found.file_id, clip=True, seconds=length, size=found.file_size)


def content_of(message: Message) -> Input | None:
    """The picture or the clip in a message."""
    return picture_of(message) or clip_of(message)


class TelegramFiles:
    """Downloads what people sent.

    Telegram's download addresses hold the bot's token, and aiohttp's errors hold the address, so
    no error of theirs gets out of here, not even as another one's cause.

    Args:
        bot: Whose files they are.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Download a file in pieces.

        Raises:
            InputGone: Telegram does not have it any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
            Unavailable: Telegram could not be reached.
        """
        path = await self._path(file_id)
        for left in reversed(range(TRIES)):
            failure: BotError | None = None
            begun = False
            try:
                async for chunk in self._stream(path):
                    begun = True
                    yield chunk
            except (ClientError, TimeoutError) as error:
                failure = _failure(error)
            if failure is None:
                return
            if begun or not left or not failure.retry:
                raise failure

    async def _path(self, file_id: str) -> str:
        failure: BotError
        try:
            file = await self._bot.get_file(file_id)
        except TelegramBadRequest as error:
            failure = _too_large(None) if "too big" in error.message.lower() else InputGone()
        except AiogramError as error:
            failure = _failure(error)
        else:
            return _checked(file)
        raise failure

    def _stream(self, path: str) -> AsyncIterator[bytes]:
        url = self._bot.session.api.file_url(self._bot.token, path)
        return self._bot.session.stream_content(url, timeout=DOWNLOAD_SECONDS)


def _is_picture(document: Document) -> bool:
    if document.mime_type and document.mime_type != "application/octet-stream":
        return document.mime_type in MIMES
    return PurePosixPath(document.file_name or "").suffix.lower() in ENDINGS


def _is_clip(document: Document) -> bool:
    """Whether a file is one of the kinds of clips that are read here."""
    return document.mime_type in CLIP_MIMES


def _checked(file: File) -> str:
    if file.file_size and file.file_size > LIMIT_MB * MEGABYTE:
        raise _too_large(file.file_size)
    if not file.file_path:
        raise InputGone
    return file.file_path


def _failure(error: Exception) -> BotError:
    gone = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
    if isinstance(error, ClientResponseError) and error.status in gone:
        return InputGone()
    return Unavailable(provider=NAME, detail=type(error).__name__)


def _too_large(size: int | None) -> InputTooLarge:
    megabytes = round(size / MEGABYTE, 1) if size else f"> {LIMIT_MB}"
    return InputTooLarge(size_mb=megabytes, limit_mb=LIMIT_MB)
