import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReactionTypeCustomEmoji,
    ReactionTypeEmoji,
)

from bot.sandbox import ChatView, ManualClock, MessageView, NothingCameError, Person, Sandbox
from tests.sandbox.helpers import keyboard, refused

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def menu(bot: Bot, chat: ChatView) -> MessageView:
    await bot.send_message(chat.id, "menu", reply_markup=keyboard(["🔁 Again", "✖ Cancel"]))
    return await chat.wait_button("🔁")


async def test_a_tap_brings_the_bots_answer(bot: Bot, anna: Person, menu: MessageView) -> None:
    async with asyncio.TaskGroup() as group:
        tapping = group.create_task(anna.tap(menu, "🔁"))
        query = await next_query(bot)
        assert (query.data, query.from_user.id) == ("🔁 Again", anna.id)
        assert query.message.message_id == menu.id
        assert await bot.answer_callback_query(query.id, "once more", show_alert=True)
    answer = await tapping
    assert (answer.text, answer.show_alert) == ("once more", True)


async def test_a_tap_is_answered_once_and_in_time(
    bot: Bot, anna: Person, menu: MessageView, clock: ManualClock
) -> None:
    query_id = await anna.press(menu, "🔁")
    assert await bot.answer_callback_query(query_id)
    with refused(TOO_OLD):
        await bot.answer_callback_query(query_id)
    late = await anna.press(menu, "🔁")
    clock.advance(16)
    for unknown in (late, "77"):
        with refused(TOO_OLD):
            await bot.answer_callback_query(unknown)


async def test_an_answer_has_200_characters_and_no_foreign_link(
    bot: Bot, anna: Person, menu: MessageView, sandbox: Sandbox
) -> None:
    query_id = await anna.press(menu, "🔁")
    with refused("MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query_id, "x" * 201)
    with refused("URL_INVALID"):
        await bot.answer_callback_query(query_id, url="https://a.example")
    deep_link = f"https://t.me/{sandbox.bot_user['username']}?start=x"
    assert await bot.answer_callback_query(query_id, "x" * 200, url=deep_link)


async def test_some_buttons_need_no_bot(bot: Bot, anna: Person, chat: ChatView) -> None:
    buttons = [
        InlineKeyboardButton(text="copy", copy_text=CopyTextButton(text="42")),
        InlineKeyboardButton(text="open", url="https://a.example"),
        InlineKeyboardButton(text="inline", switch_inline_query_current_chat="fox"),
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=[buttons])
    await bot.send_message(chat.id, "x", reply_markup=markup)
    menu = await chat.wait()
    assert (await anna.tap(menu, "copy")).copied == "42"
    assert (await anna.tap(menu, "open")).url == "https://a.example"
    assert (await anna.tap(menu, "inline")).inline == "fox"


async def test_a_tap_waits_for_its_button(bot: Bot, anna: Person, menu: MessageView) -> None:
    async with asyncio.TaskGroup() as group:
        pressing = group.create_task(anna.press(menu, "🔍"))
        await bot.edit_message_reply_markup(
            chat_id=menu.chat_id, message_id=menu.id, reply_markup=keyboard(["🔍 Upscale"])
        )
    assert pressing.result()
    with pytest.raises(NothingCameError, match="no button '🎬'"):
        await anna.tap(menu, "🎬", timeout=0.01)


async def test_a_stale_screen_can_still_be_tapped(
    bot: Bot, anna: Person, menu: MessageView
) -> None:
    await bot.delete_message(menu.chat_id, menu.id)
    await anna.press(menu, "🔁")
    query = await next_query(bot)
    assert query.message.date == 0
    assert query.data == "🔁 Again"


async def test_undelivered_taps_are_dropped_after_150_seconds(
    bot: Bot, anna: Person, menu: MessageView, clock: ManualClock
) -> None:
    await anna.press(menu, "🔁")
    clock.advance(151)
    assert [update.event_type for update in await bot.get_updates()] == ["message"]


async def test_the_bot_reacts_with_one_emoji_of_the_list(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    eyes, thumb = ReactionTypeEmoji(emoji="👀"), ReactionTypeEmoji(emoji="👍")
    assert await bot.set_message_reaction(chat.id, asked.id, [eyes])
    assert asked.reactions == ["👀"]
    assert await bot.set_message_reaction(chat.id, asked.id, [])
    assert asked.reactions == []
    with refused("REACTIONS_TOO_MANY"):
        await bot.set_message_reaction(chat.id, asked.id, [eyes, thumb])
    for wrong in (ReactionTypeEmoji(emoji="🦊"), ReactionTypeCustomEmoji(custom_emoji_id="5")):
        with refused("REACTION_INVALID"):
            await bot.set_message_reaction(chat.id, asked.id, [wrong])


async def test_reactions_of_people_are_told_only_when_asked_for(
    bot: Bot, anna: Person, menu: MessageView
) -> None:
    await anna.react(menu, "❤")
    offset = 1 + (await bot.get_updates())[-1].update_id
    await bot.get_updates(offset=offset, timeout=0, allowed_updates=["message_reaction"])
    await anna.react(menu, None)
    update = (await bot.get_updates(offset=offset))[0]
    reaction: Any = update.message_reaction
    assert ([one.emoji for one in reaction.old_reaction], reaction.new_reaction) == (["❤"], [])


async def next_query(bot: Bot) -> Any:
    updates = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
    found = [update.callback_query for update in updates if update.callback_query]
    if found:
        return found[0]
    offset = updates[-1].update_id + 1
    return (await bot.get_updates(offset=offset, timeout=5))[0].callback_query
