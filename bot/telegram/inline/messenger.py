"""Jobs whose answer is the message that was posted: card, picture and report are edits of it."""

import logging
from collections.abc import AsyncIterator, Mapping

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import EditMessageMedia, EditMessageText
from aiogram.types import InlineKeyboardMarkup

from bot.core.catalogue import Catalogue
from bot.core.errors import Cancelled, DeliveryError, ProviderError, Unreachable
from bot.core.models import INLINE_CARD, Job
from bot.core.ports.conversation import JobStatus, Messenger
from bot.services.styles import Styles
from bot.telegram.card import card_of, stopping
from bot.telegram.errors import gone, render
from bot.telegram.inline.cards import (
    failed_keyboard,
    first,
    picture_keyboard,
    stopped_keyboard,
    with_prompt,
)
from bot.telegram.inline.storage import StorageChat, Uploaded
from bot.telegram.keyboards import cancel_keyboard
from bot.telegram.outbox import refusals
from bot.telegram.pacing import if_room
from bot.telegram.parcels import Parcels
from bot.telegram.reports import failures_of
from bot.telegram.translator import Safe, Translate, Translator

log = logging.getLogger(__name__)


class InlineMessenger(Messenger):
    """Edits posted messages.

    Args:
        bot: Edits.
        storage: Takes the uploads.
        parcels: Makes pictures ready.
        catalogue: Has the models' titles.
        styles: Have titles too.
        translator: Has the words.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        storage: StorageChat,
        parcels: Parcels,
        catalogue: Catalogue,
        styles: Styles,
        translator: Translator,
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._parcels = parcels
        self._catalogue = catalogue
        self._styles = styles
        self._translator = translator
        self._shown: dict[int, str] = {}
        self._uploaded: dict[int, dict[int, Uploaded]] = {}

    async def open_card(self, status: JobStatus) -> int | None:
        """Turn the posted message into a status card; None: it was deleted.

        Raises:
            DeliveryError: Telegram does not let it be changed.
            ProviderError: It may work later.
        """
        text = await self._card(status)
        if not await self._edit(self._card_edit(status.job, text)):
            return None
        self._shown[status.job.id] = text
        return INLINE_CARD

    async def update_card(self, status: JobStatus) -> bool:
        """Show a new state, if its words differ; False: limits leave no room, it is not shown.

        Raises:
            DeliveryError: The message was deleted, or cannot be changed any more.
        """
        job = status.job
        text = await self._card(status)
        if text == self._shown.get(job.id):
            return True
        try:
            with refusals():
                edited = await if_room(self._bot(self._card_edit(job, text))) is not None
        except (AiogramError, ProviderError) as error:
            if gone(error):
                raise Unreachable from error
            log.info("The inline card of job %s was not edited: %s", job.id, error)
            return False
        if edited:
            self._shown[job.id] = text
        return edited

    async def close_card(self, job: Job) -> None:
        """Let a cancelled job's card say so; any other is a picture or a report by now."""
        self._shown.pop(job.id, None)
        errors = [run.error for run in job.runs if isinstance(run.error, Cancelled)]
        if len(errors) < len(job.runs):
            return
        t = self._words(job)
        text = render(errors[0], t, refunded=errors[0].refund)
        await self._edit(self._text_edit(job, text, stopped_keyboard(job.runs[0], t)))

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        """Upload the pictures of a job's delivering runs and turn the message into the first.

        What a model made besides is uploaded too, so that the history has it at Telegram.

        Raises:
            DeliveryError: Telegram will not take them, now or ever.
            ProviderError: It may work later; what was uploaded is remembered.
        """
        try:
            uploaded = await self._deliver(job)
        except DeliveryError:  # nobody will ask again
            self._uploaded.pop(job.id, None)
            raise
        self._uploaded.pop(job.id, None)
        return {number: (each.message_id, each.file_id) for number, each in uploaded.items()}

    async def report(self, job: Job) -> None:
        """Let the message say why there is no picture, what came of the quota, and what helps.

        Raises:
            DeliveryError: It cannot be changed.
            ProviderError: It may work later.
        """
        failures = failures_of(job)
        if not failures:
            return
        _, run, error = failures[0]
        t = self._words(job)
        text = render(error, t, refunded=error.refund)
        await self._edit(
            self._text_edit(job, text, failed_keyboard(run, error, self._catalogue, t))
        )

    def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Posted messages bring no files.

        Raises:
            NotImplementedError: Always.
        """
        raise NotImplementedError

    async def _deliver(self, job: Job) -> Mapping[int, Uploaded]:
        t = self._words(job)
        pictures = await self._parcels.pack(job, t)
        uploaded = self._uploaded.setdefault(job.id, {})
        caption = next((each.caption for each in pictures if each.caption), None)
        for number, picture in enumerate(pictures):
            key = picture.artifact.id
            if key not in uploaded:
                uploaded[key] = await self._storage.upload(picture)
            if number == 0:
                await self._show(job, uploaded[key], caption, t, more=len(pictures) - 1)
        return uploaded

    async def _show(
        self, job: Job, uploaded: Uploaded, caption: Safe | None, t: Translate, *, more: int
    ) -> None:
        if caption is not None and more:
            caption = Safe(f"{caption}\n{t('inline-more', count=more)}")
        method = EditMessageMedia(
            inline_message_id=job.origin.inline_id,
            media=uploaded.media(caption),
            reply_markup=picture_keyboard(first(job.runs), t),
        )
        if not await self._edit(method):
            log.info("The message of job %s was deleted: its picture is in the history", job.id)

    async def _edit(self, method: EditMessageText | EditMessageMedia) -> bool:
        """Edit the posted message; False: it was deleted.

        Raises:
            DeliveryError: Telegram does not let it be changed.
            ProviderError: It may work later.
        """
        try:
            with refusals():
                await self._bot(method)
        except TelegramBadRequest as error:  # a harmless one
            return not gone(error)
        return True

    def _card_edit(self, job: Job, text: str) -> EditMessageText:
        cancel = None if stopping(job) else cancel_keyboard(job.id, self._words(job))
        return self._text_edit(job, text, cancel)

    @staticmethod
    def _text_edit(job: Job, text: str, markup: InlineKeyboardMarkup | None) -> EditMessageText:
        return EditMessageText(
            inline_message_id=job.origin.inline_id,
            text=with_prompt(first(job.runs).prompt, text),
            reply_markup=markup,
        )

    async def _card(self, status: JobStatus) -> str:
        return await card_of(status, self._catalogue, self._styles, self._words(status.job))

    def _words(self, job: Job) -> Translate:
        return self._translator.bound(job.language)
