"""KIE's models, from the message to the delivered pictures."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from tests.stories.paper import labels, pixels, result, size, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.kie import KieServer, painted


@pytest.fixture
async def kie() -> AsyncIterator[KieServer]:
    """KIE on this machine; a request that breaks its rules fails the test."""
    async with KieServer() as server:
        yield server


@pytest.fixture
async def place(tmp_path: Path, database_url: str, kie: KieServer) -> AsyncIterator[Studio]:
    """A bot with a key for KIE."""
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    values["kie_grok_upscale"] = "on"
    async with studio(tmp_path, database_url, **values) as found:
        yield found


def colour(content: bytes) -> bytes:
    """The colour of a picture that Telegram may have made smaller."""
    return pixels(content)[:3]


def bodies(kie: KieServer) -> list[Any]:
    return [task.body for task in kie.tasks.values()]


@pytest.mark.parametrize("model", ["gpt-4o-image", "flux-kontext-pro", "flux-kontext-max"])
async def test_words_become_a_picture(place: Studio, kie: KieServer, model: str) -> None:
    chat = place.anna.private
    picture = await result(chat, await chat.say(f"a fox --model {model}"))
    [body] = bodies(kie)
    assert body["prompt"] == "a fox"
    assert colour(await picture.bytes()) == colour(painted(body))


@pytest.mark.parametrize(
    ("words", "count"),
    [("a fox --model gpt-4o-image --variants 4", 4), ("a fox --model grok-imagine", 6)],
)
async def test_one_task_may_make_several_pictures(
    place: Studio, kie: KieServer, words: str, count: int
) -> None:
    chat = place.anna.private
    await chat.say(words)
    album = await chat.wait_album(count, timeout=10)
    [body] = bodies(kie)
    expected = {colour(painted(body, index)) for index in range(count)}
    assert {colour(await picture.bytes()) for picture in album} == expected
    assert await place.used(place.anna) == {Allowance.TEXT_TO_IMAGE: 1}


@pytest.mark.parametrize("model", ["gpt-4o-image", "flux-kontext-pro", "grok-imagine"])
async def test_a_photo_is_changed_and_reaches_kie_through_its_upload_host(
    place: Studio, kie: KieServer, model: str
) -> None:
    chat = place.anna.private
    wish = await chat.send_photo(snapshot(), f"make it night --model {model}")
    await result(chat, wish)
    [body], [(address, content)] = bodies(kie), kie.uploads.items()
    assert address in str(body)
    assert "telegram" not in str(body)
    assert size(content) == (320, 240)


async def test_an_album_is_one_edit_of_4o(place: Studio, kie: KieServer) -> None:
    chat = place.anna.private
    photos = [snapshot("navy"), snapshot("olive"), snapshot("teal")]
    wish = await chat.send_album(photos, "put them together --model gpt-4o-image")
    await result(chat, wish[0])
    [body] = bodies(kie)
    arrived = [colour(kie.uploads[address]) for address in body["filesUrl"]]
    assert arrived == [colour(photo) for photo in photos]


async def test_groks_picture_is_enlarged_by_grok(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    wish = await chat.send_photo(snapshot(), "make it night --model grok-imagine")
    first = await result(chat, wish)
    await anna.tap(first, "Upscale")
    menu = await chat.wait_button("Upscale", timeout=10)
    await anna.tap(menu, "Upscale")
    await chat.wait(lambda m: m.photo and m.id > menu.id, timeout=10)
    source, *_ = kie.tasks
    _, enlarged = bodies(kie)
    assert enlarged == {"model": "grok-imagine/upscale", "input": {"task_id": source}}


async def test_grok_enlarges_nothing_else(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    flux = await result(chat, await chat.say("a fox --model flux-kontext-pro"))
    assert not any("Upscale" in label for label in labels(flux))
    wish = await chat.send_photo(snapshot(), "make it night --model grok-imagine")
    night = await result(chat, wish)
    await anna.tap(night, "Upscale")
    menu = await chat.wait_button("Upscale", timeout=10)
    await anna.tap(menu, "Upscale")
    enlarged = await chat.wait(lambda m: m.photo and m.id > menu.id, timeout=10)
    assert not any("Upscale" in label for label in labels(enlarged))
    done = len(kie.tasks)

    photo = await chat.send_photo(snapshot())
    menu = await chat.wait_text("What shall I do with this picture?")
    assert not any("×" in label or "Upscale" in label for label in labels(menu))
    await chat.command("upscale", reply_to=photo)
    await chat.wait_text("does not enlarge")
    await chat.command("upscale", reply_to=flux)
    await chat.wait(lambda m: "does not enlarge" in m.words and m.id > flux.id, timeout=10)
    assert len(kie.tasks) == done
