"""MEDIA_KEEP_DAYS: files go, pictures stay."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.core.capabilities import Allowance
from tests.stories.clocks import MORNING
from tests.stories.paper import result
from tests.stories.studio import Studio


async def age(place: Studio, run_id: int, days: int) -> None:
    """Let a run be so old."""
    moment = (MORNING - timedelta(days=days)).replace(tzinfo=None).isoformat(sep=" ")
    path = place.database_url.partition(":///")[2]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE runs SET finished_at = ? WHERE id = ?", (moment, run_id))


async def test_a_picture_outlives_its_file(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("an old fox")
    old = await chat.wait_photo(timeout=10)
    await chat.say("a young hen")
    await chat.wait_photo(timeout=10)
    await sketching.settled()
    await sketching.stop()
    await age(sketching, 1, days=31)
    files = sketching.folder / "media/runs"
    assert len(list(files.iterdir())) == 2
    await sketching.start(media_keep_days=30)

    await chat.command("history")
    sheet = await chat.wait_button("Filter")
    await anna.tap(sheet, "2")
    shown = await chat.wait_text("an old fox")
    assert shown.photo
    assert [folder.name for folder in files.iterdir()] == ["2"]
    assert sketching.rows("SELECT id, media IS NULL FROM artifacts") == [(1, 1), (2, 0)]

    alert = await anna.tap(old, "📄")
    assert alert.show_alert
    assert "not kept any more" in alert.text
    await anna.tap(old, "🖌")
    question = await chat.wait_text("What shall I change")
    wish = await chat.say("make it night", reply_to=question)
    assert "make it night" in (await result(chat, wish)).words
    assert (await sketching.used(anna))[Allowance.IMAGE_TO_IMAGE] == 1


@pytest.mark.parametrize("days", [30, None])
async def test_nothing_young_goes(sketching: Studio, days: int | None) -> None:
    chat = sketching.anna.private
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await sketching.settled()
    await sketching.stop()
    await age(sketching, 1, days=29)
    await sketching.start(media_keep_days=days)
    await sketching.anna.tap(chat.last, "📄")
    await chat.wait_document()
