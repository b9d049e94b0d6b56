"""What happens around every handler: who speaks, in which language, and one answer per button."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, cast

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import AiogramError
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.core.errors import Banned
from bot.core.groups import Group
from bot.core.models import Person
from bot.services.people import People
from bot.telegram.errors import harmless, ours
from bot.telegram.translator import DEFAULT, Translator

log = logging.getLogger(__name__)

Handled: TypeAlias = Callable[[str, str, float], None]
Handler: TypeAlias = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PersonMiddleware(BaseMiddleware):
    """Gives handlers `person`, `t` and `locale`; keeps out bots and banned people.

    Args:
        people: Knows everybody.
        translator: Has the words.
    """

    def __init__(self, *, people: People, translator: Translator) -> None:
        self._people = people
        self._translator = translator

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Meet the sender of an update, then hand it on.

        Raises:
            Banned: The operator shut this person out.
        """
        user: User | None = data.get("event_from_user")
        group: Group | None = data.get("group")
        own = group.language if group else None
        self._speak(data, own or (user.language_code if user else DEFAULT))
        update = cast(Update, event)
        # an anonymous group admin is nobody: they all share one id, that of a bot
        if user is None or (user.is_bot and speaks_for_group(update.message)):
            return await handler(event, data)
        if user.is_bot:
            return None
        person = await self._meet(user, update)
        data["person"] = person
        self._speak(data, own or person.language or user.language_code)
        if person.banned is not None:
            return _refuse(person, update)
        return await handler(event, data)

    def _speak(self, data: dict[str, Any], code: str | None) -> None:
        locale = self._translator.supported(code)
        data["locale"], data["t"] = locale, self._translator.bound(locale)

    async def _meet(self, user: User, update: Update) -> Person:
        person = await self._people.meet(user.id)
        if not person.reachable and (update.message or update.callback_query):
            await self._people.found(user.id)
        return person


class Metering(BaseMiddleware):
    """Measures how updates are handled.

    Args:
        handled: Told the update's kind, `ok` or the error's code, and seconds.
    """

    def __init__(self, handled: Handled) -> None:
        self._handled = handled

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand an update on and measure it."""
        started, outcome = time.perf_counter(), "cancelled"
        try:
            result = await handler(event, data)
            outcome = "ok"
        except Exception as error:
            known = ours(error)
            outcome = known.code if known else "unexpected"
            raise
        finally:
            self._handled(cast(Update, event).event_type, outcome, time.perf_counter() - started)
        return result


class CallbackAnswers(BaseMiddleware):
    """Sees to it that each pressed button gets exactly one answer.

    It stands at both doors: around the handlers of buttons, and, as `once`, around the calls to
    Telegram. A handler's failure is answered by the error router, which calls `settle` last.
    """

    def __init__(self) -> None:
        self._answered: dict[str, bool] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let a button be handled, and answer it if nobody did."""
        query = cast(CallbackQuery, event)
        self._answered[query.id] = False
        result = await handler(event, data)
        await self.settle(query)
        return result

    async def settle(self, query: CallbackQuery) -> None:
        """Answer a button without words unless that was done, and forget it."""
        try:
            if not self._answered.get(query.id):
                await query.answer()
        except AiogramError as error:
            if not harmless(error):
                log.warning("A button could not be answered: %s", error)
        finally:
            self._answered.pop(query.id, None)

    async def once(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Let the first answer of a button through and swallow further ones."""
        query_id = method.callback_query_id if isinstance(method, AnswerCallbackQuery) else None
        if query_id and self._answered.get(query_id):
            log.warning("A second answer to a button was left out")
            return cast(Response[TelegramType], True)
        response = await make_request(bot, method)
        if query_id in self._answered:
            self._answered[query_id] = True
        return response


def speaks_for_group(message: Message | None) -> bool:
    """Whether a message is from an admin who writes in the name of their group."""
    sender = message.sender_chat if message else None
    return message is not None and sender is not None and sender.id == message.chat.id


def _refuse(person: Person, update: Update) -> None:
    """Tell a banned person, except in groups, where a message need not be meant for the bot."""
    asked = update.callback_query or update.inline_query or update.chosen_inline_result
    if asked or (update.message and update.message.chat.id == person.id):
        raise Banned(reason=person.banned or "")
