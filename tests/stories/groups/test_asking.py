"""How people in a group ask for pictures, and when the bot keeps quiet."""

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox.methods.chats import add_topic
from tests.stories.groups.words import words
from tests.stories.paper import result, snapshot
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def said_by_bot(place: Studio) -> int:
    """How many messages the bot has sent, once it has nothing left to do."""
    await place.sandbox.confirmed()
    await place.settled()
    return sum(call.method.startswith("send") for call in place.sandbox.calls)


async def test_a_command_is_answered_with_a_picture(sketching: Studio) -> None:
    chat = sketching.group().as_(sketching.boris)
    wish = await chat.command("imagine", "лиса")
    picture = await result(chat, wish)
    assert "лиса" in picture.words
    assert await sketching.used(sketching.boris) == {Allowance.TEXT_TO_IMAGE: 1}
    assert not any((await sketching.used(sketching.anna)).values())


async def test_a_plain_command_is_understood_too(sketching: Studio) -> None:
    chat = sketching.group().as_(sketching.anna)
    await chat.wait_text("I paint what you write")  # the latest bot that spoke hears it
    wish = await chat.command("imagine", "a fox", addressed=False)
    await result(chat, wish)


async def test_another_bots_command_is_not_ours(sketching: Studio) -> None:
    sketching.sandbox.telegram.privacy = False
    chat = sketching.group().as_(sketching.anna)
    await chat.wait_text("I paint what you write")
    before = await said_by_bot(sketching)
    await chat.say("/imagine@another_bot a fox")
    await chat.say("/weather tomorrow")
    assert await said_by_bot(sketching) == before


async def test_a_command_as_a_reply_changes_somebodys_photo(sketching: Studio) -> None:
    group = sketching.group()
    photo = await group.as_(sketching.anna).send_photo(snapshot(size=(300, 200)))
    chat = group.as_(sketching.boris)
    wish = await chat.command("imagine", "зимой", reply_to=photo)
    picture = await result(chat, wish)
    assert picture.photo
    assert round(picture.photo.width / picture.photo.height, 1) == 1.5
    assert await sketching.used(sketching.boris) == {Allowance.IMAGE_TO_IMAGE: 1}


async def test_words_in_reply_to_a_picture_of_ours_change_it(sketching: Studio) -> None:
    group = sketching.group()
    chat = group.as_(sketching.anna)
    first = await result(chat, await chat.command("imagine", "a fox"))
    boris = group.as_(sketching.boris)
    wish = await boris.say("пусть будет ночь", reply_to=first)
    assert "ночь" in (await result(boris, wish)).words
    assert await sketching.used(sketching.boris) == {Allowance.IMAGE_TO_IMAGE: 1}


async def test_a_command_without_words_asks_and_takes_only_a_reply(sketching: Studio) -> None:
    sketching.sandbox.telegram.privacy = False
    group = sketching.group()
    chat, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    wish = await chat.command("imagine")
    question = await chat.wait_text("What shall I paint?")
    assert question.replies_to(wish)
    assert words("en", "ask-reply-here") in question.text
    before = await said_by_bot(sketching)
    await chat.say("what do you think?")
    await boris.say("не знаю")
    assert await said_by_bot(sketching) == before
    answer = await chat.say("a fox", reply_to=question)
    assert "a fox" in (await result(chat, answer)).words


async def test_a_mention_is_heard_where_privacy_is_off(sketching: Studio) -> None:
    sketching.sandbox.telegram.privacy = False
    chat = sketching.group().as_(sketching.anna)
    name = sketching.sandbox.bot_user["username"]
    wish = await chat.say(f"@{name} a fox in the snow")
    picture = await result(chat, wish)
    assert "a fox in the snow" in picture.words
    assert name not in picture.words
    wish = await chat.send_photo(snapshot(), caption=f"@{name}, make it night")
    assert "make it night" in (await result(chat, wish)).words


@pytest.mark.parametrize("privacy", [True, False])
async def test_ordinary_talk_is_never_answered(sketching: Studio, privacy: bool) -> None:
    sketching.sandbox.telegram.privacy = privacy
    group = sketching.group(forum=True)
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    await anna.wait_text("I paint what you write")
    before = await said_by_bot(sketching)
    hello = await anna.say("hello everybody")
    await boris.say("привет", reply_to=hello)
    await anna.send_photo(snapshot(), caption="my cat")
    photo = await anna.send_photo(snapshot())
    await boris.say("красивый!", reply_to=photo)
    await anna.send_album([snapshot(), snapshot()], caption="more of them")
    await anna.send_document(snapshot(), "cat.jpg", "image/jpeg")
    await anna.edit(hello, "hello all")
    clara = sketching.sandbox.person("Clara")
    group.add(clara)
    group.promote(clara)
    group.kick(clara)
    topic = group.add_topic("Cats")
    await anna.say("here we talk of cats", topic=topic)
    assert await said_by_bot(sketching) == before
    assert not sketching.rows("SELECT * FROM jobs")


