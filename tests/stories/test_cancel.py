"""Somebody changes their mind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from tests.stories.studio import Studio, studio
from tests.vendors.base import Hold
from tests.vendors.fusionbrain import FusionBrainServer

NEVER = 10_000


@pytest.fixture
async def endless(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose pictures are never ready."""
    async with studio(tmp_path, database_url, sketch_seconds="600") as place:
        yield place


async def stopped(card: MessageView) -> str:
    """The card stays, says what came of it, and has no buttons."""
    left = await card.becomes(lambda m: m.words.startswith("✖") and not m.buttons)
    return left.words


def looks(vendor: FusionBrainServer, task: str) -> int:
    return sum(call.task_id == task for call in vendor.calls if call.operation == "status")


async def test_the_card_stops_a_picture_for_good(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    vendor.finish_after(polls=NEVER)
    await chat.say("a fox")
    card = await chat.wait_text("%")
    await vendor.asked("status")
    (task,) = vendor.submitted
    assert "Stopping" in (await anna.tap(card, "Cancel")).text
    assert "counts towards" in await stopped(card)
    await painting.settled()
    asked = looks(vendor, task)
    vendor.finish_after()
    await chat.say("a hen")
    assert "a hen" in (await chat.wait_photo(timeout=10)).words
    assert looks(vendor, task) == asked, "the vendor was asked about what nobody wants"
    assert len(painting.sandbox.calls.named("sendPhoto")) == 1
    # FusionBrain cannot stop a task: it was used
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_what_still_waits_costs_nothing(painting: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = painting.anna, painting.anna.private
    vendor.finish_after(polls=NEVER)
    await chat.say("a fox")
    first = await chat.wait_text("%")
    await vendor.asked("status")
    await chat.say("a hen")
    second = await chat.wait_text("place 1")
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}
    await anna.tap(second, "Cancel")
    assert "Nothing was taken" in await stopped(second)
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert len(vendor.submitted) == 1
    await anna.tap(first, "Cancel")
    await stopped(first)


async def test_a_cancel_while_the_vendor_is_being_asked(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    hold = Hold()
    vendor.faults.add("run", hold)
    vendor.status_time = None  # the first look would come after ten seconds
    await chat.say("a fox")
    card = await chat.wait_button("Cancel")
    await hold.arrived.wait()
    await anna.tap(card, "Cancel")
    await card.becomes(lambda m: "Stopping" in m.text)
    hold.released.set()
    await stopped(card)
    await painting.settled()
    assert vendor.count("run") == 1
    assert vendor.count("status") == 0
    assert not painting.sandbox.calls.named("sendPhoto")


async def test_cancel_stops_everything_at_once(endless: Studio) -> None:
    chat = endless.anna.private
    await chat.say("a fox --n 2")
    first = await chat.wait_text("%")
    await chat.say("a hen")
    second = await chat.wait_text("place 1")
    await chat.command("cancel")
    await chat.wait_text("Stopped 3 pictures")
    await stopped(first)
    await stopped(second)
    await chat.command("cancel")
    await chat.wait_text("nothing to stop")


async def test_boris_is_not_stopped_by_anna(endless: Studio) -> None:
    anna, boris = endless.anna.private, endless.boris.private
    await boris.say("лиса")
    card = await boris.wait_text("%")
    await anna.command("cancel")
    await anna.wait_text("nothing to stop")
    assert not card.deleted
    await boris.command("cancel")
    await boris.wait_text("Остановлена 1 картинка")
    await stopped(card)


async def test_cancel_drops_a_question(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.command("imagine")
    await chat.wait_text("What shall I paint?")
    await chat.command("cancel")
    await chat.wait_text("Never mind")
    await chat.command("imagine")
    question = await chat.wait_text("What shall I paint?")
    await anna.tap(question, "Never mind")
    await question.becomes(lambda m: "Never mind then" in m.text)
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)


async def test_a_cancel_that_comes_too_late_says_so(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("a fox")
    card = await chat.wait_button("Cancel")
    await chat.wait_photo(timeout=10)
    await sketching.settled()
    answer = await anna.tap(card, "Cancel")
    assert answer.show_alert
    assert "nothing to stop" in answer.text


async def test_more_than_two_at_once_wait_and_say_so(
    both: Studio, vendor: FusionBrainServer
) -> None:
    chat = both.anna.private
    await both.restart(sketch_seconds="600", max_active_per_user=1)
    await chat.say("a fox --model sketch")
    first = await chat.wait_text("%")
    await chat.say("a hen")
    await chat.wait_text("1 of your pictures is under way")
    await chat.wait_text("place 1")
    assert not vendor.submitted
    await both.anna.tap(first, "Cancel")
    assert "a hen" in (await chat.wait_photo(timeout=10)).words
