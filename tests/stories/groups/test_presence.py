"""Where the bot cannot be heard any more: nothing waits there, and nothing is paid for twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import Fault, Group, MessageView
from bot.sandbox.chatview import ChatView
from tests.stories.conftest import keys
from tests.stories.groups.test_settings import said
from tests.stories.groups.words import words
from tests.stories.paper import result
from tests.stories.studio import Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer

NEVER = 10_000
UNHURRIED = 6.0
"""So much faster the services' time runs here: nothing is to be given up while somebody is sent
away."""


@pytest.fixture
async def unhurried(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with a key for Kandinsky, and all the time in the world."""
    async with studio(tmp_path, database_url, speed=UNHURRIED, **keys(vendor)) as place:
        yield place


async def busy(place: Studio, chat: ChatView, vendor: FusionBrainServer) -> None:
    """One wish that the vendor is at, and two that wait in line."""
    await place.restart(max_active_per_user=1)
    vendor.finish_after(polls=NEVER)
    await carded(chat, await chat.command("imagine", "one"), "%")
    for word in ("two", "three"):
        await carded(chat, await chat.command("imagine", word), "In line")


async def carded(chat: ChatView, wish: MessageView, shown: str) -> MessageView:
    """The card of a wish, once it shows this."""
    return await chat.wait(lambda m: m.replies_to(wish) and shown in m.text, 10, wish)


async def noted(place: Studio, question: str) -> None:
    """Wait until the bot has stored what Telegram told."""
    async with asyncio.timeout(5):
        while not place.rows(question):  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.02)


def ends(place: Studio) -> list[tuple[str, str | None]]:
    """How the runs ended."""
    found = place.rows("SELECT state, error_code FROM runs ORDER BY id")
    return [(state, code) for state, code in found]


def sends(place: Studio) -> int:
    """How often the bot tried to send something."""
    return sum(call.method.startswith("send") for call in place.sandbox.calls)


def reachable(place: Studio, group: Group) -> bool:
    """What is stored of a group."""
    ((found,),) = place.rows(f"SELECT reachable FROM chats WHERE id = {group.id}")
    return bool(found)


