"""Somebody brings pictures of their own."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.core.capabilities import Allowance, Mode
from bot.core.models import Request
from bot.core.recipe import portable
from bot.sandbox import MessageView
from bot.services.metadata import embed
from tests.stories.paper import labels, pixels, seed, snapshot
from tests.stories.studio import Studio
from tests.support.clips import clip

MANY_MB = 21


def requests(place: Studio) -> list[dict[str, object]]:
    return [json.loads(text) for (text,) in place.rows("SELECT request FROM runs ORDER BY id")]


async def test_a_photo_with_a_caption_is_changed(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.send_photo(snapshot(), "make it night --strength 0.3")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "make it night" in picture.words
    assert picture.photo
    assert round(picture.photo.width / picture.photo.height, 1) == round(320 / 240, 1)
    assert await sketching.used(sketching.anna) == {Allowance.IMAGE_TO_IMAGE: 1}
    assert pixels(await picture.bytes()) != pixels(await wish.bytes())


async def test_a_picture_sent_as_a_file_is_changed_too(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.send_document(
        snapshot(form="PNG"), "scan.png", "image/png", caption="/imagine make it gold"
    )
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "make it gold" in picture.words
    assert await sketching.used(sketching.anna) == {Allowance.IMAGE_TO_IMAGE: 1}


async def test_a_photo_without_words_opens_a_menu(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    photo = await chat.send_photo(snapshot())
    menu = await chat.wait_text("What shall I do with this picture?")
    assert menu.replies_to(photo)
    assert any("×2 · 5 of 5 left" in label for label in labels(menu))
    assert await sketching.used(anna) == {}

    await anna.tap(menu, "Change")
    await chat.wait_text("What shall I change")
    await chat.say("make it night")
    assert "make it night" in (await chat.wait_photo(timeout=10)).words

    await anna.tap(menu, "×2")
    larger = await chat.wait_photo(timeout=10)
    assert larger.photo
    assert (larger.photo.width, larger.photo.height) == (640, 480)

    answer = await anna.tap(menu, "recipe")
    assert answer.show_alert
    assert "no recipe" in answer.text
    used = await sketching.used(anna)
    assert used == {Allowance.IMAGE_TO_IMAGE: 1, Allowance.UPSCALE: 1}


async def test_an_album_with_a_caption_is_changed_one_by_one(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.send_album([snapshot("navy"), snapshot("olive")], "make it snow")
    album = await chat.wait_album(2, timeout=10)
    assert album[0].replies_to(wish[0])
    assert len({await picture.bytes() for picture in album}) == 2
    assert await sketching.used(sketching.anna) == {Allowance.IMAGE_TO_IMAGE: 2}
    await chat.wait_text("2 pictures")


async def test_an_answer_to_the_bots_picture_edits_it(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    wish = await chat.say("make it night", reply_to=picture)
    night = await chat.wait_photo(timeout=10)
    assert night.replies_to(wish)
    assert requests(sketching)[1]["mode"] == Mode.IMAGE_TO_IMAGE
    inputs = requests(sketching)[1]["inputs"]
    assert isinstance(inputs, list)
    assert inputs[0]["media"].startswith("runs/1/"), "the original, not Telegram's copy"


async def test_an_answer_to_a_forwarded_picture_edits_that(sketching: Studio) -> None:
    anna, boris = sketching.anna, sketching.boris
    photo = await boris.private.send_photo(snapshot("purple"))
    chat = anna.private
    forwarded = await chat.forward(photo)
    await chat.wait_text("What shall I do with this picture?")
    wish = await chat.say("make it night", reply_to=forwarded)
    night = await chat.wait_photo(timeout=10)
    assert night.replies_to(wish)
    assert await sketching.used(anna) == {Allowance.IMAGE_TO_IMAGE: 1}
    await boris.private.wait_text("Что сделать с этой картинкой?")


async def test_upscale_answers_a_picture(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    photo = await chat.send_photo(snapshot())
    await chat.wait_text("What shall I do with this picture?")
    await chat.command("upscale", reply_to=photo)
    offers = await chat.wait_text("How much larger?")
    await anna.tap(offers, "×4")
    larger = await chat.wait_photo(timeout=10)
    assert larger.photo
    assert (larger.photo.width, larger.photo.height) == (1280, 960)
    await chat.command("upscale")
    await chat.wait_text("A picture is missing")


async def test_a_file_brings_its_recipe_back(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("a fox --style ink --ar 3:2 --seed 11")
    await anna.tap(await chat.wait_photo(timeout=10), "File")
    content = await (await chat.wait_document()).bytes()

    file = await chat.send_document(content, "fox.png", "image/png")
    menu = await chat.wait_text("brought its recipe along")
    assert menu.replies_to(file)
    assert all(words in menu.text for words in ("a fox", "Sketch", "ink", "3:2", "11"))
    assert menu.button("Change"), "it is a picture too"

    await anna.tap(menu, "Again")
    again = await chat.wait_photo(timeout=10)
    assert all(words in again.words for words in ("a fox", "3:2", "Ink"))
    assert seed(again) != 11


async def test_boris_can_go_on_from_annas_file(painting: Studio) -> None:
    anna, boris = painting.anna, painting.boris
    await anna.private.say("a fox --ar 3:2")
    await anna.tap(await anna.private.wait_photo(timeout=10), "File")
    content = await (await anna.private.wait_document()).bytes()
    await boris.private.send_document(content, "fox.jpg", "image/jpeg")
    menu = await boris.private.wait_text("пришёл его рецепт")
    await boris.tap(menu, "Ещё раз")
    assert "a fox" in (await boris.private.wait_photo(timeout=10)).words
    await boris.tap(menu, "Запрос")
    await boris.private.wait_text("новый запрос")
    await boris.private.say("курица")
    hen = await boris.private.wait_photo(timeout=10)
    assert "курица" in hen.words
    assert "3:2" in hen.words
    assert await painting.used(boris) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_a_web_uis_picture_is_followed_as_far_as_a_model_here_can(
    sketching: Studio,
) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    told = PngInfo()
    told.add_text(
        "parameters",
        "a fox in the snow\nNegative prompt: text, blur\nSteps: 30, Sampler: DPM++ 2M Karras, "
        "CFG scale: 7, Seed: 1960802277, Size: 768x512, Model: deliberate_v2",
    )
    buffer = BytesIO()
    Image.new("RGB", (768, 512), "teal").save(buffer, "PNG", pnginfo=told)
    await chat.send_document(buffer.getvalue(), "fox.png", "image/png")
    menu = await chat.wait_text("written by Stable Diffusion web UI")
    for words in ("a fox in the snow", "deliberate_v2", "768×512", "1960802277", "text, blur"):
        assert words in menu.text
    assert "Sketch can't follow" in menu.text
    assert "sampler" in menu.text
    assert "proportions 768×512 → 3:2" in menu.text

    await anna.tap(menu, "Again")
    fox = await chat.wait_photo(timeout=10)
    assert all(words in fox.words for words in ("a fox in the snow", "Sketch", "3:2"))
    await anna.tap(menu, "Edit prompt")
    await chat.wait_text("a fox in the snow")
    await chat.say("a hen")
    assert "3:2" in (await chat.wait_photo(timeout=10)).words


@pytest.mark.parametrize("as_file", [True, False])
async def test_a_clip_is_looked_into(sketching: Studio, tmp_path: Path, as_file: bool) -> None:
    chat = sketching.anna.private
    plain, named = clip(tmp_path / "a.mp4"), tmp_path / "b.mp4"
    request = Request(mode=Mode.TEXT_TO_VIDEO, model="film-1", prompt="a fox runs", seed=5)
    embed(plain, named, portable(request), (64, 48))

    contents = plain.read_bytes(), named.read_bytes()

    async def send(content: bytes) -> MessageView:
        if as_file:
            return await chat.send_document(content, "a.mp4", "video/mp4")
        return await chat.send_video(content)

    sent = await send(contents[1])
    told = await chat.wait_text("brought its recipe along")
    assert told.replies_to(sent)
    assert all(words in told.text for words in ("a fox runs", "film-1", "5"))
    other = await send(contents[0])
    menu = await chat.wait_text("What shall I do with the video")
    assert menu.replies_to(other)
    assert await sketching.used(sketching.anna) == {}


async def test_a_file_that_is_no_picture_is_told_apart(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.send_document(b"%PDF-1.7", "letter.pdf", "application/pdf", caption="make it blue")
    await chat.wait_text("can't read this as a picture")
    await chat.send_document(b"%PDF-1.7", "letter.pdf", "application/pdf")
    await chat.wait_text("can't read this as a picture")
    assert await sketching.used(sketching.anna) == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (snapshot(form="PNG")[:60], "can't read this as a picture"),
        (b"\0" * (11 * 2**20), "MB"),
    ],
    ids=["broken", "large"],
)
async def test_a_bad_picture_costs_nothing(sketching: Studio, content: bytes, told: str) -> None:
    chat = sketching.anna.private
    wish = await chat.send_document(content, "scan.png", "image/png", caption="make it blue")
    report = await chat.wait_text(told)
    assert report.replies_to(wish)
    assert "Nothing was taken" in report.text
    await sketching.settled()
    assert not any((await sketching.used(sketching.anna)).values())


async def test_what_bots_cannot_download_is_refused_at_once(sketching: Studio) -> None:
    chat = sketching.anna.private
    huge = b"\0" * (MANY_MB * 2**20)
    for caption in ("make it blue", None):
        wish = await chat.send_document(huge, "scan.png", "image/png", caption=caption)
        answer = await chat.wait_text(f"has {MANY_MB}")
        assert "20 MB" in answer.text
        assert answer.replies_to(wish)
        assert not answer.buttons
    assert sketching.rows("SELECT count(*) FROM runs") == [(0,)]
    assert not sketching.sandbox.calls.named("getFile")


async def test_kandinsky_says_that_it_does_not_start_from_pictures(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.send_photo(snapshot(), "make it night")
    answer = await chat.wait_text("does not start from pictures")
    assert not answer.text.rstrip(". ").endswith(" can:"), "a list without anything in it"
    assert await painting.used(painting.anna) == {}


async def test_a_model_that_can_stands_in(both: Studio) -> None:
    chat = both.anna.private
    await chat.send_photo(snapshot(), "make it night")
    await chat.wait_text("Kandinsky can't do that, so Sketch does it")
    assert "Sketch" in (await chat.wait_photo(timeout=10)).words


async def test_an_album_without_words_opens_one_menu(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.send_album([snapshot("navy"), snapshot("olive")])
    menu = await chat.wait_text("What shall I do")
    await anna.tap(menu, "Change")
    await chat.wait_text("What shall I change")
    await chat.say("make it snow")
    await chat.wait_album(2, timeout=10)
    await chat.wait_text("2 pictures")
    assert sum("What shall I do" in m.words for m in chat.messages) == 1


async def test_a_file_that_is_not_kept_any_more(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    for file in (painting.folder / "media" / "runs").rglob("*.jpg"):
        file.unlink()
    answer = await anna.tap(picture, "File")
    assert answer.show_alert
    assert "not kept any more" in answer.text
    assert not [m for m in chat.messages if m.document]
