"""Makes the pictures in docs/images: a real conversation with the real bot, as a browser shows it.

Everything runs in this process: the local Telegram, the bot, and Chromium without a window. Seeds
are fixed and the clock begins on a given evening, so that the pictures change only where the bot,
the page or the machine's fonts do.
"""  # noqa: INP001 - a script

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.app import App, started
from bot.config import plain_settings
from bot.core.models import Preferences
from bot.sandbox import Group, MessageView, Person, Sandbox
from bot.sandbox.chatview import ChatView
from bot.services.clock import SystemClock

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
EVENING = datetime(2026, 5, 8, 18, 20, tzinfo=UTC)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync")
PATIENCE = 90.0
"""Seconds for a picture, on a busy machine."""

SETTLING = 500
"""Milliseconds after which the page stands still."""

SEED = 1
"""Of all pictures from words."""

LARGEST = 400_000
"""Bytes of a picture in the repository."""


class EveningClock(SystemClock):
    """Time as it passes, from the evening on."""

    def __init__(self) -> None:
        self._ahead = EVENING - super().now()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return super().now() + self._ahead


class EveningTelegram:
    """The same evening as the local Telegram counts it."""

    def __init__(self, clock: EveningClock) -> None:
        self._clock = clock

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock.now().timestamp()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Who plays, and where.

    Attributes:
        app: The bot.
        sandbox: The local Telegram.
        anna: Speaks English.
        boris: Speaks Russian.
        painters: A group of the two, with topics.
        topic: The one in which they paint.
    """

    app: App
    sandbox: Sandbox
    anna: Person
    boris: Person
    painters: Group
    topic: int


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture of the page.

    Attributes:
        name: The file's, without its ending.
        person: Who looks.
        top: The message that stands at the top, if there is enough below it.
        size: The window's, in pixels.
        topic: At which topic.
        dark: Whether at night.
        sharp: Pixels of the picture for one of the window's.
        part: What is shown of the page, as a CSS selector.
    """

    name: str
    person: Person
    top: MessageView
    size: tuple[int, int]
    topic: int | None = None
    dark: bool = False
    sharp: float = 1
    part: str = "body"


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """The bot at work for two people and their group."""
    clock = EveningClock()
    async with Sandbox(flood="off", clock=EveningTelegram(clock)) as sandbox:
        settings = plain_settings(
            bot_token=sandbox.token,
            telegram_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{folder}/bot.db",
            media_dir=folder / "media",
            http_port=0,
            default_plan="pro",
            log_level="WARNING",
        )
        stop = asyncio.Event()
        async with (
            started(settings, clock, script=sandbox.page_script) as app,
            asyncio.TaskGroup() as group,
        ):
            group.create_task(app.listen(stop))
            anna = sandbox.person("Anna", language="en")
            boris = sandbox.person("Boris", language="ru")
            painters = sandbox.group("Painters", members=[anna, boris], forum=True)
            topic = painters.add_topic("Night sketches")
            yield Stage(
                app=app, sandbox=sandbox, anna=anna, boris=boris, painters=painters, topic=topic
            )
            stop.set()


async def painted(chat: ChatView, wish: MessageView) -> MessageView:
    """The picture that answers a wish."""
    return await chat.wait(lambda m: m.photo and m.replies_to(wish), PATIENCE, wish)


async def meet(play: Stage) -> None:
    """A greeting, so that no chat is empty; and a seed that stays."""
    for person in (play.boris, play.anna):
        await person.start()
        await person.private.wait(lambda m: m.buttons, PATIENCE)
        await play.app.services.people.save(person.id, Preferences(seed=SEED))


async def converse(play: Stage) -> MessageView:
    """A wish and its picture, then a wish and four pictures; returns where it begins."""
    chat = play.anna.private
    wish = await chat.say("a hot air balloon over a lake, mountains, sunset --ar 16:9")
    await painted(chat, wish)
    another = await chat.say("a fox in a scarf, snowy forest --ar 16:9 --n 4")
    await chat.wait_album(4, PATIENCE, another)
    await chat.wait_text("4 pictures", PATIENCE, another)
    return wish


async def set_up(play: Stage) -> MessageView:
    """The settings' styles, with one of them chosen."""
    chat = play.anna.private
    asked = await chat.command("settings")
    panel = await chat.wait(lambda m: m.button("Style"), PATIENCE)
    await play.anna.tap(panel, "Style", PATIENCE)
    styles = await panel.becomes(lambda m: m.button("1. "), PATIENCE)
    await play.anna.tap(styles, "2. ", PATIENCE)
    await panel.becomes(lambda m: m.button("✓ 2. "), PATIENCE)
    return asked


