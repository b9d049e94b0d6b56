"""The dispatcher with everything around the handlers; the handlers themselves are the app's."""

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.base import BaseStorage

from bot.services.people import People
from bot.telegram.error_router import create_error_router
from bot.telegram.grouping import GroupMiddleware
from bot.telegram.middlewares import CallbackAnswers, Handled, Metering, PersonMiddleware
from bot.telegram.translator import Translator


def create_dispatcher(
    *,
    bot: Bot,
    storage: BaseStorage,
    people: People,
    translator: Translator,
    grouping: GroupMiddleware | None = None,
    handled: Handled | None = None,
) -> Dispatcher:
    """A dispatcher that knows people, languages, errors and what was being asked.

    Args:
        bot: Its session is watched, so that a button is answered once.
        storage: Keeps conversations.
        people: Knows everybody.
        translator: Has the words.
        grouping: Knows groups; it comes first, since a group may have a language of its own.
        handled: Told of each handled update: kind, outcome, seconds.
    """
    answers = CallbackAnswers()
    bot.session.middleware(answers.once)
    dispatcher = Dispatcher(storage=storage)
    if handled:
        dispatcher.update.outer_middleware(Metering(handled))
    if grouping:
        dispatcher.update.outer_middleware(grouping)
    dispatcher.update.outer_middleware(PersonMiddleware(people=people, translator=translator))
    dispatcher.callback_query.outer_middleware(answers)
    dispatcher.include_router(
        create_error_router(people=people, translator=translator, answers=answers)
    )
    return dispatcher
