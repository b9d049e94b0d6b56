from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat

from bot.sandbox import ApiError, ChatView, Group, ManualClock, Person, Sandbox
from tests.sandbox.helpers import png, refused


@pytest.fixture
def boris(sandbox: Sandbox) -> Person:
    return sandbox.person("Boris", language="ru")


@pytest.fixture
def group(sandbox: Sandbox, anna: Person, boris: Person) -> Group:
    return sandbox.group("Painters", members=[anna, boris])


@pytest.fixture
def forum(sandbox: Sandbox, anna: Person, boris: Person) -> Group:
    return sandbox.group("Forum", members=[anna, boris], forum=True)


async def heard(bot: Bot) -> list[str]:
    """Return what the bot has heard in groups since it last listened."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    messages: list[Any] = [u.message for u in updates if u.message]
    return [m.text or m.caption or m.content_type for m in messages if m.chat.id < 0]


async def test_with_privacy_the_bot_hears_only_what_is_meant_for_it(
    bot: Bot, group: Group, boris: Person, sandbox: Sandbox
) -> None:
    chat, name = group.as_(boris), sandbox.bot_user["username"]
    assert await heard(bot) == ["new_chat_members"]
    await chat.say("just chatting")
    await chat.say(f"@{name} a plain mention")
    await chat.say("/imagine a fox")
    await chat.command("imagine", "a fox")
    assert await heard(bot) == [f"/imagine@{name} a fox"]
    await bot.send_message(group.id, "here")
    answer = await chat.wait_text("here")
    await chat.say("make it blue", reply_to=answer)
    await chat.command("imagine", "now it hears me", addressed=False)
    await chat.say("/imagine@other_bot a fox")
    assert await heard(bot) == ["make it blue", "/imagine now it hears me"]


async def test_a_command_brings_the_picture_it_replies_to(
    bot: Bot, group: Group, boris: Person
) -> None:
    chat = group.as_(boris)
    picture = await chat.send_photo(png(30, 20))
    await chat.command("imagine", "in oil", reply_to=picture)
    message: Any = (await bot.get_updates())[-1].message
    assert message.reply_to_message.photo[-1].width == 30


async def test_without_privacy_or_as_administrator_it_hears_everything(
    bot: Bot, group: Group, boris: Person, sandbox: Sandbox
) -> None:
    chat = group.as_(boris)
    group.promote_bot()
    await heard(bot)
    await chat.say("to the administrator")
    assert await heard(bot) == ["to the administrator"]
    sandbox.telegram.privacy = False
    assert (await bot.get_me()).can_read_all_group_messages
    open_group = sandbox.group("Open", members=[boris])
    await open_group.as_(boris).say("to everyone")
    assert "to everyone" in await heard(bot)


async def test_roles_are_told(bot: Bot, group: Group, anna: Person, boris: Person) -> None:
    group.promote(boris)
    statuses = [(await bot.get_chat_member(group.id, p.id)).status for p in (anna, boris)]
    assert statuses == ["creator", "administrator"]
    admins = await bot.get_chat_administrators(group.id)
    assert [admin.user.id for admin in admins] == [anna.id, boris.id]
    assert await bot.get_chat_member_count(group.id) == 3
    group.demote(boris)
    assert (await bot.get_chat_member(group.id, boris.id)).status == "member"
    with refused("there are no administrators in the private chat"):
        await bot.get_chat_administrators(anna.id)
    with refused("user not found"):
        await bot.get_chat_member(group.id, 999)


async def test_a_bot_that_was_removed_is_shut_out(bot: Bot, group: Group, boris: Person) -> None:
    group.remove_bot()
    change: Any = (await bot.get_updates())[-1].my_chat_member
    assert (change.new_chat_member.status, change.chat.id) == ("kicked", group.id)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "x")
    await group.as_(boris).say("is it gone?")
    assert "is it gone?" not in await heard(bot)
    group.add_bot()
    await bot.send_message(group.id, "back")
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")


async def test_members_come_and_go(
    bot: Bot, group: Group, anna: Person, boris: Person, sandbox: Sandbox
) -> None:
    await heard(bot)
    clara = sandbox.person("Clara")
    with pytest.raises(ApiError, match="not a member"):
        await group.as_(clara).say("hello")
    group.add(clara)
    group.kick(boris)
    assert await heard(bot) == ["new_chat_members", "left_chat_member"]
    assert (await bot.get_chat_member(group.id, boris.id)).status == "kicked"


async def test_a_migrated_group_says_where_it_went(bot: Bot, group: Group, anna: Person) -> None:
    await heard(bot)
    old = group.id
    new = group.migrate()
    messages: list[Any] = [u.message for u in await bot.get_updates()]
    assert [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in messages] == [
        (old, new, None),
        (new, None, old),
    ]
    with pytest.raises(TelegramMigrateToChat) as refusal:
        await bot.send_message(old, "x")
    assert refusal.value.migrate_to_chat_id == new == group.id
    await bot.send_message(new, "here")
    assert (await group.as_(anna).wait_text("here")).chat_id == new


async def test_topics_keep_their_messages(bot: Bot, forum: Group, boris: Person) -> None:
    topic, chat = forum.add_topic("Foxes"), forum.as_(boris)
    asked = await chat.command("imagine", "a fox", topic=topic)
    message: Any = (await bot.get_updates())[-1].message
    assert (message.message_thread_id, message.is_topic_message) == (topic, True)
    assert message.reply_to_message.forum_topic_created.name == "Foxes"
    assert asked.reply_to is None
    await message.as_(bot).answer("done")
    seen = await chat.wait_text("done")
    assert (seen.thread_id, seen.reply_to) == (topic, None)
    assert (await chat.say("in general")).thread_id is None
    assert (await chat.say("there", reply_to=asked)).thread_id == topic


async def test_a_missing_topic_is_refused(bot: Bot, forum: Group, group: Group) -> None:
    topic = forum.add_topic("Foxes")
    await bot.send_message(forum.id, "x", message_thread_id=topic)
    forum.delete_topic(topic)
    assert forum.topics == {}
    for chat_id in (forum.id, group.id):
        with refused("message thread not found"):
            await bot.send_message(chat_id, "x", message_thread_id=topic)
        with refused("message thread not found"):
            await bot.send_chat_action(chat_id, "typing", message_thread_id=topic)


async def test_the_bot_opens_topics_as_administrator(
    bot: Bot, forum: Group, group: Group, boris: Person
) -> None:
    with refused("not enough rights to create a topic"):
        await bot.create_forum_topic(forum.id, "Mine")
    with refused("the chat is not a forum"):
        await bot.create_forum_topic(group.id, "Mine")
    forum.promote_bot()
    made = await bot.create_forum_topic(forum.id, "Mine")
    assert forum.topics == {made.message_thread_id: "Mine"}
    with refused("TOPIC_NAME_INVALID"):
        await bot.create_forum_topic(forum.id, "x" * 129)


async def test_reactions_in_groups_are_told_to_administrators_only(
    bot: Bot, group: Group, boris: Person
) -> None:
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    said = await group.as_(boris).say("a fox")
    await boris.react(said, "❤")
    group.promote_bot()
    await boris.react(said, "👎")
    reactions = [u.message_reaction for u in await bot.get_updates() if u.message_reaction]
    assert len(reactions) == 1
    assert said.reactions == ["👎"]


async def test_a_person_can_block_the_bot(bot: Bot, anna: Person, chat: ChatView) -> None:
    await anna.block_bot()
    change: Any = (await bot.get_updates())[-1].my_chat_member
    assert (change.chat.type, change.new_chat_member.status) == ("private", "kicked")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(ApiError, match="you have blocked the bot"):
        await chat.say("x")
    await anna.unblock_bot()
    await bot.send_message(anna.id, "x")


async def test_a_bot_cannot_write_first(bot: Bot, sandbox: Sandbox, boris: Person) -> None:
    with refused("chat not found"):
        await bot.send_message(boris.id, "x")
    sandbox.telegram.world.people[boris.id].deactivated = True
    await boris.start()
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(boris.id, "x")


async def test_message_ids_count_per_supergroup(
    bot: Bot, forum: Group, anna: Person, boris: Person, clock: ManualClock
) -> None:
    first = await forum.as_(boris).say("x")
    second = await boris.private.say("x")
    third = await anna.private.say("x")
    assert first.id == 2
    assert third.id == second.id + 1
