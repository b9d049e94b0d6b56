"""The way in from Telegram, for polling and webhooks alike.

Updates are stored before Telegram is told that they arrived, so a crash loses none; each is
handled once, those of a chat in their order, different chats side by side. What a stop leaves
unhandled stays in the inbox and comes first after the next start.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from aiogram import Bot, Dispatcher
from aiogram.types import Message, Update

from bot.core.ports.conversation import Clock
from bot.core.ports.stores import InboxStore
from bot.services.supervisor import Supervisor

log = logging.getLogger(__name__)

Raw: TypeAlias = Mapping[str, Any]

AT_ONCE = 256
"""Handlers at the same time; most of them wait for Telegram's limits or the database."""

WAITING = 2000
"""Updates held in memory before polling pauses."""

ALBUM_SIZE = 10
DONE_EVERY = 0.05
"""Seconds in which handled updates are gathered for one transaction."""

KEEP = timedelta(hours=48)
"""Telegram keeps updates for 24 hours; older ids cannot come again."""

_KINDS = frozenset(Update.model_fields) - {"update_id"}


@dataclass(kw_only=True)
class _Lane:
    """What is to be handled one after another.

    Attributes:
        grown: Set when something is added.
    """

    waiting: deque[Raw] = field(default_factory=deque)
    grown: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def add(self, raw: Raw) -> None:
        self.waiting.append(raw)
        self.grown.set()

    def take_album(self, album: str) -> list[Raw]:
        """Take out all parts of an album that are here, whatever stands between them."""
        parts = [raw for raw in self.waiting if album_of(raw) == album]
        self.waiting = deque(raw for raw in self.waiting if album_of(raw) != album)
        return parts


