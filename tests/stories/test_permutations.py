"""Choices in braces."""

import json

from bot.core.capabilities import Allowance
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio


async def test_choices_are_told_first_and_painted_as_one_album(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    wish = await chat.say("a {red,blue} fox in {snow,sand} --ar 3:2")
    offer = await chat.wait_text("4. a blue fox in sand")
    assert offer.replies_to(wish)
    assert "1. a red fox in snow" in offer.text
    assert labels(offer)[0] == "🎨 Paint 4 pictures · 10 of 10 left"
    assert await sketching.used(anna) == {}
    await anna.tap(offer, "Paint")
    album = await chat.wait_album(4, timeout=15)
    assert album[0].replies_to(wish)
    assert [picture.words.splitlines()[0] for picture in album] == [
        "1. a red fox in snow",
        "2. a red fox in sand",
        "3. a blue fox in snow",
        "4. a blue fox in sand",
    ]
    assert all("3:2" in picture.words for picture in album)
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 4}
    await offer.becomes(lambda m: not m.buttons)
    assert (await anna.tap(offer, f"d:{anna.id}:go")).show_alert


async def test_braces_can_be_meant_as_braces(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    wish = await chat.command("imagine", "a {red,blue} fox --seed 5")
    offer = await chat.wait_text("2. a blue fox")
    await anna.tap(offer, "One picture")
    picture = await result(chat, wish)
    assert picture.words.startswith("a {red,blue} fox")
    copied = (await anna.tap(picture, "Copy")).copied
    assert copied
    again = await result(chat, await chat.say(copied))
    assert again.words.startswith("a {red,blue} fox"), "not asked about again"
    escaped = await chat.say(r"a \{red,blue\} hen")
    assert (await result(chat, escaped)).words.startswith("a {red,blue} hen")


async def test_too_many(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("{a,b,c} {d,e} {f,g}")
    told = await chat.wait_text("make 12 pictures")
    assert "at most 10" in told.text
    await chat.say("{a,b,c} fox --n 4")
    await chat.wait_text("that would be 12")
    assert sketching.rows("SELECT count(*) FROM jobs") == [(0,)]


async def test_what_cannot_be_is_said_before_anything_is_spent(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a fox --ar {1:1,5:7}")
    await chat.wait_text("can't make 5:7")
    assert sketching.rows("SELECT count(*) FROM jobs") == [(0,)]


async def test_choices_for_a_picture(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.send_photo(snapshot(), caption="make it {night,dawn}")
    offer = await chat.wait_text("2. make it dawn")
    await sketching.restart()
    await anna.tap(offer, "Paint")
    album = await chat.wait_album(2, timeout=15)
    assert [picture.words.splitlines()[0] for picture in album] == [
        "1. make it night",
        "2. make it dawn",
    ]
    assert await sketching.used(anna) == {Allowance.IMAGE_TO_IMAGE: 2}
    rows = sketching.rows("SELECT request FROM runs")
    assert all(json.loads(request)["inputs"] for (request,) in rows)


async def test_a_list_has_choices_too(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("/batch\na {red,blue} fox\nan owl")
    album = await chat.wait_album(3, timeout=15)
    assert [picture.words.splitlines()[0] for picture in album] == [
        "1. a red fox",
        "2. a blue fox",
        "3. an owl",
    ]


async def test_never_mind(sketching: Studio) -> None:
    anna, chat = sketching.boris, sketching.boris.private
    await chat.say("{рыжая,белая} лиса")
    offer = await chat.wait_text("2. белая лиса")
    assert labels(offer)[1] == "1️⃣ Одна картинка, скобки как есть"
    await anna.tap(offer, "Не надо")
    await offer.becomes(lambda m: "не надо" in m.text)
    assert sketching.rows("SELECT count(*) FROM jobs") == [(0,)]
