"""What the buttons below a picture do."""

import json
from io import BytesIO

import pytest
from PIL import Image

from bot.core.capabilities import Allowance, Mode
from bot.sandbox import MessageView
from tests.stories.paper import labels, pixels, result, seed, size
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer, painted


async def fox(place: Studio, words: str = "a fox --ar 3:2") -> MessageView:
    chat = place.anna.private
    return await result(chat, await chat.say(words))


def stored(place: Studio) -> list[bytes]:
    """All pictures on the bot's disk."""
    files = sorted((place.folder / "media" / "runs").rglob("*.*"))
    return [file.read_bytes() for file in files if file.is_file()]


MARKS = ("🔁", "✨", "✏️", "🖌", "🔍", "📄", "⭐", "🗑")


def marks(message: MessageView) -> list[str]:
    return [mark for mark in MARKS for label in labels(message) if mark in label]


async def test_everything_that_sketch_can_do_is_offered(sketching: Studio) -> None:
    assert marks(await fox(sketching, "a fox --ar 3:2 --style ink")) == [*MARKS]


async def test_only_what_can_be_done_is_offered(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=10)
    assert marks(picture) == [mark for mark in MARKS if mark not in "🖌🔍"]


async def test_again_takes_another_seed(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    first = await fox(sketching, "a fox --ar 3:2 --style ink --seed 5")
    assert seed(first) == 5
    assert "On it" in (await anna.tap(first, "Again")).text
    second = await chat.wait_photo(timeout=10)
    assert second.replies_to(first)
    assert seed(second) != 5
    assert all(words in second.words for words in ("a fox", "3:2", "Ink"))
    assert pixels(await first.bytes()) != pixels(await second.bytes())


async def test_variations_are_an_album_with_numbered_buttons(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    first = await fox(painting, "a fox --ar 3:2 --style anime")
    await anna.tap(first, "variations")
    album = await chat.wait_album(4, timeout=15)
    assert len(vendor.submitted) == 5
    assert album[0].replies_to(first)
    control = await chat.wait_text("4 pictures")
    assert control.replies_to(album[0])
    assert labels(control)[:4] == ["1", "2", "3", "4"]
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 5}

    await anna.tap(control, "3")
    third = await control.becomes(lambda m: m.button("Picture 3"))
    await anna.tap(third, "⭐")
    await control.becomes(lambda m: m.button("🌟"))
    await anna.tap(control, "Picture 3")
    starred = await control.becomes(lambda m: m.button("🌟 3"))
    await anna.tap(starred, "2")
    second = await control.becomes(lambda m: m.button("Picture 2"))
    await anna.tap(second, "🗑")
    sure = await control.becomes(lambda m: m.button("Keep"))
    await anna.tap(sure, "🗑 Delete")
    await album[1].gone()
    left = await control.becomes(lambda m: m.button("🌟"))
    assert len([label for label in labels(left) if label[-1].isdigit()]) == 3
    await anna.tap(left, "2")
    now_second = await control.becomes(lambda m: m.button("Picture 2"))
    assert now_second.button("🌟"), "the third picture is the second now"


async def test_edit_prompt_keeps_everything_else(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    first = await fox(painting, "a fox --ar 3:2 --style anime")
    await anna.tap(first, "Edit prompt")
    question = await chat.wait_text("new prompt")
    assert "a fox" in question.text
    wish = await chat.say("a hen --ar 1:1")
    second = await chat.wait_photo(timeout=10)
    assert second.replies_to(wish)
    assert all(words in second.words for words in ("a hen", "1:1", "Anime"))
    await chat.say("a cat")
    assert "Anime" not in (await chat.wait_photo(timeout=10)).words


async def test_change_starts_from_this_very_picture(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    first = await fox(sketching, "a fox --ar 3:2 --style ink")
    await anna.tap(first, "Change")
    await chat.wait_text("What shall I change")
    await chat.say("make it night --strength 0.4")
    second = await chat.wait_photo(timeout=10)
    assert "make it night" in second.words
    assert second.photo
    assert round(second.photo.width / second.photo.height, 1) == 1.5
    (request,) = sketching.rows("SELECT request FROM runs WHERE id = 2")[0]
    recipe = json.loads(request)
    assert recipe["mode"] == Mode.IMAGE_TO_IMAGE
    assert recipe["options"] == {"strength": 0.4}
    assert recipe["inputs"][0]["media"].startswith("runs/1/")
    used = await sketching.used(anna)
    assert used == {Allowance.TEXT_TO_IMAGE: 1, Allowance.IMAGE_TO_IMAGE: 1}


@pytest.mark.usefixtures("full_size")
async def test_upscale_shows_its_price_first(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    first = await fox(sketching, "a fox --ar 3:2 --style ink")
    await anna.tap(first, "Upscale")
    offers = await first.becomes(lambda m: m.button("×2"))
    assert any("×2 · 5 of 5 left" in label for label in labels(offers))
    assert Allowance.UPSCALE not in await sketching.used(anna)
    await anna.tap(offers, "×2")
    larger = await chat.wait(lambda m: m.replies_to(first) and (m.photo or m.document), 15)
    (width,) = sketching.rows("SELECT width FROM artifacts ORDER BY id DESC")[0]
    assert width == 2 * 1152
    assert "×2" in larger.words
    assert not larger.button("🔁"), "there are no words to paint again"
    await first.becomes(lambda m: m.button("Again"))
    await anna.tap(first, "Upscale")
    offers = await first.becomes(lambda m: m.button("4 of 5 left"))
    await anna.tap(offers, "Back")
    await first.becomes(lambda m: m.button("Again"))
    assert (await sketching.used(anna))[Allowance.UPSCALE] == 1


@pytest.mark.usefixtures("full_size")
async def test_the_file_is_the_original_with_its_recipe(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    first = await fox(sketching, "a fox --ar 3:2 --style ink")
    await anna.tap(first, "File")
    sent = await chat.wait_document()
    assert sent.replies_to(first)
    content, (original,) = await sent.bytes(), stored(sketching)
    assert size(content) == (1152, 768)
    pixel_data = original[original.index(b"IDAT") :]
    assert content.endswith(pixel_data), "not a byte of the pixels may change"
    with Image.open(BytesIO(content)) as image:
        told = image.info
    assert told["parameters"].startswith("a fox\n")
    assert f"Seed: {seed(first)}" in told["parameters"]
    recipe = json.loads(told["vernissage"])
    assert recipe["prompt"] == "a fox"
    assert recipe["seed"] == seed(first)
    assert recipe["style"] == "ink"


async def test_the_file_of_a_vendor_is_as_it_came(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.say("a fox")
    await anna.tap(await chat.wait_photo(timeout=10), "File")
    content = await (await chat.wait_document()).bytes()
    original = painted(next(iter(vendor.tasks.values())).params)
    assert content.endswith(original[original.index(b"\xff\xda") :])
    assert pixels(content) == pixels(original)
    assert b"a fox" in content


async def test_a_copied_command_paints_the_same(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    first = await fox(sketching, "a fox --ar 3:2 --style ink")
    copied = (await anna.tap(first, "Copy")).copied
    assert copied
    assert copied.startswith("/imagine a fox --")
    await chat.say(copied)
    second = await chat.wait_photo(timeout=10)
    assert pixels(await first.bytes()) == pixels(await second.bytes())


async def test_a_favourite_comes_and_goes(painting: Studio) -> None:
    anna = painting.anna
    picture = await fox(painting, "a fox --ar 3:2 --style anime")
    assert "Added" in (await anna.tap(picture, "⭐")).text
    starred = await picture.becomes(lambda m: m.button("🌟"))
    assert painting.rows("SELECT favourite FROM artifacts") == [(1,)]
    assert "Taken out" in (await anna.tap(starred, "🌟")).text
    await picture.becomes(lambda m: m.button("⭐"))
    assert painting.rows("SELECT favourite FROM artifacts") == [(0,)]


async def test_delete_asks_and_then_frees_the_file(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    picture = await fox(painting, "a fox --ar 3:2 --style anime")
    await anna.tap(picture, "🗑")
    question = await picture.becomes(lambda m: m.button("Keep"))
    await anna.tap(question, "Keep")
    back = await picture.becomes(lambda m: m.button("Again"))
    assert stored(painting)
    await anna.tap(back, "🗑")
    question = await picture.becomes(lambda m: m.button("Keep"))
    assert "Deleted" in (await anna.tap(question, "🗑 Delete")).text
    await picture.gone()
    await painting.settled()
    assert not stored(painting)
    await chat.command("history")
    await chat.wait_text("Nothing here yet")
    late = await anna.tap(picture, "Again")
    assert late.show_alert
    assert "not there any more" in late.text


async def test_old_buttons_work_after_a_restart(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    picture = await fox(painting, "a fox --ar 3:2 --style anime")
    await anna.tap(picture, "Edit prompt")
    await chat.wait_text("new prompt")
    await painting.restart()
    await chat.say("a hen")
    assert "a hen" in (await chat.wait_photo(timeout=10)).words
    await anna.tap(picture, "⭐")
    await picture.becomes(lambda m: m.button("🌟"))
    await anna.tap(picture, "Again")
    again = await chat.wait(lambda m: m.photo and m.replies_to(picture), timeout=10)
    assert "Anime" in again.words


async def test_a_tap_while_the_bot_is_away_is_answered_later(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    picture = await fox(painting, "a fox --ar 3:2 --style anime")
    await painting.stop()
    await anna.press(picture, "Again")
    await chat.say("a hen")
    await painting.start()
    await chat.wait(lambda m: m.photo and m.replies_to(picture), timeout=10)
    await chat.wait(lambda m: m.photo and "a hen" in m.words, timeout=10, since=picture)
