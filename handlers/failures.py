"""The next steps below the report of a failed run."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.core.errors import NotFound
from bot.core.models import Run
from bot.core.ports.runs import RunStore
from bot.core.recipe import shortened
from bot.services.wishes import Asker
from bot.telegram.buttons import keyboard
from bot.telegram.callbacks import FailureAction, FailureTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.pressing import pressed
from bot.telegram.rewording import Rewording
from bot.telegram.translator import Translate
from handlers.common import Handler, below


@once
async def retry(
    callback: CallbackQuery,
    *,
    callback_data: FailureTap,
    asker: Asker,
    runs: RunStore,
    easel: Easel,
    t: Translate,
) -> None:
    """Ask for the same again, shortened if that was the matter."""
    message = below(callback)
    run = await _run(callback, callback_data, runs)
    request = run.request
    if callback_data.action is FailureAction.SHORTEN and run.error is not None:
        limit = int(run.error.data["limit"]) - len(request.negative)
        request = shortened(request, max(1, limit))
    await easel.repeat(message, asker, t, [request])
    await message.edit_reply_markup(reply_markup=_without(message, run))


@once
async def elsewhere(
    callback: CallbackQuery,
    *,
    callback_data: FailureTap,
    asker: Asker,
    runs: RunStore,
    easel: Easel,
    t: Translate,
) -> None:
    """Ask another model for the same."""
    message = below(callback)
    run = await _run(callback, callback_data, runs)
    await easel.elsewhere(message, asker, t, run.request, callback_data.model)
    await message.edit_reply_markup(reply_markup=_without(message, run))


async def edit(
    callback: CallbackQuery,
    *,
    callback_data: FailureTap,
    runs: RunStore,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Ask for other words."""
    message = below(callback)
    run = await _run(callback, callback_data, runs)
    await rewording.ask(message, state, run.request, t)


async def _run(callback: CallbackQuery, tap: FailureTap, runs: RunStore) -> Run:
    run = await runs.run(tap.run)
    if run is None:
        raise NotFound
    return await pressed(callback, run, runs)


def _without(message: Message, run: Run) -> InlineKeyboardMarkup | None:
    """The buttons of a report that are about other runs."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if markup else []
    left = [[each for each in row if not _about(each.callback_data or "", run)] for row in rows]
    return keyboard(*left) if any(left) else None


def _about(data: str, run: Run) -> bool:
    failure = data.startswith(f"{FailureTap.__prefix__}{FailureTap.__separator__}")
    return not failure or FailureTap.unpack(data).run == run.id


def create_router() -> Router:
    """The router."""
    router = Router(name="failures")
    actions: dict[FailureAction, Handler] = {
        FailureAction.RETRY: retry,
        FailureAction.SHORTEN: retry,
        FailureAction.OTHER: elsewhere,
        FailureAction.EDIT: edit,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, FailureTap.filter(F.action == action))
    return router