async def look_back(play: Stage) -> MessageView:
    """The history, on its contact sheet."""
    chat = play.anna.private
    wish = await chat.say("a whale over a city at night --ar 3:2 --style poster")
    star = await painted(chat, wish)
    await play.anna.tap(star, "Favourite", PATIENCE)
    await painted(chat, await chat.say("a tiny city inside a glass bottle"))
    asked = await chat.command("history")
    await chat.wait(lambda m: m.button("Filter"), PATIENCE)
    return asked


async def paint_together(play: Stage) -> MessageView:
    """Two people and a picture in a topic."""
    annas, boriss = play.painters.as_(play.anna), play.painters.as_(play.boris)
    wish = await annas.say("/imagine an owl on a branch, full moon --ar 16:9", topic=play.topic)
    owl = await painted(annas, wish)
    boriss.skip()
    change = await boriss.say("пусть идёт снег", reply_to=owl, topic=play.topic)
    await painted(boriss, change)
    return wish


async def speak_russian(play: Stage) -> MessageView:
    """A Russian wish, for the phone."""
    chat = play.boris.private
    wish = await chat.say("кит над ночным городом --ar 3:2")
    await painted(chat, wish)
    return wish


async def photograph(browser: Browser, play: Stage, shot: Shot) -> None:
    """Save what the page shows."""
    width, height = shot.size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.sharp,
        color_scheme="dark" if shot.dark else "light",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await page.clock.set_fixed_time(EVENING + timedelta(minutes=5))
    place = {"person": shot.person.id, "chat": shot.top.chat_id, "topic": shot.topic or 1}
    await page.goto(f"{play.sandbox.url}/#{urlencode(place)}")
    await shown(page, shot.top)
    content = await page.locator(shot.part).screenshot()
    (IMAGES / f"{shot.name}.png").write_bytes(await asyncio.to_thread(small, content))
    await context.close()


async def photograph_gallery(browser: Browser, play: Stage) -> None:
    """Save what the gallery's page shows on a phone."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 760},
        device_scale_factor=1.5,
        color_scheme="dark",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await page.clock.set_fixed_time(EVENING + timedelta(minutes=5))
    await page.goto(await play.anna.launch())
    await page.locator("body[data-ready]").wait_for()
    await page.locator(".cell img").nth(await page.locator(".cell").count() - 1).wait_for()
    await page.wait_for_timeout(SETTLING)
    content = await page.screenshot()
    (IMAGES / "gallery.png").write_bytes(await asyncio.to_thread(small, content))
    await context.close()


async def shown(page: Page, top: MessageView) -> None:
    """Wait until the page and all its pictures are there, and scroll to a message."""
    await page.locator("body[data-ready]").wait_for()
    await page.locator(f".unit[data-ids~='{top.id}']").wait_for()
    await page.wait_for_function("[...document.images].every(one => one.complete)")
    await page.evaluate(
        """id => {
            const message = document.querySelector(`.unit[data-ids~="${id}"]`);
            const scroller = document.getElementById("scroller");
            const gap = message.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
            scroller.scrollTop += gap - 12;
            document.getElementById("to-bottom").style.visibility = "hidden";
            document.activeElement?.blur();
        }""",
        top.id,
    )
    await page.wait_for_timeout(SETTLING)


def small(content: bytes) -> bytes:
    """A PNG of at most `LARGEST` bytes: as it is, or in 256 colours.

    Raises:
        ValueError: It is too large even then.
    """
    picture = Image.open(BytesIO(content)).convert("RGB")
    palette = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=4)
    fewer = picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    for each in (picture, fewer):
        buffer = BytesIO()
        each.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= LARGEST:
            return buffer.getvalue()
    raise ValueError("make the window smaller")


async def play_all(browser: Browser, play: Stage) -> None:
    """Every scene, and a picture of each."""
    anna, boris = play.anna, play.boris
    await meet(play)
    group = Shot(
        name="group",
        person=anna,
        top=await paint_together(play),
        topic=play.topic,
        size=(1200, 1312),
        part="#chat",
    )
    await photograph(browser, play, group)
    talk = await converse(play)
    await photograph(
        browser, play, Shot(name="conversation", person=anna, top=talk, size=(1200, 1138))
    )
    for name, scene, height in (("settings", set_up, 920), ("history", look_back, 880)):
        top = await scene(play)
        shot = Shot(name=name, person=anna, top=top, size=(1000, height), part="#chat")
        await photograph(browser, play, shot)
    await photograph_gallery(browser, play)
    wish = await speak_russian(play)
    phone = Shot(name="phone", person=boris, top=wish, size=(390, 760), dark=True, sharp=1.5)
    await photograph(browser, play, phone)


async def main() -> int:
    """Make all pictures; returns the exit code."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.stderr.write(f"No browser found: none of {', '.join(BROWSERS)} is on the PATH.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder)) as play, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=browser_path, args=[*ARGUMENTS]
            )
            await play_all(browser, play)
            await browser.close()
    for file in sorted(IMAGES.glob("*.png")):
        sys.stdout.write(f"{file.relative_to(IMAGES.parents[1])}: {file.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
