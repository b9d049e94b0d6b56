"""Long polling: asks for the next updates only once the last ones are stored."""

import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.core.ports.conversation import Clock
from bot.telegram.intake import Intake

log = logging.getLogger(__name__)

POLL_SECONDS = 30
"""Telegram holds an empty answer for so long; 50 at the most."""

LONGEST_PAUSE = 30.0
NOBODY = (
    "Telegram does not know this bot: BOT_TOKEN is wrong or was revoked "
    "(or TELEGRAM_API_URL is no Bot API server)."
)
CONFLICTS = 5
CONFLICT_SPAN = timedelta(seconds=60)


class IntakeRefused(Exception):
    """Telegram will not give updates until the operator does something; the text says what."""


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without parsing, so that one unreadable update does not spoil its batch."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = POLL_SECONDS
    allowed_updates: list[str] | None = None


class Polling:
    """Asks Telegram for updates, again and again.

    Args:
        bot: Asks.
        intake: Takes them.
        clock: For pauses.
        allowed: Kinds of updates, `dispatcher.resolve_used_update_types()`.

    Attributes:
        polled_at: The latest answer of Telegram's; the readiness check looks at it.
    """

    def __init__(
        self, *, bot: Bot, intake: Intake, clock: Clock, allowed: Sequence[str] | None = None
    ) -> None:
        self.polled_at: datetime | None = None
        self._bot = bot
        self._intake = intake
        self._clock = clock
        self._ask = GetRawUpdates(allowed_updates=list(allowed) if allowed else None)
        self._conflicts: deque[datetime] = deque(maxlen=CONFLICTS)
        self._failures = 0

    async def serve(self) -> None:
        """Poll until cancelled.

        Raises:
            IntakeRefused: The token is wrong, or another instance is running.
        """
        while True:
            await self._intake.room()
            try:
                await self._once()
                self._failures = 0
            except IntakeRefused:
                raise
            except Exception as error:  # noqa: BLE001 - the bot must hear again once it is over
                await self._pause(error)

    async def _once(self) -> None:
        try:
            updates = await self._bot(self._ask, request_timeout=POLL_SECONDS + 15)
        except TelegramConflictError as conflict:
            await self._settle(conflict)
            return
        except (TelegramUnauthorizedError, TelegramNotFound) as refusal:
            raise IntakeRefused(NOBODY) from refusal
        self.polled_at = self._clock.now()
        if updates:
            await self._intake.accept(updates)
        # An empty answer has confirmed everything. After a week of silence Telegram may go on
        # with lower numbers (Update.update_id), which an old offset would hide.
        latest = max((int(update["update_id"]) for update in updates), default=None)
        offset = None if latest is None else latest + 1
        self._ask = self._ask.model_copy(update={"offset": offset})

    async def _settle(self, conflict: TelegramConflictError) -> None:
        """Take away a webhook; bear with a short overlap of two processes, no longer."""
        if "webhook" in conflict.message.lower():
            log.warning("A webhook was set; it is removed, since this process polls")
            await self._bot.delete_webhook(drop_pending_updates=False)
            return
        now = self._clock.now()
        self._conflicts.append(now)
        recent = [at for at in self._conflicts if now - at < CONFLICT_SPAN]
        if len(recent) >= CONFLICTS:
            raise IntakeRefused(
                "Another instance is running with the same BOT_TOKEN: Telegram gives updates "
                "to one process only. Stop the other one, then start again."
            ) from conflict
        log.warning("Another instance asks for updates as well")
        await self._clock.sleep(1.0)

    async def _pause(self, error: Exception) -> None:
        self._failures += 1
        pause = min(2.0 ** (self._failures - 1), LONGEST_PAUSE)
        if isinstance(error, TelegramRetryAfter):
            pause = float(error.retry_after)
        trace = None if isinstance(error, AiogramError) else error
        log.warning("No updates, next try in %.0f s: %s", pause, error, exc_info=trace)
        await self._clock.sleep(pause)
