"""What is stored about somebody, and how they get rid of it."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from tests.stories.paper import pixels, result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def unpacked(place: Studio) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Let Anna export her data."""
    anna, chat = place.anna, place.anna.private
    await chat.command("privacy")
    screen = await chat.wait_text("What is stored about you")
    assert "Packing" in (await anna.tap(screen, "Export")).text
    sent = await chat.wait_document()
    with ZipFile(BytesIO(await sent.bytes())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("data.json")), files


async def test_an_export_holds_everything_of_hers_alone(painting: Studio) -> None:
    anna, boris = painting.anna.private, painting.boris.private
    await anna.command("ratio", "3:2")
    await anna.wait_text("3:2")
    picture = await result(anna, await anna.say("a fox"))
    await result(boris, await boris.say("тайная сова"))
    records, files = await unpacked(painting)
    told = json.dumps(records, ensure_ascii=False)
    assert "a fox" in told
    assert "сова" not in told
    assert str(painting.boris.id) not in told
    (person,) = [record for record in records if record["record"] == "people"]
    assert person["preferences"]["ratio"] == "3:2"
    kinds = {record["record"] for record in records}
    assert {"people", "jobs", "runs", "artifacts"} <= kinds
    (content,) = files.values()
    assert pixels(content) == pixels(await picture.bytes())


async def test_an_export_without_anything_is_a_file_all_the_same(painting: Studio) -> None:
    records, files = await unpacked(painting)
    assert [record["record"] for record in records] == ["people"]
    assert not files


async def test_deleting_everything_asks_first(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.command("ratio", "3:2")
    await chat.wait_text("3:2")
    await result(chat, await chat.say("a fox"))
    await chat.command("privacy")
    screen = await chat.wait_text("What is stored about you")
    await anna.tap(screen, "Delete my data")
    question = await screen.becomes(lambda m: "Delete everything?" in m.text)
    await anna.tap(question, "Keep")
    await screen.becomes(lambda m: m.button("Export"))
    await anna.tap(screen, "Delete my data")
    question = await screen.becomes(lambda m: "Delete everything?" in m.text)
    await anna.tap(question, "Delete everything")
    await screen.becomes(lambda m: "everything is deleted" in m.text)
    await painting.settled()
    for table in ("runs", "jobs", "artifacts", "conversations"):
        assert painting.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    media = painting.folder / "media"
    assert not [path for path in media.rglob("*") if path.is_file()]
    await chat.command("history")
    await chat.wait_text("Nothing here yet")
    await chat.command("settings")
    await chat.wait_button("Proportions: 1:1")
    await chat.command("quota")
    await chat.wait_text("9 of 10 left")


async def test_deleting_stops_what_is_running(painting: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = painting.anna, painting.anna.private
    vendor.finish_after(polls=10_000)
    await chat.say("a fox")
    card = await chat.wait_text("%")
    await chat.command("privacy")
    screen = await chat.wait_text("What is stored about you")
    await anna.tap(screen, "Delete my data")
    question = await screen.becomes(lambda m: "Delete everything?" in m.text)
    await anna.tap(question, "Delete everything")
    await screen.becomes(lambda m: "everything is deleted" in m.text)
    await card.becomes(lambda m: not m.buttons)
    await painting.settled()
    asked = vendor.count("status")
    vendor.finish_after()
    await result(chat, await chat.say("a hen"))
    assert len(vendor.submitted) == 2
    assert vendor.count("status") == asked + 1


async def test_how_long_files_are_kept_is_told(painting: Studio) -> None:
    anna, boris = painting.anna.private, painting.boris.private
    await anna.command("privacy")
    await anna.wait_text("until you delete them")
    await painting.restart(media_keep_days=3)
    await anna.command("privacy")
    await anna.wait_text("for 3 days")
    await boris.command("privacy")
    await boris.wait_text("3 дня")
