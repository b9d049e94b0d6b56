"""Somebody looks for a picture on their contact sheets."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO

import pytest
from PIL import Image

from bot.core import gallery as core
from bot.sandbox import MessageView
from bot.storage import gallery
from bot.telegram.callbacks import HistoryAction, HistoryTap
from tests.stories.paper import labels, result
from tests.stories.studio import Studio
from tests.stories.test_forged_buttons import forged

PAST = 30
"""Pictures of an earlier year, which nobody waits for."""


@contextmanager
def database(place: Studio) -> Iterator[sqlite3.Connection]:
    """What the bot works with, behind its back."""
    file = place.database_url.partition(":///")[2]
    with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
        yield connection


async def past(place: Studio, number: int = PAST, prompt: str = "an owl") -> None:
    """Give Anna pictures that were painted in an earlier year, and whose files are gone."""
    # in a thread: the bot may be writing, and could not go on while it is waited for
    await asyncio.to_thread(_past, place, number, prompt)


def _past(place: Studio, number: int, prompt: str) -> None:
    person = place.anna.id
    place.refusals.append("wrong file_id")
    with database(place) as connection:
        for each in range(1, number + 1):
            day = f"2025-03-{1 + each // 10:02} 10:00:00.000000"
            wish = {"version": 1, "mode": "text_to_image", "model": "sketch", "prompt": prompt}
            values = {"id": each, "person": person, "day": day, "wish": json.dumps(wish)}
            for statement in (_JOB, _RUN, _ARTIFACT):
                connection.execute(statement, values | {"words": prompt})


_JOB = (
    "INSERT INTO jobs (id, person_id, payer_id, chat_id, private, language, created_at, closed)"
    " VALUES (:id, :person, :person, :person, 1, 'en', :day, 1)"
)
_RUN = (
    "INSERT INTO runs (id, job_id, person_id, provider, model, request, state, created_at, due_at,"
    " turn, collected_at)"
    " VALUES (:id, :id, :person, 'sketch', 'sketch', :wish, 'done', :day, :day, 1, :day)"
)
_ARTIFACT = (
    "INSERT INTO artifacts (id, run_id, person_id, position, mime, width, height, size, model,"
    " words, made_at, file_id) VALUES (:id, :id, :person, 0, 'image/png', 8, 8, 8, 'sketch',"
    " :words, :day, 'nowhere')"
)


async def opened(place: Studio, said: str = "") -> MessageView:
    chat = place.anna.private
    await chat.command("history", said)
    return await chat.wait(lambda m: (m.photo and m.button("Filter")) or m.button("Search"))


def numbers(message: MessageView) -> list[str]:
    return [label for label in labels(message) if re.search(r"\d$", label)]


def found(words: str) -> Callable[[MessageView], bool]:
    return lambda m: words in m.words


@pytest.fixture
async def three(sketching: Studio) -> Studio:
    """A bot that has made a fox, a hen, and an elk that is told to be an enlarged one."""
    anna = sketching.anna.private
    for words in ("a Fox", "a hen", "an elk"):
        await result(anna, await anna.say(words))
    await sketching.settled()
    await asyncio.to_thread(_enlarged, sketching, "an elk")
    return sketching


def _enlarged(place: Studio, words: str) -> None:
    with database(place) as connection:
        connection.execute("UPDATE artifacts SET kind = 'upscale' WHERE words = ?", (words,))


async def test_a_sheet_has_a_number_for_each_picture(three: Studio) -> None:
    sheet = await opened(three)
    assert numbers(sheet) == ["1", "2", "3"]
    assert sheet.photo
    assert sheet.photo.size[0] > 2.5 * sheet.photo.size[1], "three beside each other"
    assert "All pictures" in sheet.words
    assert not sheet.button("Newer")
    assert not sheet.button("Older")
    await three.anna.tap(sheet, "2")
    hen = await sheet.becomes(lambda m: m.button("Recipe"))
    assert "a hen" in hen.words
    await three.anna.tap(hen, "one sheet")
    await sheet.becomes(lambda m: numbers(m) == ["1", "2", "3"])


async def test_pages_of_nine_there_and_back(sketching: Studio) -> None:
    await past(sketching)
    anna = sketching.anna
    sheet = await opened(sketching)
    assert len(numbers(sheet)) == 9
    assert "Mar" in sheet.words
    assert "2025" in sheet.words
    seen = [sheet.words]
    for left in (9, 9, 3):
        await anna.tap(sheet, "Older")
        sheet = await sheet.becomes(lambda m: m.words != seen[-1] or not m.button("Older"))
        assert len(numbers(sheet)) == left
        seen.append(sheet.words)
    assert not sheet.button("Older")
    await anna.tap(sheet, "Newer")
    await sheet.becomes(lambda m: len(numbers(m)) == 9)


async def test_one_that_lies_on_the_way_goes_back_to_its_own_sheet(three: Studio) -> None:
    anna, sheet = three.anna, await opened(three)
    await anna.tap(sheet, "3")
    fox = await sheet.becomes(found("a Fox"))
    await anna.tap(fox, "Newer")
    hen = await sheet.becomes(found("a hen"))
    await anna.tap(hen, "⭐ Favourite")
    await sheet.becomes(lambda m: m.button("🌟"))
    await anna.tap(hen, "one sheet")
    back = await sheet.becomes(lambda m: m.button("Filter"))
    assert numbers(back) == ["1", "⭐ 2", "3"]


async def test_a_search_by_command_and_by_button(three: Studio) -> None:
    anna, chat = three.anna, three.anna.private
    await chat.command("history", "FOX")
    only = await chat.wait_button("Recipe")
    assert "a Fox" in only.words, "the only one is shown at once"
    await chat.command("history", "e")
    both = await chat.wait_button("Search")
    assert numbers(both) == ["1", "2"]
    assert "🔎 e" in both.words
    await anna.tap(both, "Search")
    question = await chat.wait_text("What shall I look for")
    await chat.say("hen")
    assert "a hen" in (await chat.wait_button("Recipe")).words
    assert not question.latest.buttons
    await chat.command("history", "whale")
    nothing = await chat.wait_text("None of your pictures")
    assert "“whale”" in nothing.words
    await anna.tap(nothing, "All pictures")
    await nothing.becomes(lambda m: m.photo and len(numbers(m)) == 3)


async def test_a_search_that_stops_says_so_and_goes_on(
    sketching: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    await past(sketching, prompt="an owl")
    anna, chat = sketching.anna, sketching.anna.private
    monkeypatch.setattr(gallery, "SEARCHED", 20)
    assert core.SEARCHED == 10_000
    await result(chat, await chat.say("a whale"))
    with database(sketching) as connection:
        connection.execute("UPDATE artifacts SET words = 'the first whale' WHERE id = 1")
    sheet = await opened(sketching, "whale")
    assert numbers(sheet) == ["1"]
    assert "Older ones were not searched yet" in sheet.words
    await anna.tap(sheet, "Search older")
    await sheet.becomes(lambda m: "2025" in m.words and numbers(m) == ["1"])
    await chat.command("history", "nothing like it")
    so_far = await chat.wait_text("were not searched yet")
    await anna.tap(so_far, "Search older")
    await so_far.becomes(found("None of your pictures"))


async def test_filters_offer_what_there_is(three: Studio) -> None:
    anna, sheet = three.anna, await opened(three)
    await anna.tap(sheet, "Filter")
    shelves = await sheet.becomes(found("What shall I show"))
    assert labels(shelves) == [
        *("✓ 🖼 All pictures", "🎨 Painted", "🔍 Upscaled"),
        *("🔎 Search", "⬅ Back"),
    ]
    await anna.tap(shelves, "Painted")
    painted = await sheet.becomes(lambda m: "Painted" in m.words and m.button("Filter"))
    assert numbers(painted) == ["1", "2"]
    await anna.tap(painted, "1")
    hen = await sheet.becomes(lambda m: m.button("Recipe"))
    await anna.tap(hen, "⭐ Favourite")
    await sheet.becomes(lambda m: m.button("🌟"))
    assert not hen.button("Newer"), "the elk is no painted one"
    await anna.tap(hen, "one sheet")
    await anna.tap(await sheet.becomes(lambda m: m.button("Filter")), "Filter")
    await anna.tap(await sheet.becomes(lambda m: m.button("⭐ Favourites")), "⭐ Favourites")
    stars = await sheet.becomes(lambda m: "⭐ Favourites" in m.words)
    assert numbers(stars) == ["⭐ 1"]


async def test_a_filter_that_lets_nothing_through_leaves_what_is_there(three: Studio) -> None:
    anna, sheet = three.anna, await opened(three)
    data = HistoryTap(owner=anna.id, action=HistoryAction.FILTER, view="f").pack()
    assert "nothing there" in await forged(three, anna, sheet, data)
    assert numbers(sheet) == numbers(sheet.latest)


async def test_days_lead_to_their_pictures(sketching: Studio) -> None:
    await past(sketching)
    anna, chat = sketching.anna, sketching.anna.private
    await result(chat, await chat.say("a fox"))
    sheet = await opened(sketching)
    await anna.tap(sheet, "By day")
    days = await sheet.becomes(found("which day"))
    counts = [label.rsplit(" · ", 1)[-1] for label in labels(days) if " · " in label]
    assert counts == ["1", "1", "10", "10", "9"]
    await anna.tap(days, "Mar 2, 2025")
    there = await sheet.becomes(lambda m: "Mar 2, 2025" in m.words and m.button("By day"))
    assert len(numbers(there)) == 9
    await anna.tap(there, "By day")
    await anna.tap(await sheet.becomes(found("which day")), "Back")
    await sheet.becomes(lambda m: "Mar 2, 2025" in m.words and m.button("By day"))


async def test_sheets_work_after_a_restart_and_are_drawn_once(three: Studio) -> None:
    sheet = await opened(three)
    await three.restart()
    await three.anna.tap(sheet, "1")
    picture = await sheet.becomes(lambda m: m.button("Recipe"))
    uploads = len(three.sandbox.calls.named("editMessageMedia"))
    await three.anna.tap(picture, "one sheet")
    back = await sheet.becomes(lambda m: m.button("Filter"))
    assert await back.bytes() == await sheet.bytes()
    (turned,) = three.sandbox.calls.named("editMessageMedia")[uploads:]
    assert "attach://" not in json.dumps(turned.params), "Telegram's own copy was enough"


async def test_what_is_gone_here_comes_from_telegrams_copy(three: Studio) -> None:
    for file in (three.folder / "media" / "runs").rglob("*.*"):
        file.unlink()
    sheet = await opened(three)
    with Image.open(BytesIO(await sheet.bytes())) as image:
        small = image.convert("L").resize((6, 2))
    assert len(set(small.tobytes())) > 6, "no quiet frames"


async def test_what_nobody_has_is_a_quiet_frame(sketching: Studio) -> None:
    await past(sketching, 2)
    sheet = await opened(sketching)
    with Image.open(BytesIO(await sheet.bytes())) as image:
        left, right = image.resize((2, 1)).convert("L").tobytes()
    assert abs(left - right) < 3
    assert left < 60


async def test_deleting_everything_ends_in_the_empty_gallery(three: Studio) -> None:
    anna, chat, sheet = three.anna, three.anna.private, await opened(three)
    await anna.tap(sheet, "1")
    for _ in range(3):
        shown = await sheet.becomes(lambda m: m.button("Recipe"))
        await anna.tap(shown, "🗑 Delete")
        await anna.tap(await sheet.becomes(lambda m: m.button("Keep")), "🗑 Delete")
    await sheet.gone()
    await chat.wait_text("Nothing here yet")
    await three.settled()
    assert not [*(three.folder / "media" / "thumbs").rglob("*.jpg")], "nothing of them stays"


async def test_words_that_answer_a_sheet_are_no_wish(three: Studio) -> None:
    chat, sheet = three.anna.private, await opened(three)
    await chat.say("now at night", reply_to=sheet)
    await chat.wait_text("several pictures")
    assert len(three.rows("SELECT id FROM runs")) == 3


async def test_in_a_group_a_sheet_is_its_owners(three: Studio) -> None:
    boris, group = three.boris, three.group()
    chat = group.as_(three.anna)
    asked = await chat.command("history")
    sheet = await chat.wait_button("Filter")
    assert sheet.replies_to(asked)
    assert not sheet.button("Open the gallery")
    answer = await boris.tap(sheet, "1")
    assert answer.show_alert
    forgery = HistoryTap(owner=boris.id, action=HistoryAction.OPEN, artifact=1).pack()
    assert "уже нет" in await forged(three, boris, sheet, forgery)
    await three.anna.tap(sheet, "1")
    await sheet.becomes(lambda m: m.button("Recipe"))


async def test_it_speaks_russian(sketching: Studio) -> None:
    boris = sketching.boris
    for words in ("лиса", "сова"):
        await result(boris.private, await boris.private.say(words))
    await boris.private.command("history")
    sheet = await boris.private.wait_button("Фильтр")
    await boris.tap(sheet, "По дням")
    await sheet.becomes(found("за какой день"))
    await boris.private.command("history", "ЛИС")
    assert "лиса" in (await boris.private.wait_button("Рецепт")).words
