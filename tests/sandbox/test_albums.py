from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.sandbox import ChatView
from tests.sandbox.helpers import png, refused, upload
from tests.support.films import mp4


def photos(count: int) -> list[Any]:
    return [InputMediaPhoto(media=upload(png(20 + i, 20))) for i in range(count)]


async def test_an_album_is_one_message_per_item(bot: Bot, chat: ChatView) -> None:
    media = [InputMediaPhoto(media=upload(), caption="<b>four</b>", parse_mode="HTML"), *photos(3)]
    sent = await bot.send_media_group(chat.id, media)
    album = await chat.wait_album(4)
    assert [m.id for m in album] == [message.message_id for message in sent]
    assert len({m.album_id for m in album}) == 1
    assert [m.html for m in album] == ["<b>four</b>", "", "", ""]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (photos(1), "too few messages to send as an album"),
        (photos(11), "too much messages to send as an album"),
        (
            [*photos(1), InputMediaDocument(media=upload())],
            "can't use the media of the specified type in the album",
        ),
    ],
)
async def test_albums_of_wrong_size_or_mix_are_refused(
    bot: Bot, chat: ChatView, media: list[Any], words: str
) -> None:
    with refused(words):
        await bot.send_media_group(chat.id, media)
    assert len(chat.messages) == 1


async def test_photos_and_videos_mix_and_documents_keep_to_themselves(
    bot: Bot, chat: ChatView
) -> None:
    clip = InputMediaVideo(media=upload(mp4(), "a.mp4"), width=16, height=9, duration=1)
    mixed = await bot.send_media_group(chat.id, [*photos(1), clip])
    assert [message.content_type for message in mixed] == ["photo", "video"]
    files: list[Any] = [InputMediaDocument(media=upload(name=f"{i}.png")) for i in range(2)]
    assert len(await bot.send_media_group(chat.id, files)) == 2


async def test_nothing_of_an_album_is_sent_when_one_item_is_bad(bot: Bot, chat: ChatView) -> None:
    with refused("IMAGE_PROCESS_FAILED"):
        await bot.send_media_group(
            chat.id, [*photos(2), InputMediaPhoto(media=upload(b"no picture"))]
        )
    assert [m.text for m in chat.messages] == ["/start"]


async def test_a_persons_album_comes_as_separate_updates(bot: Bot, chat: ChatView) -> None:
    await chat.send_album([png(), png(), png()], "make them one")
    messages: list[Any] = [update.message for update in await bot.get_updates()][1:]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["make them one", None, None]
