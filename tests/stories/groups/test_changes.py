"""Groups change, and people go, while a picture is being made."""

import asyncio

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import ChatView, Fault, MessageView
from tests.stories.conftest import Mishaps
from tests.stories.paper import result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer

NEVER = 10_000


async def begun(chat: ChatView, vendor: FusionBrainServer) -> tuple[MessageView, MessageView]:
    """A wish of which the vendor is not done; its card."""
    vendor.finish_after(polls=NEVER)
    wish = await chat.command("imagine", "a fox")
    return wish, await chat.wait_text("%")


def outcome(place: Studio) -> list[tuple[str, str | None]]:
    """How the runs ended."""
    found = place.rows("SELECT state, error_code FROM runs ORDER BY id")
    return [(state, code) for state, code in found]


def attempts(place: Studio) -> int:
    """How often the bot tried to send something."""
    return sum(call.method.startswith("send") for call in place.sandbox.calls)


async def test_a_group_becomes_a_supergroup(painting: Studio, vendor: FusionBrainServer) -> None:
    painting.refusals.append("upgraded to a supergroup")
    group = painting.group()
    chat = group.as_(painting.anna)
    await begun(chat, vendor)
    group.migrate()
    vendor.finish_after()
    picture = await chat.wait_photo(timeout=10)
    assert picture.chat_id == group.id
    await painting.boris.tap(picture, "🔁")
    again = await group.as_(painting.boris).wait(lambda m: m.photo and m.replies_to(picture), 10)
    assert "a fox" in again.words
    wish = await chat.command("imagine", "a hen")
    assert "a hen" in (await result(chat, wish)).words


async def test_a_failure_follows_its_group_too(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    painting.refusals.append("upgraded to a supergroup")
    group = painting.group()
    chat = group.as_(painting.anna)
    await begun(chat, vendor)
    group.migrate()
    vendor.censored = True
    vendor.finish_after()
    report = await chat.wait_text("declined to paint this", timeout=10)
    assert report.chat_id == group.id


async def test_a_group_that_moved_while_the_bot_was_off(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    painting.refusals.append("upgraded to a supergroup")
    group = painting.group()
    chat = group.as_(painting.anna)
    await begun(chat, vendor)
    await painting.stop()
    group.migrate()
    vendor.finish_after()
    await painting.start()
    assert (await chat.wait_photo(timeout=10)).chat_id == group.id


async def test_the_bot_is_thrown_out(painting: Studio, vendor: FusionBrainServer) -> None:
    group = painting.group()
    chat = group.as_(painting.anna)
    await begun(chat, vendor)
    group.remove_bot()
    vendor.finish_after()
    await painting.settled()
    before = attempts(painting)
    assert outcome(painting) == [("failed", "unreachable")]
    await painting.restart()
    await painting.settled()
    assert attempts(painting) == before, "nobody is there to be told"
    group.add_bot()
    await chat.wait_text("I paint what you write")
    wish = await chat.command("imagine", "a hen")
    assert "a hen" in (await result(chat, wish)).words
    alone = painting.anna.private
    await alone.command("history")
    sheet = await alone.wait_photo()
    await painting.anna.tap(sheet, "2")
    await sheet.becomes(lambda shown: "a fox" in shown.words)


@pytest.mark.parametrize(
    "words",
    [
        "not enough rights to send text messages to the chat",
        "CHAT_WRITE_FORBIDDEN",
        "TOPIC_CLOSED",
        "CHAT_RESTRICTED",
    ],
)
async def test_the_bot_loses_its_rights(
    painting: Studio, vendor: FusionBrainServer, words: str
) -> None:
    painting.refusals.append(words)
    chat = painting.group().as_(painting.anna)
    await begun(chat, vendor)
    for method in ("sendPhoto", "sendDocument", "sendMessage"):
        painting.sandbox.faults.add(method, Fault.bad_request(words), times=100)
    vendor.finish_after()
    await painting.settled()
    assert outcome(painting) == [("failed", "unreachable")]
    assert len(painting.sandbox.calls.named("sendPhoto")) == 1


async def test_rights_for_text_alone(painting: Studio, vendor: FusionBrainServer) -> None:
    """Where pictures are forbidden and words are not, the group is told so."""
    words = "not enough rights to send photos to the chat"
    painting.refusals.append(words)
    chat = painting.group().as_(painting.anna)
    painting.sandbox.faults.add("sendPhoto", Fault.bad_request(words), times=100)
    painting.sandbox.faults.add("sendDocument", Fault.bad_request(words), times=100)
    wish = await chat.command("imagine", "a fox")
    report = await chat.wait_text("neither as a photo nor as a file", timeout=10)
    assert report.replies_to(wish)
    assert "Nothing was taken from your daily quota" in report.text


async def test_files_where_photos_are_forbidden(painting: Studio) -> None:
    words = "not enough rights to send photos to the chat"
    painting.refusals.append(words)
    chat = painting.group().as_(painting.anna)
    painting.sandbox.faults.add("sendPhoto", Fault.bad_request(words), times=100)
    wish = await chat.command("imagine", "a fox")
    assert (await chat.wait_document(timeout=10)).replies_to(wish)


async def test_a_card_that_is_deleted_is_left_alone(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    painting.refusals.append("message to edit not found")
    chat = painting.group().as_(painting.anna)
    wish, card = await begun(chat, vendor)
    await chat.delete(card)
    edits = painting.sandbox.calls
    await edits.wait("editMessageText", count=len(edits.named("editMessageText")) + 1)
    before = len(edits.named("editMessageText"))
    polls = vendor.count("status")
    while vendor.count("status") < polls + 6:  # noqa: ASYNC110 - the vendor rings no bell
        await asyncio.sleep(0.02)
    assert len(edits.named("editMessageText")) == before
    vendor.finish_after()
    await result(chat, wish)


async def test_a_person_blocks_the_bot(
    painting: Studio, vendor: FusionBrainServer, mishaps: Mishaps
) -> None:
    anna = painting.anna
    vendor.finish_after(polls=NEVER)
    await anna.private.say("a fox")
    await anna.private.wait_text("%")
    await anna.block_bot()
    await painting.sandbox.confirmed()
    vendor.finish_after()
    await painting.settled()
    assert outcome(painting) == [("failed", "unreachable")]
    assert painting.rows("SELECT id, reachable FROM people") == [(anna.id, 0)]
    before = attempts(painting)
    await painting.restart()
    await painting.settled()
    assert attempts(painting) == before
    assert not mishaps.unexpected
    await anna.unblock_bot()
    await anna.private.say("a hen")
    assert "a hen" in (await anna.private.wait_photo(timeout=10)).words
    assert painting.rows("SELECT id, reachable FROM people") == [(anna.id, 1)]
    # Kandinsky had painted both
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_a_person_blocks_the_bot_before_the_card(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    """Nothing but the update tells: even the card is refused."""
    anna = painting.anna
    painting.sandbox.faults.add("sendMessage", Fault.forbidden(), times=100)
    painting.sandbox.faults.add("sendPhoto", Fault.forbidden(), times=100)
    await anna.private.say("a fox")
    await painting.sandbox.confirmed()
    await painting.settled()
    assert outcome(painting) == [("failed", "unreachable")]
    assert vendor.count("run") == 1
    assert len(painting.sandbox.calls.named("sendPhoto")) == 1
