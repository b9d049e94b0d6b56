"""What a reaction to a picture means, and the buttons that follow it."""

from collections.abc import Sequence
from typing import TypeAlias

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup, MessageReactionUpdated, ReactionTypeEmoji

from bot.core.catalogue import Catalogue
from bot.core.models import Artifact, Job, Run
from bot.core.ports.posts import PostStore
from bot.core.ports.runs import RunStore
from bot.core.runs import RunState
from bot.telegram.errors import harmless
from bot.telegram.keyboards import album_keyboard, result_keyboard
from bot.telegram.translator import Translator

FAVOURITE = "❤"
REFUSED = "👎"

_VARIANT = "\ufe0f"  # some clients send the heart with it


Found: TypeAlias = tuple[Artifact, Run]
"""A picture and the run that made it."""


def given(reaction: MessageReactionUpdated, emoji: str) -> bool:
    """Whether somebody has just reacted so."""
    return _has(reaction.new_reaction, emoji) and not _has(reaction.old_reaction, emoji)


def taken_back(reaction: MessageReactionUpdated, emoji: str) -> bool:
    """Whether somebody has just taken such a reaction back."""
    return _has(reaction.old_reaction, emoji) and not _has(reaction.new_reaction, emoji)


class Reacting:
    """Knows which picture was meant.

    Telegram names a message; the pictures of an album are messages of their own, and their
    buttons stand below another one.

    Args:
        posts: Knows what a message shows, and where the buttons are.
        runs: Knows how it was made.
        catalogue: Says what can be done with it.
        translator: Has the words.
    """

    def __init__(
        self, *, posts: PostStore, runs: RunStore, catalogue: Catalogue, translator: Translator
    ) -> None:
        self._posts = posts
        self._runs = runs
        self._catalogue = catalogue
        self._translator = translator

    async def shown(self, chat_id: int, message_id: int) -> Found | None:
        """The picture that a message shows, and the run that made it."""
        artifact = await self._posts.shown(chat_id, message_id)
        run = await self._runs.run(artifact.run_id) if artifact else None
        return (artifact, run) if artifact and run else None

    async def follow(self, bot: Bot, run: Run) -> None:
        """Let the buttons of a run's pictures show what is true now."""
        job = await self._runs.job(run.job_id)
        found = await self._buttons(job, run.id) if job else None
        if job is None or found is None:
            return
        chat_id, (message_id, markup) = job.origin.chat_id, found
        try:
            if markup is None:
                await bot.delete_message(chat_id, message_id)
            else:
                await bot.edit_message_reply_markup(
                    chat_id=chat_id, message_id=message_id, reply_markup=markup
                )
        except TelegramBadRequest as error:
            if not harmless(error):
                raise

    async def _buttons(
        self, job: Job, run_id: int
    ) -> tuple[int, InlineKeyboardMarkup | None] | None:
        """Where they are and what they shall be: none, once an album has no pictures any more.

        None: nobody knows where they are.
        """
        t = self._translator.bound(job.language)
        control = await self._posts.control(job.id)
        pictures = [(run, artifact) for run in job.runs for artifact in run.artifacts]
        if control is not None:
            markup = album_keyboard(job, pictures, self._catalogue, t) if pictures else None
            return control, markup
        alone = sum(run.state is RunState.DONE for run in job.runs) == 1
        for run, artifact in pictures:
            if alone and run.id == run_id and artifact.message_id is not None:
                markup = result_keyboard(job, run, artifact, self._catalogue, t)
                return artifact.message_id, markup
        return None


def _has(reactions: Sequence[object], emoji: str) -> bool:
    emojis = (each.emoji for each in reactions if isinstance(each, ReactionTypeEmoji))
    return any(each.rstrip(_VARIANT) == emoji for each in emojis)
