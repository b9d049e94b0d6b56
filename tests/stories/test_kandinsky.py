"""Kandinsky, from the live list of styles to the picture."""

from io import BytesIO
from typing import Any

from PIL import Image

from tests.stories.paper import labels, pixels, result
from tests.stories.studio import Studio
from tests.vendors.base import Answers
from tests.vendors.fusionbrain import FusionBrainServer, painted, pipeline


def params(vendor: FusionBrainServer) -> list[dict[str, Any]]:
    return [task.params for task in vendor.tasks.values()]


async def test_everything_reaches_the_vendor(painting: Studio, vendor: FusionBrainServer) -> None:
    chat = painting.anna.private
    wish = await chat.say("a fox --ar 9:16 --style anime --no text, blur")
    picture = await result(chat, wish)
    (asked,) = params(vendor)
    assert asked["generateParams"] == {"query": "a fox"}
    assert asked["style"] == "ANIME"
    assert asked["negativePromptDecoder"] == "text, blur"
    assert (asked["width"], asked["height"]) == (576, 1024)
    assert "Kandinsky · 9:16 · Anime" in picture.words
    assert "seed" not in picture.words, "the vendor has none"
    assert pixels(await picture.bytes()) == pixels(painted(asked))
    assert picture.photo
    assert (picture.photo.width, picture.photo.height) == (576, 1024)


async def test_a_plain_wish_names_no_style(painting: Studio, vendor: FusionBrainServer) -> None:
    chat = painting.anna.private
    await result(chat, await chat.say("a fox"))
    (asked,) = params(vendor)
    assert "style" not in asked
    assert "negativePromptDecoder" not in asked


async def test_the_styles_are_those_of_the_live_list(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    boris, chat = painting.boris, painting.boris.private
    await chat.command("style")
    screen = await chat.wait_button("Детальное фото")
    assert [label for label in labels(screen) if label[0].isdigit()] == [
        "1. Кандинский",
        "2. Детальное фото",
        "3. Аниме",
        "4. Свой стиль",
    ]
    assert vendor.count("styles") == 1
    assert vendor.count("preview") == 4
    with Image.open(BytesIO(await screen.bytes())) as image:
        assert image.width >= 512
    await boris.tap(screen, "Аниме")
    await screen.becomes(lambda m: m.button("✓ 3. Аниме"))
    wish = await chat.say("лиса")
    assert "Аниме" in (await result(chat, wish)).words
    assert params(vendor)[0]["style"] == "ANIME"
    assert vendor.count("styles") == 1, "a list is asked for once in a while"


async def test_styles_without_the_list(painting: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = painting.anna, painting.anna.private
    vendor.faults.add("styles", *[Answers(500)] * 30)
    vendor.faults.add("preview", *[Answers(500)] * 30)
    await chat.command("style")
    screen = await chat.wait_button("Detailed photo", timeout=10)
    assert screen.photo, "shapes stand in for the previews"
    await anna.tap(screen, "Detailed photo")
    await screen.becomes(lambda m: m.button("✓ 2. Detailed photo"))
    picture = await result(chat, await chat.say("a fox"))
    assert "Detailed photo" in picture.words
    assert params(vendor)[0]["style"] == "UHD"


async def test_a_list_that_was_had_outlives_an_outage(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    await chat.command("style")
    await chat.wait_button("Anime")
    vendor.faults.add("styles", *[Answers(500)] * 30)
    await painting.restart()
    await chat.command("style", "аниме")
    await chat.wait_text("Style: Anime")


async def test_four_pictures_are_four_tasks_one_after_another(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    wish = await chat.say("a fox --n 4")
    album = await chat.wait_album(4, timeout=15)
    assert album[0].replies_to(wish)
    assert vendor.count("run") == 4
    waiting = 0
    for call in vendor.calls:
        waiting += call.operation == "run"
        assert waiting <= 1, "the vendor works on one task of a key at a time"
        waiting -= call.operation == "status"


async def test_another_spelling_of_the_vendor(painting: Studio, vendor: FusionBrainServer) -> None:
    chat = painting.anna.private
    vendor.id_field, vendor.accepted_status, vendor.files_field = "uuid", 200, "images"
    vendor.prefix = "data:image/jpeg;base64,"
    vendor.pipelines.insert(0, pipeline("an-old-one", status="DISABLED"))
    assert "a fox" in (await result(chat, await chat.say("a fox"))).words


async def test_status_tells_who_answers(both: Studio, vendor: FusionBrainServer) -> None:
    chat = both.anna.private
    await chat.command("status")
    told = await chat.wait_text("Models")
    assert "🟢 Kandinsky, usually 20 sec" in told.text
    assert "🟢 Sketch" in told.text


async def test_status_tells_who_does_not(both: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = both.anna, both.anna.private
    vendor.refusal = "DISABLED_BY_QUEUE"
    await chat.command("status")
    told = await chat.wait_text("🔴 Kandinsky")
    assert "its queue is full" in told.text
    await chat.command("provider")
    models = await chat.wait_button("Kandinsky")
    assert models.button("⚠️ Kandinsky")
    assert "Kandinsky: its queue is full" in models.words
    await anna.tap(models, "Sketch")
    await models.becomes(lambda m: m.button("Model: Sketch"))


async def test_status_with_a_wrong_key(both: Studio, vendor: FusionBrainServer) -> None:
    await both.restart(fusionbrain_api_key="another-key")
    await both.boris.private.command("status")
    await both.boris.private.wait_text("её ключ не подходит")
