import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import InputMediaPhoto

from bot.sandbox import ApiError, ChatView, ManualClock, Sandbox
from bot.sandbox.flood import BURST, OVERALL, PER_GROUP_MINUTE, Flood
from tests.sandbox.helpers import upload

GROUP = -2001


@pytest.fixture
def flood(clock: ManualClock) -> Flood:
    return Flood(clock, "enforce")


def retry_after(flood: Flood, chat_id: int, cost: int = 1) -> int:
    with pytest.raises(ApiError, match="429 Too Many Requests: retry after") as refusal:
        flood.spend(chat_id, cost)
    return refusal.value.parameters["retry_after"]


def test_a_chat_takes_a_burst_then_one_a_second(flood: Flood, clock: ManualClock) -> None:
    for _ in range(BURST):
        flood.spend(1001)
    assert retry_after(flood, 1001) == 1
    for _ in range(3):
        clock.advance(1)
        flood.spend(1001)
        assert retry_after(flood, 1001) == 1


def test_a_group_takes_twenty_a_minute(flood: Flood, clock: ManualClock) -> None:
    for _ in range(PER_GROUP_MINUTE):
        flood.spend(GROUP)
        clock.advance(1)
    assert retry_after(flood, GROUP) == 60 - PER_GROUP_MINUTE
    clock.advance(60 - PER_GROUP_MINUTE)
    flood.spend(GROUP)


def test_all_chats_together_take_thirty_a_second(flood: Flood, clock: ManualClock) -> None:
    for person in range(OVERALL):
        flood.spend(1001 + person)
    assert retry_after(flood, 5000) == 1
    clock.advance(1)
    flood.spend(5000)


def test_an_album_counts_as_many_messages(flood: Flood) -> None:
    flood.spend(1001, BURST - 1)
    assert retry_after(flood, 1001, 4) == 3


async def test_the_bot_is_told_how_long_to_wait(
    bot: Bot, chat: ChatView, sandbox: Sandbox, clock: ManualClock
) -> None:
    sandbox.flood.mode = "enforce"
    sent = [await bot.send_message(chat.id, f"{i}") for i in range(BURST)]
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(chat.id, "too much")
    assert refusal.value.retry_after == 1
    with pytest.raises(TelegramRetryAfter):
        await bot.edit_message_text("edits count", chat_id=chat.id, message_id=sent[0].message_id)
    assert await bot.send_chat_action(chat.id, "typing")
    assert await bot.delete_message(chat.id, sent[0].message_id)
    clock.advance(1)
    await bot.send_message(chat.id, "now")
    assert [m.text for m in chat.messages] == ["/start", "1", "2", "3", "4", "now"]


async def test_recorded_violations_do_not_stop_the_bot(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    for i in range(BURST):
        await bot.send_message(chat.id, f"{i}")
    assert sandbox.flood.violations == []
    await bot.send_media_group(chat.id, [InputMediaPhoto(media=upload())] * 2)
    violation = sandbox.flood.violations[0]
    assert (violation.rule, violation.chat_id, violation.retry_after) == ("chat", chat.id, 2)


async def test_limits_can_be_off(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    sandbox.flood.mode = "off"
    for i in range(2 * BURST):
        await bot.send_message(chat.id, f"{i}")
    assert sandbox.flood.violations == []
