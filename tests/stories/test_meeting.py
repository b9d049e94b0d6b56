"""The first minutes, and whatever else people send."""

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox.actions import post_as
from bot.sandbox.messages import MessageView
from bot.sandbox.world import Json
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio
from tests.support.films import mp4


async def test_start_greets_with_examples_to_tap(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await anna.start()
    greeting = await chat.wait_text("Hello, Anna!")
    assert len([row for row in greeting.buttons if len(row) == 1]) == 3
    example = labels(greeting)[0]
    assert "On it" in (await anna.tap(greeting, example)).text
    assert example in (await result(chat, greeting)).words
    await anna.tap(greeting, "Settings")
    await chat.wait_button("Proportions")
    await anna.tap(greeting, "Help")
    await chat.wait_text("Any message is a wish")


async def test_a_link_that_nobody_knows_is_a_plain_start(painting: Studio) -> None:
    for payload in ("f_unknown", "x" * 64, "-_-"):
        await painting.anna.start(payload)
        await painting.anna.private.wait_text("Hello, Anna!")


async def test_a_name_is_text(painting: Studio) -> None:
    eve = painting.sandbox.person("<b>Eve</b> & {co}")
    await eve.start()
    await eve.private.wait_text("Hello, <b>Eve</b> & {co}!")


async def test_help_is_one_screen_with_ways_onward(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.command("help")
    told = await chat.wait_text("/imagine an owl")
    await anna.tap(told, "Quota")
    await chat.wait_text("Plan Free")
    await anna.tap(told, "Models")
    await chat.wait_text("🟢 Kandinsky")


@pytest.mark.usefixtures("commands_told")
async def test_commands_are_listed_in_both_languages(painting: Studio) -> None:
    await painting.sandbox.calls.wait("setMyShortDescription", 2)
    anna, boris = painting.anna.commands, painting.boris.commands
    assert anna.keys() == boris.keys()
    assert {"imagine", "settings", "history", "quota", "cancel", "privacy"} <= anna.keys()
    assert "Paint" in anna["imagine"]
    assert "Нарисовать" in boris["imagine"]


@pytest.mark.usefixtures("commands_told")
async def test_commands_are_told_to_telegram_once(painting: Studio) -> None:
    await painting.sandbox.calls.wait("setMyShortDescription", 2)
    await painting.settled()
    told = len(painting.sandbox.calls.named("setMyCommands"))
    await painting.restart()
    await painting.anna.private.command("help")
    await painting.anna.private.wait_text("Any message")
    assert len(painting.sandbox.calls.named("setMyCommands")) == told


async def test_an_unknown_command_shows_the_way(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.command("dream", "of foxes")
    answer = await chat.wait_text("I don't know /dream")
    assert answer.button("Settings")
    await chat.send_photo(snapshot(), caption="/paint it blue")
    answer = await chat.wait_text("I don't know /paint")
    assert answer.button("Settings")


def sent(place: Studio, content: Json) -> None:
    """Let Anna send something of another kind."""
    chat = place.anna.private
    post_as(place.sandbox.telegram, place.anna.id, chat.chat, content)


FILE = {"file_id": "file0123456789", "file_unique_id": "unique1"}


STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
OTHER: list[Json] = [
    {"sticker": FILE | STICKER},
    {"voice": FILE | {"duration": 3}},
    {"video_note": FILE | {"length": 240, "duration": 3}},
    {"location": {"latitude": 59.9, "longitude": 30.3}},
    {"dice": {"emoji": "🎲", "value": 4}},
]


async def test_what_is_neither_word_nor_picture_gets_a_hint(painting: Studio) -> None:
    for content in OTHER:
        sent(painting, content)
        await painting.anna.private.wait_text("I understand words and pictures")


async def test_a_clip_is_looked_into(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.send_video(mp4())
    await chat.wait_text("no recipe in this clip")


async def test_service_messages_are_none_of_the_bots_business(painting: Studio) -> None:
    chat = painting.anna.private
    sent(painting, {"pinned_message": (await chat.say("/help")).json})
    await chat.wait_text("Any message is a wish")
    await painting.sandbox.confirmed()
    await painting.settled()
    assert len([m for m in chat.messages if m.from_bot]) == 1


async def test_an_edited_wish_is_not_painted_again(painting: Studio) -> None:
    chat = painting.anna.private
    wish = await chat.say("a fox")
    await result(chat, wish)
    await chat.edit(wish, "a hen")
    await painting.sandbox.confirmed()
    await painting.settled()
    assert painting.rows("SELECT count(*) FROM runs") == [(1,)]
    assert not chat.transcript().count("hen") > 1


async def test_a_wish_from_before_is_asked_about_first(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await painting.stop()
    with painting.earlier(minutes=11):
        old = await chat.say("a fox --ar 3:2")
    young = await chat.say("a hen")
    await painting.start()
    note = await chat.wait_text("Do you still want it?")
    assert note.replies_to(old)
    assert "a hen" in (await result(chat, young)).words
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    await anna.tap(note, "Yes")
    picture = await result(chat, old)
    assert "3:2" in picture.words
    await note.becomes(lambda m: not m.buttons)


async def test_an_old_photo_is_asked_about_too(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    with sketching.earlier(minutes=60):
        old = await chat.send_photo(snapshot(), "make it night")
        await chat.command("help")
    note = await chat.wait_text("Do you still want it?")
    await chat.wait_text("Any message is a wish")
    await anna.tap(note, "Yes")
    assert "make it night" in (await result(chat, old)).words
    assert await sketching.used(anna) == {Allowance.IMAGE_TO_IMAGE: 1}


async def test_a_blocked_bot_keeps_quiet_and_comes_back(
    painting: Studio,
) -> None:
    anna, chat = painting.anna, painting.anna.private
    hold = await _wish_and_block(painting)
    await painting.settled()
    assert painting.rows("SELECT reachable FROM people") == [(0,)]
    await anna.unblock_bot()
    wish = await chat.say("a hen")
    assert "a hen" in (await result(chat, wish)).words
    assert painting.rows("SELECT reachable FROM people") == [(1,)]
    assert not hold.deleted


async def _wish_and_block(place: Studio) -> MessageView:
    chat = place.anna.private
    wish = await chat.say("a fox")
    await chat.wait_button("Cancel")
    await place.anna.block_bot()
    return wish