async def test_removed_while_wishes_wait(unhurried: Studio, vendor: FusionBrainServer) -> None:
    group = unhurried.group()
    chat = group.as_(unhurried.anna)
    await busy(unhurried, chat, vendor)
    group.remove_bot()
    await noted(unhurried, f"SELECT id FROM chats WHERE id = {group.id} AND NOT reachable")
    await noted(unhurried, "SELECT id FROM runs WHERE state = 'cancelled' AND id = 3")
    vendor.finish_after()
    await unhurried.settled()
    assert ends(unhurried) == [
        ("failed", "unreachable"),
        ("cancelled", "cancelled"),
        ("cancelled", "cancelled"),
    ]
    assert vendor.count("run") == 1, "what waited was never asked for"
    assert await unhurried.used(unhurried.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert not reachable(unhurried, group)
    before = sends(unhurried)
    await unhurried.restart()
    await unhurried.settled()
    assert sends(unhurried) == before
    alone = unhurried.anna.private
    await alone.command("history")
    assert "one" in (await alone.wait_photo()).words, "it was painted and paid for"
    group.add_bot()
    await chat.wait_text("I paint what you write")
    assert reachable(unhurried, group)
    await result(chat, await chat.command("imagine", "a hen"))


async def test_silenced_and_heard_again(unhurried: Studio, vendor: FusionBrainServer) -> None:
    group = unhurried.group()
    chat = group.as_(unhurried.anna)
    await busy(unhurried, chat, vendor)
    group.silence_bot()
    await noted(unhurried, f"SELECT id FROM chats WHERE id = {group.id} AND NOT reachable")
    await noted(unhurried, "SELECT id FROM runs WHERE state = 'cancelled' AND id = 3")
    vendor.finish_after()
    unhurried.refusals += ["have no write access", "not enough rights"]
    await unhurried.settled()
    assert [code for _, code in ends(unhurried)] == ["file-rejected", "cancelled", "cancelled"]
    assert not any((await unhurried.used(unhurried.anna)).values())
    before = vendor.count("run"), sends(unhurried)
    await chat.command("imagine", "a hen")
    await unhurried.sandbox.confirmed()
    await unhurried.settled()
    actions = [call.params["action"] for call in unhurried.sandbox.calls.named("sendChatAction")]
    assert actions.count("typing") == 1, "it looked whether it may speak again"
    assert (vendor.count("run"), sends(unhurried)) == (before[0], before[1] + 1)
    assert unhurried.rows("SELECT count(*) FROM jobs") == [(3,)]
    group.add_bot()
    await unhurried.sandbox.confirmed()
    await result(chat, await chat.command("imagine", "a hen"))


async def test_rights_that_nobody_tells_of(painting: Studio) -> None:
    """Telegram tells a bot nothing when all members are forbidden to write."""
    painting.refusals += ["have no write access", "not enough rights"]
    group = painting.group()
    chat = group.as_(painting.anna)
    picture = await result(chat, await chat.command("imagine", "a fox"))
    group.forbid("messages", "photos", "documents")
    await chat.command("imagine", "a hen")
    await painting.sandbox.confirmed()
    await painting.settled()
    assert ends(painting)[1:] == [("failed", "file-rejected")]
    assert not reachable(painting, group)
    alert = await painting.boris.tap(picture, "🔁")
    assert alert.show_alert
    assert alert.text == words("ru", "error-unreachable")
    assert painting.rows("SELECT count(*) FROM jobs") == [(2,)]
    group.forbid()
    await result(chat, await chat.command("imagine", "a cat"))
    assert reachable(painting, group)


async def test_a_closed_topic_closes_no_group(
    unhurried: Studio, vendor: FusionBrainServer
) -> None:
    unhurried.refusals.append("TOPIC_CLOSED")
    group = unhurried.group(forum=True)
    chat = group.as_(unhurried.anna)
    vendor.finish_after(polls=NEVER)
    await chat.command("imagine", "a fox", topic=group.add_topic("Foxes"))
    await chat.wait_text("%")
    unhurried.sandbox.faults.add("sendPhoto", Fault.bad_request("TOPIC_CLOSED"), times=1)
    vendor.finish_after()
    await unhurried.settled()
    assert ends(unhurried) == [("failed", "unreachable")]
    assert not unhurried.rows("SELECT * FROM chats")
    await result(chat, await chat.command("imagine", "a hen"))


async def test_blocked_while_wishes_wait(unhurried: Studio, vendor: FusionBrainServer) -> None:
    anna = unhurried.anna
    await unhurried.restart(max_active_per_user=1)
    vendor.finish_after(polls=NEVER)
    await carded(anna.private, await anna.private.say("one"), "%")
    await carded(anna.private, await anna.private.say("two"), "In line")
    await anna.block_bot()
    await noted(unhurried, "SELECT id FROM runs WHERE state = 'cancelled'")
    vendor.finish_after()
    await unhurried.settled()
    assert [code for _, code in ends(unhurried)] == ["unreachable", "cancelled"]
    assert vendor.count("run") == 1
    assert await unhurried.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_settings_and_pictures_follow_into_the_supergroup(
    unhurried: Studio, vendor: FusionBrainServer
) -> None:
    unhurried.refusals.append("upgraded to a supergroup")
    await unhurried.restart(group_plan="pro")
    group = unhurried.group()
    anna, boris = group.as_(unhurried.anna), group.as_(unhurried.boris)
    await said(anna, "pays group", "The group pays")
    await said(anna, "daily 3", "3 pictures a day")
    await said(anna, "spoiler on", "covered")
    await result(boris, await boris.command("imagine", "лиса"))
    vendor.finish_after(polls=NEVER)
    card = await carded(anna, await anna.command("imagine", "a hen"), "%")
    before = group.id
    group.migrate()
    card = await anna.wait_text("%", timeout=10)
    assert card.chat_id == group.id
    talk = [await boris.say(f"{number}") for number in range(card.id, card.id + 12)]
    vendor.finish_after()
    picture = await anna.wait_photo(timeout=10)
    assert picture.chat_id == group.id
    assert picture.photo
    assert picture.photo.spoiler
    await card.gone()
    await unhurried.settled()
    assert not any(message.deleted for message in talk), "the former card's number is theirs"
    await boris.command("quota")
    told = await boris.wait_text("Лимит группы")
    assert "осталось 98 из 100" in told.text
    assert "осталась 1 картинка из 3" in told.text
    assert unhurried.rows(f"SELECT count(*) FROM jobs WHERE chat_id = {before}") == [(0,)]
    assert unhurried.rows(f"SELECT count(*) FROM usage WHERE payer_id = {before}") == [(0,)]
    await said(anna, "off", "I am off")


def named(message: MessageView) -> bool:
    """Whether a message was written in the name of the group."""
    return "sender_chat" in message.json


async def test_an_anonymous_admin_is_an_admin(sketching: Studio) -> None:
    group = sketching.sandbox.group(
        "Masks", members=[sketching.anna, sketching.boris], supergroup=True
    )
    boris = group.as_(sketching.boris)
    name = sketching.sandbox.bot_user["username"]
    await group.say_as_group(f"/group@{name} language ru")
    await boris.wait_text("по-русски")
    command = await group.say_as_group(f"/group@{name}")
    assert named(command)
    shown = await boris.wait_text("Настройки группы")
    await sketching.anna.tap(shown, "В день")
    await shown.becomes(lambda m: m.button("250"))
    await group.say_as_group(f"/imagine@{name} a fox")
    await boris.wait_text("Вы пишете от имени группы")
    await group.say_as_group("hello")
    assert not sketching.rows("SELECT * FROM people WHERE id = 1087968824")
    await group.say_as_group(f"/group@{name} off")
    await boris.wait_text("Я выключен")
    await group.say_as_group(f"/imagine@{name} a fox")
    await group.say_as_group(f"/group@{name} on")
    await boris.wait_text("Я включён")
