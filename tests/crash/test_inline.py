"""The same for messages posted inline: whenever the process dies, the card becomes the picture."""

import signal

import pytest

from bot.sandbox import MessageView, Sandbox
from tests.crash.machine import Machine
from tests.vendors.fusionbrain import FusionBrainServer

POINTS = [
    "after SqlInbox.add",
    "before SqlRuns.start",
    "after SqlRuns.start",
    "after SqlRuns.move:following",
    "after SqlRuns.collect",
    "before InlineMessenger.deliver",
    "after StorageChat.upload",
    "after InlineMessenger.deliver",
    "after SqlRuns.delivered",
    "before SqlRuns.close",
]


async def chosen(machine: Machine, sandbox: Sandbox) -> MessageView:
    """A card that was posted while the bot was down, in a chat that it does not know."""
    operator, anna = sandbox.person("Olga"), sandbox.person("Anna")
    operator.private.chat.known = True
    machine.env["STORAGE_CHAT_ID"] = str(operator.id)
    await machine.start()
    found = await anna.inline("a red fox", timeout=20)
    assert await machine.stop() == 0
    chat = sandbox.group("Elsewhere", members=[anna], bot=False).as_(anna)
    return await anna.choose(found, 0, chat=chat)


@pytest.mark.parametrize("point", POINTS)
async def test_a_card_becomes_its_picture_once(
    point: str, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    card = await chosen(machine, sandbox)
    await machine.start(kill=point)
    assert await machine.died() == -signal.SIGKILL

    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    assert card.latest.photo, card.latest.words + machine.log
    assert len(vendor.submitted) == 1
    uploads = sandbox.person("Olga").private.messages
    assert 1 <= len(uploads) <= 2
    assert machine.rows("SELECT coalesce(sum(used), 0) FROM usage") == [(1,)]
    assert machine.rows("SELECT kind FROM ledger ORDER BY id") == [("reserve",), ("settle",)]


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_failure_is_told_in_the_card_and_paid_back_once(
    moment: str, machine: Machine, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    vendor.outcome = "FAIL"
    card = await chosen(machine, sandbox)
    await machine.start(kill=f"{moment} InlineMessenger.report")
    assert await machine.died() == -signal.SIGKILL

    await machine.start()
    await machine.settled()
    assert await machine.stop() == 0

    assert card.latest.button("Try again"), card.latest.words
    assert machine.rows("SELECT sum(used) FROM usage") == [(0,)]
    assert len(vendor.submitted) == 1
