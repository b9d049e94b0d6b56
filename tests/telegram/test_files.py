import traceback
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    Animation,
    Chat,
    Document,
    Message,
    PhotoSize,
    Video,
)

from bot.core.errors import InputGone, InputTooLarge, Unavailable
from bot.core.models import Input
from bot.sandbox import Fault, Person, Sandbox
from bot.telegram.files import TelegramFiles, picture_of
from tests.telegram.test_session import PNG


def photo(name: str, side: int) -> PhotoSize:
    return PhotoSize(file_id=name, file_unique_id=name, width=side, height=side)


def document(mime: str | None = None, name: str | None = None) -> Document:
    return Document(file_id="doc", file_unique_id="doc", mime_type=mime, file_name=name)


def message(**content: Any) -> Message:
    chat = Chat(id=1, type="private")
    return Message(message_id=1, date=datetime.now(UTC), chat=chat, **content)


CLIP = {"file_id": "clip", "file_unique_id": "clip", "width": 1, "height": 1, "duration": 1}


def test_the_largest_size_of_a_photo() -> None:
    sizes = [photo("small", 90), photo("large", 1280), photo("middle", 320)]
    assert picture_of(message(photo=sizes)) == Input(file_id="large")


@pytest.mark.parametrize(
    ("mime", "name", "is_picture"),
    [
        ("image/png", None, True),
        ("image/webp", "x", True),
        ("application/octet-stream", "Fox.JPG", True),
        (None, "fox.png", True),
        ("image/gif", "fox.gif", False),
        ("image/svg+xml", "fox.svg", False),
        ("application/pdf", "fox.png", False),
        (None, None, False),
        (None, "fox", False),
    ],
)
def test_a_picture_sent_as_a_file(mime: str | None, name: str | None, is_picture: bool) -> None:
    found = picture_of(message(document=document(mime, name)))
    assert found == (Input(file_id="doc") if is_picture else None)


def test_nothing_else_is_a_picture() -> None:
    assert picture_of(message(text="a fox")) is None
    assert picture_of(message(video=Video.model_validate(CLIP))) is None
    moving = message(animation=Animation.model_validate(CLIP), document=document("image/png"))
    assert picture_of(moving) is None


async def received(bot: Bot) -> str:
    """The file id of what was sent last."""
    updates = await bot.get_updates(offset=-1)
    sent = updates[-1].message
    picture = picture_of(sent) if sent else None
    assert picture
    assert picture.file_id
    return picture.file_id


async def fetched(bot: Bot, file_id: str) -> bytes:
    return b"".join([chunk async for chunk in TelegramFiles(bot).fetch(file_id)])


async def test_downloads_what_was_sent(bot: Bot, anna: Person) -> None:
    await anna.private.send_document(PNG, "a.png", "image/png")
    assert await fetched(bot, await received(bot)) == PNG


async def test_a_file_that_is_gone(bot: Bot) -> None:
    with pytest.raises(InputGone):
        await fetched(bot, "nonsense")


@pytest.mark.parametrize("fault", [Fault.bad_request("file is too big")])
async def test_a_file_that_is_too_large(
    bot: Bot, sandbox: Sandbox, anna: Person, fault: Fault
) -> None:
    await anna.private.send_document(PNG, "a.png", "image/png")
    file_id = await received(bot)
    sandbox.faults.add("getFile", fault)
    with pytest.raises(InputTooLarge):
        await fetched(bot, file_id)


async def test_no_failure_shows_the_token(
    bot: Bot, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = TelegramFiles(bot)

    async def found(_: str) -> str:
        return "photos/none.jpg"

    monkeypatch.setattr(files, "_path", found)
    with pytest.raises(InputGone) as failed:
        _ = [chunk async for chunk in files.fetch("x")]
    assert everything(failed.value).count(sandbox.token) == 0


async def test_a_server_that_is_away(bot: Bot, sandbox: Sandbox) -> None:
    bot.session.api = type(bot.session.api).from_base("http://127.0.0.1:9")
    with pytest.raises(Unavailable) as failed:
        await fetched(bot, "x")
    assert sandbox.token not in everything(failed.value)


def everything(error: BaseException | None) -> str:
    """All texts of an error and of those behind it, hidden ones too."""
    text = ""
    while error:
        text += "".join(traceback.format_exception(error)) + repr(error)
        error = error.__cause__ or error.__context__
    return text
