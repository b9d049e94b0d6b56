"""The process is killed at every boundary of a run's life; the next one goes on.

Afterwards provider calls, ledger and chat are compared: nothing lost, nothing paid twice.
"""

import signal
from dataclasses import dataclass

import pytest

from bot.sandbox import Sandbox
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
    Point(kill="after SqlInbox.done"),
]


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
    words = [message.text for message in chat.messages if message.from_bot and message.text]
    assert len(photos) == point.pictures, chat.transcript() + machine.log
    assert len(vendor.submitted) == point.tasks
    assert machine.rows("SELECT coalesce(sum(used), 0) FROM usage") == [(point.charged,)]
    assert all(point.told in text for text in words), words
    assert bool(words) == bool(point.told), words
    assert machine.rows("SELECT kind, count(*) FROM ledger GROUP BY kind ORDER BY kind") == [
        ("refund" if not point.charged else "reserve", 1),
        ("reserve" if not point.charged else "settle", 1),
    ]
