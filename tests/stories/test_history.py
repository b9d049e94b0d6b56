"""Somebody leafs through their pictures, one at a time."""

import re
from collections.abc import Callable

import pytest

from bot.sandbox import MessageView
from tests.stories.paper import labels, result
from tests.stories.studio import Studio


@pytest.fixture
async def three(painting: Studio) -> Studio:
    """A bot that has made three pictures for Anna and one for Boris."""
    anna, boris = painting.anna.private, painting.boris.private
    for words in ("a fox", "a hen", "a cat --ar 3:2 --style anime"):
        await result(anna, await anna.say(words))
    await result(boris, await boris.say("сова"))
    return painting


def shows(words: str) -> Callable[[MessageView], object]:
    """Whether the history shows this picture, with all its buttons."""
    return lambda m: words in m.words and m.button("Again")


async def opened(place: Studio) -> MessageView:
    """The newest picture, chosen from the sheet."""
    chat = place.anna.private
    await chat.command("history")
    sheet = await chat.wait_button("Filter")
    await place.anna.tap(sheet, "1")
    return await sheet.becomes(shows("a cat"))


async def test_the_newest_comes_first_and_the_ends_are_ends(three: Studio) -> None:
    anna, shown = three.anna, await opened(three)
    assert "a cat" in shown.words
    assert "Kandinsky · 3:2 · Anime" in shown.words
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", shown.words)
    assert not shown.button("Newer")
    first = shown
    for words in ("a hen", "a fox"):
        await anna.tap(first, "Older")
        first = await first.becomes(shows(words))
    assert not first.button("Older")
    assert await first.bytes() != await shown.bytes()
    await anna.tap(first, "Newer")
    await first.becomes(lambda m: "a hen" in m.words)
    assert "сова" not in three.anna.private.transcript()


async def test_an_arrow_to_what_was_deleted_meanwhile_says_so(three: Studio) -> None:
    anna, chat, shown = three.anna, three.anna.private, await opened(three)
    await anna.tap(shown, "Older")
    hen = await shown.becomes(lambda m: "a hen" in m.words)
    fox = next(m for m in chat.messages if m.photo and "a fox" in m.words)
    await anna.tap(fox, "🗑")
    await anna.tap(await fox.becomes(lambda m: m.button("Keep")), "🗑 Delete")
    await fox.gone()
    assert "last one" in (await anna.tap(hen, "Older")).text


async def test_repeat_from_the_history(three: Studio) -> None:
    anna, chat, shown = three.anna, three.anna.private, await opened(three)
    await anna.tap(shown, "Again")
    again = await result(chat, shown)
    assert "a cat" in again.words
    assert "3:2 · Anime" in again.words


async def test_the_recipe_and_the_way_back(three: Studio) -> None:
    anna, shown = three.anna, await opened(three)
    await anna.tap(shown, "Recipe")
    recipe = await shown.becomes(lambda m: "Proportions: 3:2" in m.words)
    assert all(words in recipe.words for words in ("a cat", "Kandinsky", "Anime"))
    assert labels(recipe) == ["⬅ Back"]
    await anna.tap(recipe, "Back")
    await shown.becomes(lambda m: m.button("Again"))


async def test_deleting_shows_the_next_and_frees_the_file(three: Studio) -> None:
    anna, chat, shown = three.anna, three.anna.private, await opened(three)
    files = three.folder / "media" / "runs"
    assert len([*files.rglob("*.jpg")]) == 4
    await anna.tap(shown, "Delete")
    sure = await shown.becomes(lambda m: m.button("Keep"))
    await anna.tap(sure, "Keep")
    await anna.tap(await shown.becomes(lambda m: m.button("Again")), "Delete")
    for following in ("a hen", "a fox"):
        sure = await shown.becomes(lambda m: m.button("Keep"))
        await anna.tap(sure, "🗑 Delete")
        left = await shown.becomes(shows(following))
        await anna.tap(left, "Delete")
    await anna.tap(await shown.becomes(lambda m: m.button("Keep")), "🗑 Delete")
    await shown.gone()
    await chat.wait_text("Nothing here yet")
    await three.settled()
    assert len([*files.rglob("*.jpg")]) == 1, "only the picture of Boris is left"


async def test_an_empty_history_says_how_to_begin(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.command("history")
    empty = await chat.wait_text("Nothing here yet")
    await painting.anna.tap(empty, "Help")
    await chat.wait_text("Any message is a wish")


async def test_the_history_works_after_a_restart(three: Studio) -> None:
    anna, shown = three.anna, await opened(three)
    await three.restart()
    await anna.tap(shown, "Older")
    await shown.becomes(lambda m: "a hen" in m.words)
