"""Stopping what is running or being asked."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import NotFound, NothingToCancel
from bot.core.ports.runs import RunStore
from bot.services.orders import Orders
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.callbacks import AskCancelTap, CancelJob
from bot.telegram.pressing import pressed
from bot.telegram.replies import say
from bot.telegram.translator import Translate
from handlers.common import below, may_rule


async def cancel(
    message: Message, asker: Asker, state: FSMContext, orders: Orders, t: Translate
) -> None:
    """Drop the question that is being asked, and everything of the person's in this chat.

    Raises:
        NothingToCancel: There is neither.
    """
    asked = await state.get_state() is not None
    await state.clear()
    stopped = await orders.cancel_all(asker.person.id, asker.origin.chat_id)
    if not stopped and not asked:
        raise NothingToCancel
    text = t("cancelled-runs", count=stopped) if stopped else t("cancelled-question")
    await say(message, View(text=text))


async def cancel_job(
    callback: CallbackQuery,
    *,
    callback_data: CancelJob,
    bot: Bot,
    orders: Orders,
    runs: RunStore,
    t: Translate,
) -> None:
    """Stop what a status card stands for.

    Raises:
        NotFound: There is no such job.
        NotYours: It is somebody else's.
        NothingToCancel: It is over.
    """
    job = await runs.job(callback_data.job)
    if job is None or callback.message is None:
        raise NotFound
    for run in job.runs:
        await pressed(callback, run, runs)
    await may_rule(bot, callback.message.chat, callback.from_user.id, job.person_id)
    if not await orders.cancel_job(job.id):
        raise NothingToCancel
    await callback.answer(t.plain("toast-cancelling"))


async def drop_question(callback: CallbackQuery, state: FSMContext, t: Translate) -> None:
    """Never mind what was asked."""
    message = below(callback)
    if (await state.get_data()).get("question") == message.message_id:
        await state.clear()
        await message.edit_text(t("cancelled-question"))
    else:
        await callback.answer(t.plain("toast-other-question"), show_alert=True)


def create_router() -> Router:
    """The router."""
    router = Router(name="cancel")
    router.message.register(cancel, Command("cancel"))
    router.callback_query.register(cancel_job, CancelJob.filter())
    router.callback_query.register(drop_question, AskCancelTap.filter())
    return router
