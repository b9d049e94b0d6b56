"""One Chromium for all tests of the page, and its windows; a sandbox and a bot for each."""

import os
import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.sandbox import Sandbox
from tests.sandbox_page.scripted import OpenPage, ScriptedBot
from tests.sandbox_page.windows import Windows

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
]
PATIENCE_MS = 10_000


def browser_path() -> str:
    """Return the browser of this machine; without one, skip, but never on CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is not None:
        return found
    reason = f"no browser on this machine: none of {', '.join(BROWSERS)} is on the PATH"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI must test the page")
    pytest.skip(reason)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: Sandbox) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as http:
        yield ScriptedBot(sandbox, http)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def all_windows(browser: Browser) -> AsyncIterator[Windows]:
    made = Windows(browser)
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def windows(all_windows: Windows) -> AsyncIterator[Windows]:
    yield all_windows
    await all_windows.clear()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(windows: Windows, sandbox: Sandbox) -> AsyncIterator[OpenPage]:
    """Open the page as one person in one chat; fails the test for any error in its console."""

    async def open_as(person: int, chat: int | None = None, *, width: int = 1200) -> Page:
        page = await windows.open(width)
        page.set_default_timeout(PATIENCE_MS)
        place = f"person={person}" + (f"&chat={chat}" if chat is not None else "")
        await page.goto(f"{sandbox.url}/#{place}")
        await page.locator("body[data-ready]").wait_for()
        return page

    yield open_as
    assert windows.errors == []
