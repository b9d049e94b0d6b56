"""The gallery in a real browser: from the chat, by keyboard, dark, and on a small screen."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.app import started
from bot.config import plain_settings
from bot.sandbox import Person, Sandbox
from bot.sandbox.webapps import launch_data, launch_url
from bot.services.clock import SystemClock
from tests.sandbox_page.scripted import OpenPage, picture
from tests.sandbox_page.windows import Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURES = 70
WIDE = 1280
PATIENCE_MS = 20_000
COLOURS = ("teal", "tomato", "gold", "navy", "orchid")
DARK = {"bg_color": "#101820", "text_color": "#f0f4f8", "secondary_bg_color": "#1c2733"}

_JOB = (
    "INSERT INTO jobs (id, person_id, payer_id, chat_id, private, language, created_at, closed)"
    " VALUES (:id, :person, :person, :person, 1, 'en', :day, 1)"
)
_RUN = (
    "INSERT INTO runs (id, job_id, person_id, provider, model, request, state, created_at, due_at,"
    " turn, accepted_at, collected_at, finished_at) VALUES (:id, :id, :person, 'sketch', 'sketch',"
    " :wish, 'done', :day, :day, 1, :day, :day, :day)"
)
_ARTIFACT = (
    "INSERT INTO artifacts (id, run_id, person_id, position, mime, width, height, size, model,"
    " words, made_at, media, kind) VALUES (:id, :id, :person, 0, 'image/png', 60, 40, 8, 'sketch',"
    " :words, :day, :media, :kind)"
)


def fill(folder: Path, person: int) -> None:
    """Pictures of some days, the newest of today."""
    now = datetime.now(UTC)
    with closing(sqlite3.connect(folder / "bot.db", timeout=20)) as connection, connection:
        for number in range(1, PICTURES + 1):
            words = "a red fox" if number % 10 == 0 else f"an owl, the {number}th"
            kind = "image_to_image" if number % 3 == 0 else "text_to_image"
            wish = {"version": 1, "mode": "text_to_image", "model": "sketch", "prompt": words}
            day = now - timedelta(days=(PICTURES - number) // 20)
            values = {"id": number, "person": person, "wish": json.dumps(wish), "kind": kind}
            values |= {"day": f"{day:%Y-%m-%d %H:%M:%S.%f}", "words": words}
            values["media"] = f"runs/{number}/0.png"
            for statement in (_JOB, _RUN, _ARTIFACT):
                connection.execute(statement, values)
            file = folder / "media" / "runs" / str(number) / "0.png"
            file.parent.mkdir(parents=True)
            file.write_bytes(picture(60, 40, COLOURS[number % len(COLOURS)]))


@pytest_asyncio.fixture(loop_scope="session")
async def anna(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody with many pictures, and the bot at work."""
    settings = plain_settings(
        bot_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.db",
        media_dir=tmp_path / "media",
        http_port=0,
        sketch_seconds="0",
        log_level="WARNING",
    )
    stop = asyncio.Event()
    async with (
        started(settings, SystemClock(), script=sandbox.page_script) as app,
        asyncio.TaskGroup() as work,
    ):
        work.create_task(app.listen(stop))
        anna = sandbox.person("Anna", language="en")
        await anna.start()
        await anna.private.wait(lambda m: bool(m.buttons), timeout=20)
        await sandbox.calls.wait("setChatMenuButton", timeout=20)
        await asyncio.to_thread(fill, tmp_path, anna.id)
        yield anna
        stop.set()


async def alone(page: Page, address: str) -> Page:
    """The gallery without the chat around it."""
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(address)
    await page.locator("body[data-ready]").wait_for()
    return page


