"""Help with the words of a prompt: what is proposed is used only if the person says so."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.core.recipe import from_dict
from bot.services.wishes import Asker
from bot.telegram.callbacks import ProposalAction, ProposalTap, RewordTap, WordsTap
from bot.telegram.rewording import Rewording
from bot.telegram.translator import Translate
from handlers.common import Handler, below, mine


async def choose(
    callback: CallbackQuery, state: FSMContext, rewording: Rewording, t: Translate
) -> None:
    """Ask what to do with the words."""
    message = below(callback)
    if (await state.get_data()).get("question") != message.message_id:
        await callback.answer(t.plain("toast-other-question"), show_alert=True)
        return
    await rewording.choose(message, t)


async def propose(
    callback: CallbackQuery,
    *,
    callback_data: RewordTap,
    asker: Asker,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Propose other words."""
    message = below(callback)
    data = await state.get_data()
    if data.get("question") != message.message_id:
        await callback.answer(t.plain("toast-other-question"), show_alert=True)
        return
    await callback.answer(t.plain("toast-proposing"))
    request = from_dict(data["recipe"])
    await rewording.propose(message, request, callback_data.how, asker, t)


async def another(
    callback: CallbackQuery,
    *,
    callback_data: ProposalTap,
    asker: Asker,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Propose something else."""
    screen = mine(callback, callback_data.owner)
    await callback.answer(t.plain("toast-proposing"))
    await rewording.another(screen, asker, t)


async def use(
    callback: CallbackQuery,
    *,
    callback_data: ProposalTap,
    asker: Asker,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Paint what was proposed."""
    screen = mine(callback, callback_data.owner)
    await rewording.use(screen, state, asker, t)
    await callback.answer(t.plain("toast-started"))


async def edit(
    callback: CallbackQuery,
    callback_data: ProposalTap,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Let the person have the last word."""
    await rewording.edit(mine(callback, callback_data.owner), state, t)


async def keep(
    callback: CallbackQuery, callback_data: ProposalTap, rewording: Rewording, t: Translate
) -> None:
    """Leave the words as they are."""
    await rewording.keep(mine(callback, callback_data.owner), t)


def create_router() -> Router:
    """The router."""
    router = Router(name="proposals")
    router.callback_query.register(choose, WordsTap.filter())
    router.callback_query.register(propose, RewordTap.filter())
    actions: dict[ProposalAction, Handler] = {
        ProposalAction.USE: use,
        ProposalAction.ANOTHER: another,
        ProposalAction.EDIT: edit,
        ProposalAction.KEEP: keep,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, ProposalTap.filter(F.action == action))
    return router
