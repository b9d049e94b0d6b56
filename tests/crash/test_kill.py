"""The process is killed at every boundary of a run's life; the next one goes on.

Afterwards provider calls, ledger and chat are compared: nothing lost, nothing paid twice.
"""

import signal
from dataclasses import dataclass

import pytest

from bot.sandbox import ChatView, Sandbox
from tests.crash.machine import Machine
from tests.vendors.fusionbrain import FusionBrainServer

PROMPT = "a red fox in the snow"
AMBIGUOUS = "did not say whether it took the request"
LOST = "could not be fetched any more"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A moment to die at, and what has to be true in the end.

    Attributes:
        kill: The moment.
        tasks: Tasks that the vendor accepted.
        pictures: Photos in the chat.
        charged: Of the daily quota.
        told: What the chat says instead of a picture.
    """

    kill: str
    tasks: int = 1
    pictures: int = 1
    charged: int = 1
    told: str = ""


POINTS = [
    Point(kill="before SqlInbox.add"),
    Point(kill="after SqlInbox.add"),
    Point(kill="before SqlRuns.start"),
    Point(kill="after SqlRuns.start"),
    Point(kill="before SqlRuns.move:submitting"),
    Point(
        kill="after SqlRuns.move:submitting",
        tasks=0,
        pictures=0,
        charged=0,
        told=AMBIGUOUS,
    ),
    Point(kill="before SqlRuns.move:following", pictures=0, charged=0, told=AMBIGUOUS),
    Point(kill="after SqlRuns.move:following"),
    Point(kill="before MediaFiles.save", pictures=0, charged=0, told=LOST),
    Point(kill="after MediaFiles.save"),
    Point(kill="before SqlRuns.collect"),
    Point(kill="after SqlRuns.collect"),
    Point(kill="before SqlRuns.begin_delivery"),
    Point(kill="after SqlRuns.begin_delivery"),
    Point(kill="before TelegramMessenger.deliver"),
    # the one moment at which a picture may come twice: Telegram has it, we had no time to note it
    Point(kill="after TelegramMessenger.deliver", pictures=2),
    Point(kill="after SqlRuns.delivered"),
    Point(kill="before SqlRuns.close"),
    Point(kill="after SqlRuns.close"),
]


def said(chat: ChatView) -> list[str]:
    """The bot's texts; a card that was sent in the moment of death stays, as nobody knows it."""
    texts = [message for message in chat.messages if message.from_bot and message.text]
    cards = [message for message in texts if message.buttons and "✖" in message.buttons[0][0]]
    assert len(cards) <= 1, chat.transcript()
    return [message.words for message in texts if message not in cards]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.kill)
async def test_nothing_is_lost_and_nothing_paid_twice(
    point: Point, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    chat = sandbox.person("Anna", language="en").private
    await machine.start(kill=point.kill)
    await chat.say(PROMPT)
    assert await machine.died() == -signal.SIGKILL

    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    photos = [message for message in chat.messages if message.photo]
    words = said(chat)
    assert len(photos) == point.pictures, chat.transcript() + machine.log
    assert len(vendor.submitted) == point.tasks
    assert machine.rows("SELECT coalesce(sum(used), 0) FROM usage") == [(point.charged,)]
    assert all(point.told in text for text in words), words
    assert bool(words) == bool(point.told), words
    assert machine.rows("SELECT kind, count(*) FROM ledger GROUP BY kind ORDER BY kind") == [
        ("refund" if not point.charged else "reserve", 1),
        ("reserve" if not point.charged else "settle", 1),
    ]


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_update_that_comes_again_starts_nothing_again(
    moment: str, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    """The marks of handled updates are written while the run goes on.

    The vendor is not done before the death, so that the run has not come further than to it.
    """
    vendor.finish_after(polls=10_000)
    chat = sandbox.person("Anna", language="en").private
    await machine.start(kill=f"{moment} SqlInbox.done")
    await chat.say(PROMPT)
    assert await machine.died() == -signal.SIGKILL

    vendor.finish_after()
    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    answers = [m for m in chat.messages if m.photo or AMBIGUOUS in m.words]
    assert len(answers) == 1, chat.transcript()
    assert machine.rows("SELECT count(*) FROM runs") == [(1,)]
    assert len(vendor.submitted) <= 1


@pytest.mark.parametrize(
    "kill",
    ["before SqlRuns.fail", "after SqlRuns.fail", "before TelegramMessenger.report"],
)
async def test_a_failure_is_told_and_paid_back_once(
    kill: str, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    vendor.outcome = "FAIL"
    chat = sandbox.person("Anna", language="en").private
    await machine.start(kill=kill)
    await chat.say(PROMPT)
    assert await machine.died() == -signal.SIGKILL

    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    assert len(said(chat)) == 1, chat.transcript()
    assert machine.rows("SELECT sum(used) FROM usage") == [(0,)]
    assert machine.rows("SELECT count(*) FROM ledger WHERE kind = 'refund'") == [(1,)]
    assert len(vendor.submitted) == 1


@pytest.mark.parametrize(
    "kill",
    ["after SqlRuns.request_cancel", "before SqlRuns.cancelled", "after SqlRuns.cancelled"],
)
async def test_a_cancelled_run_stays_cancelled(
    kill: str, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    vendor.finish_after(polls=1000)
    anna = sandbox.person("Anna", language="en")
    await machine.start(kill=kill)
    await anna.private.say(PROMPT)
    card = await anna.private.wait_button("✖", timeout=20)
    await anna.press(card, "✖")
    assert await machine.died() == -signal.SIGKILL

    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    assert not [message for message in anna.private.messages if message.photo]
    assert machine.rows("SELECT state FROM runs") == [("cancelled",)]
    assert len(vendor.submitted) == 1