async def test_what_is_written_below_a_topics_opening_is_no_reply(sketching: Studio) -> None:
    sketching.sandbox.telegram.privacy = False
    group = sketching.group(forum=True)
    chat = group.as_(sketching.anna)
    await chat.wait_text("I paint what you write")
    before = await said_by_bot(sketching)
    telegram = sketching.sandbox.telegram
    topic = add_topic(telegram, group.id, "Foxes", telegram.world.bot_id)
    await chat.say("I like foxes", topic=topic)
    assert await said_by_bot(sketching) == before


async def test_a_topic_keeps_all_that_belongs_to_it(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    group = painting.group(forum=True)
    topic = group.add_topic("Foxes")
    anna, boris = group.as_(painting.anna), group.as_(painting.boris)
    wish = await anna.command("imagine", "a fox", topic=topic)
    card = await anna.wait_button("Cancel")
    picture = await result(anna, wish)
    assert card.replies_to(wish)
    assert [card.thread_id, picture.thread_id] == [topic, topic]

    wish = await boris.command("imagine", "две лисы --n 2", topic=topic)
    album = await boris.wait_album(2, timeout=10)
    control = await boris.wait_text("2 картинки")
    assert album[0].replies_to(wish)
    assert {message.thread_id for message in (*album, control)} == {topic}

    vendor.censored = True
    wish = await anna.command("imagine", "a bad fox", topic=topic)
    report = await anna.wait_text("declined to paint this", timeout=10)
    assert report.replies_to(wish)
    assert report.thread_id == topic

    refused = await anna.command("imagine", "a fox --ar 99:1", topic=topic)
    answer = await anna.wait(lambda m: m.replies_to(refused))
    assert answer.thread_id == topic


async def test_a_topic_that_is_deleted_meanwhile_loses_no_picture(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    vendor.finish_after(polls=10_000)
    group = painting.group(forum=True)
    topic = group.add_topic("Foxes")
    chat = group.as_(painting.anna)
    await chat.command("imagine", "a fox", topic=topic)
    await chat.wait_button("Cancel")
    painting.refusals += ["thread not found", "message to edit not found"]
    group.delete_topic(topic)
    vendor.finish_after()
    picture = await chat.wait_photo(timeout=10)
    assert picture.thread_id is None


async def test_the_request_may_be_deleted_meanwhile(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    vendor.finish_after(polls=10_000)
    chat = painting.group().as_(painting.anna)
    wish = await chat.command("imagine", "a fox")
    await chat.wait_button("Cancel")
    await chat.delete(wish)
    vendor.finish_after()
    picture = await chat.wait_photo(timeout=10)
    assert picture.reply_to is None


async def test_settings_are_everybodys_own(sketching: Studio) -> None:
    group = sketching.group()
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    command = await anna.command("settings")
    panel = await anna.wait_button("Style")
    assert panel.replies_to(command)
    alert = await sketching.boris.tap(panel, "Style")
    assert alert.show_alert
    assert alert.text == "✋ Это принадлежит другому человеку."
    await anna.command("ratio", "3:2")
    await anna.wait_text("3:2")
    wish = await boris.command("imagine", "лиса")
    assert "3:2" not in (await result(boris, wish)).words
    wish = await anna.command("imagine", "a fox")
    assert "3:2" in (await result(anna, wish)).words


async def test_everybody_is_answered_in_their_own_language(sketching: Studio) -> None:
    group = sketching.group()
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    await anna.command("imagine", "a fox --ar 99:1")
    await anna.wait_text("It can make: 1:1")
    await boris.command("imagine", "лиса --ar 99:1")
    await boris.wait_text("не рисует в пропорциях")
    hers = await result(anna, await anna.command("imagine", "a fox"))
    his = await result(boris, await boris.command("imagine", "лиса"))
    assert hers.button("Again")
    assert his.button("Ещё раз")


async def test_a_group_and_private_chats_at_the_same_time(sketching: Studio) -> None:
    group = sketching.group()
    here = group.as_(sketching.anna), group.as_(sketching.boris)
    alone = sketching.anna.private, sketching.boris.private
    in_group = [await chat.command("imagine", f"fox number {n}") for n, chat in enumerate(here)]
    in_private = [await chat.say(f"hen number {n}") for n, chat in enumerate(alone)]
    for n, (chat, wish) in enumerate(zip(here, in_group, strict=True)):
        found = await result(chat, wish)
        assert f"fox number {n}" in found.words
    for n, (chat, wish) in enumerate(zip(alone, in_private, strict=True)):
        assert f"hen number {n}" in (await result(chat, wish)).words
    for person in (sketching.anna, sketching.boris):
        assert await sketching.used(person) == {Allowance.TEXT_TO_IMAGE: 2}