class Intake:
    """Stores, orders and hands over updates.

    Args:
        bot: Which the updates are bound to.
        dispatcher: Handles them; each call has `album`, the messages of an incoming album.
        inbox: Where they are stored.
        supervisor: Watches over the lanes.
        clock: For tidying up.
        album_seconds: How long an album is waited for after its latest part: Telegram sends
            albums as separate updates.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        dispatcher: Dispatcher,
        inbox: InboxStore,
        supervisor: Supervisor,
        clock: Clock,
        album_seconds: float = 1.0,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._inbox = inbox
        self._supervisor = supervisor
        self._clock = clock
        self._album_seconds = album_seconds
        self._arrived: list[Raw] = []
        self._storing = asyncio.Lock()
        self._lanes: dict[Hashable, _Lane] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._unhandled = 0
        self._room = asyncio.Event()
        self._room.set()
        self._done: list[int] = []
        self._marking = False
        self._stopping = False

    @property
    def waiting(self) -> int:
        """How many updates are here and not handled yet."""
        return self._unhandled

    async def replay(self) -> int:
        """Hand over what an earlier process left; to be called before anything new is accepted.

        Returns:
            How many updates that were.
        """
        left = await self._inbox.pending()
        for _, content in left:
            self._dispatch(json.loads(content))
        return len(left)

    async def accept(self, updates: Sequence[Raw]) -> None:
        """Store updates and hand over those that are new; once this returns, they are safe.

        Calls at the same time share a transaction.
        """
        self._arrived.extend(updates)
        async with self._storing:
            batch, self._arrived = self._arrived, []
            if not batch:
                return  # stored together with somebody else's
            try:
                new = set(await self._inbox.add([_stored(raw) for raw in batch]))
            except BaseException:
                self._arrived[:0] = batch  # whoever shares this batch has to try for themselves
                raise
        for raw in batch:
            if raw["update_id"] in new:
                new.discard(raw["update_id"])
                self._dispatch(raw)

    async def room(self) -> None:
        """Wait until fewer updates are held than memory should hold."""
        await self._room.wait()

    async def drain(self, seconds: float) -> None:
        """Begin nothing more, give running handlers so many seconds, and note what is done."""
        self._stopping = True
        running = [lane.task for lane in self._lanes.values() if lane.task]
        late = (await asyncio.wait(running, timeout=seconds))[1] if running else set()
        for task in late:
            task.cancel()
        if late:
            log.warning(
                "%d handlers were interrupted; they run again at the next start", len(late)
            )
            await asyncio.wait(late)
        try:
            await self._mark()
        except Exception:  # the stop has more to see to than this
            log.exception("Updates could not be marked; they run again at the next start")

    async def tidy(self) -> None:
        """Forget handled updates of former days, once an hour, until cancelled."""
        while True:
            try:
                await self._inbox.prune(self._clock.now() - KEEP)
            except Exception:  # it is tried again, as all that the database has trouble with
                log.exception("Handled updates could not be forgotten")
            await self._clock.sleep(3600)

    def _dispatch(self, raw: Raw) -> None:
        self._count(1)
        key = lane_of(raw)
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane()
            lane.task = self._supervisor.spawn(self._run(key, lane), f"updates of {key}")
        lane.add(raw)

    async def _run(self, key: Hashable, lane: _Lane) -> None:
        try:
            while lane.waiting and not self._stopping:
                updates = await self._next(lane)
                async with self._slots:
                    if not self._stopping:
                        await self._handle(updates)
        finally:
            del self._lanes[key]

    async def _next(self, lane: _Lane) -> list[Raw]:
        first = lane.waiting.popleft()
        album = album_of(first)
        return [first] if album is None else await self._collect(lane, album, first)

    async def _collect(self, lane: _Lane, album: str, first: Raw) -> list[Raw]:
        parts = [first, *lane.take_album(album)]
        loop = asyncio.get_running_loop()
        until = loop.time() + self._album_seconds
        try:
            while len(parts) < ALBUM_SIZE:
                lane.grown.clear()
                async with asyncio.timeout_at(until):
                    await lane.grown.wait()
                if more := lane.take_album(album):
                    parts += more
                    until = loop.time() + self._album_seconds
        except TimeoutError:
            log.debug("Album %s has %d parts", album, len(parts))
        return parts

    async def _handle(self, updates: list[Raw]) -> None:
        ids = [int(raw["update_id"]) for raw in updates]
        try:
            await self._feed(updates)
        except Exception:  # one bad update or handler must not stop the others
            log.exception("Update %s could not be handled", ids)
        self._count(-len(ids))
        self._done.extend(ids)
        if not self._marking:
            self._marking = True
            self._supervisor.spawn(self._mark_soon(), "marks of handled updates")

    async def _feed(self, updates: list[Raw]) -> None:
        if not _KINDS.intersection(updates[0]):
            log.info("Telegram sent a kind of update that is not known here: %s", [*updates[0]])
            return
        context = {"bot": self._bot}
        parsed = [Update.model_validate(raw, context=context) for raw in updates]
        album = _album(parsed) if album_of(updates[0]) else ()
        words = (update for update in parsed if update.message and update.message.caption)
        await self._dispatcher.feed_update(self._bot, next(words, parsed[0]), album=album)

    async def _mark_soon(self) -> None:
        try:
            while self._done:
                await asyncio.sleep(DONE_EVERY)
                await self._mark()
        finally:
            self._marking = False

    async def _mark(self) -> None:
        ids, self._done = self._done, []
        if not ids:
            return
        try:
            await self._inbox.done(ids)
        except BaseException:
            self._done += ids
            raise

    def _count(self, more: int) -> None:
        self._unhandled += more
        if self._unhandled < WAITING:
            self._room.set()
        else:
            self._room.clear()


def lane_of(raw: Raw) -> Hashable:
    """What an update has to keep its order with.

    Messages: their chat. Buttons: the chat, in groups each person for themselves, so that a slow
    group does not keep a button waiting. What belongs to no chat (inline queries, payments) has
    to be answered within seconds and waits for its own kind alone.
    """
    kind = next((key for key in raw if key != "update_id"), "")
    event = raw.get(kind) or {}
    person = (event.get("from") or event.get("user") or {}).get("id")
    chat = event.get("chat") or (event.get("message") or {}).get("chat")
    if chat is None:
        return kind, person
    private = chat.get("type") == "private"
    return (chat["id"], person) if kind == "callback_query" and not private else chat["id"]


def album_of(raw: Raw) -> str | None:
    """The album that a new message is a part of."""
    found: str | None = raw.get("message", {}).get("media_group_id")
    return found


def _album(updates: Sequence[Update]) -> tuple[Message, ...]:
    messages = (update.message for update in updates)
    return tuple(sorted(filter(None, messages), key=lambda message: message.message_id))


def _stored(raw: Raw) -> tuple[int, str]:
    return int(raw["update_id"]), json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
