import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.types import CallbackQuery, Message

from bot.services.supervisor import Supervisor
from bot.telegram.intake import KEEP, Intake, album_of, lane_of
from tests.support.clock import START, VirtualClock
from tests.telegram.inbox import MemoryInbox, message, tap

TOKEN = "42:TEST"
Handler = Callable[..., Awaitable[Any]]


class Desk:
    """An intake whose handler is the test's."""

    def __init__(self, handler: Handler, inbox: MemoryInbox | None = None) -> None:
        self.inbox = inbox or MemoryInbox()
        self.clock = VirtualClock()
        self.supervisor = Supervisor()
        dispatcher = Dispatcher(disable_fsm=True)
        router = Router()
        router.message.register(handler)
        router.callback_query.register(handler)
        dispatcher.include_router(router)
        self.intake = Intake(
            bot=Bot(TOKEN),
            dispatcher=dispatcher,
            inbox=self.inbox,
            supervisor=self.supervisor,
            clock=self.clock,
            album_seconds=0.05,
        )

    async def settle(self) -> None:
        """Until all is handled and marked."""
        await self.supervisor.drain(5)


class Recorder:
    """Remembers what it handled; waits before a text that has a gate."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.albums: list[tuple[Message, ...]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.began: dict[str, asyncio.Event] = {}

    def gate(self, text: str) -> asyncio.Event:
        self.began[text] = asyncio.Event()
        return self.gates.setdefault(text, asyncio.Event())

    async def handle(self, event: Message, album: tuple[Message, ...]) -> None:
        text = event.text or event.caption or "?"
        if text in self.gates:
            self.began[text].set()
            await self.gates[text].wait()
        self.texts.append(text)
        self.albums.append(album)


async def test_stores_hands_over_and_marks() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    await desk.intake.accept([message(1, "one"), message(2, "two")])
    assert list(desk.inbox.updates) == [1, 2]
    assert desk.inbox.handled == set()
    await desk.settle()
    assert seen.texts == ["one", "two"]
    assert desk.inbox.handled == {1, 2}
    assert desk.intake.waiting == 0


async def test_a_batch_is_one_transaction_each_way() -> None:
    desk = Desk(Recorder().handle)
    await desk.intake.accept([message(n, chat=n) for n in range(1, 101)])
    await desk.settle()
    assert len(desk.inbox.adds) == 1
    assert len(desk.inbox.marks) == 1
    assert len(desk.inbox.handled) == 100


async def test_the_same_update_is_handled_once() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    await desk.intake.accept([message(1, "one"), message(1, "one")])
    await desk.intake.accept([message(1, "one"), message(2, "two")])
    await desk.settle()
    assert seen.texts == ["one", "two"]


async def test_a_chat_keeps_its_order_and_others_do_not_wait() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    gate = seen.gate("slow")
    await desk.intake.accept([message(1, "slow"), message(2, "next"), message(3, "b", chat=2)])
    await seen.began["slow"].wait()
    await desk.clock.settle()
    assert seen.texts == ["b"]
    gate.set()
    await desk.settle()
    assert seen.texts == ["b", "slow", "next"]


async def test_a_failing_handler_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    seen = Recorder()

    async def handler(event: Message, album: tuple[Message, ...]) -> None:
        if event.text == "bad":
            raise ZeroDivisionError
        await seen.handle(event, album)

    desk = Desk(handler)
    await desk.intake.accept([message(1, "bad"), message(2, "good")])
    await desk.settle()
    assert seen.texts == ["good"]
    assert desk.inbox.handled == {1, 2}
    assert "ZeroDivisionError" in caplog.text


async def test_an_unreadable_update_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    await desk.intake.accept(
        [{"update_id": 1, "message": {"message_id": "?"}}, message(2, "good")]
    )
    await desk.settle()
    assert seen.texts == ["good"]
    assert desk.inbox.handled == {1, 2}
    assert "ValidationError" in caplog.text


async def test_an_unknown_kind_is_passed_over() -> None:
    desk = Desk(Recorder().handle)
    await desk.intake.accept([{"update_id": 1, "telepathy": {"from": {"id": 1}}}])
    await desk.settle()
    assert desk.inbox.handled == {1}


async def test_what_is_not_stored_is_not_handed_over() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    desk.inbox.broken = 1
    with pytest.raises(OSError, match="disk full"):
        await desk.intake.accept([message(1, "lost")])
    await desk.intake.accept([message(2, "kept")])
    await desk.settle()
    assert "kept" in seen.texts


async def test_marks_that_could_not_be_stored_come_with_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk(Recorder().handle)
    desk.inbox.unmarkable = 1
    await desk.intake.accept([message(1, "one")])
    await desk.settle()
    assert "disk full" in caplog.text
    assert desk.inbox.handled == set()
    await desk.intake.accept([message(2, "two")])
    await desk.settle()
    assert desk.inbox.handled == {1, 2}


async def test_calls_at_the_same_time_share_a_transaction() -> None:
    desk = Desk(Recorder().handle)
    async with desk.intake._storing, asyncio.TaskGroup() as group:
        for n in range(1, 21):
            group.create_task(desk.intake.accept([message(n, chat=n)]))
        await desk.clock.settle()
        desk.intake._storing.release()
        await desk.clock.settle()
        await desk.intake._storing.acquire()
    assert desk.inbox.adds == [list(range(1, 21))]
    await desk.settle()


async def test_a_start_replays_what_was_left() -> None:
    inbox = MemoryInbox()
    for n in (7, 8, 9):
        inbox.updates[n] = json.dumps(message(n, f"text {n}"))
    inbox.handled.add(8)
    seen = Recorder()
    desk = Desk(seen.handle, inbox)
    assert await desk.intake.replay() == 2
    await desk.intake.accept([message(9, "text 9"), message(10, "text 10")])
    await desk.settle()
    assert seen.texts == ["text 7", "text 9", "text 10"]


async def test_a_stop_lets_handlers_end_and_leaves_the_rest() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    gate = seen.gate("running")
    await desk.intake.accept([message(1, "running"), message(2, "later")])
    await seen.began["running"].wait()
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.intake.drain(5))
        await desk.clock.settle()
        gate.set()
    assert seen.texts == ["running"]
    assert desk.inbox.handled == {1}
    await desk.intake.accept([message(3, "stored only")])
    assert [key for key, _ in await desk.inbox.pending()] == [2, 3]


async def test_a_stop_interrupts_what_takes_too_long() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    seen.gate("endless")
    await desk.intake.accept([message(1, "endless")])
    await seen.began["endless"].wait()
    await desk.intake.drain(0.01)
    assert seen.texts == []
    assert [key for key, _ in await desk.inbox.pending()] == [1]


async def test_an_album_is_one_event() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    part: dict[str, Any] = {"text": None, "media_group_id": "a"}
    await desk.intake.accept([message(1, **part), message(2, "between")])
    await desk.intake.accept([message(3, **part, caption="words"), message(4, **part)])
    await desk.settle()
    assert seen.texts == ["words", "between"]
    assert [part.message_id for part in seen.albums[0]] == [1, 3, 4]
    assert seen.albums[1] == ()
    assert desk.inbox.handled == {1, 2, 3, 4}


async def test_a_full_album_does_not_wait_for_more() -> None:
    seen = Recorder()
    desk = Desk(seen.handle)
    desk.intake._album_seconds = 3600
    parts = [message(n, media_group_id="a", caption=str(n), text=None) for n in range(1, 11)]
    await desk.intake.accept(parts)
    await desk.settle()
    assert len(seen.albums[0]) == 10


async def test_polling_pauses_while_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.intake.WAITING", 2)
    seen = Recorder()
    desk = Desk(seen.handle)
    gate = seen.gate("slow")
    await desk.intake.accept([message(1, "slow"), message(2, "two")])
    room = asyncio.Event()

    async def watch() -> None:
        await desk.intake.room()
        room.set()

    desk.supervisor.spawn(watch(), "watch")
    await desk.clock.settle()
    assert not room.is_set()
    gate.set()
    await desk.settle()
    assert room.is_set()


async def test_tidies_up_every_hour() -> None:
    desk = Desk(Recorder().handle)
    task = desk.supervisor.spawn(desk.intake.tidy(), "tidy", idle=True)
    await desk.clock.go(3600)
    assert desk.inbox.pruned == [START - KEEP, START + timedelta(hours=1) - KEEP]
    task.cancel()


async def test_buttons_arrive_too() -> None:
    taps: list[str] = []

    async def handler(event: CallbackQuery) -> None:
        taps.append(event.id)

    desk = Desk(handler)
    await desk.intake.accept([tap(1, person=1001, chat={"id": 1001, "type": "private"})])
    await desk.settle()
    assert taps == ["1"]


GROUP = {"id": -5, "type": "supergroup", "title": "Painters"}
PRIVATE = {"id": 1001, "type": "private"}


def test_lanes() -> None:
    assert lane_of(message(1)) == lane_of(tap(2, person=1001, chat=PRIVATE)) == 1001
    assert lane_of(tap(1, person=1, chat=GROUP)) != lane_of(tap(2, person=2, chat=GROUP))
    assert lane_of({"update_id": 1, "inline_query": {"from": {"id": 3}}}) == ("inline_query", 3)
    assert lane_of({"update_id": 1, "message_reaction": {"chat": GROUP, "user": {"id": 3}}}) == -5
    assert lane_of({"update_id": 1, "poll": {"id": "1"}}) == ("poll", None)


def test_only_new_messages_are_parts_of_albums() -> None:
    assert album_of(message(1, media_group_id="a")) == "a"
    assert album_of({"update_id": 1, "edited_message": {"media_group_id": "a"}}) is None


async def test_tidying_up_goes_on_after_a_failure() -> None:
    desk = Desk(Recorder().handle)
    desk.inbox.unprunable = 1
    desk.supervisor.spawn(desk.intake.tidy(), "tidy", idle=True)
    await desk.clock.go(2 * 3600 + 1)
    assert len(desk.inbox.pruned) == 2
    await desk.settle()


async def test_a_stop_goes_on_where_what_is_done_cannot_be_noted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    recorder = Recorder()
    desk = Desk(recorder.handle)
    desk.inbox.unmarkable = 99
    await desk.intake.accept([message(1)])
    while desk.intake.waiting:  # noqa: ASYNC110 - nothing rings when an update is handled
        await asyncio.sleep(0)
    await desk.intake.drain(1)
    assert recorder.texts == ["hi"]
    assert "run again at the next start" in caplog.text
    await desk.settle()
