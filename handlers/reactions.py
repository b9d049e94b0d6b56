"""Reactions to pictures: ❤ makes a favourite, 👎 deletes."""

from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.types import MessageReactionUpdated

from bot.core.errors import NotYours
from bot.core.models import Person
from bot.services.history import History
from bot.telegram.errors import harmless
from bot.telegram.reacting import FAVOURITE, REFUSED, Found, Reacting, given, taken_back
from bot.telegram.translator import Translate
from handlers.common import may_rule, remove


class OnPicture(Filter):
    """Gives handlers `found`: the picture that somebody reacted to, and its run.

    Args:
        emoji: The reaction.
        back: Whether it counts too when it is taken back.
    """

    def __init__(self, emoji: str, *, back: bool = False) -> None:
        self._emoji = emoji
        self._back = back

    async def __call__(
        self,
        reaction: MessageReactionUpdated,
        reacting: Reacting,
        person: Person | None = None,
    ) -> bool | dict[str, Any]:
        """Let through what a person, not a channel or a hidden admin, says to a picture."""
        meant = given(reaction, self._emoji) or (self._back and taken_back(reaction, self._emoji))
        if person is None or not meant:
            return False
        found = await reacting.shown(reaction.chat.id, reaction.message_id)
        return {"found": found} if found else False


async def favour(
    reaction: MessageReactionUpdated,
    *,
    bot: Bot,
    found: Found,
    history: History,
    reacting: Reacting,
) -> None:
    """Set the star, or take it where the heart was taken back.

    Raises:
        NotYours: It is somebody else's picture.
    """
    artifact, run = found
    if reaction.user is None or reaction.user.id != run.person_id:
        raise NotYours
    await history.favour(artifact.id, favourite=given(reaction, FAVOURITE))
    await reacting.follow(bot, run)


async def delete(
    reaction: MessageReactionUpdated,
    *,
    bot: Bot,
    found: Found,
    history: History,
    reacting: Reacting,
    t: Translate,
) -> None:
    """Delete a picture: its file, its message, and in an album its number.

    Raises:
        NotYours: It is somebody else's picture, and this is no admin of the chat.
    """
    (artifact, run), chat, message_id = found, reaction.chat, reaction.message_id
    if reaction.user is None:
        raise NotYours
    await may_rule(bot, chat, reaction.user.id, run.person_id)
    await history.delete(artifact.id)
    if not await remove(bot, chat.id, message_id):
        await _say_farewell(bot, chat.id, message_id, t)
    await reacting.follow(bot, run)


async def _say_farewell(bot: Bot, chat_id: int, message_id: int, t: Translate) -> None:
    try:
        await bot.edit_message_caption(
            chat_id=chat_id, message_id=message_id, caption=t("picture-deleted")
        )
    except TelegramBadRequest as error:
        if not harmless(error):
            raise


def create_router() -> Router:
    """The router."""
    router = Router(name="reactions")
    router.message_reaction.register(delete, OnPicture(REFUSED))
    router.message_reaction.register(favour, OnPicture(FAVOURITE, back=True))
    return router
