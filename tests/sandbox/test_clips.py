"""Clips in both directions, with the rules of Telegram."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramEntityTooLarge
from aiogram.types import InputMediaVideo

from bot.sandbox import ChatView
from tests.sandbox.helpers import jpeg, png, refused, upload
from tests.support.films import gif, measured, mp4


async def test_a_video_is_what_the_bot_says_it_is(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_video(
        chat.id,
        upload(mp4(), "clip.mp4"),
        width=1280,
        height=720,
        duration=5,
        thumbnail=upload(jpeg(320, 180), "thumb.jpg"),
        supports_streaming=True,
    )
    video = sent.video
    assert video is not None
    assert (video.width, video.height, video.duration) == (1280, 720, 5)
    assert video.thumbnail is not None
    assert (video.thumbnail.width, video.thumbnail.height) == (320, 180)
    seen = await chat.wait_video()
    assert await seen.bytes() == mp4()


@pytest.mark.parametrize(
    "thumbnail", [png(320, 180), jpeg(321, 180), jpeg(320, 180) + bytes(200_000), b"no picture"]
)
async def test_a_thumbnail_that_does_not_fit_is_ignored(
    bot: Bot, chat: ChatView, thumbnail: bytes
) -> None:
    data = upload(mp4(), "clip.mp4")
    sent = await bot.send_video(chat.id, data, thumbnail=upload(thumbnail, "thumb.jpg"))
    assert sent.video is not None
    assert sent.video.thumbnail is None


async def test_what_is_no_mpeg4_arrives_as_a_document(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_video(chat.id, upload(b"\x1aE\xdf\xa3 matroska", "clip.webm"))
    assert sent.video is None
    assert sent.document is not None
    assert sent.document.file_name == "clip.webm"


async def test_a_video_has_at_most_50_mb_and_is_not_fetched_above_20(
    bot: Bot, chat: ChatView
) -> None:
    head = mp4()
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_video(chat.id, upload(head + bytes(50 * 1024 * 1024), "a.mp4"))
    long = await chat.send_video(head + bytes(51 * 1024 * 1024))
    assert long.video is not None
    with refused("file is too big"):
        await bot.get_file(long.video["file_id"])


async def test_a_card_becomes_a_video(bot: Bot, chat: ChatView) -> None:
    card = await bot.send_message(chat.id, "queued")
    media = InputMediaVideo(media=upload(mp4(), "a.mp4"), width=160, height=90, duration=1)
    await bot.edit_message_media(media, chat_id=chat.id, message_id=card.message_id)
    seen = await chat.wait_video()
    assert seen.video is not None
    assert (seen.id, seen.video["width"]) == (card.message_id, 160)


async def test_clients_say_what_a_video_measures(bot: Bot, chat: ChatView) -> None:
    await chat.send_video(mp4(3, (320, 240)), "make it night")
    await chat.send_document(mp4(), "clip.mp4", "video/mp4")
    await chat.send_video(b"no film in it")
    messages: list[Any] = [u.message for u in await bot.get_updates() if u.message]
    _, video, file, junk = messages
    assert (video.video.width, video.video.height, video.video.duration) == (320, 240, 3)
    assert (video.video.mime_type, video.video.thumbnail.width) == ("video/mp4", 320)
    assert (file.document.mime_type, file.document.thumbnail.width) == ("video/mp4", 160)
    assert (junk.video, junk.document.thumbnail) == (None, None)


async def test_a_gif_is_sent_as_a_silent_clip(bot: Bot, chat: ChatView) -> None:
    seen = await chat.send_animation(gif((61, 40), frames=10), "make it snow")
    assert seen.animation is not None
    about = measured(await seen.bytes())
    assert (about.codec, about.size, about.sound) == ("h264", (62, 40), False)
    assert about.seconds == pytest.approx(1, abs=0.15)
    message: Any = (await bot.get_updates())[-1].message
    assert message.animation.file_id == message.document.file_id
    assert (message.animation.mime_type, message.caption) == ("video/mp4", "make it snow")


async def test_a_still_gif_is_a_picture(chat: ChatView) -> None:
    seen = await chat.send_animation(b"GIF89a no picture")
    assert seen.document is not None
