"""How stories wait: nothing is missed, nothing is seen twice, failures tell what happened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message

from bot.sandbox import START, ApiError, ChatView, NothingCameError, Person, Sandbox, transcript
from tests.sandbox.helpers import keyboard, png, refused, upload


async def test_what_came_before_the_wait_is_found(bot: Bot, chat: ChatView) -> None:
    await bot.send_message(chat.id, "one")
    await bot.send_message(chat.id, "two")
    assert (await chat.wait()).text == "one"
    assert (await chat.wait()).text == "two"


async def test_what_comes_during_the_wait_is_found(bot: Bot, chat: ChatView) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(chat.wait_text("fox"))
        await bot.send_message(chat.id, "a fox")
    assert waiting.result().text == "a fox"


async def test_a_wait_looks_only_at_what_is_new(bot: Bot, chat: ChatView) -> None:
    await bot.send_message(chat.id, "queued")
    await bot.send_photo(chat.id, upload())
    await chat.wait_photo()
    with pytest.raises(NothingCameError):
        await chat.wait_text("queued", timeout=0.01)
    assert (await chat.wait_text("queued", since=START)).text == "queued"


async def test_since_finds_results_in_any_order(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("two runs")
    await bot.send_message(chat.id, "second run")
    await bot.send_message(chat.id, "first run")
    assert await chat.wait_text("first", since=asked)
    assert await chat.wait_text("second", since=asked)
    with pytest.raises(NothingCameError):
        await chat.wait(timeout=0.01)


async def test_skip_marks_all_as_seen(bot: Bot, chat: ChatView) -> None:
    await bot.send_message(chat.id, "noise")
    await bot.send_chat_action(chat.id, "typing")
    chat.skip()
    with pytest.raises(NothingCameError):
        await chat.wait(timeout=0.01)
    with pytest.raises(NothingCameError):
        await chat.wait_action("typing", timeout=0.01)


async def test_a_view_is_a_moment_and_latest_is_now(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_message(chat.id, "0 %")
    card = await chat.wait()
    await bot.edit_message_text("50 %", chat_id=chat.id, message_id=sent.message_id)
    assert (card.text, card.latest.text, card == card.latest) == ("0 %", "50 %", True)
    assert (await card.becomes(lambda m: m.text == "50 %")).edited
    with pytest.raises(NothingCameError, match="did not become"):
        await card.becomes(lambda m: m.text == "100 %", timeout=0.01)
    with pytest.raises(NothingCameError, match="still there"):
        await card.gone(timeout=0.01)


async def test_a_wait_in_vain_shows_the_conversation(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    await bot.send_photo(
        chat.id,
        upload(png(200, 100)),
        caption="done",
        reply_markup=keyboard(["🔁", "✨"], ["🗑"]),
        reply_to_message_id=asked.id,
    )
    await bot.set_message_reaction(chat.id, asked.id, [{"type": "emoji", "emoji": "👍"}])  # type: ignore[list-item]
    shown = """\
1 Anna: /start
2 Anna: a fox
    👍
3 (to 2) Vernissage: <photo 200x100> done
    [🔁] [✨]
    [🗑]"""
    assert transcript(chat) == shown
    with pytest.raises(NothingCameError) as failure:
        await chat.wait_text("never", timeout=0.01)
    assert shown in str(failure.value)


async def test_everyone_in_a_group_reads_for_themselves(
    bot: Bot, sandbox: Sandbox, anna: Person
) -> None:
    boris = sandbox.person("Boris")
    group = sandbox.group("Painters", members=[anna, boris])
    await bot.send_message(group.id, "hello")
    assert (await group.as_(anna).wait()).text == "hello"
    assert (await group.as_(boris).wait()).text == "hello"
    assert group.as_(anna) is group.as_(anna)
    assert sandbox.group("Painters") is group


async def test_people_are_who_they_are(sandbox: Sandbox) -> None:
    anna = sandbox.person("Anna", language="ru", username="anna_k")
    assert sandbox.person("Anna") is anna
    assert anna.user == {
        "id": anna.id,
        "is_bot": False,
        "first_name": "Anna",
        "username": "anna_k",
        "language_code": "ru",
    }


async def test_forwards_keep_their_picture(bot: Bot, chat: ChatView) -> None:
    picture = await chat.send_photo(png(30, 20), "mine")
    forwarded = await chat.forward(picture)
    message: Any = (await bot.get_updates())[-1].message
    assert message.photo[-1].width == 30
    assert message.forward_origin.sender_user.first_name == "Anna"
    assert await forwarded.bytes() == await picture.bytes()
    with pytest.raises(LookupError, match="has no file"):
        await (await chat.say("words")).bytes()


async def test_people_keep_to_telegrams_limits(chat: ChatView) -> None:
    with pytest.raises(ApiError, match="message is too long"):
        await chat.say("x" * 4097)
    with pytest.raises(ApiError, match="caption is too long"):
        await chat.send_photo(png(), "x" * 1025)
    with pytest.raises(ApiError, match="message text is empty"):
        await chat.say(" ")
    with pytest.raises(ApiError, match="message thread not found"):
        await chat.say("x", topic=5)


async def test_history_can_be_cleared(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_message(chat.id, "x")
    await chat.clear()
    assert chat.messages == []
    with refused("message to edit not found"):
        await bot.edit_message_text("y", chat_id=chat.id, message_id=sent.message_id)


@asynccontextmanager
async def polling(bot: Bot) -> AsyncIterator[None]:
    """Run a little bot that answers words with pictures and taps with edits."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> None:
        await message.reply_photo(
            upload(), caption=f"Here: {message.text}", reply_markup=keyboard(["🔁"])
        )

    @dispatcher.callback_query()
    async def on_tap(query: CallbackQuery) -> None:
        await query.answer("Again")
        assert isinstance(query.message, Message)
        await query.message.edit_caption(caption="Once more")

    async with asyncio.TaskGroup() as group:
        group.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        yield
        await dispatcher.stop_polling()


async def test_a_story_with_a_real_dispatcher(
    bot: Bot, anna: Person, chat: ChatView, sandbox: Sandbox
) -> None:
    async with polling(bot):
        asked = await chat.say("a fox")
        picture = await chat.wait(lambda m: m.replies_to(asked))
        assert (picture.caption, picture.buttons) == ("Here: a fox", [["🔁"]])
        assert (await anna.tap(picture, "🔁")).text == "Again"
        assert (await chat.wait_text("Once more")) == picture
        await sandbox.confirmed()
    assert [call.method for call in sandbox.calls.named("sendPhoto")] == ["sendPhoto"] * 2
