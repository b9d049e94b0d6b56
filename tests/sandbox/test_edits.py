from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InputMediaDocument, InputMediaPhoto, Message

from bot.sandbox import ChatView, ManualClock
from tests.sandbox.helpers import keyboard, png, refused, upload


@pytest.fixture
async def card(bot: Bot, chat: ChatView) -> Message:
    return await bot.send_message(chat.id, "queued", reply_markup=keyboard(["cancel"]))


async def test_a_text_changes_and_says_when(
    bot: Bot, chat: ChatView, card: Message, clock: ManualClock
) -> None:
    clock.advance(5)
    edited = await bot.edit_message_text("<b>40 %</b>", **at(card), parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.edit_date == int(clock.now())
    seen = await chat.wait_text("40 %")
    assert (seen.id, seen.html, seen.edited) == (card.message_id, "<b>40 %</b>", True)


async def test_a_keyboard_that_is_not_repeated_goes_away(
    bot: Bot, chat: ChatView, card: Message
) -> None:
    await bot.edit_message_text("40 %", **at(card))
    assert (await chat.wait_text("40 %")).buttons == []


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, card: Message) -> None:
    with refused("message is not modified: specified new message content and reply markup"):
        await bot.edit_message_text("queued", **at(card), reply_markup=keyboard(["cancel"]))
    with refused("message is not modified"):
        await bot.edit_message_reply_markup(**at(card), reply_markup=keyboard(["cancel"]))
    await bot.edit_message_reply_markup(**at(card), reply_markup=keyboard(["stop"]))


async def test_missing_and_foreign_messages_cannot_be_edited(
    bot: Bot, chat: ChatView, card: Message
) -> None:
    asked = await chat.say("a fox")
    with refused("message can't be edited"):
        await bot.edit_message_text("mine", chat_id=chat.id, message_id=asked.id)
    with refused("message to edit not found"):
        await bot.edit_message_text("x", chat_id=chat.id, message_id=999)
    await bot.delete_message(chat.id, card.message_id)
    with refused("message to edit not found"):
        await bot.edit_message_text("x", **at(card))


async def test_texts_and_captions_are_different_things(
    bot: Bot, chat: ChatView, card: Message
) -> None:
    photo = await bot.send_photo(chat.id, upload(), caption="one")
    with refused("there is no text in the message to edit"):
        await bot.edit_message_text("x", **at(photo))
    with refused("there is no caption in the message to edit"):
        await bot.edit_message_caption(**at(card), caption="x")
    await bot.edit_message_caption(**at(photo), caption="two")
    assert (await chat.wait(lambda m: m.edited)).caption == "two"
    await bot.edit_message_caption(**at(photo))
    assert (await chat.wait(lambda m: m.edited)).caption == ""


async def test_a_text_becomes_a_picture_in_place(bot: Bot, chat: ChatView, card: Message) -> None:
    media = InputMediaPhoto(media=upload(png(200, 100)), caption="done")
    await bot.edit_message_media(media, **at(card), reply_markup=keyboard(["again"]))
    seen = await chat.wait_photo()
    assert seen.photo is not None
    assert (seen.id, seen.photo.size, seen.text) == (card.message_id, (200, 100), "")
    assert (seen.caption, seen.buttons) == ("done", [["again"]])


async def test_the_same_file_again_is_no_change(bot: Bot, chat: ChatView) -> None:
    photo = await bot.send_photo(chat.id, upload())
    assert photo.photo is not None
    with refused("message is not modified"):
        await bot.edit_message_media(InputMediaPhoto(media=photo.photo[-1].file_id), **at(photo))
    await bot.edit_message_media(InputMediaDocument(media=upload()), **at(photo))
    assert (await chat.wait_document()).photo is None


async def test_an_album_keeps_its_kind(bot: Bot, chat: ChatView) -> None:
    album = await bot.send_media_group(chat.id, [InputMediaPhoto(media=upload())] * 2)
    with refused("can't use the media of the specified type in the album"):
        await bot.edit_message_media(InputMediaDocument(media=upload()), **at(album[0]))


async def test_limits_hold_for_edits_too(bot: Bot, card: Message) -> None:
    with refused("message is too long"):
        await bot.edit_message_text("x" * 4097, **at(card))
    with refused("can't parse entities"):
        await bot.edit_message_text("<b>", **at(card), parse_mode="HTML")
    with refused("message text is empty"):
        await bot.edit_message_text(" ", **at(card))


async def test_people_edit_their_own_messages(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    await chat.edit(asked, "two foxes")
    update = (await bot.get_updates())[-1]
    assert update.edited_message is not None
    assert (update.edited_message.text, asked.latest.text) == ("two foxes", "two foxes")


def at(message: Message) -> dict[str, Any]:
    return {"chat_id": message.chat.id, "message_id": message.message_id}
