"""Tells people what went wrong, and the log whatever should not have."""

import logging

from aiogram import Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, ErrorEvent, InlineKeyboardMarkup, Message, Update

from bot.core.errors import ProviderError, Unreachable
from bot.services.people import People
from bot.telegram.errors import alert, harmless, ours, reference, render
from bot.telegram.inline import answers as inline
from bot.telegram.keyboards import error_keyboard
from bot.telegram.middlewares import CallbackAnswers
from bot.telegram.translator import Translate, Translator

log = logging.getLogger(__name__)


def create_error_router(
    *, people: People, translator: Translator, answers: CallbackAnswers
) -> Router:
    """The router for what handlers raise.

    Args:
        people: Learns who cannot be reached any more.
        translator: Speaks where a failure came before the language was known.
        answers: Answers buttons that are left.
    """
    router = Router(name="errors")
    router.errors.register(_Teller(people, translator, answers).tell)
    return router


class _Teller:
    def __init__(self, people: People, translator: Translator, answers: CallbackAnswers) -> None:
        self._people = people
        self._translator = translator
        self._answers = answers

    async def tell(
        self, event: ErrorEvent, t: Translate | None = None, raw_state: str | None = None
    ) -> bool:
        query = event.update.callback_query
        try:
            await self._tell(event, t or self._words(event.update), rerun=raw_state is None)
        except AiogramError as failure:
            log.warning("A failure could not be told: %s", failure)
            if isinstance(ours(failure), Unreachable):
                await self._lose(event.update)
        finally:
            if query:
                await self._answers.settle(query)
        return True

    async def _tell(self, event: ErrorEvent, t: Translate, *, rerun: bool) -> None:
        update, error = event.update, event.exception
        if harmless(error):
            log.debug("Update %d: %s", update.update_id, error)
            return
        known = ours(error)
        if isinstance(known, Unreachable):
            await self._lose(update)
            if update.callback_query:  # an alert is no message: it is seen where none may be sent
                await _say(update, render(known, t))
            return
        if known is None:
            await _say(update, _unexpected(update, error, t))
            return
        level = logging.WARNING if isinstance(known, ProviderError) else logging.INFO
        log.log(level, "Update %d: %s", update.update_id, known)
        await _say(update, render(known, t), error_keyboard(known, t, rerun=rerun))

    async def _lose(self, update: Update) -> None:
        """Remember that a person cannot be written to; a group is told by Telegram itself."""
        message = _message(update)
        log.info("Update %d: the chat cannot be written to", update.update_id)
        if message and message.chat.type == "private":
            await self._people.lost(message.chat.id)

    def _words(self, update: Update) -> Translate:
        inline_event = update.inline_query or update.chosen_inline_result
        source = update.callback_query or update.message or inline_event
        user = source.from_user if source else None
        code = user.language_code if user else None
        return self._translator.bound(self._translator.supported(code))


def _unexpected(update: Update, error: Exception, t: Translate) -> str:
    name = reference()
    log.error("%s: update %d", name, update.update_id, exc_info=error)
    return t("error-unexpected", reference=name)


async def _say(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    if await inline.tell(update, text):
        return
    if update.callback_query:
        await update.callback_query.answer(alert(text), show_alert=True)
    elif message := update.message or update.edited_message:
        await message.reply(text, reply_markup=markup)


def _message(update: Update) -> Message | None:
    query: CallbackQuery | None = update.callback_query
    below = query.message if query else None
    return below if isinstance(below, Message) else update.message
