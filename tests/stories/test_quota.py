"""What a day allows."""

from bot.core.capabilities import Allowance
from tests.stories.paper import result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def test_quota_counts_down_and_tells_when_it_comes_back(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.command("quota")
    fresh = await chat.wait_text("Plan Free")
    assert "Pictures from words: 10 of 10 left" in fresh.text
    assert "Upscales: 5 of 5 left" in fresh.text
    assert "00:00 UTC" in fresh.text
    assert "14 hr" in fresh.text, "it is nine in the morning"
    await result(chat, await chat.say("a fox --n 2"))
    await chat.command("quota")
    await chat.wait_text("Pictures from words: 8 of 10 left")


async def test_the_limit_holds_and_says_when_it_ends(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await painting.restart(plan_free="text_to_image=2")
    await result(chat, await chat.say("a fox"))
    wish = await chat.say("a hen --n 2")
    note = await chat.wait_text("1 of 2 left today, and this takes 2")
    assert note.replies_to(wish)
    assert "in 14 h" in note.text
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    await anna.tap(note, "Quota")
    await chat.wait_text("1 of 2 left")
    await result(chat, await chat.say("a hen"))
    await chat.say("a cat")
    await chat.wait_text("0 of 2 left today")
    assert painting.rows("SELECT count(*) FROM runs") == [(2,)]


async def test_a_button_that_is_not_paid_for_says_so(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await painting.restart(plan_free="text_to_image=2")
    picture = await result(chat, await chat.say("a fox"))
    answer = await anna.tap(picture, "variations")
    assert answer.show_alert
    assert "1 of 2 left today, and this takes 4" in answer.text
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_everybody_has_their_own_day(painting: Studio) -> None:
    anna, boris = painting.anna.private, painting.boris.private
    await painting.restart(plan_free="text_to_image=1")
    await result(anna, await anna.say("a fox"))
    await result(boris, await boris.say("лиса"))
    await boris.say("лиса")
    await boris.wait_text("на сегодня осталось 0 из 1")


async def test_what_failed_comes_back(painting: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = painting.anna, painting.anna.private
    vendor.outcome = "FAIL"
    await chat.say("a fox --n 3")
    report = await chat.wait_text("3 of 3 pictures could not be made", timeout=10)
    assert "3 runs were returned" in report.text
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 0}
    entries = painting.rows("SELECT kind, amount FROM ledger ORDER BY run_id, id")
    assert entries == [("reserve", 1), ("refund", -1)] * 3
    await chat.command("quota")
    await chat.wait_text("10 of 10 left")


async def test_a_plan_without_limits(painting: Studio) -> None:
    chat = painting.anna.private
    await painting.restart(default_plan="enterprise")
    await result(chat, await chat.say("a fox"))
    await chat.command("quota")
    told = await chat.wait_text("no limit, 1 used")
    assert "Plan Enterprise" in told.text
