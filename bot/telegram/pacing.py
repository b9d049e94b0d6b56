"""Telegram's flood limits, kept on our side.

Telegram (bots FAQ): about 30 messages a second overall, about one a second per chat with short
bursts, 20 a minute per group; edits count. A call that can be left out (`if_room`) is left out
instead of waiting; all others wait for their turn.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiogram.methods import SendChatAction, SendMediaGroup, TelegramMethod
from aiolimiter import AsyncLimiter

T = TypeVar("T")

COUNTED = ("send", "edit", "copy", "forward")
"""Methods that begin with these count as messages."""

KEPT_CHATS = 4096
"""More than the 1800 chats that 30 messages a second can reach within a group's minute."""

_leave_out: ContextVar[bool] = ContextVar("leave_out", default=False)


class LeftOut(Exception):
    """The limits have no room for a call that may be left out."""


async def if_room(call: Awaitable[T]) -> T | None:
    """Make a call of little weight (a progress edit, a chat action) only if limits allow it now.

    Args:
        call: The bot's call, not awaited yet.

    Returns:
        Its answer; None: it was left out, or Telegram asked to slow down.
    """
    token = _leave_out.set(True)
    try:
        return await call
    except LeftOut:
        return None
    finally:
        _leave_out.reset(token)


def may_leave_out() -> bool:
    """Whether the call being made may be left out."""
    return _leave_out.get()


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many at once, then so many per second: within any t seconds `burst + t * per_second`."""

    burst: float
    per_second: float

    def limiter(self) -> AsyncLimiter:
        """A bucket of this size that empties at this speed."""
        return AsyncLimiter(self.burst, self.burst / self.per_second)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """All limits, chosen so that bursts stay below Telegram's numbers as well.

    Attributes:
        overall: For all chats together: 5 + 25 within any second.
        chat: In each chat.
        group: In each group, besides: 8 + 12 within any minute.
    """

    overall: Rate = field(default_factory=lambda: Rate(burst=5, per_second=25))
    chat: Rate = field(default_factory=lambda: Rate(burst=4, per_second=1))
    group: Rate = field(default_factory=lambda: Rate(burst=8, per_second=0.2))


class _Bucket:
    """One limit.

    An album is let go once its burst has room; what it has beyond the burst is a debt that the
    next call waits for, so that a picture is not kept back longer than needed.
    """

    def __init__(self, rate: Rate) -> None:
        self._limiter = rate.limiter()
        self._debt = 0.0

    def has_room(self) -> bool:
        """Whether there is room for what may be left out; half of the burst is not for it."""
        burst = self._limiter.max_rate
        return not self._debt and self._limiter.has_capacity(max(1, burst / 2))

    async def take(self, weight: int) -> None:
        """Wait for room for so many messages."""
        now = min(weight, self._limiter.max_rate)
        amount, self._debt = self._debt + now, weight - now
        while amount > 0:
            part = min(amount, self._limiter.max_rate)
            await self._limiter.acquire(part)
            amount -= part


@dataclass(kw_only=True)
class _Chat:
    """One chat's limits.

    Attributes:
        buckets: Its limits.
        open_at: Loop time before which Telegram wants to hear nothing.
        lock: First come, first served; the buckets let small amounts overtake.
    """

    buckets: list[_Bucket]
    open_at: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def has_room(self) -> bool:
        closed = self.lock.locked() or self.seconds_closed() > 0
        return not closed and all(bucket.has_room() for bucket in self.buckets)

    def seconds_closed(self) -> float:
        return self.open_at - asyncio.get_running_loop().time()

    async def wait(self, weight: int) -> None:
        async with self.lock:
            if (seconds := self.seconds_closed()) > 0:
                await asyncio.sleep(seconds)
            for bucket in self.buckets:
                await bucket.take(weight)


def place_of(method: TelegramMethod[Any]) -> int | str | None:
    """Where a call shows something: a chat, or a message posted inline in a chat nobody names.

    That may be a group, so such a message is treated as one of its own.
    """
    chat_id: int | str | None = getattr(method, "chat_id", None)
    inline_id: str | None = getattr(method, "inline_message_id", None)
    return inline_id if chat_id is None else chat_id


class Pacer:
    """Lets each call through when the limits allow it.

    Args:
        rates: The limits.
    """

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = rates or Rates()
        self._overall = _Bucket(self._rates.overall)
        self._chats: OrderedDict[int | str, _Chat] = OrderedDict()

    async def turn(self, method: TelegramMethod[Any]) -> None:
        """Wait until a call may be made.

        Raises:
            LeftOut: It may be left out and there is no room.
        """
        if not method.__api_method__.startswith(COUNTED) or isinstance(method, SendChatAction):
            return
        chat_id = place_of(method)
        chat = None if chat_id is None else self._chat(chat_id)
        if may_leave_out() and not (self._overall.has_room() and (not chat or chat.has_room())):
            raise LeftOut
        weight = len(method.media) if isinstance(method, SendMediaGroup) else 1
        if chat:
            await chat.wait(weight)
        await self._overall.take(weight)

    def hold(self, chat_id: int | str | None, seconds: float) -> None:
        """Telegram asked for silence (in a chat) for so many seconds."""
        if chat_id is not None:
            self._chat(chat_id).open_at = asyncio.get_running_loop().time() + seconds

    def _chat(self, chat_id: int | str) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            private = isinstance(chat_id, int) and chat_id > 0
            rates = [self._rates.chat] if private else [self._rates.chat, self._rates.group]
            chat = self._chats[chat_id] = _Chat(buckets=[_Bucket(rate) for rate in rates])
            if len(self._chats) > KEPT_CHATS:
                self._chats.popitem(last=False)
        self._chats.move_to_end(chat_id)
        return chat
