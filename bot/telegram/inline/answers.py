"""Answers to inline queries, also where something went wrong."""

import logging

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineQuery, InlineQueryResultArticle, Update

from bot.core.errors import FileRejected
from bot.telegram.errors import harmless, ours
from bot.telegram.inline.cards import with_prompt
from bot.telegram.inline.offers import Offer
from bot.telegram.inline.results import notice

log = logging.getLogger(__name__)

SECONDS = 0
"""How long Telegram may give an answer again: quota and pictures change at any moment."""


async def answer(query: InlineQuery, offer: Offer) -> None:
    """Answer a query; without pictures, where Telegram does not know one of them any more."""
    try:
        await _answer(query, offer)
    except TelegramBadRequest as error:
        if harmless(error) or not isinstance(ours(error), FileRejected):
            raise
        log.warning("Telegram does not take a picture that it once gave: %s", error)
        words = [each for each in offer.results if isinstance(each, InlineQueryResultArticle)]
        await _answer(query, Offer(results=words, button=offer.button))


async def tell(update: Update, text: str) -> bool:
    """Tell of a failure where it happened; False: the update is not about inline mode."""
    if update.inline_query:
        await _answer(update.inline_query, Offer(results=[notice("failure", text)]))
        return True
    chosen = update.chosen_inline_result
    if chosen is None:
        return False
    if chosen.inline_message_id and chosen.bot:
        await chosen.bot.edit_message_text(
            with_prompt(chosen.query, text), inline_message_id=chosen.inline_message_id
        )
    return True


async def _answer(query: InlineQuery, offer: Offer) -> None:
    await query.answer(
        list(offer.results),
        cache_time=SECONDS,
        is_personal=True,
        next_offset=offer.following,
        button=offer.button,
    )
