"""Several pictures in one go."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from bot.sandbox.chatview import ChatView
from tests.stories.conftest import keys
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers, Hold
from tests.vendors.fusionbrain import FusionBrainServer
from tests.vendors.nalitek import NalitekServer

THREE = "a fox\na hen --ar 16:9\nan owl <3"
SEVEN = "\n".join(f"a fox with {number} tails" for number in range(1, 8))


def captions(album: list[MessageView]) -> list[str]:
    return [picture.words.splitlines()[0] for picture in album]


async def album_of(chat: ChatView, count: int) -> list[MessageView]:
    return await chat.wait_album(count, timeout=15)


async def test_a_few_lines_are_painted_at_once(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    wish = await chat.say(f"/batch\n{THREE}\n\n")
    album = await album_of(chat, 3)
    assert captions(album) == ["1. a fox", "2. a hen", "3. an owl <3"]
    assert album[0].replies_to(wish)
    assert ["16:9" in picture.words for picture in album] == [False, True, False]
    control = await chat.wait_text("3 pictures")
    assert labels(control) == ["1", "2", "3"]
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 3}
    await anna.tap(control, "2")
    await control.becomes(lambda m: "Picture 2" in labels(m)[0])
    assert sketching.rows("SELECT count(*) FROM jobs") == [(1,)]


async def test_more_is_asked_about_first(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    wish = await chat.command("batch", SEVEN)
    offer = await chat.wait_text("7. a fox with 7 tails")
    assert labels(offer)[0] == "🎨 Paint 7 pictures · 10 of 10 left"
    assert await sketching.used(anna) == {}
    assert "On it" in (await anna.tap(offer, "Paint")).text
    album = await album_of(chat, 7)
    assert captions(album)[6] == "7. a fox with 7 tails"
    assert album[0].replies_to(wish)
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 7}
    await offer.becomes(lambda m: not m.buttons)
    await chat.command("batch", SEVEN)
    await chat.wait_text("3 of 10 left today, and this takes 7")
    assert sketching.rows("SELECT count(*) FROM jobs") == [(1,)]


async def test_an_offer_pressed_twice_paints_once(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.command("batch", SEVEN)
    offer = await chat.wait_text("7. a fox")
    pressed = await anna.press(offer, "Paint")
    again = await anna.press(offer, "Paint")
    assert pressed != again
    await album_of(chat, 7)
    assert sketching.rows("SELECT count(*) FROM runs") == [(7,)]


async def test_an_offer_survives_a_restart_and_can_be_dropped(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.command("batch", SEVEN)
    first = await chat.wait_text("7. a fox")
    await chat.command("batch", SEVEN)
    second = await chat.wait_text("7. a fox")
    await sketching.restart()
    await anna.tap(first, "Never mind")
    await first.becomes(lambda m: "never mind" in m.text)
    await anna.tap(second, "Paint")
    await album_of(chat, 7)


async def test_faulty_lines_are_named_and_nothing_is_spent(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("/batch a fox\na hen --ar 5:7\nan owl\na cat --wings 2")
    told = await chat.wait_text("Nothing was painted yet")
    assert "2. a hen --ar 5:7" in told.text
    assert "can't make 5:7" in told.text
    assert "4. a cat --wings 2" in told.text
    assert "an owl" not in told.text
    await sketching.settled()
    assert await sketching.used(anna) == {}
    assert sketching.rows("SELECT count(*) FROM jobs") == [(0,)]


async def test_too_many(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.command("batch", "\n".join(["a fox"] * 11))
    await chat.wait_text("at most 10 pictures; that would be 11")
    await chat.command("batch", "a fox --n 4\na hen --n 4\nan owl --n 4")
    await chat.wait_text("that would be 12")
    assert sketching.rows("SELECT count(*) FROM jobs") == [(0,)]


async def test_alone_it_asks_until_the_list_is_right(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.command("batch")
    question = await chat.wait_text("one per line")
    await chat.say("a fox --wings 2\na hen")
    await chat.wait_text("Nothing was painted yet")
    await chat.say("a fox\na hen")
    assert captions(await album_of(chat, 2)) == ["1. a fox", "2. a hen"]
    await question.becomes(lambda m: not m.buttons)
    await sketching.anna.private.say("an owl")
    assert (await chat.wait_photo(timeout=10)).words.startswith("an owl")


async def test_it_reads_what_it_replies_to(sketching: Studio) -> None:
    chat = sketching.anna.private
    listed = await chat.say("/start a fox\na hen")
    await chat.wait_text("Hello")
    await chat.command("batch", reply_to=listed)
    assert captions(await album_of(chat, 2)) == ["1. a fox", "2. a hen"]


async def test_each_line_changes_the_same_picture(sketching: Studio) -> None:
    chat = sketching.anna.private
    photo = await chat.send_photo(snapshot())
    await chat.wait_text("What shall I do")
    await chat.command("batch", "make it night\nmake it snow", reply_to=photo)
    album = await album_of(chat, 2)
    assert captions(album) == ["1. make it night", "2. make it snow"]
    assert await sketching.used(sketching.anna) == {Allowance.IMAGE_TO_IMAGE: 2}


async def test_one_line_is_one_photo_with_its_buttons(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.command("batch", "a fox")
    picture = await result(chat, wish)
    assert picture.words.startswith("a fox")
    assert picture.button("Again")


async def test_failures_are_named_and_retried_one_by_one(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    anna, chat = painting.anna, painting.anna.private
    hold = Hold()
    vendor.faults.add("run", hold, Answers(503), Answers(400))
    wish = await chat.command("batch", "a fox\na hen\nan owl")
    await hold.arrived.wait()
    hold.released.set()
    picture = await result(chat, wish)
    report = await chat.wait_text("2 of 3 pictures could not be made", timeout=10)
    made = picture.words.splitlines()[0]
    names = {"1. a fox", "2. a hen", "3. an owl"}
    assert made in names
    failed = sorted(names - {made})
    assert all(name in report.text for name in failed)
    assert "2 runs were returned" in report.text
    assert len(labels(report)) == 2
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    (retry,) = [label for label in labels(report) if "Try again" in label]
    (other,) = [label for label in labels(report) if "Edit" in label]
    await anna.tap(report, "Try again")
    again = await result(chat, report)
    assert again.words.splitlines()[0] == retry.partition(". ")[2]
    await report.becomes(lambda m: labels(m) == [other])


@pytest.fixture
async def slow(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with two models, of which Sketch is never ready."""
    values = keys(vendor) | {"models_enabled": "sketch", "sketch_seconds": "600"}
    async with studio(tmp_path, database_url, **values) as place:
        yield place


