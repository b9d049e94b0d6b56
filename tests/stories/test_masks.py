"""Somebody marks the part of a picture that is to be changed."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.stories.paper import result, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.kie import KieServer

BOX = (180, 100, 280, 200)


@pytest.fixture
async def kie() -> AsyncIterator[KieServer]:
    """KIE on this machine; a request that breaks its rules fails the test."""
    async with KieServer() as server:
        yield server


@pytest.fixture
async def place(tmp_path: Path, database_url: str, kie: KieServer) -> AsyncIterator[Studio]:
    """A bot with a key for KIE and a model that knows no masks first."""
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    async with studio(tmp_path, database_url, **values, models_enabled="sketch") as found:
        yield found


def marked(content: bytes, colour: str = "#FF3B30") -> bytes:
    """A picture as Telegram's editor leaves it, a part of it painted over."""
    with Image.open(BytesIO(content)) as image:
        copy = image.convert("RGB")
    scale = copy.width / 320
    ImageDraw.Draw(copy).rectangle([side * scale for side in BOX], fill=colour)
    return jpeg(copy)


def drawn() -> bytes:
    mask = Image.new("RGB", (320, 240), "white")
    ImageDraw.Draw(mask).rectangle(BOX, fill="black")
    return jpeg(mask)


def jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def sent(kie: KieServer) -> dict[str, Any]:
    """What KIE was asked for last."""
    return list(kie.tasks.values())[-1].body


def check_mask(kie: KieServer) -> None:
    """See to it that KIE was sent the marked part in black and the rest in white."""
    body = sent(kie)
    [picture] = body["filesUrl"]
    with (
        Image.open(BytesIO(kie.uploads[body["maskUrl"]])) as mask,
        Image.open(BytesIO(kie.uploads[picture])) as below,
    ):
        assert mask.size == below.size
        scale = mask.width / 320
        grey = mask.convert("L").resize((320, 240))
    assert scale > 0
    assert grey.getpixel((230, 150)) == 0
    assert {grey.getpixel(spot) for spot in ((20, 20), (100, 150), (300, 220))} == {255}
    black = sum(grey.histogram()[:128]) / (100 * 100)
    assert 0.9 < black < 1.25


async def test_an_album_of_a_picture_and_its_mask(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    wish = await chat.send_album([snapshot(), drawn()], "a red door --model gpt-4o-image")
    await chat.wait_text("for a mask")
    await result(chat, wish[0])
    check_mask(kie)
    assert sent(kie)["prompt"] == "a red door"


async def test_a_copy_with_red_paint_answers_the_picture(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    photo = await chat.send_photo(snapshot("teal"))
    await chat.wait_text("What shall I do with this picture?")
    wish = await chat.send_photo(marked(snapshot("teal")), "a red door", reply_to=photo)
    await chat.wait_text("for a mask")
    picture = await result(chat, wish)
    check_mask(kie)
    await place.anna.tap(picture, "Again")
    await chat.wait(lambda m: m.photo and m.id > picture.id, timeout=10)
    check_mask(kie)
    assert len(kie.tasks) == 2


async def test_a_picture_of_the_bots_own_is_marked_without_words(
    place: Studio, kie: KieServer
) -> None:
    chat = place.anna.private
    picture = await result(chat, await chat.say("a fox --model sketch --ar 3:2"))
    copy = marked(await picture.bytes())
    await chat.send_photo(copy, reply_to=picture)
    await chat.wait_text("What shall I change")
    await chat.say("a red door")
    await chat.wait_text("for a mask")
    await chat.wait(lambda m: m.photo and "a red door" in m.words, timeout=10)
    check_mask(kie)


async def test_whoever_marks_nothing_is_told(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    photo = await chat.send_photo(snapshot())
    await chat.wait_text("What shall I do with this picture?")
    await chat.send_photo(snapshot(), "a red door", reply_to=photo)
    await chat.wait_text("I see no red")
    await chat.send_photo(
        marked(snapshot()), "a red door --model flux-kontext-pro", reply_to=photo
    )
    refusal = await chat.wait_text("cannot change a marked part alone")
    assert "GPT-4o Image" in refusal.text
    assert not kie.tasks
    assert await place.used(place.anna) == {}


async def test_another_picture_in_answer_to_one_is_changed_itself(
    place: Studio, kie: KieServer
) -> None:
    chat = place.anna.private
    photo = await chat.send_photo(snapshot("teal"))
    await chat.wait_text("What shall I do with this picture?")
    words = "make it night --model gpt-4o-image"
    await result(chat, await chat.send_photo(snapshot("navy"), words, reply_to=photo))
    assert "maskUrl" not in sent(kie)
    assert len(kie.uploads) == 1


async def test_variations_of_a_picture_need_no_words(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    words = "--model gpt-4o-image --variants 2"
    await chat.send_photo(snapshot(), words)
    await chat.wait_album(2, timeout=10)
    assert "prompt" not in sent(kie)
    await chat.send_photo(snapshot(), "--model flux-kontext-pro")
    await chat.wait_text("no words to paint")
