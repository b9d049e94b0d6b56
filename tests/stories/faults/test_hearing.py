"""Telegram has a bad day while people speak."""

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import Fault
from tests.stories.paper import result, snapshot
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def test_an_update_that_comes_twice_is_one_wish(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    painting.sandbox.faults.duplicate_update(2)
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    await anna.tap(picture, "🔁")
    await chat.wait_photo(timeout=10)
    await painting.sandbox.confirmed()
    await painting.settled()
    assert painting.sandbox.faults.pending == 0
    assert painting.rows("SELECT count(*) FROM jobs") == [(2,)]
    assert vendor.count("run") == 2
    assert len(painting.sandbox.calls.named("sendPhoto")) == 2
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_an_update_that_comes_again_after_a_restart(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.add("getUpdates", Fault.lost_answer())
    painting.sandbox.faults.duplicate_update()
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await painting.restart()
    await painting.sandbox.confirmed()
    await painting.settled()
    assert painting.rows("SELECT count(*) FROM jobs") == [(1,)]
    assert vendor.count("run") == 1


async def test_updates_in_the_wrong_order(painting: Studio) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.swap_updates()
    fox, hen = await chat.say("a fox"), await chat.say("a hen")
    found = [await chat.wait_photo(timeout=10) for _ in range(2)]
    answers = {("a fox" in each.words, each.replies_to(fox)) for each in found}
    assert answers == {(True, True), (False, False)}
    assert any(each.replies_to(hen) for each in found)


@pytest.mark.parametrize(
    "fault",
    [Fault.server_error(), Fault.cut(), Fault.lost_answer(), Fault.too_many_requests(1)],
    ids=["502", "cut", "lost", "429"],
)
async def test_the_bot_hears_again_once_it_is_over(painting: Studio, fault: Fault) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.add("getUpdates", fault, times=3)
    while painting.sandbox.faults.pending:
        wish = await chat.say("a fox")
        await result(chat, wish)


async def test_another_instance_for_a_moment(painting: Studio) -> None:
    """A deployment starts the new one before the old one has ended."""
    chat = painting.anna.private
    painting.sandbox.faults.add("getUpdates", Fault.conflict(), times=2)
    wish = await chat.say("a fox")
    await result(chat, wish)


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.cut()], ids=["502", "cut"])
async def test_a_download_that_fails_once(sketching: Studio, fault: Fault) -> None:
    chat = sketching.anna.private
    sketching.sandbox.faults.add("download", fault)
    sketching.sandbox.faults.add("getFile", fault)
    wish = await chat.send_photo(snapshot(), caption="make it night")
    await result(chat, wish)


@pytest.mark.parametrize(
    ("method", "fault", "words"),
    [
        ("download", Fault.server_error(), "does not answer"),
        ("download", Fault.bad_request("gone"), "does not answer"),
        ("getFile", Fault.server_error(), "does not answer"),
        ("getFile", Fault.bad_request("file is too big"), "is the most"),
        ("getFile", Fault.bad_request("wrong file_id"), "not kept any more"),
    ],
)
async def test_a_download_that_fails_for_good(
    sketching: Studio, method: str, fault: Fault, words: str
) -> None:
    sketching.refusals += ["file is too big", "wrong file_id"]
    anna, chat = sketching.anna, sketching.anna.private
    sketching.sandbox.faults.add(method, fault, times=100)
    wish = await chat.send_photo(snapshot(), caption="make it night")
    report = await chat.wait_text(words, timeout=10)
    assert report.replies_to(wish)
    assert "Nothing was taken" in report.text
    await sketching.settled()
    assert not any((await sketching.used(anna)).values())
    sketching.sandbox.faults.clear()
    if report.button("🔁"):
        await anna.tap(report, "🔁")
        await result(chat, report)


async def test_telegram_itself_is_away_at_the_start(painting: Studio) -> None:
    """Whatever the start asks Telegram for may fail: the bot is there once Telegram is."""
    chat = painting.anna.private
    await painting.stop()
    painting.sandbox.faults.add("*", Fault.server_error(), times=20)
    painting.sandbox.faults.add("getUpdates", Fault.server_error(), times=3)
    await painting.start()
    wish = await chat.say("a fox")
    await result(chat, wish)
