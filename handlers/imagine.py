"""Everything that starts a picture from words: text, captions, replies, `/imagine`, answers."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import InputUnreadable, NotFound
from bot.core.ports.stores import CacheStore
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle, stored
from bot.telegram.buttons import View
from bot.telegram.callbacks import RequestAction, RequestTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.keyboards import stale_keyboard
from bot.telegram.postponed import Asked, postpone, recall, without
from bot.telegram.replies import is_private, reply
from bot.telegram.screens.questions import change_question, prompt_question
from bot.telegram.translator import Translate
from handlers.common import below
from handlers.filters import Addressed, Answer, Commanded, Stale

_SAYS = F.text | F.caption


async def postpone_stale(
    message: Message, asked: Asked, cache: CacheStore, state: FSMContext, t: Translate
) -> None:
    """Offer to run what waited for too long."""
    await postpone(cache, message.chat.id, message.message_id, asked)
    await state.clear()
    await reply(message, View(text=t("stale-text"), markup=stale_keyboard(t)))


@once
async def run_postponed(
    callback: CallbackQuery,
    *,
    callback_data: RequestTap,
    asker: Asker,
    easel: Easel,
    cache: CacheStore,
    t: Translate,
) -> None:
    """Run what was not run at once, or as much of it as fits.

    Raises:
        NotFound: Nobody knows any more what it was.
    """
    message = below(callback)
    original = message.reply_to_message
    asked = await recall(cache, message.chat.id, original.message_id) if original else None
    if asked is None or original is None:
        raise NotFound
    if callback_data.action is RequestAction.SHORTEN:
        asked = without(asked, callback_data.over)
    origin = replace(asker.origin, message_id=original.message_id)
    await easel.paint(original, replace(asker, origin=origin), t, asked)
    await message.edit_reply_markup(reply_markup=None)


async def answer(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    easel: Easel,
    state: FSMContext,
    t: Translate,
) -> None:
    """Paint what was asked for; while that fails, the question stays open."""
    await easel.paint(message, asker, t, asked)
    await settle(message, state)


async def imagine(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    easel: Easel,
    state: FSMContext,
    t: Translate,
) -> None:
    """Paint what a message says; ask, where it says nothing.

    Raises:
        InputUnreadable: Its file is no picture.
    """
    if message.document and not asked.inputs:
        raise InputUnreadable
    if asked.said:
        await easel.paint(message, asker, t, asked)
        return
    question = change_question if asked.inputs else prompt_question
    view = question(t, private=is_private(message.chat))
    await ask(message, state, Asking.prompt, view, inputs=stored(asked.inputs))


def create_router() -> Router:
    """The router."""
    router = Router(name="imagine")
    router.callback_query.register(run_postponed, RequestTap.filter())
    answers = StateFilter(Asking.prompt, Asking.edit)
    router.message.register(postpone_stale, Stale(), answers, Answer())
    router.message.register(postpone_stale, Stale(), Commanded("imagine"))
    router.message.register(postpone_stale, Stale(), _SAYS, Addressed())
    router.message.register(answer, answers, Answer())
    router.message.register(imagine, Commanded("imagine"))
    router.message.register(imagine, _SAYS, Addressed())
    return router
