"""`python -m bot run` from its start to its end."""

import time

from bot.sandbox import Fault, Person, Sandbox
from tests.crash.machine import Machine
from tests.vendors.base import Slowly
from tests.vendors.fusionbrain import API_KEY, SECRET_KEY, FusionBrainServer

NEVER = 10_000
STOP_SECONDS = 20


async def test_a_stop_while_the_vendor_paints(
    bot: Machine, anna: Person, vendor: FusionBrainServer
) -> None:
    vendor.finish_after(polls=NEVER)
    await bot.start()
    chat = anna.private
    wish = await chat.say("a fox")
    await vendor.asked("status")
    began = time.monotonic()
    assert await bot.stop() == 0
    assert time.monotonic() - began < STOP_SECONDS
    assert bot.rows("SELECT state FROM runs") == [("following",)]

    vendor.finish_after()
    await bot.start()
    picture = await chat.wait_photo(timeout=20)
    assert picture.replies_to(wish)
    await anna.tap(picture, "⭐", timeout=20)
    await bot.settled()
    assert await bot.stop() == 0
    assert vendor.count("run") == 1
    assert bot.rows("SELECT count(*) FROM artifacts WHERE favourite") == [(1,)]
    assert "Traceback" not in bot.log
    assert sum(bool(message.photo) for message in chat.messages) == 1
    assert not any(message.button("Cancel") for message in chat.messages)
    assert bot.rows("SELECT used FROM usage") == [(1,)]


async def test_a_stop_while_the_vendor_is_asked(
    machine: Machine, anna: Person, vendor: FusionBrainServer
) -> None:
    """The answer is waited for: without it nobody would know of the task."""
    vendor.finish_after(polls=NEVER)
    vendor.faults.add("run", Slowly(1.0))
    await machine.start()
    await anna.private.say("a fox")
    await vendor.asked("run")
    assert await machine.stop() == 0
    assert machine.rows("SELECT state FROM runs") == [("following",)]
    vendor.finish_after()
    await machine.start()
    await anna.private.wait_photo(timeout=20)
    assert vendor.count("run") == 1


async def test_wishes_from_the_time_between(
    machine: Machine, anna: Person, vendor: FusionBrainServer
) -> None:
    await machine.start()
    await anna.private.command("start")
    await anna.private.wait_text("Hello")
    assert await machine.stop() == 0
    wish = await anna.private.say("a fox")
    await machine.start()
    assert (await anna.private.wait_photo(timeout=20)).replies_to(wish)


async def test_no_secret_is_ever_seen(
    machine: Machine, anna: Person, sandbox: Sandbox, vendor: FusionBrainServer
) -> None:
    """All that is known to name a token or a key, at the most talkative level."""
    machine.env |= {"LOG_LEVEL": "DEBUG"}
    machine.hurried = True
    await machine.start()
    chat = anna.private
    sandbox.faults.add("getUpdates", Fault.cut(), times=2)
    sandbox.faults.add("sendMessage", Fault.cut(), times=2)
    await chat.command("start")
    await chat.wait_text("Hello", timeout=20)
    sandbox.faults.add("download", Fault.bad_request("gone"), times=9)
    sandbox.faults.add("getFile", Fault.cut(), times=2)
    file = await chat.send_document(b"no picture", "fox.png", "image/png")
    menu = await chat.wait_button("recipe", timeout=20)
    await anna.tap(menu, "recipe", timeout=20)
    await chat.say("a fox", reply_to=file)
    vendor.faults.add("run", Slowly(0.1))
    await chat.say(f"a fox that knows {sandbox.token}")
    await chat.wait_photo(timeout=20)
    assert await machine.stop() == 0
    assert "Server disconnected" in machine.log
    for secret in (sandbox.token, sandbox.token.partition(":")[2], API_KEY, SECRET_KEY):
        assert secret not in machine.log
