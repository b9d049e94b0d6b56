"""Whose runs a button may speak of.

Telegram: a client may send any data in the name of a button, also ids from other chats.
"""

from aiogram.types import CallbackQuery, Message

from bot.core.errors import NotFound, NotYours
from bot.core.models import Run
from bot.core.ports.runs import RunStore


async def pressed(callback: CallbackQuery, run: Run, runs: RunStore) -> Run:
    """The run of a pressed button: one's own, or one that everybody in the chat can see.

    A button that stands there was made by the bot, also where the chat has another id since then;
    one that a change has just taken away is judged by its chat.

    Raises:
        NotYours: It is somebody else's, of another chat.
        NotFound: It was forgotten.
    """
    if run.person_id == callback.from_user.id or _stands_there(callback):
        return run
    job = await runs.job(run.job_id)
    if job is None or callback.message is None:
        raise NotFound
    if job.origin.chat_id != callback.message.chat.id:
        raise NotYours
    return run


def _stands_there(callback: CallbackQuery) -> bool:
    message = callback.message
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else []
    return any(button.callback_data == callback.data for row in rows for button in row)
