"""People, languages, topics and screens of any width."""

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from bot.sandbox import Sandbox
from tests.sandbox_page.scripted import OpenPage, ScriptedBot, button, keyboard, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = 360


async def overflow(page: Page) -> int:
    """Return by how many px anything sticks out at the right of the window."""
    sticking: int = await page.evaluate(
        """() => {
            const scroller = document.getElementById("scroller");
            const page = document.documentElement.scrollWidth - innerWidth;
            return Math.max(page, scroller.scrollWidth - scroller.clientWidth);
        }"""
    )
    return sticking


async def test_a_phone_shows_one_screen_at_a_time_and_nothing_sticks_out(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    group = sandbox.group("Painters of very long names and many words", members=[anna])
    rows = keyboard([button(f"a long label {n}", callback_data=str(n)) for n in range(4)])
    await bot.say(group.id, "w" * 300 + " <code>" + "x" * 200 + "</code>", reply_markup=rows)
    await bot.show(group.id, picture(1280, 400), caption="a wide one")
    page = await open_page(anna.id, width=PHONE)
    await expect(page.locator("#chat")).to_be_hidden()
    await page.locator(".chat-row", has_text="Painters").click()
    await expect(page.locator(".sidebar")).to_be_hidden()
    await expect(page.locator(".photo img")).to_be_visible()
    assert await overflow(page) <= 0

    await page.get_by_role("button", name="Back to the chats").click()
    await expect(page.locator(".sidebar")).to_be_visible()
    await expect(page.locator("#chat")).to_be_hidden()


async def test_the_page_speaks_the_persons_language(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna", language="en")
    await anna.start()
    await bot.next_update("message")
    page = await open_page(anna.id, anna.id)
    await expect(page.get_by_placeholder("Message")).to_be_visible()
    await page.get_by_role("button", name="RU").click()
    await expect(page.get_by_placeholder("Сообщение")).to_be_visible()
    await page.locator("#text").fill("лиса")
    await page.keyboard.press("Enter")

    assert (await bot.next_update("message"))["from"]["language_code"] == "ru"


async def test_topics_are_tabs_and_what_is_written_stays_in_its_topic(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    boris = sandbox.person("Boris")
    group = sandbox.group("Painters", members=[anna, boris], forum=True)
    foxes = group.add_topic("Foxes")
    await group.as_(boris).say("for everybody")
    await bot.say(group.id, "only about foxes", message_thread_id=foxes)
    page = await open_page(anna.id, group.id)
    await page.get_by_role("tab", name="General").click()
    await expect(page.get_by_role("log")).to_contain_text("for everybody")
    await expect(page.get_by_role("log")).not_to_contain_text("only about foxes")
    await page.get_by_role("tab", name="Foxes").click()
    await expect(page.get_by_role("log")).to_contain_text("only about foxes")
    await page.get_by_label("Message", exact=True).fill("a red one")
    await page.keyboard.press("Enter")
    await expect(page.locator(".unit.out")).to_contain_text("a red one")

    assert group.as_(anna).last.thread_id == foxes


async def test_another_person_sees_the_group_from_the_other_side(
    sandbox: Sandbox, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    boris = sandbox.person("Boris")
    group = sandbox.group("Painters", members=[anna, boris])
    await group.as_(anna).say("hello")
    page = await open_page(anna.id, group.id)
    await expect(page.locator(".unit.out")).to_contain_text("hello")
    await page.get_by_role("button", name="Who am I").click()
    await page.get_by_role("menuitemradio", name="Boris").click()

    await expect(page.locator(".unit.in")).to_contain_text("hello")
    await expect(page.locator(".unit.in .sender")).to_have_text("Anna")


async def test_a_message_elsewhere_leaves_an_unread_mark_until_it_is_read(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    group = sandbox.group("Painters", members=[anna])
    page = await open_page(anna.id, anna.id)
    row = page.locator(".chat-row", has_text="Painters")
    await bot.say(group.id, "look here")
    await expect(row.locator(".badge")).to_have_text("1")
    await row.click()
    await expect(row.locator(".badge")).to_have_count(0)


async def test_the_header_tells_what_the_bot_is_doing(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    await bot.call("sendChatAction", chat_id=anna.id, action="upload_photo")
    await expect(page.locator("#chat-status")).to_have_text("sending a photo…")
    await bot.show(anna.id, picture(100, 100))
    await expect(page.locator("#chat-status")).to_have_text("bot")


async def test_a_dark_system_gets_a_dark_page(sandbox: Sandbox, open_page: OpenPage) -> None:
    anna = sandbox.person("Anna")
    page, colours = await open_page(anna.id), []
    schemes: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme)
        colours.append(
            await page.locator(".sidebar").evaluate(
                "node => getComputedStyle(node).backgroundColor"
            )
        )
    assert colours == ["rgb(255, 255, 255)", "rgb(23, 33, 43)"]
