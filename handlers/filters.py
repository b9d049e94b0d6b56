"""Which messages are meant for the bot, and who speaks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, Update

from bot.core.capabilities import Mode
from bot.core.errors import InputUnreadable
from bot.core.groups import Group
from bot.core.models import Origin, Person
from bot.core.ports.conversation import Clock
from bot.core.ports.runs import RunStore
from bot.core.recipe import from_dict
from bot.services.marks import Marks
from bot.services.wishes import Asker
from bot.telegram.asking import restored, restored_one
from bot.telegram.files import clip_of
from bot.telegram.inline.posting import poster
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.sources import beneath, sources, without_mention
from bot.telegram.translator import Translate

STALE = timedelta(minutes=10)
"""Age from which on a message is not run unasked."""


class WithAsker(Filter):
    """Gives handlers `asker`: who speaks, where the answer goes, and in which language."""

    async def __call__(
        self,
        event: Message | CallbackQuery,
        event_update: Update,
        t: Translate,
        person: Person | None = None,
        group: Group | None = None,
    ) -> bool | dict[str, Any]:
        """Let through what comes from a person in a chat, or from below an inline message.

        What people post inline arrives as a message of theirs too: it asks for nothing.
        """
        message = event if isinstance(event, Message) else event.message
        if person is None or _posted_inline(message):
            return False
        if message is None:
            inline_id = event.inline_message_id if isinstance(event, CallbackQuery) else None
            update_id = event_update.update_id
            return {"asker": poster(person, t.locale, inline_id or "", update_id)}
        origin = Origin(
            chat_id=message.chat.id,
            thread_id=_topic(message) if isinstance(message, Message) else None,
            message_id=message.message_id,
            private=is_private(message.chat),
            update_id=event_update.update_id,
        )
        asker = Asker(person=person, origin=origin, language=t.locale, group=group)
        return {"asker": asker}


class Addressed(Filter):
    """Gives handlers `asked`: what a message that is meant for the bot says.

    In private all are meant; in groups those that name the bot or reply to it.
    """

    async def __call__(
        self, message: Message, bot: Bot, runs: RunStore, album: tuple[Message, ...] = ()
    ) -> bool | dict[str, Any]:
        """Let through what is meant for the bot and is no command."""
        text = (message.text or message.caption or "").strip()
        if text.startswith("/"):
            return False
        said = text
        if not is_private(message.chat):
            said = without_mention(text, (await bot.me()).username)
            if said == text and not replies_to_bot(message, bot):
                return False
        return {"asked": await _asked(said, message, album, runs, bot.id)}


class Marked(Filter):
    """Gives handlers `asked` with its mask, where one picture marks a part of another."""

    async def __call__(
        self,
        message: Message,  # noqa: ARG002 - every filter is called with it
        asked: Asked,
        marks: Marks,
    ) -> bool | dict[str, Any]:
        """Let through what is marked.

        Raises:
            MaskUnclear: It is a copy of what it replies to, marked nowhere or all over.
        """
        inputs, mask = await marks.found(asked.inputs, asked.beneath)
        return {"asked": replace(asked, inputs=inputs, mask=mask)} if mask else False


class Commanded(Filter):
    """Gives handlers `asked`: what stands after a command, in a text or a caption.

    Args:
        name: The command.
        clips: Whether it may be about a clip.
    """

    def __init__(self, name: str, *, clips: bool = False) -> None:
        self._command = Command(name)
        self._clips = clips

    async def __call__(
        self, message: Message, bot: Bot, runs: RunStore, album: tuple[Message, ...] = ()
    ) -> bool | dict[str, Any]:
        """Let through the command, unless it is another bot's.

        Raises:
            InputUnreadable: It is about a clip and wants pictures.
        """
        matched = await self._command(message, bot)
        if not isinstance(matched, dict):
            return False
        said = matched["command"].args or ""
        asked = await _asked(said, message, album, runs, bot.id)
        if asked.mode is not None and not self._clips:
            raise InputUnreadable
        return {"asked": asked}


class Filmed(Filter):
    """Lets through what holds a clip or a moving picture."""

    async def __call__(self, message: Message) -> bool:
        """Look for one."""
        return clip_of(message) is not None


class Stale(Filter):
    """Lets through messages that waited too long, as after an outage."""

    async def __call__(self, message: Message, clock: Clock) -> bool:
        """Compare the message's age."""
        return clock.now() - message.date > STALE


class Answer(Filter):
    """Gives handlers `asked`: an answer to the bot's question, with what the question was about.

    In private every text is one while something is being asked; in groups only a reply to it.
    """

    async def __call__(self, message: Message, state: FSMContext) -> bool | dict[str, Any]:
        """Let through answers."""
        text = message.text or ""
        if not text or text.startswith("/"):
            return False
        data = await state.get_data()
        replied = message.reply_to_message
        question = replied.message_id if replied else None
        if not is_private(message.chat) and question != data.get("question"):
            return False
        base = from_dict(data["recipe"]) if "recipe" in data else None
        inputs = base.inputs if base else restored(data.get("inputs", []))
        mask = base.mask if base else restored_one(data.get("mask"))
        mode = base.mode if base else Mode(data["mode"]) if "mode" in data else None
        films = mode if mode and mode.films else None
        asked = Asked(said=text.strip(), inputs=inputs, mask=mask, base=base, mode=films)
        return {"asked": asked}


def replies_to_bot(message: Message, bot: Bot) -> bool:
    """Whether a message replies to one of the bot's.

    Telegram shows whatever is said in a topic as a reply to the topic's opening.
    """
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created or replied.from_user is None:
        return False
    return replied.from_user.id == bot.id


async def _asked(
    said: str, message: Message, album: tuple[Message, ...], runs: RunStore, bot_id: int
) -> Asked:
    inputs = await sources(message, album, runs, bot_id)
    under = await beneath(message, album, runs, bot_id)
    clip = any(each.clip for each in inputs)
    mode = Mode.VIDEO_TO_VIDEO if clip else None
    return Asked(said=said, inputs=inputs, beneath=under, mode=mode)


def _posted_inline(message: Message | InaccessibleMessage | None) -> bool:
    """Whether a person sent a message by way of the bot itself."""
    if not isinstance(message, Message) or message.via_bot is None or message.bot is None:
        return False
    return message.via_bot.id == message.bot.id


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
