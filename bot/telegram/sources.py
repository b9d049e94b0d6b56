"""The pictures that a message speaks of."""

import re

from aiogram.types import Message

from bot.core.errors import ClipTooLarge
from bot.core.models import Artifact, Input
from bot.core.ports.runs import RunStore
from bot.core.recipe import as_input
from bot.telegram.callbacks import FilmTap, HistoryAction, HistoryTap, ResultTap
from bot.telegram.files import LIMIT_MB, MEGABYTE, check_size, content_of, picture_of

_ON_SHEETS = frozenset({HistoryAction.OPEN, HistoryAction.SHEET})
"""One of these is below every sheet, whatever else is shown there."""


async def sources(
    message: Message, album: tuple[Message, ...], runs: RunStore, bot_id: int
) -> tuple[Input, ...]:
    """The pictures or the clip to start from: the message's own, else what it replies to.

    Raises:
        InputTooLarge: A picture is over Telegram's 20 MB for downloads.
        ClipTooLarge: A clip is.
    """
    own = [found for part in album or (message,) if (found := _fitting(part))]
    if not own and (replied := await _replied_to(message, runs, bot_id)):
        own = [replied]
    return tuple(own)


async def beneath(
    message: Message, album: tuple[Message, ...], runs: RunStore, bot_id: int
) -> Input | None:
    """The picture that a single picture replies to: that one may be a marked copy of it."""
    if album or not picture_of(message):
        return None
    return await _replied_to(message, runs, bot_id)


async def made_here(message: Message, runs: RunStore, bot_id: int) -> Artifact | None:
    """The picture of ours that a message of ours shows, told by the buttons below it.

    Telegram's own copy is smaller than the file that is kept here. Another bot may name any
    picture in its buttons.
    """
    ours = message.from_user is not None and message.from_user.id == bot_id
    artifact_id = _artifact_id(message) if ours and content_of(message) else None
    return await runs.artifact(artifact_id) if artifact_id else None


async def _replied_to(message: Message, runs: RunStore, bot_id: int) -> Input | None:
    replied = message.reply_to_message
    if replied is None:
        return None
    artifact = await made_here(replied, runs, bot_id)
    if artifact is None:
        return _fitting(replied)
    return as_input(artifact, await runs.run(artifact.run_id))


def _fitting(message: Message) -> Input | None:
    found = content_of(message)
    if found is None:
        return None
    if not found.clip:
        check_size(message)
    elif (found.size or 0) > LIMIT_MB * MEGABYTE:
        size = round((found.size or 0) / MEGABYTE, 1)
        raise ClipTooLarge(size_mb=size, limit_mb=LIMIT_MB)
    return found


def sheet_of(message: Message | None, bot_id: int) -> bool:
    """Whether a message is a contact sheet of the bot's: several pictures, none to be changed."""
    if message is None or message.from_user is None or message.from_user.id != bot_id:
        return False
    beginning = f"{HistoryTap.__prefix__}:"
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    taps = [b.callback_data for row in rows for b in row if b.callback_data]
    own = [HistoryTap.unpack(tap) for tap in taps if tap.startswith(beginning)]
    return any(tap.action in _ON_SHEETS for tap in own)


def without_mention(text: str, username: str | None) -> str:
    """A text without the bot's name in it."""
    if not username:
        return text.strip()
    return re.sub(rf"(?i)\s*@{re.escape(username)}\b[,:]?", "", text).strip()


def _artifact_id(message: Message) -> int | None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    for each in (button.callback_data or "" for row in rows for button in row):
        for kind in (ResultTap, HistoryTap, FilmTap):
            if each.startswith(f"{kind.__prefix__}:"):
                return kind.unpack(each).artifact or None
    return None
