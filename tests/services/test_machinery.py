import asyncio

import pytest

from bot.core.errors import BadResponse
from bot.services.agenda import NOW, Agenda
from bot.services.bell import Bell
from bot.services.clock import SystemClock
from bot.services.insist import DELAYS, insist
from bot.services.supervisor import Supervisor
from tests.support.clock import FastClock, VirtualClock


async def _wait(event: asyncio.Event) -> None:
    await event.wait()


async def test_the_supervisor_waits_for_work_and_not_for_the_idle() -> None:
    supervisor, event, done = Supervisor(), asyncio.Event(), []

    async def work() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append("work")
        supervisor.spawn(more(), "more")

    async def more() -> None:
        done.append("more")

    idle = supervisor.spawn(_wait(event), "idle", idle=True)
    supervisor.spawn(work(), "work")
    await supervisor.drain(5)
    assert done == ["work", "more"]
    assert idle.cancelled()


async def test_the_supervisor_ends_what_does_not_end_in_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    supervisor = Supervisor()
    stuck = supervisor.spawn(_wait(asyncio.Event()), "stuck one")
    await supervisor.drain(0.01)
    assert stuck.cancelled()
    assert "stuck one" in caplog.text


async def test_nothing_idle_begins_during_the_drain() -> None:
    supervisor = Supervisor()

    async def work() -> None:
        await asyncio.sleep(0)
        supervisor.spawn(_wait(asyncio.Event()), "late", idle=True)

    supervisor.spawn(work(), "work")
    await supervisor.drain(5)
    assert not supervisor._idle


async def test_a_failure_is_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    supervisor = Supervisor()

    async def fail() -> None:
        raise KeyError("this")

    supervisor.spawn(fail(), "job 7")
    await supervisor.drain(1)
    assert "job 7 failed" in caplog.text
    assert "KeyError: 'this'" in caplog.text


async def test_a_drain_can_be_asked_for_from_inside() -> None:
    supervisor = Supervisor()
    task = supervisor.spawn(supervisor.drain(0), "drain", idle=True)
    await task
    assert task.done()


async def test_a_bell_rings_once_for_many_calls(clock: VirtualClock) -> None:
    supervisor = Supervisor()
    bell, heard = Bell(clock, supervisor), []

    async def listen() -> None:
        for seconds in (None, 5, 5, 0):
            await bell.wait(seconds)
            heard.append(clock.now())

    bell.ring()
    bell.ring()
    supervisor.spawn(listen(), "listen")
    await clock.settle()
    assert len(heard) == 1
    await clock.go(3)
    bell.ring()
    await clock.settle()
    assert len(heard) == 2
    await clock.go(4)
    assert len(heard) == 2
    await clock.go(2)
    assert len(heard) == 4
    await supervisor.drain(0)


async def test_insisting_passes_on_what_the_action_means(clock: VirtualClock) -> None:
    async def refuse() -> None:
        raise BadResponse

    with pytest.raises(BadResponse):
        await insist(clock, "it", refuse)


async def test_insisting_ends_at_last(
    clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0

    async def fail() -> None:
        nonlocal tries
        tries += 1
        raise OSError("full")

    supervisor = Supervisor()
    task = supervisor.spawn(insist(clock, "it", fail), "insist")
    await clock.go(sum(DELAYS) - 1)
    assert not task.done()
    await clock.go(2)
    assert isinstance(task.exception(), OSError)
    assert tries == len(DELAYS) + 1
    assert "it: trying again" in caplog.text


class _Diary:
    """An agenda that notes what it does."""

    def __init__(self, clock: VirtualClock, at_once: int = 2, gap: float = 0.0) -> None:
        self.clock = clock
        self.supervisor = Supervisor()
        self.done: list[tuple[float, int]] = []
        self.answers: dict[int, list[float | None]] = {}
        self.seconds = 0.0
        self.start = clock.now().timestamp()
        self.agenda = Agenda(
            name="note",
            clock=clock,
            supervisor=self.supervisor,
            act=self.act,
            at_once=at_once,
            gap=gap,
        )
        self.supervisor.spawn(self.agenda.serve(), "serve", idle=True)

    async def act(self, number: int) -> float | None:
        self.done.append((round(self.clock.now().timestamp() - self.start, 2), number))
        await self.clock.sleep(self.seconds)
        answers = self.answers.get(number)
        return answers.pop(0) if answers else None

    def at(self, number: int, seconds: float) -> None:
        self.agenda.at(number, self.start + seconds)


async def test_appointments_are_kept_in_order_and_can_be_moved(clock: VirtualClock) -> None:
    diary = _Diary(clock)
    diary.at(1, 10)
    diary.at(2, 5)
    diary.at(3, 7)
    diary.at(1, 3)
    diary.at(2, 20)
    diary.agenda.forget(3)
    await clock.go(30)
    assert diary.done == [(3, 1), (20, 2)]
    assert len(diary.agenda) == 0


async def test_an_answer_makes_the_next_appointment(clock: VirtualClock) -> None:
    diary = _Diary(clock)
    diary.answers[1] = [5, 0, None]
    diary.agenda.at(1, NOW)
    await clock.go(30)
    assert diary.done == [(0, 1), (5, 1), (5, 1)]


async def test_no_more_than_allowed_are_attended_to_at_once(clock: VirtualClock) -> None:
    diary = _Diary(clock)
    diary.seconds = 10
    for number in range(5):
        diary.at(number, 0)
    await clock.go(60)
    assert [moment for moment, _ in diary.done] == [0, 0, 10, 10, 20]


async def test_one_number_is_never_attended_to_twice_at_once(clock: VirtualClock) -> None:
    diary = _Diary(clock)
    diary.seconds = 10
    diary.at(1, 0)
    await clock.go(3)
    diary.agenda.at(1, NOW)
    await clock.go(60)
    assert diary.done == [(0, 1), (10, 1)]


async def test_beginnings_keep_their_distance(clock: VirtualClock) -> None:
    diary = _Diary(clock, at_once=9, gap=2)
    for number in range(4):
        diary.at(number, 1)
    await clock.go(60)
    assert [moment for moment, _ in diary.done] == [1, 3, 5, 7]


async def test_a_failure_ends_the_appointments_of_its_number_alone(
    clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    diary = _Diary(clock)
    diary.answers[1] = ["no number"]  # type: ignore[list-item]
    diary.answers[2] = [1, 1]
    diary.at(1, 0)
    diary.at(2, 0)
    await clock.go(10)
    assert "note 1 failed" in caplog.text
    assert [number for _, number in diary.done].count(2) == 3


async def test_clocks_tell_and_pass_the_time() -> None:
    for clock in (SystemClock(), FastClock(1000)):
        before = clock.now()
        await clock.sleep(0.002)
        assert clock.now() > before
        assert before.tzinfo is not None
