"""The same prompt on several models side by side."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from tests.stories.conftest import keys
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers
from tests.vendors.fusionbrain import FusionBrainServer
from tests.vendors.nalitek import NalitekServer

START = "🎨 Paint 2 pictures · 10 of 10 left"


@pytest.fixture
async def three(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with three models, of which one names its price and never answers."""
    values = keys(vendor) | {
        "models_enabled": "sketch",
        "segmind_api_key": "key",
        "segmind_url": "http://127.0.0.1:9/v1",
    }
    async with studio(tmp_path, database_url, **values) as place:
        yield place


async def asked(place: Studio, words: str) -> tuple[MessageView, MessageView]:
    """Ask for a comparison; returns the wish and the screen."""
    chat = place.anna.private
    wish = await chat.command("compare", words)
    return wish, await chat.wait_text("Choose the models")


async def test_two_models_paint_the_same(both: Studio) -> None:
    anna, chat = both.anna, both.anna.private
    wish, screen = await asked(both, "a fox <3")
    assert "a fox <3" in screen.text
    assert labels(screen) == ["✓ Kandinsky", "✓ Sketch", START, "✖ Never mind"]
    assert await both.used(anna) == {}
    assert "On it" in (await anna.tap(screen, "Paint")).text
    album = await chat.wait_album(2, timeout=15)
    assert album[0].replies_to(wish)
    for picture, model in zip(album, ["1. Kandinsky", "2. Sketch"], strict=True):
        quote, facts = picture.words.splitlines()
        assert quote == "a fox <3"
        assert facts.startswith(f"{model} · ")
        assert facts.endswith("sec")
    await screen.becomes(lambda m: not m.buttons)
    assert await both.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}
    assert both.rows("SELECT count(*) FROM jobs") == [(1,)]


async def test_models_are_chosen_by_toggles_that_survive_a_restart(three: Studio) -> None:
    anna, chat = three.anna, three.anna.private
    _, screen = await asked(three, "a fox")
    priced = next(label for label in labels(screen) if "$" in label)
    assert priced.startswith("✓")
    assert priced.endswith("· $0.005")
    await anna.tap(screen, "$0.005")
    await screen.becomes(lambda m: START in labels(m))
    await three.restart()
    await anna.tap(screen, "✓ Sketch")
    await screen.becomes(lambda m: "At least two models are needed" in m.text)
    assert not screen.latest.button("Paint")
    await anna.tap(screen, "Sketch")
    await screen.becomes(lambda m: "✓ Sketch" in labels(m))
    await anna.tap(screen.latest, "Paint")
    await chat.wait_album(2, timeout=15)


async def test_a_parameter_holds_for_those_that_have_it(both: Studio) -> None:
    anna, chat = both.anna, both.anna.private
    _, screen = await asked(both, "a fox --ar 3:2 --seed 5 and a hen")
    assert "Kandinsky does not take --seed 5" in screen.text
    assert "a fox and a hen" in screen.text
    await anna.tap(screen, "Paint")
    album = await chat.wait_album(2, timeout=15)
    assert all("3:2" in picture.words for picture in album)
    assert ["seed 5" in picture.words for picture in album] == [False, True]


async def test_what_no_model_takes_is_a_mistake(both: Studio) -> None:
    chat = both.anna.private
    await chat.command("compare", "a fox --wings 2")
    await chat.wait_text("has no --wings")
    assert both.rows("SELECT count(*) FROM jobs") == [(0,)]


async def test_models_can_be_named(three: Studio) -> None:
    _, screen = await asked(three, "a fox --model sketch --model kandinsky")
    assert [label[0] for label in labels(screen)[:3]].count("✓") == 2
    assert "✓ Sketch" in labels(screen)


async def test_a_model_that_cannot_read_so_much_is_left_out(three: Studio) -> None:
    chat = three.anna.private
    await chat.command("compare", "fox " * 280)
    told = await chat.wait_text("There is only Kandinsky 2.2 here that can do this")
    assert "🚫 Sketch" in told.text
    assert "at most 1,000 characters; yours are 1,119" in told.text


