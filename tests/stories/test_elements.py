"""Characters that are shown once and then named."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.sandbox import MessageView
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.kie import KieServer


@pytest.fixture
async def place(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot with KIE's models, one of which takes five pictures, and Sketch, which takes one."""
    async with KieServer() as server:
        values: dict[str, Any] = {key.lower(): value for key, value in server.settings.items()}
        values["models_enabled"] = "sketch"
        async with studio(tmp_path, database_url, **values) as found:
            yield found


def requests(place: Studio) -> list[dict[str, Any]]:
    return [json.loads(row) for (row,) in place.rows("SELECT request FROM runs ORDER BY id")]


def kept(place: Studio) -> list[Path]:
    return sorted((place.folder / "media" / "elements").glob("*.*"))


async def shown(place: Studio, name: str, *colours: str) -> MessageView:
    """Save an element from an album, or from one picture."""
    chat = place.anna.private
    pictures = [snapshot(colour) for colour in colours]
    if len(pictures) > 1:
        await chat.send_album(pictures, caption=f"/element {name}")
    else:
        await chat.send_photo(pictures[0], caption=f"/element {name}")
    return await chat.wait(lambda m: "Saved" in m.words and m.photo, timeout=15)


async def test_a_named_element_is_shown_to_the_model(sketching: Studio) -> None:
    chat = sketching.anna.private
    told = await shown(sketching, "fox a red fox", "red")
    assert "@fox" in told.words
    assert "1 picture of 4" in told.words
    picture = await result(chat, await chat.say("@Fox on a bicycle with @durov"))
    assert picture.words.startswith("fox (a red fox) on a bicycle with @durov")
    (request,) = requests(sketching)
    assert request["mode"] == Mode.IMAGE_TO_IMAGE
    assert [each["media"].split("/")[0] for each in request["inputs"]] == ["elements"]
    plain = await result(chat, await chat.say("@hen on a bicycle"))
    assert plain.words.startswith("@hen on a bicycle")
    assert requests(sketching)[1]["mode"] == Mode.TEXT_TO_IMAGE


async def test_several_for_a_model_that_takes_several(place: Studio) -> None:
    chat = place.anna.private
    await shown(place, "fox", "red", "orange", "brown", "maroon")
    await shown(place, "hen", "white", "ivory")
    wish = await chat.say("@fox and @hen dance --model gpt-4o-image")
    picture = await result(chat, wish)
    assert picture.words.startswith("fox (pictures 1-3) and hen (pictures 4-5) dance")
    assert len(requests(place)[0]["inputs"]) == 5
    await chat.say("@fox and @hen dance --model sketch")
    told = await chat.wait_text("Sketch looks at 1 picture at a time")
    assert "at least 2" in told.text
    assert "GPT-4o Image" in told.text
    assert len(requests(place)) == 1


async def test_pictures_are_added_one_by_one(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await shown(sketching, "fox", "red", "orange")
    photo = await chat.send_photo(snapshot("brown"))
    await chat.wait_text("What shall I do")
    await chat.command("element", "FOX", reply_to=photo)
    added = await chat.wait(lambda m: "3 pictures of 4" in m.words, timeout=15)
    assert "Added" in added.words
    await chat.send_album([snapshot("pink"), snapshot("gray")], caption="/element fox")
    await chat.wait_text("4 is the most")
    assert len(kept(sketching)) == 3
    painted = await result(chat, await chat.say("a hen"))
    await chat.command("element", "hen", reply_to=painted)
    await chat.wait(lambda m: "@hen" in m.words and m.photo, timeout=15)
    await anna.tap(added, "All")
    listed = await added.becomes(lambda m: m.button("1. @fox"), timeout=15)
    assert labels(listed) == ["1. @fox", "2. @hen"]


async def test_it_is_renamed_described_and_deleted(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    told = await shown(sketching, "fox", "red")
    await anna.tap(told, "Rename")
    await chat.wait_text("called from now on")
    await chat.say("two words")
    await chat.wait_text("is one word")
    await chat.say("@vixen")
    await chat.wait(lambda m: "Renamed" in m.words, timeout=15)
    await anna.tap(told, "Describe")
    await chat.wait_text("What is @vixen")
    await chat.say("a sly one")
    described = await chat.wait(lambda m: "Described" in m.words, timeout=15)
    assert "a sly one" in described.words
    await sketching.restart()
    await chat.command("elements")
    listed = await chat.wait(lambda m: "1 of 20" in m.words, timeout=15)
    await anna.tap(listed, "@vixen")
    one = await listed.becomes(lambda m: m.button("Rename"), timeout=15)
    await anna.tap(one, "🗑")
    sure = await listed.becomes(lambda m: m.button("Keep"))
    await anna.tap(sure, "🗑 Delete")
    await listed.gone()
    assert kept(sketching) == []
    late = await anna.tap(described, "Rename")
    assert "not there any more" in late.text


async def test_it_outlives_telegrams_copy_and_goes_with_its_person(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.command("elements")
    await chat.wait_text("No elements yet")
    await chat.command("element", "fox")
    await chat.wait_text("A picture is missing")
    await shown(sketching, "fox", "red")
    boris = sketching.boris.private
    wish = await boris.say("@fox")
    assert (await result(boris, wish)).words.startswith("@fox"), "Anna's are hers"
    await chat.command("privacy")
    asked = await chat.wait_button("Export")
    await anna.tap(asked, "Export")
    await chat.wait_document(timeout=15)
    await anna.tap(asked, "Delete my data")
    await anna.tap(await asked.becomes(lambda m: m.button("Keep")), "Delete everything")
    await asked.becomes(lambda m: "Done" in m.text, timeout=15)
    assert kept(sketching) == []
    assert sketching.rows("SELECT count(*) FROM elements") == [(0,)]


async def test_a_preset_may_name_one(sketching: Studio) -> None:
    chat = sketching.anna.private
    await shown(sketching, "fox", "red")
    await chat.command("preset", "save foxy\n@fox watches {prompt}")
    await chat.wait_text("Saved")
    picture = await result(chat, await chat.say("the sea --preset foxy"))
    assert picture.words.startswith("fox watches the sea")
    assert requests(sketching)[0]["mode"] == Mode.IMAGE_TO_IMAGE
