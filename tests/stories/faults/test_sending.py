"""Telegram has a bad day while the bot speaks."""

import asyncio

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import ChatView, Fault
from tests.stories.paper import result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer

NEVER = 10_000
REFUSED = ("PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED", "PHOTO_SAVE_FILE_INVALID")


def photos(chat: ChatView) -> int:
    return sum(bool(message.photo and message.from_bot) for message in chat.messages)


async def ended(place: Studio) -> list[str]:
    """The states of all runs, once nothing is left to do."""
    await place.settled()
    return [state for (state,) in place.rows("SELECT state FROM runs ORDER BY id")]


async def test_a_card_that_may_not_be_edited_waits_for_nothing(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    vendor.finish_after(polls=NEVER)
    chat, calls = painting.anna.private, painting.sandbox.calls
    wish = await chat.say("a fox")
    painting.sandbox.faults.add("editMessageText", Fault.too_many_requests(1))
    await calls.wait("editMessageText", count=2)
    first, second = calls.named("editMessageText")[:2]
    assert first.error
    assert second.at - first.at >= 1, "what came up meanwhile was left out"
    vendor.finish_after()
    await result(chat, wish)


async def test_a_picture_waits_as_long_as_telegram_says(painting: Studio) -> None:
    chat, calls = painting.anna.private, painting.sandbox.calls
    painting.sandbox.faults.add("sendPhoto", Fault.too_many_requests(1))
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    first, second = calls.named("sendPhoto")
    assert second.at - first.at >= 1
    assert await ended(painting) == ["done"]
    assert photos(chat) == 1


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.cut()], ids=["502", "cut"])
@pytest.mark.parametrize("method", ["sendPhoto", "sendMessage", "deleteMessage", "sendChatAction"])
async def test_a_call_that_did_not_arrive_is_made_again(
    painting: Studio, method: str, fault: Fault
) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.add(method, fault, times=2)
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    assert await ended(painting) == ["done"]
    assert photos(chat) == 1
    assert not any(message.button("Cancel") for message in chat.messages), "no card is left"


async def test_a_lost_answer_doubles_a_picture_at_most(painting: Studio) -> None:
    """Telegram has no idempotency keys: a picture too many is better than none."""
    chat = painting.anna.private
    painting.sandbox.faults.add("sendPhoto", Fault.lost_answer())
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    assert await ended(painting) == ["done"]
    assert photos(chat) == 2
    last = chat.last
    assert await painting.used(painting.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    for picture in [message for message in chat.messages if message.photo]:
        await painting.anna.tap(picture, "⭐")
    assert last.photo
    assert painting.rows("SELECT favourite FROM artifacts") == [(0,)], "both stand for the same"


async def test_slow_answers_harm_nobody(painting: Studio) -> None:
    anna, boris = painting.anna.private, painting.boris.private
    released = asyncio.Event()
    painting.sandbox.faults.add(
        "sendPhoto", Fault.held(released), when=lambda p: p["chat_id"] == painting.anna.id
    )
    await anna.say("a fox")
    await anna.wait_photo(timeout=10)
    wish = await boris.say("курица")
    await result(boris, wish)
    released.set()
    assert await ended(painting) == ["done", "done"]
    assert (photos(anna), photos(boris)) == (1, 1)


async def test_a_long_trouble_is_outlasted(painting: Studio) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.add("sendPhoto", Fault.server_error(), times=10)
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    assert await ended(painting) == ["done"]
    assert photos(chat) == 1


async def test_a_long_trouble_is_outlasted_over_a_restart(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat, calls = painting.anna.private, painting.sandbox.calls
    painting.sandbox.faults.add("sendPhoto", Fault.server_error(), times=10_000)
    await chat.say("a fox")
    await calls.wait("sendPhoto", count=4)
    await painting.stop()
    painting.sandbox.faults.clear()
    await painting.start()
    await chat.wait_photo(timeout=10)
    assert await ended(painting) == ["done"]
    assert photos(chat) == 1
    assert vendor.count("run") == 1


@pytest.mark.parametrize("words", REFUSED)
async def test_what_is_no_photo_comes_as_a_file(painting: Studio, words: str) -> None:
    painting.refusals.append(words)
    chat = painting.anna.private
    painting.sandbox.faults.add("sendPhoto", Fault.bad_request(words))
    wish = await chat.say("a fox")
    sent = await chat.wait_document(timeout=10)
    assert sent.replies_to(wish)
    assert "a fox" in sent.words
    await painting.anna.tap(sent, "🔁")
    assert (await chat.wait_photo(timeout=10)).replies_to(sent)
    assert await ended(painting) == ["done", "done"]


async def test_one_bad_photo_spoils_no_album(painting: Studio) -> None:
    painting.refusals.append(REFUSED[0])
    chat = painting.anna.private
    painting.sandbox.faults.add("sendMediaGroup", Fault.bad_request(REFUSED[0]))
    painting.sandbox.faults.add("sendPhoto", Fault.bad_request(REFUSED[0]))
    await chat.say("a fox --n 3")
    await chat.wait_text("3 pictures", timeout=10)
    assert photos(chat) == 2
    assert sum(message.document is not None for message in chat.messages) == 1
    assert await ended(painting) == ["done"] * 3


async def test_what_telegram_never_takes_is_told(painting: Studio) -> None:
    painting.refusals.append("file is too big")
    chat = painting.anna.private
    for method in ("sendPhoto", "sendDocument"):
        painting.sandbox.faults.add(method, Fault.bad_request("file is too big"))
    await chat.say("a fox")
    report = await chat.wait_text("neither as a photo nor as a file", timeout=10)
    assert "Nothing was taken" in report.text
    assert await ended(painting) == ["failed"]
    assert not any((await painting.used(painting.anna)).values())


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageReplyMarkup"])
async def test_a_button_works_on_a_bad_day(painting: Studio, method: str) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    painting.sandbox.faults.add(method, Fault.server_error())
    painting.sandbox.faults.add(method, Fault.cut())
    await anna.tap(picture, "⭐")
    await picture.becomes(lambda m: m.button("🌟"))


async def test_a_button_whose_answer_comes_too_late(painting: Studio) -> None:
    painting.refusals.append("query is too old")
    anna, chat = painting.anna, painting.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    late = Fault.bad_request("query is too old and response timeout expired")
    painting.sandbox.faults.add("answerCallbackQuery", late)
    await anna.press(picture, "🔁")
    assert (await chat.wait_photo(timeout=10)).replies_to(picture)
