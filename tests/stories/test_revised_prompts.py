"""A model that paints from other words than it was given says so."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.stories.paper import result
from tests.stories.studio import Studio, studio
from tests.vendors.openai_images import OpenAiImagesServer, revised


@pytest.fixture
async def place(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot with a key for a server whose DALL·E 3 writes prompts anew."""
    async with OpenAiImagesServer() as server:
        values: dict[str, Any] = {k.lower(): value for k, value in server.settings.items()}
        async with studio(tmp_path, database_url, **values) as found:
            yield found


async def test_the_words_that_were_used_are_shown(place: Studio) -> None:
    anna, chat = place.anna, place.anna.private
    picture = await result(chat, await chat.say("a <red> fox --model dall-e-3"))
    assert f"Painted from: {revised('a <red> fox')}" in picture.words
    await chat.command("history")
    shown = await chat.wait_button("Recipe", timeout=10)
    assert revised("a <red> fox") in shown.words
    await anna.tap(shown, "Recipe")
    await chat.wait(lambda m: "Recipe" in m.words and "Painted from: " in m.words, timeout=10)


async def test_other_models_use_the_words_as_they_are(place: Studio) -> None:
    chat = place.anna.private
    picture = await result(chat, await chat.say("a fox --model dall-e-2"))
    assert "Painted from" not in picture.words
