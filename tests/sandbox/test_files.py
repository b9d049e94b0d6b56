import io
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramEntityTooLarge
from PIL import Image

from bot.sandbox import ChatView, Sandbox
from tests.sandbox.helpers import png, refused, upload
from tests.support.films import mp4


async def download(bot: Bot, file_id: str) -> bytes:
    out = io.BytesIO()
    await bot.download(file_id, destination=out)
    return out.getvalue()


async def test_a_photo_comes_in_several_sizes_as_jpeg(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_photo(chat.id, upload(png(2000, 1000)), caption="a fox")
    assert sent.photo is not None
    sizes = [(size.width, size.height) for size in sent.photo]
    assert sizes == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    assert len({size.file_unique_id for size in sent.photo}) == 4
    data = await download(bot, sent.photo[-1].file_id)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 640))
    seen = await chat.wait_photo()
    assert seen.photo is not None
    assert (seen.photo.size, await seen.bytes()) == ((1280, 640), data)


async def test_a_small_photo_is_not_enlarged(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_photo(chat.id, upload(png(100, 50)))
    assert [(size.width, size.height) for size in sent.photo or []] == [(90, 45), (100, 50)]


async def test_a_photo_loses_its_transparency(bot: Bot, chat: ChatView) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")
    await bot.send_photo(chat.id, upload(out.getvalue()))
    with Image.open(io.BytesIO(await (await chat.wait_photo()).bytes())) as picture:
        assert picture.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


async def test_a_photo_can_have_a_spoiler(bot: Bot, chat: ChatView) -> None:
    await bot.send_photo(chat.id, upload(), has_spoiler=True)
    seen = await chat.wait_photo()
    assert seen.photo is not None
    assert seen.photo.spoiler


@pytest.mark.parametrize("size", [(9000, 1001), (2100, 100), (10, 201)])
async def test_photos_of_odd_dimensions_are_refused(
    bot: Bot, chat: ChatView, size: tuple[int, int]
) -> None:
    with refused("PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(chat.id, upload(png(*size)))


async def test_photos_have_to_be_pictures_of_at_most_10_mb(bot: Bot, chat: ChatView) -> None:
    with refused("IMAGE_PROCESS_FAILED"):
        await bot.send_photo(chat.id, upload(b"no picture"))
    with refused("IMAGE_PROCESS_FAILED"):
        await bot.send_photo(chat.id, upload(png()[:60]))
    with refused("file is too big"):
        await bot.send_photo(chat.id, upload(png() + bytes(10 * 1024 * 1024)))


async def test_a_picture_of_monstrous_size_is_a_document_without_preview(
    bot: Bot, chat: ChatView
) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    with refused("IMAGE_PROCESS_FAILED"):
        await bot.send_photo(chat.id, upload(out.getvalue()))
    sent = await bot.send_document(chat.id, upload(out.getvalue()))
    assert sent.document is not None
    assert sent.document.thumbnail is None


async def test_a_document_keeps_its_bytes(bot: Bot, chat: ChatView) -> None:
    data = png(800, 600)
    sent = await bot.send_document(chat.id, upload(data, "fox.png"), caption="original")
    document = sent.document
    assert document is not None
    assert (document.file_name, document.mime_type) == ("fox.png", "image/png")
    assert document.file_size == len(data)
    assert document.thumbnail is not None
    assert document.thumbnail.width == 320
    assert await download(bot, document.file_id) == data
    assert await (await chat.wait_document()).bytes() == data


async def test_documents_have_1_byte_to_50_mb(bot: Bot, chat: ChatView) -> None:
    with refused("file must be non-empty"):
        await bot.send_document(chat.id, upload(b"", "a.txt"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(chat.id, upload(bytes(50 * 1024 * 1024 + 1), "a.bin"))


async def test_files_above_20_mb_cannot_be_downloaded(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_document(chat.id, upload(bytes(20 * 1024 * 1024 + 1), "a.bin"))
    assert sent.document is not None
    with refused("file is too big"):
        await bot.get_file(sent.document.file_id)


async def test_an_animation_is_a_document_too(bot: Bot, chat: ChatView) -> None:
    sent = await bot.send_animation(chat.id, upload(b"GIF89a", "a.gif"), width=4, height=3)
    assert sent.animation is not None
    assert sent.document is not None
    assert sent.animation.file_id == sent.document.file_id
    seen = await chat.wait(lambda m: m.animation)
    assert seen.document is None


async def test_a_file_id_can_be_sent_again_but_not_as_another_kind(
    bot: Bot, chat: ChatView
) -> None:
    photo = (await bot.send_photo(chat.id, upload())).photo
    assert photo is not None
    again = await bot.send_photo(chat.id, photo[0].file_id)
    assert again.photo == photo
    with refused("can't use file of type Photo as Document"):
        await bot.send_document(chat.id, photo[0].file_id)
    with refused("wrong file identifier/HTTP URL specified"):
        await bot.send_photo(chat.id, "AgACnothing")
    with refused("failed to get HTTP URL content"):
        await bot.send_photo(chat.id, "https://a.example/fox.png")


async def test_downloads_need_the_token_and_an_existing_path(
    bot: Bot, chat: ChatView, sandbox: Sandbox
) -> None:
    message = await chat.send_document(b"words", "a.txt", "text/plain")
    assert message.document is not None
    file = await bot.get_file(message.document["file_id"])
    with refused("wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("nothing")
    async with aiohttp.ClientSession(sandbox.url) as http:
        statuses = [
            (await http.get(f"/file/bot{token}/{path}")).status
            for token, path in [
                (sandbox.token, file.file_path),
                ("1:wrong", file.file_path),
                (sandbox.token, "documents/nothing"),
            ]
        ]
    assert statuses == [200, 401, 404]


async def test_what_people_send_reaches_the_bot(bot: Bot, chat: ChatView) -> None:
    data = png(30, 20)
    await chat.send_photo(data, "make it red")
    await chat.send_document(data, "fox.png", "image/png", caption="/imagine this")
    await chat.send_video(mp4(3), size=(64, 36))
    messages: list[Any] = [u.message for u in await bot.get_updates() if u.message]
    start, photo, document, video = messages
    assert start.text == "/start"
    assert (photo.caption, photo.photo[-1].width) == ("make it red", 30)
    assert await download(bot, document.document.file_id) == data
    assert document.caption_entities[0].type == "bot_command"
    assert (video.video.width, video.video.duration) == (64, 3)


async def test_uploads_may_stand_under_their_own_name(sandbox: Sandbox, chat: ChatView) -> None:
    form = aiohttp.FormData({"chat_id": str(chat.id)})
    form.add_field("photo", png(), filename="fox.png")
    async with aiohttp.ClientSession(sandbox.url) as http:
        answer = await http.post(f"/bot{sandbox.token}/SENDphoto", data=form)
        assert (await answer.json())["result"]["photo"]
    assert sandbox.calls[-1].method == "sendPhoto"