async def test_cancel_delivers_what_is_ready(slow: Studio) -> None:
    anna, chat = slow.anna, slow.anna.private
    wish = await chat.command("batch", "a fox --model sketch\na hen\nan owl")
    card = await chat.wait_button("Cancel")
    await card.becomes(lambda m: "2 of 3 ready" in m.text, timeout=10)
    await anna.tap(card, "Cancel")
    album = await album_of(chat, 2)
    assert captions(album) == ["2. a hen", "3. an owl"]
    assert album[0].replies_to(wish)
    control = await chat.wait_text("2 pictures")
    assert labels(control) == ["2", "3"]
    await anna.tap(control, "3")
    await control.becomes(lambda m: "Picture 3" in labels(m)[0])
    await card.gone()


async def test_a_restart_in_the_middle_loses_nothing(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    vendor.finish_after(polls=10_000)
    await chat.command("batch", "a fox\na hen\nan owl")
    await chat.wait_button("Cancel")
    await painting.restart()
    vendor.finish_after()
    assert captions(await album_of(chat, 3)) == ["1. a fox", "2. a hen", "3. an owl"]
    assert vendor.count("run") == 3


async def test_a_vendor_with_batches_of_its_own_keeps_the_lines_apart(
    tmp_path: Path, database_url: str
) -> None:
    async with NalitekServer() as flux:
        values: dict[str, Any] = {name.lower(): value for name, value in flux.settings.items()}
        async with studio(tmp_path, database_url, **values) as place:
            await place.anna.private.command("batch", "a fox\na hen\nan owl")
            album = await album_of(place.anna.private, 3)
            assert captions(album) == ["1. a fox", "2. a hen", "3. an owl"]
            assert len({await picture.bytes() for picture in album}) == 3


async def test_a_list_from_before_is_asked_about(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    with sketching.earlier(minutes=30):
        await chat.command("batch", "a fox\na hen")
    offer = await chat.wait_text("Do you still want it?")
    assert await sketching.used(anna) == {}
    await anna.tap(offer, "Paint 2 pictures")
    await album_of(chat, 2)


async def test_in_groups_only_the_asker_starts_it(sketching: Studio) -> None:
    anna, boris, group = sketching.anna, sketching.boris, sketching.group()
    await group.as_(anna).command("batch", SEVEN)
    offer = await group.as_(anna).wait_text("7. a fox")
    assert (await boris.tap(offer, "Paint")).show_alert
    await anna.tap(offer, "Paint")
    await album_of(group.as_(anna), 7)
    assert await sketching.used(boris) == {}


async def test_in_russian(painting: Studio, vendor: FusionBrainServer) -> None:
    boris, chat = painting.boris, painting.boris.private
    await chat.command("batch")
    await chat.wait_text("каждый с новой строки")
    await chat.say("лиса --крылья 2\nсова")
    assert "1. лиса" in (await chat.wait_text("с одной строкой не получится")).text
    vendor.faults.add("run", Answers(503), Answers(503))
    await chat.say("лиса\nсова\nкот\nпёс")
    offer = await chat.wait_text("4. пёс")
    assert labels(offer)[0] == "🎨 Нарисовать 4 · осталось 10 из 10"
    await boris.tap(offer, "Нарисовать")
    await album_of(chat, 2)
    report = await chat.wait_text("Не получилось картинок: 2 из 4", timeout=10)
    assert all("Ещё раз" in label or "ещё раз" in label for label in labels(report))
