"""Whoever drums on a button that starts something pays for one thing."""

from datetime import timedelta

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from bot.telegram import echoes
from tests.stories.paper import labels
from tests.stories.studio import Studio

PICTURES = Allowance.TEXT_TO_IMAGE


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the taps take here, they follow each other closely."""
    monkeypatch.setattr(echoes, "ECHO", timedelta(hours=1))


async def drum(place: Studio, message: MessageView, label: str) -> None:
    """Press a button three times without looking, and wait until everything has come of it."""
    for _ in range(3):
        await place.anna.press(message, label)
    await place.sandbox.telegram.updates.confirmed(10)
    await place.settled()


async def fox(place: Studio) -> MessageView:
    await place.anna.private.say("a fox")
    return await place.anna.private.wait_photo(timeout=10)


async def test_again(sketching: Studio) -> None:
    anna, picture = sketching.anna, await fox(sketching)
    await drum(sketching, picture, "🔁")
    await anna.tap(picture, "⭐")
    await anna.tap(picture.latest, "⭐")  # what costs nothing follows every tap
    await sketching.settled()
    assert await sketching.used(anna) == {PICTURES: 2}
    assert sketching.rows("SELECT count(*) FROM runs") == [(2,)]


async def test_a_clip_and_its_enlargement(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await anna.tap(await fox(sketching), "🎬 Animate")
    await drum(sketching, await chat.wait_button("Just set it in motion"), "Just set it")
    clip = await chat.wait_video()
    await anna.tap(clip, "🔍 Enlarge")
    sizes = await clip.becomes(lambda m: m.button("Sketch Film"))
    await drum(sketching, sizes, "Sketch Film")
    assert await sketching.used(anna) == {PICTURES: 1, Allowance.VIDEO: 2}


async def test_an_example(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await anna.start()
    greeting = await chat.wait_button("Settings")
    await drum(sketching, greeting, labels(greeting)[0])
    assert await sketching.used(anna) == {PICTURES: 1}


async def test_a_picture_of_the_history(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await fox(sketching)
    await chat.command("history")
    await drum(sketching, await chat.wait_button("All on one sheet"), "Again")
    assert await sketching.used(anna) == {PICTURES: 2}


async def test_the_menu_of_a_picture(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await anna.tap(await fox(sketching), "File")
    original = await chat.wait_document()
    await chat.send_document(await original.bytes(), "fox.png", "image/png")
    menu = await chat.wait_button("×2")
    await drum(sketching, menu, "×2")
    await anna.tap(menu, "recipe")
    await drum(sketching, await menu.becomes(lambda m: m.button("Again")), "Again")
    assert await sketching.used(anna) == {PICTURES: 2, Allowance.UPSCALE: 1}


async def test_choices(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a {red,grey} fox")
    await drum(sketching, await chat.wait_button("Paint 2"), "Paint 2")
    assert await sketching.used(sketching.anna) == {PICTURES: 2}


async def test_a_shared_recipe(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await anna.tap(await fox(sketching), "Share")
    told = await chat.wait_text("start=")
    await anna.start(told.text.rpartition("start=")[2].split()[0])
    shown = await chat.wait(lambda m: m.photo and not m.button("Share"), since=told)
    await drum(sketching, shown, next(each for each in labels(shown) if "left" in each))
    assert await sketching.used(anna) == {PICTURES: 2}
