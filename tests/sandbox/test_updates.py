import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.types import Update

from bot.sandbox import ChatView, ManualClock, NothingCameError, Person, Sandbox
from tests.sandbox.helpers import keyboard


def texts(updates: list[Update]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_updates_stay_until_the_offset_confirms_them(bot: Bot, chat: ChatView) -> None:
    await chat.say("a fox")
    first = await bot.get_updates()
    assert texts(first) == texts(await bot.get_updates()) == ["/start", "a fox"]
    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["a fox"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == []
    assert await bot.get_updates() == []


async def test_a_negative_offset_takes_the_newest_and_a_limit_the_oldest(
    bot: Bot, chat: ChatView
) -> None:
    await chat.say("one")
    await chat.say("two")
    assert texts(await bot.get_updates(limit=1)) == ["/start"]
    assert texts(await bot.get_updates(offset=-1)) == ["two"]
    assert texts(await bot.get_updates()) == ["two"]


async def test_long_polling_wakes_at_once(bot: Bot, sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(bot.get_updates(timeout=50))
        await sandbox.calls.started("getUpdates")
        await sandbox.person("Anna").private.say("hello")
    assert texts(polling.result()) == ["hello"]


async def test_a_second_poll_ends_the_first(bot: Bot, sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(conflict(bot, 50))
        await sandbox.calls.started("getUpdates")
        await bot.get_updates(timeout=0)
    assert "terminated by other getUpdates request" in first.result()


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(conflict(bot, 50))
        await sandbox.calls.started("getUpdates")
        await bot.set_webhook("http://127.0.0.1:9/hook")
    assert polling.result().endswith("Conflict: terminated by setWebhook request")
    assert "use deleteWebhook to delete the webhook first" in await conflict(bot, 0)
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_allowed_updates_are_remembered(bot: Bot, chat: ChatView, anna: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await chat.say("nobody wants this")
    await bot.send_message(chat.id, "x", reply_markup=keyboard(["a"]))
    await anna.press(await chat.wait(), "a")
    assert [update.event_type for update in await bot.get_updates()][1:] == ["callback_query"]
    await bot.get_updates(allowed_updates=[])
    await chat.say("this is wanted")
    assert texts(await bot.get_updates())[-1] == "this is wanted"


async def test_updates_are_kept_for_a_day(bot: Bot, chat: ChatView, clock: ManualClock) -> None:
    clock.advance(24 * 3600 - 1)
    assert texts(await bot.get_updates()) == ["/start"]
    clock.advance(1)
    assert await bot.get_updates() == []


async def test_pending_updates_can_be_dropped(bot: Bot, chat: ChatView) -> None:
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_confirmed_waits_for_the_bot(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    with pytest.raises(NothingCameError, match="1 updates are not confirmed"):
        await sandbox.confirmed(timeout=0.01)
    newest = (await bot.get_updates())[-1].update_id
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(sandbox.confirmed())
        await bot.get_updates(offset=newest + 1)
    assert waiting.done()


async def test_the_world_outlives_the_bot_and_the_server(clock: ManualClock) -> None:
    sandbox = Sandbox(clock=clock)
    async with sandbox:
        address = sandbox.url
        await sandbox.person("Anna").private.say("before")
    async with sandbox:
        assert sandbox.url == address
        assert [m.text for m in sandbox.person("Anna").private.messages] == ["before"]


async def conflict(bot: Bot, patience: int) -> str:
    with pytest.raises(TelegramConflictError) as refusal:
        await bot.get_updates(timeout=patience)
    return refusal.value.message
