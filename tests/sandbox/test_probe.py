"""One walk through all that a bot for pictures calls, and what it must not get away with."""

from typing import Any

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    InputMediaDocument,
    InputMediaPhoto,
    LabeledPrice,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)

from bot.sandbox import ChatView, Person, Sandbox
from tests.sandbox.helpers import jpeg, keyboard, refused, upload
from tests.support.films import mp4


async def test_messages(bot: Bot, chat: ChatView) -> None:
    asked = await chat.say("a fox")
    here = ReplyParameters(message_id=asked.id)
    card = await bot.send_message(chat.id, "queued", reply_parameters=here)
    photo: Any = await bot.send_photo(chat.id, upload(), caption="x", has_spoiler=True)
    document: Any = await bot.send_document(chat.id, upload(), thumbnail=upload(jpeg(320, 320)))
    video: Any = await bot.send_video(chat.id, upload(mp4(), "a.mp4"), width=1, height=1)
    clip: Any = await bot.send_animation(chat.id, upload(b"GIF89a", "a.gif"))
    album = [InputMediaPhoto(media=upload()), InputMediaPhoto(media=photo.photo[-1].file_id)]
    assert len(await bot.send_media_group(chat.id, list(album))) == 2
    for again in (
        bot.send_photo(chat.id, photo.photo[-1].file_id),
        bot.send_document(chat.id, document.document.file_id),
        bot.send_video(chat.id, video.video.file_id),
        bot.send_animation(chat.id, clip.animation.file_id),
    ):
        assert isinstance(await again, Message)
    assert await bot.send_chat_action(chat.id, "upload_photo")
    assert await bot.edit_message_text("40 %", chat_id=chat.id, message_id=card.message_id)
    media = InputMediaDocument(media=upload(), caption="original")
    assert await bot.edit_message_media(media, chat_id=chat.id, message_id=card.message_id)
    place: Any = {"chat_id": chat.id, "message_id": photo.message_id}
    assert await bot.edit_message_caption(**place, caption="y", reply_markup=keyboard(["a"]))
    assert await bot.edit_message_reply_markup(**place)
    assert (await bot.copy_message(chat.id, chat.id, asked.id)).message_id
    assert await bot.forward_message(chat.id, chat.id, asked.id)
    assert await bot.delete_message(chat.id, card.message_id)
    assert await bot.delete_messages(chat.id, [asked.id])


async def test_the_rest(bot: Bot, chat: ChatView, anna: Person, sandbox: Sandbox) -> None:
    group = sandbox.group("Painters", members=[anna], forum=True)
    group.promote_bot()
    assert await bot.get_chat(chat.id)
    assert await bot.get_chat(group.id)
    assert await bot.get_chat_member(group.id, anna.id)
    assert await bot.get_chat_administrators(group.id)
    topic = await bot.create_forum_topic(group.id, "Foxes")
    sent = await bot.send_message(group.id, "x", message_thread_id=topic.message_thread_id)
    assert await bot.pin_chat_message(group.id, sent.message_id)
    assert await bot.set_message_reaction(
        group.id, sent.message_id, [ReactionTypeEmoji(emoji="👀")]
    )
    assert await bot.set_my_commands([BotCommand(command="imagine", description="paint")])
    assert await bot.get_my_commands()
    assert await bot.delete_my_commands()
    assert await bot.set_my_description("x")
    assert await bot.set_my_short_description("x")
    assert await bot.set_my_name("x")
    assert await bot.set_chat_menu_button()
    prices = [LabeledPrice(label="Pro", amount=1)]
    assert await bot.send_invoice(chat.id, "Pro", "x", "x", "XTR", prices)
    assert await bot.get_me()
    assert await bot.get_webhook_info()
    assert await bot.delete_webhook()
    assert await bot.get_updates()


async def test_what_must_be_refused(bot: Bot, chat: ChatView) -> None:
    with refused("message to be replied not found"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(message_id=999))
    with refused("message is too long"):
        await bot.send_message(chat.id, "x" * 5000)
    with refused("BUTTON_DATA_INVALID"):
        await bot.send_message(chat.id, "x", reply_markup=keyboard(["x" * 65]))
    with refused("can't parse entities"):
        await bot.send_message(chat.id, "<b>x", parse_mode="HTML")
    sent = await bot.send_message(chat.id, "x")
    with refused("message is not modified"):
        await bot.edit_message_text("x", chat_id=chat.id, message_id=sent.message_id)
