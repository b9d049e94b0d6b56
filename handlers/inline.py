"""Inline mode: what is offered in any chat, and what the posted messages do."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, ChosenInlineResult, InlineQuery, Update

from bot.core.errors import LimitError, NothingToCancel, RequestError
from bot.core.models import Person
from bot.core.ports.stores import CacheStore
from bot.core.recipe import shortened
from bot.services.orders import Orders
from bot.services.wishes import Asker
from bot.telegram.callbacks import CancelJob, FailureAction, FailureTap, StartTap
from bot.telegram.errors import render
from bot.telegram.inline.answers import answer
from bot.telegram.inline.cards import start_keyboard, with_prompt
from bot.telegram.inline.offers import Offers, keep
from bot.telegram.inline.posting import Posting, poster
from bot.telegram.inline.results import MODEL
from bot.telegram.translator import Translate


async def offer(query: InlineQuery, person: Person, offers: Offers, t: Translate) -> None:
    """Offer pictures where nothing is written, models and pictures alike where something is."""
    text = query.query.strip()
    if text:
        await answer(query, await offers.words(person, text, t))
    else:
        await answer(query, await offers.pictures(person, query.offset, t))


async def begin(
    chosen: ChosenInlineResult,
    *,
    event_update: Update,
    person: Person,
    posting: Posting,
    cache: CacheStore,
    t: Translate,
) -> None:
    """Start the model that was chosen; the card says so where that is not possible."""
    if chosen.inline_message_id is None:
        return
    asker = poster(person, t.locale, chosen.inline_message_id, event_update.update_id)
    text, model = chosen.query.strip(), chosen.result_id.removeprefix(MODEL)
    try:
        await posting.start(asker, model, text)
    except (RequestError, LimitError) as error:
        tap = StartTap(owner=person.id, draft=await keep(cache, person.id, text), model=model)
        words = with_prompt(text, render(error, t, refunded=True))
        if chosen.bot:
            await chosen.bot.edit_message_text(
                words,
                inline_message_id=chosen.inline_message_id,
                reply_markup=start_keyboard(tap, t),
            )


async def start(
    callback: CallbackQuery,
    *,
    callback_data: StartTap,
    asker: Asker,
    posting: Posting,
    t: Translate,
) -> None:
    """Start a posted card by its button."""
    tap = callback_data
    await posting.press(asker, tap.owner, tap.draft, tap.model)
    await callback.answer(t.plain("toast-started"))


async def cancel(
    callback: CallbackQuery,
    *,
    callback_data: CancelJob,
    asker: Asker,
    posting: Posting,
    orders: Orders,
    t: Translate,
) -> None:
    """Stop what a posted card stands for.

    Raises:
        NothingToCancel: It is over.
    """
    job = await posting.job(asker, callback_data.job)
    if not await orders.cancel_job(job.id):
        raise NothingToCancel
    await callback.answer(t.plain("toast-cancelling"))


async def retry(
    callback: CallbackQuery,
    *,
    callback_data: FailureTap,
    asker: Asker,
    posting: Posting,
    t: Translate,
) -> None:
    """Try again in the same message, shortened or with another model if that was pressed."""
    run = await posting.run(asker, callback_data.run)
    request = run.request
    if callback_data.action is FailureAction.OTHER:
        await posting.elsewhere(asker, run, callback_data.model)
    elif callback_data.action is FailureAction.SHORTEN and run.error is not None:
        limit = int(run.error.data["limit"]) - len(request.negative)
        await posting.again(asker, run, [shortened(request, max(1, limit))])
    else:
        await posting.again(asker, run, [request])
    await callback.answer(t.plain("toast-started"))


def create_router() -> Router:
    """The router."""
    router = Router(name="inline")
    router.inline_query.register(offer)
    router.chosen_inline_result.register(begin, F.result_id.startswith(MODEL))
    posted = F.inline_message_id
    router.callback_query.register(start, posted, StartTap.filter())
    router.callback_query.register(cancel, posted, CancelJob.filter())
    router.callback_query.register(retry, posted, FailureTap.filter())
    return router
