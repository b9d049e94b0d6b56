import pytest
from aiogram import Bot

from bot.sandbox import ChatView, ManualClock, Person, Sandbox
from tests.sandbox.helpers import refused

DAYS = 24 * 3600


async def test_own_and_incoming_messages_can_be_deleted(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    sent = await bot.send_message(chat.id, "soon")
    seen = await chat.wait_text("soon")
    assert await bot.delete_message(chat.id, asked.id)
    assert await bot.delete_message(chat.id, sent.message_id)
    await seen.gone()
    assert [m.text for m in chat.messages] == ["/start"]
    with refused("message to delete not found"):
        await bot.delete_message(chat.id, sent.message_id)


async def test_only_for_48_hours(bot: Bot, chat: ChatView, clock: ManualClock) -> None:
    sent = await bot.send_message(chat.id, "soon")
    clock.advance(2 * DAYS + 1)
    with refused("message can't be deleted for everyone"):
        await bot.delete_message(chat.id, sent.message_id)


async def test_several_at_once_pass_over_what_is_missing(bot: Bot, chat: ChatView) -> None:
    sent = [(await bot.send_message(chat.id, f"{i}")).message_id for i in range(3)]
    assert await bot.delete_messages(chat.id, [*sent, 999])
    assert [m.text for m in chat.messages] == ["/start"]
    with refused("too many message identifiers specified"):
        await bot.delete_messages(chat.id, list(range(101)))


async def test_in_groups_only_administrators_delete_others_messages(
    bot: Bot, sandbox: Sandbox, anna: Person
) -> None:
    group = sandbox.group("Painters", members=[anna])
    said = await group.as_(anna).say("a fox")
    with refused("message can't be deleted"):
        await bot.delete_message(group.id, said.id)
    group.promote_bot()
    assert await bot.delete_message(group.id, said.id)
    assert said.deleted


async def test_pins(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_message(chat.id, "rules")
    assert await bot.pin_chat_message(chat.id, sent.message_id)
    pinned = (await bot.get_chat(chat.id)).pinned_message
    assert pinned is not None
    assert pinned.message_id == sent.message_id
    assert await bot.unpin_chat_message(chat.id)
    assert (await bot.get_chat(chat.id)).pinned_message is None
    with refused("message to unpin not found"):
        await bot.unpin_chat_message(chat.id)


@pytest.mark.parametrize("message_id", [0, -1, 12345])
async def test_messages_that_never_were(bot: Bot, chat: ChatView, message_id: int) -> None:
    with refused("message to delete not found"):
        await bot.delete_message(chat.id, message_id)
