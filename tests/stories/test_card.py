"""The status card: what a person sees while a picture is made."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import MessageView
from tests.stories.studio import Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer


@pytest.fixture
async def unhurried(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose pictures take a while."""
    async with studio(tmp_path, database_url, sketch_seconds="0.8") as place:
        yield place


def percent(card: MessageView) -> int:
    found = re.search(r"(\d+) %", card.text)
    return int(found[1]) if found else -1


async def test_a_card_answers_the_wish_and_moves(unhurried: Studio) -> None:
    chat = unhurried.anna.private
    wish = await chat.say("a fox --ar 3:2 --style ink")
    card = await chat.wait_button("Cancel")
    assert card.replies_to(wish)
    assert all(words in card.text for words in ("Sketch", "3:2", "Ink"))
    moved = await card.becomes(lambda m: percent(m) >= 30)
    assert "▰" in moved.text
    assert "≈" not in moved.text, "Sketch reports its progress"
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    await card.gone()


async def test_a_card_is_silent_and_the_result_is_not(unhurried: Studio) -> None:
    chat = unhurried.anna.private
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    (card,) = unhurried.sandbox.calls.named("sendMessage")
    (result,) = unhurried.sandbox.calls.named("sendPhoto")
    assert card.params["disable_notification"]
    assert not result.params.get("disable_notification")


async def test_a_card_is_never_touched_after_the_result(unhurried: Studio) -> None:
    chat = unhurried.anna.private
    await chat.say("a fox --n 2")
    card = await chat.wait_button("Cancel")
    assert "×2" in card.text
    await chat.wait_album(2, timeout=10)
    await card.gone()
    await unhurried.settled()
    methods = [call.method for call in unhurried.sandbox.calls]
    after = methods[methods.index("sendMediaGroup") :]
    assert "editMessageText" not in after
    assert after.count("deleteMessage") == 1


async def test_who_waits_sees_their_place(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.finish_after(seconds=0.5)
    anna, boris = both.anna.private, both.boris.private
    await anna.say("a fox")
    going = await anna.wait_text("%")
    assert "≈" in going.text, "Kandinsky reports no progress: it is reckoned"
    assert "left" in going.text or "Any moment" in going.text
    await boris.say("лиса")
    waiting = await boris.wait_text("место 1")
    await anna.wait_photo(timeout=10)
    await waiting.becomes(lambda m: m.deleted or "%" in m.text)
    await boris.wait_photo(timeout=10)
    await waiting.gone()


async def test_a_card_that_cannot_be_removed_spoils_nothing(unhurried: Studio) -> None:
    from bot.sandbox import Fault

    chat = unhurried.anna.private
    refusal = Fault.bad_request("message can't be deleted for everyone")
    unhurried.sandbox.faults.add("deleteMessage", refusal)
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await unhurried.settled()
    unhurried.sandbox.calls.clear()


async def test_a_card_is_taken_up_again_after_a_restart(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    vendor.finish_after(polls=10_000)
    wish = await chat.say("a fox")
    card = await chat.wait_text("%")
    await painting.restart()
    vendor.finish_after()
    assert (await chat.wait_photo(timeout=10)).replies_to(wish)
    await card.gone()
    await painting.settled()
    assert len(painting.sandbox.calls.named("sendPhoto")) == 1
    assert vendor.count("run") == 1
