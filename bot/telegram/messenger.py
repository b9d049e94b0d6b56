"""The chat, as the services see it: the core's Messenger port over Telegram."""

import logging
from collections.abc import AsyncIterator, Mapping

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat
from aiogram.methods import DeleteMessage, EditMessageText, SendMessage

from bot.core.catalogue import Catalogue
from bot.core.errors import Cancelled, ProviderError, Unreachable
from bot.core.models import Job
from bot.core.ports.conversation import JobStatus
from bot.services.styles import Styles
from bot.telegram.card import card_of, stopping
from bot.telegram.delivery import Pictures
from bot.telegram.errors import gone, render
from bot.telegram.files import TelegramFiles
from bot.telegram.keyboards import cancel_keyboard
from bot.telegram.outbox import place, refusals, send
from bot.telegram.pacing import if_room
from bot.telegram.reports import failures_of, next_steps, several
from bot.telegram.translator import Translate, Translator

log = logging.getLogger(__name__)


class TelegramMessenger:
    """Cards, pictures and reports.

    Args:
        bot: Speaks.
        pictures: Sends results.
        catalogue: Has the models' titles.
        styles: Have titles too.
        translator: Has the words.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        pictures: Pictures,
        catalogue: Catalogue,
        styles: Styles,
        translator: Translator,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._catalogue = catalogue
        self._styles = styles
        self._translator = translator
        self._files = TelegramFiles(bot)
        self._shown: dict[int, str] = {}

    async def open_card(self, status: JobStatus) -> int | None:
        """Send a status card, silently: the result is what people are to be told of."""
        job = status.job
        text = await self._card(status)
        method = SendMessage(
            text=text,
            reply_markup=cancel_keyboard(job.id, self._words(job)),
            disable_notification=True,
            **place(job.origin),
        )
        try:
            card = await send(self._bot, method)
        except Unreachable:
            return None
        self._shown[job.id] = text
        return card.message_id

    async def update_card(self, status: JobStatus) -> bool:
        """Show a new state, if its words differ; False: limits leave no room, it is not shown.

        Raises:
            DeliveryError: The chat cannot be written to any more, or the card was deleted.
        """
        job = status.job
        text = await self._card(status)
        if job.card_id is None or text == self._shown.get(job.id):
            return True
        method = EditMessageText(
            chat_id=job.origin.chat_id,
            message_id=job.card_id,
            text=text,
            reply_markup=None if stopping(job) else cancel_keyboard(job.id, self._words(job)),
        )
        try:
            with refusals():
                edited = await if_room(self._bot(method)) is not None
        except Unreachable as error:
            if isinstance(error.__cause__, TelegramMigrateToChat):
                return False  # the next look is at the supergroup
            raise
        except (AiogramError, ProviderError) as error:
            if gone(error):
                raise Unreachable from error
            log.info("The card of job %s was not edited: %s", job.id, error)
            return False
        if edited:
            self._shown[job.id] = text
        return edited

    async def close_card(self, job: Job) -> None:
        """Take the card away, or let it say what came of a cancelled job.

        A card that cannot be taken away any more stays.
        """
        self._shown.pop(job.id, None)
        if job.card_id is None:
            return
        try:
            await self._take_away(job, job.card_id)
        except AiogramError as error:
            log.info("The card of job %s stays: %s", job.id, error)

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        """Send the pictures of a job's delivering runs.

        Raises:
            DeliveryError: Telegram will not take them, now or ever.
            ProviderError: It may work later.
        """
        return await self._pictures.deliver(job)

    async def report(self, job: Job) -> None:
        """Say what failed, in one message, with the next steps below it.

        Raises:
            DeliveryError: The chat cannot be written to.
            ProviderError: It may work later.
        """
        failures = failures_of(job)
        if not failures:
            return
        t = self._words(job)
        error = failures[0][2]
        if len(job.runs) == 1:
            text = render(error, t, refunded=error.refund)
        else:
            text = several(job, failures, self._catalogue, t)
        markup = next_steps(job, failures, self._catalogue, t)
        await send(self._bot, SendMessage(text=text, reply_markup=markup, **place(job.origin)))

    def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """Download a file that somebody sent.

        Raises:
            InputGone: Telegram does not have it any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
            Unavailable: Telegram could not be reached.
        """
        return self._files.fetch(file_id)

    async def _take_away(self, job: Job, card: int) -> None:
        chat_id = job.origin.chat_id
        errors = [run.error for run in job.runs if isinstance(run.error, Cancelled)]
        if len(errors) < len(job.runs):
            await self._bot(DeleteMessage(chat_id=chat_id, message_id=card))
            return
        error = next((error for error in errors if not error.refund), errors[0])
        text = render(error, self._words(job), refunded=error.refund)
        await self._bot(EditMessageText(chat_id=chat_id, message_id=card, text=text))

    async def _card(self, status: JobStatus) -> str:
        return await card_of(status, self._catalogue, self._styles, self._words(status.job))

    def _words(self, job: Job) -> Translate:
        return self._translator.bound(job.language)
