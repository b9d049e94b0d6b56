"""FLUX, from the message to the delivered pictures."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from tests.stories.paper import pixels, result, seed, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.base import Hold, LoseAnswer
from tests.vendors.nalitek import NalitekServer


@pytest.fixture
async def flux() -> AsyncIterator[NalitekServer]:
    """The vendor on this machine; a request that breaks its rules fails the test."""
    async with NalitekServer() as server:
        yield server


@pytest.fixture
async def place(tmp_path: Path, database_url: str, flux: NalitekServer) -> AsyncIterator[Studio]:
    """A bot with a key for it."""
    values: dict[str, Any] = {name.lower(): value for name, value in flux.settings.items()}
    async with studio(tmp_path, database_url, **values) as found:
        yield found


def asked(flux: NalitekServer, operation: str) -> list[Any]:
    return [call.params for call in flux.calls if call.operation == operation]


def stored(place: Studio) -> set[bytes]:
    """The files that the bot keeps, byte by byte as they came."""
    return {file.read_bytes() for file in (place.folder / "media" / "runs").glob("*/*")}


def alike(delivered: bytes, painted: bytes) -> bool:
    """Whether Telegram shows what was painted: as a JPEG, hence with colours a little off."""
    pairs = zip(pixels(delivered)[:3], pixels(painted)[:3], strict=True)
    return all(abs(one - other) <= 4 for one, other in pairs)


@pytest.mark.parametrize(("model", "steps"), [("flux-dev", 30), ("flux-schnell", 15)])
async def test_words_become_a_picture(
    place: Studio, flux: NalitekServer, model: str, steps: int
) -> None:
    chat = place.anna.private
    wish = await chat.say(
        f"a fox --model {model} --ar 3:2 --no fog --guidance 5 --style anime-style-v2"
    )
    picture = await result(chat, wish)
    [params] = asked(flux, "generate")
    assert (params["model"], params["steps"], params["guidance_scale"]) == (model, steps, 5.0)
    assert params["prompt"] == "a fox, anime, manga"
    assert params["lora_ids"] == ["anime-style-v2"]
    assert params["negative_prompt"] == "fog"
    assert seed(picture) == params["seed"]
    painted = flux.images[4738].painted()
    assert stored(place) == {painted}
    assert alike(await picture.bytes(), painted)


@pytest.mark.parametrize("model", ["flux-dev", "flux-schnell"])
async def test_a_photo_is_changed(place: Studio, flux: NalitekServer, model: str) -> None:
    chat = place.anna.private
    wish = await chat.send_photo(snapshot(), f"make it night --model {model} --strength 0.4")
    picture = await result(chat, wish)
    [params] = asked(flux, "img2img")
    assert (params["model"], params["strength"]) == (model, 0.4)
    assert (params["width"], params["height"]) == (1024, 768)  # 320 by 240
    painted = flux.images[4738].painted()
    assert stored(place) == {painted}
    assert alike(await picture.bytes(), painted)


@pytest.mark.parametrize("model", ["flux-dev", "flux-schnell"])
async def test_its_own_picture_is_enlarged_where_it_is_stored(
    place: Studio, flux: NalitekServer, model: str
) -> None:
    anna, chat = place.anna, place.anna.private
    first = await result(chat, await chat.say(f"a fox --model {model}"))
    await anna.tap(first, "Upscale")
    menu = await chat.wait_button("Upscale", timeout=10)
    await anna.tap(menu, "Upscale")
    await chat.wait(lambda m: (m.photo or m.document) and m.id > menu.id, timeout=10)
    [call] = [call for call in flux.calls if call.operation == "upscale"]
    assert call.path == "/api/upscale/4738"
    assert asked(flux, "img2img") == []
    assert await place.used(anna) == {Allowance.TEXT_TO_IMAGE: 1, Allowance.UPSCALE: 1}


async def test_a_foreign_photo_is_enlarged_in_two_steps(
    place: Studio, flux: NalitekServer
) -> None:
    anna, chat = place.anna, place.anna.private
    photo = await chat.send_photo(snapshot())
    await anna.tap(await chat.wait_button("Upscale", timeout=10), "Upscale")
    await chat.wait(lambda m: (m.photo or m.document) and m.id > photo.id, timeout=10)
    assert stored(place) == {flux.images[4739].painted()}
    assert [len(asked(flux, name)) for name in ("img2img", "upscale")] == [1, 1]
    assert await place.used(anna) == {Allowance.UPSCALE: 1}


async def test_variants_are_one_batch(place: Studio, flux: NalitekServer) -> None:
    chat = place.anna.private
    await chat.say("a fox --model flux-dev --variants 4")
    album = await chat.wait_album(4, timeout=10)
    [body] = asked(flux, "batch")
    assert len(body["batch"]) == 4
    painted = [image.painted() for image in flux.images.values()]
    assert stored(place) == set(painted)
    delivered = [await picture.bytes() for picture in album]
    assert all(map(alike, delivered, painted))
    assert await place.used(place.anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_a_lost_answer_is_found_and_paid_once(place: Studio, flux: NalitekServer) -> None:
    flux.faults.add("generate", LoseAnswer())
    chat = place.anna.private
    await result(chat, await chat.say("a fox --model flux-dev"))
    assert len(flux.images) == 1


def endless(flux: NalitekServer) -> Hold:
    """Let tasks go on; the next look at one is held."""
    hold = Hold()
    flux.finish_after(looks=10_000)
    flux.faults.add("get", hold)
    return hold


async def let_go(hold: Hold) -> None:
    """Answer a look as soon as it is there."""
    async with asyncio.timeout(10):
        await hold.arrived.wait()
    hold.released.set()


async def test_a_restart_finds_the_picture(place: Studio, flux: NalitekServer) -> None:
    chat, look = place.anna.private, endless(flux)
    wish = await chat.say("a fox --model flux-dev")
    await let_go(look)
    await place.restart()
    flux.finish_after(looks=1)
    await result(chat, wish)
    assert len(flux.images) == 1


async def test_a_restart_between_the_steps_of_an_enlarging(
    place: Studio, flux: NalitekServer
) -> None:
    anna, chat, look = place.anna, place.anna.private, endless(flux)
    photo = await chat.send_photo(snapshot())
    await anna.tap(await chat.wait_button("Upscale", timeout=10), "Upscale")
    await let_go(look)
    assert asked(flux, "upscale") == []
    await place.restart()
    flux.finish_after(looks=1)
    await chat.wait(lambda m: (m.photo or m.document) and m.id > photo.id, timeout=10)
    assert [len(asked(flux, name)) for name in ("img2img", "upscale")] == [1, 1]


async def test_a_used_up_quota_costs_nobody_anything(place: Studio, flux: NalitekServer) -> None:
    flux.quota = 0
    chat = place.anna.private
    await chat.say("a fox --model flux-dev")
    await place.settled()
    assert flux.images == {}
    assert not any((await place.used(place.anna)).values())
