"""What happens around every handler in a group: where it was switched off or left, and moved."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, cast

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError, TelegramMigrateToChat
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message, TelegramObject, Update

from bot.core.errors import GroupOff, Unreachable
from bot.core.groups import Group
from bot.services.groups import Groups
from bot.services.presence import Presence
from bot.telegram.callbacks import GroupSetTap, GroupTap
from bot.telegram.errors import ours
from bot.telegram.replies import is_private

Handler: TypeAlias = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

COMMAND = "group"
"""The command of a group's admins: the only one that is heard where the bot is switched off."""

_TAPS = tuple(f"{tap.__prefix__}{tap.__separator__}" for tap in (GroupTap, GroupSetTap))


class GroupMiddleware(BaseMiddleware):
    """Gives handlers `group`, and keeps quiet where the admins want it.

    Args:
        groups: Know what is set.
        presence: Learns where the bot can be heard.
    """

    def __init__(self, *, groups: Groups, presence: Presence) -> None:
        self._groups = groups
        self._presence = presence

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand an update on, unless nobody is to hear of it.

        Raises:
            GroupOff: A button was pressed where the bot is switched off.
            Unreachable: A button was pressed where nothing can be written.
        """
        update, chat = cast(Update, event), cast(Chat | None, data.get("event_chat"))
        if chat is None or is_private(chat):
            return await handler(event, data)
        message = update.message
        if message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
            return await self._move(message)
        group = data["group"] = await self._groups.get(chat.id)
        if update.my_chat_member:
            return await handler(event, data)
        if not group.enabled and not _of_admins(update):
            return _refuse(update)
        if not group.reachable and not await self._heard(update, group, data["bot"]):
            return None
        return await handler(event, data)

    async def _move(self, message: Message) -> None:
        """Telegram tells it in both chats, in any order."""
        before = message.migrate_from_chat_id or message.chat.id
        after = message.migrate_to_chat_id or message.chat.id
        await self._presence.moved(before, after)

    async def _heard(self, update: Update, group: Group, bot: Bot) -> bool:
        """Whether the bot may write again: Telegram does not tell of every right that comes back.

        Raises:
            Unreachable: It may not, and somebody pressed a button.
        """
        message = update.message
        if message is None and update.callback_query is None:
            return False
        thread = message.message_thread_id if message and message.is_topic_message else None
        try:
            await bot.send_chat_action(group.id, ChatAction.TYPING, message_thread_id=thread)
        except AiogramError as error:
            if not isinstance(ours(error), Unreachable):
                raise
            if update.callback_query:
                raise Unreachable from error
            return False
        await self._presence.found(group.id)
        return True


class Moves(BaseRequestMiddleware):
    """Around the calls to Telegram: an answer may be the first to tell that a group has moved.

    Args:
        presence: Learns of it.
    """

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a call.

        Raises:
            TelegramMigrateToChat: Whoever called may call again, now that it is known.
        """
        try:
            return await make_request(bot, method)
        except TelegramMigrateToChat as moved:
            chat_id = getattr(method, "chat_id", None)
            if isinstance(chat_id, int):
                await self._presence.moved(chat_id, moved.migrate_to_chat_id)
            raise


def _of_admins(update: Update) -> bool:
    """Whether it is for the settings of the group, where everything else is off."""
    query, message = update.callback_query, update.message
    if query:
        return (query.data or "").startswith(_TAPS)
    first = (message.text or "").split(maxsplit=1)[0:1] if message else []
    return bool(first) and first[0].partition("@")[0].lower() == f"/{COMMAND}"


def _refuse(update: Update) -> None:
    if update.callback_query:
        raise GroupOff
