import pytest
from aiogram import Bot
from aiogram.types import MessageEntity, ReplyParameters

from bot.sandbox import ChatView
from tests.sandbox.helpers import refused, upload


async def test_a_text_arrives_as_sent(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_message(chat.id, "<b>Hello</b>, <i>world</i>", parse_mode="HTML")
    assert sent.html_text == "<b>Hello</b>, <i>world</i>"
    seen = await chat.wait_text("Hello")
    assert (seen.id, seen.html) == (sent.message_id, "<b>Hello</b>, <i>world</i>")


async def test_explicit_entities_are_kept(bot: Bot, chat: ChatView) -> None:
    bold = MessageEntity(type="bold", offset=0, length=2)
    await bot.send_message(chat.id, "🦊 fox", entities=[bold])
    assert (await chat.wait()).html == "<b>🦊</b> fox"
    with refused("entity beginning at 0 ends after the text"):
        await bot.send_message(chat.id, "a", entities=[bold])


@pytest.mark.parametrize("text", ["", "   ", "<b> </b>", "\n"])
async def test_an_empty_text_is_refused(bot: Bot, chat: ChatView, text: str) -> None:
    with refused("message text is empty"):
        await bot.send_message(chat.id, text, parse_mode="HTML")


async def test_text_length_counts_code_points_after_parsing(bot: Bot, chat: ChatView) -> None:
    longest = "🦊" * 4096
    sent = await bot.send_message(chat.id, f"<b>{longest}</b>", parse_mode="HTML")
    assert sent.text == longest
    with refused("message is too long"):
        await bot.send_message(chat.id, longest + "x")


async def test_caption_length_counts_code_points_after_parsing(bot: Bot, chat: ChatView) -> None:
    longest = "🦊" * 1024
    sent = await bot.send_photo(chat.id, upload(), caption=f"<b>{longest}</b>", parse_mode="HTML")
    assert sent.caption == longest
    with refused("message caption is too long"):
        await bot.send_photo(chat.id, upload(), caption=longest + "x")


async def test_broken_html_is_refused(bot: Bot, chat: ChatView) -> None:
    with refused('can\'t parse entities: Unsupported start tag "fox" at byte offset 2'):
        await bot.send_message(chat.id, "a <fox>", parse_mode="HTML")
    with refused("unsupported parse_mode"):
        await bot.send_message(chat.id, "a", parse_mode="MarkdownV3")


async def test_only_the_first_hundred_entities_count(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_message(chat.id, "<b>x</b> " * 120, parse_mode="HTML")
    assert len(sent.entities or []) == 100


async def test_a_reply_holds_what_it_answers(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    sent = await bot.send_message(
        chat.id, "here", reply_parameters=ReplyParameters(message_id=asked.id)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "a fox"
    assert (await chat.wait_text("here")).replies_to(asked)


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    await chat.delete(asked)
    with refused("message to be replied not found"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(message_id=asked.id))
    lenient = ReplyParameters(message_id=asked.id, allow_sending_without_reply=True)
    sent = await bot.send_message(chat.id, "x", reply_parameters=lenient)
    assert sent.reply_to_message is None


async def test_a_quote_has_to_stand_in_the_message(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a red fox")
    fitting = ReplyParameters(message_id=asked.id, quote="red")
    assert (await bot.send_message(chat.id, "x", reply_parameters=fitting)).reply_to_message
    with refused("QUOTE_TEXT_INVALID"):
        wrong = ReplyParameters(message_id=asked.id, quote="blue")
        await bot.send_message(chat.id, "x", reply_parameters=wrong)


async def test_copies_and_forwards(bot: Bot, chat: ChatView) -> None:
    original = await chat.say("a fox")
    copied = await bot.copy_message(chat.id, chat.id, original.id)
    seen = await chat.wait_text("a fox")
    assert (seen.id, "forward_origin" in seen.json) == (copied.message_id, False)
    forwarded = await bot.forward_message(chat.id, chat.id, original.id)
    assert forwarded.forward_origin is not None
    assert forwarded.text == "a fox"
    with refused("message to copy not found"):
        await bot.copy_message(chat.id, chat.id, 999)


async def test_chat_actions_are_seen(bot: Bot, chat: ChatView) -> None:
    assert await bot.send_chat_action(chat.id, "upload_photo")
    await chat.wait_action("upload_photo")
    with refused("wrong parameter action in request"):
        await bot.send_chat_action(chat.id, "dance")