async def test_from_the_chat_to_a_picture_and_back(
    sandbox: Sandbox, anna: Person, open_page: OpenPage
) -> None:
    page = await open_page(anna.id, anna.id)
    page.set_default_timeout(PATIENCE_MS)
    await page.get_by_role("button", name="Gallery", exact=True).click()
    inside = page.frame_locator("#webapp iframe")
    await inside.locator("body[data-ready]").wait_for()
    await expect(inside.locator("h2").first).to_have_text("Today")
    await expect(inside.locator(".cell img").first).to_be_visible()

    await inside.get_by_role("searchbox").fill("FOX")
    await expect(inside.locator(".cell")).to_have_count(PICTURES // 10)
    await inside.get_by_role("button", name="Clear the search").click()
    await inside.get_by_role("button", name="Changed").click()
    await expect(inside.locator(".cell").first).to_have_attribute("aria-label", "an owl, the 69th")

    await inside.locator(".cell").first.click()
    await expect(inside.locator("#prompt")).to_have_text("an owl, the 69th")
    await expect(inside.locator("#frame img:not(.blurred)")).to_be_visible()
    await expect(page.locator("#webapp-back")).to_be_visible()
    await inside.get_by_role("button", name="Favourite").click()
    await expect(inside.get_by_role("button", name="Favourite")).to_have_attribute(
        "aria-pressed", "true"
    )
    await inside.get_by_role("button", name="Again").click()
    await expect(inside.locator("#toast")).to_contain_text("The picture comes in the chat")
    await page.locator("#webapp-back").click()
    await expect(inside.locator("#viewer")).to_be_hidden()
    await expect(inside.locator(".cell .star")).to_have_count(1)
    await page.locator("#webapp-close").click()
    await expect(page.locator("#webapp")).to_be_hidden()
    painted = await anna.private.wait_photo(timeout=30)
    assert "an owl, the 69th" in painted.words


async def test_all_of_it_by_keyboard(sandbox: Sandbox, anna: Person, windows: Windows) -> None:
    page = await alone(await windows.open(WIDE), await anna.launch())
    cells = page.locator(".cell")
    await cells.first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(cells.nth(1)).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    await expect(cells.nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#prompt")).to_have_text("an owl, the 69th")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#prompt")).to_have_text("an owl, the 68th")
    await expect(page.locator("summary")).to_be_visible()  # `press` waits for no page
    await page.locator("summary").press("Enter")
    await page.get_by_role("button", name="Copy the command").press("Enter")
    await expect(page.locator("#toast")).to_contain_text("Copied")
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("/imagine an owl, the 68th")

    await page.get_by_role("button", name="Delete").press("Enter")
    await expect(page.get_by_role("button", name="Keep")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#prompt")).to_have_text("an owl, the 68th")
    await page.get_by_role("button", name="Delete").press("Enter")
    await page.locator("#ask .danger").press("Enter")
    await expect(page.locator("#prompt")).to_have_text("an owl, the 67th")
    await page.keyboard.press("Escape")
    await expect(page.locator("#viewer")).to_be_hidden()
    await expect(page.get_by_label("an owl, the 68th")).to_have_count(0)
    await expect(page.get_by_label("an owl, the 67th")).to_be_focused()


async def test_scrolling_brings_older_pictures_and_lets_newer_ones_go(
    sandbox: Sandbox, anna: Person, windows: Windows
) -> None:
    page = await alone(await windows.open(WIDE), await anna.launch())
    await expect(page.locator(".cell img").first).to_be_visible()
    cells = page.locator(".cell")
    while (shown := await cells.count()) < PICTURES:
        await page.mouse.wheel(0, 20_000)
        await expect(cells.nth(shown)).to_be_attached(timeout=PATIENCE_MS)
    await expect(cells).to_have_count(PICTURES)
    await expect(page.locator("h2")).to_have_count(4)
    last = page.locator(".cell").last
    await last.scroll_into_view_if_needed()
    await expect(last.locator("img")).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_it_fits_every_width_in_telegrams_colours(
    sandbox: Sandbox, anna: Person, windows: Windows, width: int
) -> None:
    url = (await anna.launch()).partition("#")[0]
    data = launch_data(sandbox.telegram, anna.id)
    page = await alone(await windows.open(width, 640), launch_url(url, data, DARK))
    await expect(page.locator("body")).to_have_css("background-color", "rgb(16, 24, 32)")
    overflows = "document.documentElement.scrollWidth > innerWidth"
    assert not await page.evaluate(overflows)
    first, second = [await page.locator(".cell").nth(place).bounding_box() for place in (0, 1)]
    assert first
    assert second
    assert first["y"] == second["y"], "at least two in a row"
    assert first["width"] == pytest.approx(first["height"], abs=1)
    await page.locator(".cell").first.click()
    await page.locator("#frame img:not(.blurred)").wait_for()
    inside: Callable[[str], str] = (
        "[...document.querySelectorAll('{}')].every(n => n.scrollWidth <= n.clientWidth + 1)"
    ).format
    assert await page.evaluate(inside(".act, .act span"))
    assert not await page.evaluate(overflows)


async def test_who_is_not_let_in_is_told_why(
    sandbox: Sandbox, anna: Person, windows: Windows
) -> None:
    url = (await anna.launch()).partition("#")[0]
    page = await windows.open(WIDE)
    old = launch_data(sandbox.telegram, anna.id, age=4000)
    await alone(page, launch_url(url, old, {}))
    await expect(page.locator("h1")).to_have_text("The gallery was open for a long time")
    await page.goto("about:blank")
    await alone(page, url)
    await expect(page.locator("h1")).to_have_text("Open the gallery from the chat")
    await expect(page.locator(".cell")).to_have_count(0)


async def test_it_speaks_russian(sandbox: Sandbox, anna: Person, windows: Windows) -> None:
    anna.language = "ru"
    page = await alone(await windows.open(WIDE), await anna.launch())
    await expect(page.get_by_placeholder("Поиск по запросам")).to_be_visible()
    await expect(page.locator("h2").first).to_have_text("Сегодня")
    assert await page.evaluate("document.documentElement.lang") == "ru"
