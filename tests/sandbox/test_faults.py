import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.sandbox import ChatView, Fault, Sandbox


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.too_many_requests(7), TelegramRetryAfter),
        (Fault.server_error(502), TelegramServerError),
        (Fault.forbidden(), TelegramForbiddenError),
        (Fault.bad_request("chat not found"), TelegramBadRequest),
        (Fault.conflict(), TelegramConflictError),
    ],
)
async def test_a_call_fails_as_scripted_and_the_next_succeeds(
    bot: Bot, chat: ChatView, sandbox: Sandbox, fault: Fault, error: type[Exception]
) -> None:
    sandbox.faults.add("sendMessage", fault)
    with pytest.raises(error):
        await bot.send_message(chat.id, "first")
    await bot.send_message(chat.id, "second")
    assert [m.text for m in chat.messages] == ["/start", "second"]
    assert [call.error is None for call in sandbox.calls] == [False, True]
    assert sandbox.faults.pending == 0


async def test_retry_after_is_told(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    sandbox.faults.add("sendMessage", Fault.too_many_requests(7))
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(chat.id, "x")
    assert refusal.value.retry_after == 7


async def test_a_cut_connection_before_leaves_nothing_behind(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    sandbox.faults.add("sendMessage", Fault.cut())
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(chat.id, "x")
    assert [m.text for m in chat.messages] == ["/start"]
    assert len(sandbox.calls) == 0


async def test_a_lost_answer_hides_that_the_message_was_sent(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    sandbox.faults.add("sendMessage", Fault.lost_answer())
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(chat.id, "x")
    assert [m.text for m in chat.messages] == ["/start", "x"]


async def test_an_answer_can_be_held_back(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    gate = asyncio.Event()
    sandbox.faults.add("sendMessage", Fault.held(gate))
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(bot.send_message(chat.id, "x"))
        await chat.wait_text("x")
        await sandbox.calls.wait("sendMessage")
        assert not sending.done()
        gate.set()
    assert sending.result().text == "x"


async def test_a_slow_answer_runs_into_the_bots_timeout(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    sandbox.faults.add("sendMessage", Fault.slow(30))
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await bot.send_message(chat.id, "x", request_timeout=0.05)  # type: ignore[arg-type]
    assert (await chat.wait_text("x")).from_bot


async def test_faults_can_look_at_the_parameters_and_mean_any_method(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    sandbox.faults.add("*", Fault.server_error(), when=lambda params: params.get("text") == "b")
    await bot.get_updates()
    await bot.send_message(chat.id, "a")
    with pytest.raises(TelegramServerError):
        await bot.send_message(chat.id, "b")
    sandbox.faults.add("sendMessage", Fault.server_error(), times=5)
    sandbox.faults.clear()
    await bot.send_message(chat.id, "c")


async def test_an_update_can_come_twice(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    sandbox.faults.duplicate_update()
    await chat.say("a fox")
    first = await bot.get_updates()
    again = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.update_id for update in again] == [first[-1].update_id]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == []


async def test_updates_can_come_out_of_order(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    sandbox.faults.swap_updates()
    await chat.say("one")
    await chat.say("two")
    messages = [update.message for update in await bot.get_updates()]
    assert [m.text for m in messages if m] == ["/start", "two", "one"]


async def test_downloads_can_fail(bot: Bot, chat: ChatView, sandbox: Sandbox) -> None:
    message = await chat.send_document(b"words", "a.txt")
    assert message.document is not None
    sandbox.faults.add("download", Fault.server_error(500))
    with pytest.raises(Exception, match="500"):
        await bot.download(message.document["file_id"])
    found = await bot.download(message.document["file_id"])
    assert found is not None
    assert found.read() == b"words"