async def test_with_one_model_it_says_so(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.command("compare", "a fox")
    await chat.wait_text("There is only Sketch here that can do this")


async def test_a_picture_is_for_those_that_start_from_one(both: Studio) -> None:
    chat = both.anna.private
    await chat.send_photo(snapshot(), "/compare make it night")
    await chat.wait_text("There is only Sketch here that can do this")


async def test_several_models_change_one_picture(tmp_path: Path, database_url: str) -> None:
    async with NalitekServer() as flux:
        values: dict[str, Any] = {name.lower(): value for name, value in flux.settings.items()}
        values |= {"models_enabled": "sketch"}
        async with studio(tmp_path, database_url, **values) as place:
            anna, chat = place.anna, place.anna.private
            wish = await chat.send_photo(snapshot(), "/compare make it night --model flux-dev")
            screen = await chat.wait_text("Choose the models")
            await anna.tap(screen, "Sketch")
            await screen.becomes(lambda m: "🎨 Paint 2 pictures · 5 of 5 left" in labels(m))
            await anna.tap(screen.latest, "Paint")
            album = await chat.wait_album(2, timeout=15)
            assert album[0].replies_to(wish)
            assert len({await picture.bytes() for picture in album}) == 2
            assert await place.used(anna) == {Allowance.IMAGE_TO_IMAGE: 2}


async def test_alone_it_asks(both: Studio) -> None:
    anna, chat = both.anna, both.anna.private
    await chat.command("compare")
    question = await chat.wait_text("What shall the models paint?")
    await chat.say("a fox")
    screen = await chat.wait_text("Choose the models")
    await question.becomes(lambda m: not m.buttons)
    await anna.tap(screen, "Never mind")
    await screen.becomes(lambda m: "never mind" in m.text)


async def test_one_model_fails(three: Studio) -> None:
    anna, chat = three.anna, three.anna.private
    wish, screen = await asked(three, "a fox")
    await anna.tap(screen, "Paint 3")
    album = await chat.wait_album(2, timeout=15)
    assert album[0].replies_to(wish)
    report = await chat.wait_text("1 of 3 pictures could not be made", timeout=10)
    assert "Kandinsky 2.2" in report.text
    assert report.button("Try again")
    assert await three.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_cancel_delivers_what_is_ready(both: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = both.anna, both.anna.private
    vendor.finish_after(polls=10_000)
    wish, screen = await asked(both, "a fox")
    await anna.tap(screen, "Paint")
    card = await chat.wait_button("Cancel")
    await card.becomes(lambda m: "1 of 2 ready" in m.text, timeout=10)
    await anna.tap(card, "Cancel")
    picture = await result(chat, wish)
    assert "2. Sketch" in picture.words
    assert picture.button("Again")


async def test_a_restart_in_the_middle_loses_nothing(
    both: Studio, vendor: FusionBrainServer
) -> None:
    chat = both.anna.private
    vendor.finish_after(polls=10_000)
    _, screen = await asked(both, "a fox")
    await both.anna.tap(screen, "Paint")
    await chat.wait_button("Cancel")
    await both.restart()
    vendor.finish_after()
    album = await chat.wait_album(2, timeout=15)
    assert "Kandinsky" in album[0].words
    assert vendor.count("run") == 1


async def test_in_russian(both: Studio, vendor: FusionBrainServer) -> None:
    boris, chat = both.boris, both.boris.private
    vendor.faults.add("run", Answers(400))
    await chat.command("compare", "лиса --seed 5")
    screen = await chat.wait_text("Выберите модели")
    assert "Kandinsky не понимает --seed 5" in screen.text
    assert "🎨 Нарисовать 2 · осталось 10 из 10" in labels(screen)
    await boris.tap(screen, "Нарисовать")
    assert "2. Sketch" in (await chat.wait_photo(timeout=10)).words
    report = await chat.wait_text("Не получилось картинок: 1 из 2", timeout=10)
    assert "1. Kandinsky" in report.text
