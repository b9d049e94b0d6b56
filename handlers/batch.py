"""Several pictures in one go: `/batch`, `/compare`, and choices in braces."""

import re
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import InputUnreadable
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle, stored
from bot.telegram.batching import Batching
from bot.telegram.callbacks import CompareTap, DraftAction, DraftTap
from bot.telegram.comparing import Comparing
from bot.telegram.drafts import Drafts
from bot.telegram.echoes import once
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.screens.batch import batch_question
from bot.telegram.screens.compare import compare_question
from bot.telegram.translator import Translate
from handlers.common import Handler, mine
from handlers.filters import Answer, Commanded, Stale

_COMMAND = re.compile(r"^/\S+\s*")


async def batch(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    batching: Batching,
    state: FSMContext,
    t: Translate,
) -> None:
    """Paint a list of prompts; ask for it, where there is none.

    Raises:
        InputUnreadable: The message's file is no picture.
    """
    if told := _told(message, asked):
        await batching.take(message, asker, t, told)
        return
    view = batch_question(t, pictures=bool(asked.inputs), private=is_private(message.chat))
    await ask(message, state, Asking.batch, view, inputs=stored(asked.inputs))


async def late_batch(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    batching: Batching,
    state: FSMContext,
    t: Translate,
) -> None:
    """Offer to paint a list that waited for too long."""
    if told := _told(message, asked):
        await batching.take(message, asker, t, told, late=True)
        return
    await batch(message, asker=asker, asked=asked, batching=batching, state=state, t=t)


async def answer_batch(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    batching: Batching,
    state: FSMContext,
    t: Translate,
) -> None:
    """Paint the list that was asked for; while it has faults, the question stays open."""
    if await batching.take(message, asker, t, asked):
        await settle(message, state)


async def late_answer(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    batching: Batching,
    state: FSMContext,
    t: Translate,
) -> None:
    """Offer to paint an answer that waited for too long."""
    if await batching.take(message, asker, t, asked, late=True):
        await settle(message, state)


async def compare(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    comparing: Comparing,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask which models shall paint it; ask what, where nothing is said.

    Raises:
        InputUnreadable: The message's file is no picture.
    """
    if told := _told(message, asked):
        await comparing.open(message, asker, t, told)
        return
    view = compare_question(t, pictures=bool(asked.inputs), private=is_private(message.chat))
    await ask(message, state, Asking.compare, view, inputs=stored(asked.inputs))


async def answer_compare(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    comparing: Comparing,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask which models shall paint what was answered."""
    await comparing.open(message, asker, t, asked)
    await settle(message, state)


@once
async def paint(
    callback: CallbackQuery,
    callback_data: DraftTap,
    asker: Asker,
    batching: Batching,
    t: Translate,
) -> None:
    """Paint the list as it was offered."""
    await batching.start(mine(callback, callback_data.owner), asker, t)
    await callback.answer(t.plain("toast-started"))


@once
async def paint_literally(
    callback: CallbackQuery,
    callback_data: DraftTap,
    asker: Asker,
    batching: Batching,
    t: Translate,
) -> None:
    """Paint one picture: the braces were meant as braces."""
    await batching.start_literally(mine(callback, callback_data.owner), asker, t)
    await callback.answer(t.plain("toast-started"))


@once
async def start_comparison(
    callback: CallbackQuery,
    callback_data: DraftTap,
    asker: Asker,
    comparing: Comparing,
    t: Translate,
) -> None:
    """Let the chosen models paint."""
    await comparing.start(mine(callback, callback_data.owner), asker, t)
    await callback.answer(t.plain("toast-started"))


async def choose(
    callback: CallbackQuery,
    callback_data: CompareTap,
    asker: Asker,
    comparing: Comparing,
    t: Translate,
) -> None:
    """Choose a model, or leave it out."""
    screen = mine(callback, callback_data.owner)
    await comparing.toggle(screen, asker, t, callback_data.model)


async def drop(
    callback: CallbackQuery, callback_data: DraftTap, drafts: Drafts, t: Translate
) -> None:
    """Never mind."""
    screen = mine(callback, callback_data.owner)
    await drafts.forget(screen)
    await screen.edit_text(t("draft-dropped"))


def _told(message: Message, asked: Asked) -> Asked | None:
    """What a command says, otherwise the text that it replies to; None: nothing."""
    if message.document and not asked.inputs:
        raise InputUnreadable
    replied = message.reply_to_message
    text = replied.text if replied and replied.text else ""
    said = asked.said or _COMMAND.sub("", text).strip()
    return replace(asked, said=said) if said else None


def create_router() -> Router:
    """The router."""
    router = Router(name="batch")
    listing, comparing = StateFilter(Asking.batch), StateFilter(Asking.compare)
    router.message.register(late_answer, Stale(), listing, Answer())
    router.message.register(answer_batch, listing, Answer())
    router.message.register(answer_compare, comparing, Answer())
    router.message.register(late_batch, Stale(), Commanded("batch"))
    router.message.register(batch, Commanded("batch"))
    router.message.register(compare, Commanded("compare"))
    acts: dict[DraftAction, Handler] = {
        DraftAction.PAINT: paint,
        DraftAction.LITERAL: paint_literally,
        DraftAction.COMPARE: start_comparison,
        DraftAction.DROP: drop,
    }
    for action, handler in acts.items():
        router.callback_query.register(handler, DraftTap.filter(F.action == action))
    router.callback_query.register(choose, CompareTap.filter())
    return router
