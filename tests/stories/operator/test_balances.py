"""Operators see what is left at each vendor, and nobody else does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.stories.paper import result
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers
from tests.vendors.kie import KieServer
from tests.vendors.nalitek import NalitekServer
from tests.vendors.segmind import SegmindServer

NUMBER_SPACE = "\u00a0"
"""Stands between a Russian number's groups of three."""


@pytest.fixture
async def kie() -> AsyncIterator[KieServer]:
    """KIE on this machine, with credits of four digits."""
    async with KieServer() as server:
        server.credits = 1250
        yield server


@pytest.fixture
async def place(tmp_path: Path, database_url: str, kie: KieServer) -> AsyncIterator[Studio]:
    """A bot with keys for every vendor that tells what is left."""
    async with AsyncExitStack() as stack:
        settings = dict(kie.settings)
        settings |= (await stack.enter_async_context(NalitekServer())).settings
        settings |= (await stack.enter_async_context(SegmindServer())).settings
        values: dict[str, Any] = {name.lower(): value for name, value in settings.items()}
        yield await stack.enter_async_context(studio(tmp_path, database_url, **values))


async def test_an_operator_sees_what_is_left(place: Studio) -> None:
    await place.restart(admin_ids=frozenset({place.anna.id}))
    chat = place.anna.private
    await chat.command("status")
    told = await chat.wait_text("Left at the providers", timeout=10)
    assert told.words.splitlines()[-2:] == [
        "KIE: 1,250 credits",
        "nalitek: 63 pictures, 42 upscales · renewed 2025-01-16 00:00 UTC",
    ]
    await result(chat, await chat.say("a fox --model kandinsky-2.2"))
    await chat.command("status")
    await chat.wait_text("Segmind: 99.5 credits", timeout=10)


async def test_an_operator_sees_it_in_russian(place: Studio) -> None:
    await place.restart(admin_ids=frozenset({place.boris.id}))
    boris, chat = place.boris, place.boris.private
    await chat.command("help")
    await boris.tap(await chat.wait_button("Модели"), "Модели")
    told = await chat.wait_text("Осталось у поставщиков", timeout=10)
    assert told.words.splitlines()[-2:] == [
        f"KIE – кредитов: 1{NUMBER_SPACE}250",
        "nalitek – картинок: 63, увеличений: 42 · обновится 2025-01-16 00:00 UTC",
    ]


async def test_others_see_the_models_alone(place: Studio, kie: KieServer) -> None:
    await place.restart(admin_ids=frozenset({place.anna.id}))
    for person, title, money in (
        (place.boris, "Модели", "Осталось"),
        (place.sandbox.person("Clara", language="en"), "Models", "Left at"),
    ):
        await person.private.command("status")
        told = await person.private.wait_text(title, timeout=10)
        assert "KIE" not in told.words
        assert money not in told.words


async def test_a_group_is_not_shown_the_operators_money(place: Studio) -> None:
    await place.restart(admin_ids=frozenset({place.anna.id}))
    chat = place.group().as_(place.anna)
    asked = await chat.command("status")
    told = await chat.wait(lambda m: m.replies_to(asked), timeout=10)
    assert "Models" in told.words
    assert "Left at" not in told.words


async def test_a_vendor_that_does_not_tell_is_left_out(place: Studio, kie: KieServer) -> None:
    await place.restart(admin_ids=frozenset({place.anna.id}))
    kie.faults.add("credit", *[Answers(503)] * 50)
    chat = place.anna.private
    await chat.command("status")
    told = await chat.wait_text("Left at the providers", timeout=10)
    assert "nalitek: 63 pictures" in told.words
    assert "KIE:" not in told.words
