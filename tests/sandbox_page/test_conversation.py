"""What people write arrives at the bot, and what the bot does is seen at once."""

import pytest
from playwright.async_api import expect

from bot.sandbox import Sandbox
from tests.sandbox_page.scripted import OpenPage, ScriptedBot, button, keyboard

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_text_becomes_a_bubble_and_reaches_the_bot(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    page = await open_page(anna.id)
    await page.get_by_role("button", name="Start", exact=True).click()
    started = await bot.next_update("message")
    await page.get_by_label("Message", exact=True).fill("a fox\nin the rain")
    await page.keyboard.press("Enter")
    told = await bot.next_update("message")

    assert started["text"] == "/start"
    assert told["text"] == "a fox\nin the rain"
    await expect(page.locator(".unit.out .text").last).to_contain_text("in the rain")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("")


async def test_an_edit_changes_the_bubble_in_place_and_a_deletion_takes_it_away(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    card = await bot.say(anna.id, "painting, 10 %")
    after = await bot.say(anna.id, "be patient")
    bubbles = page.locator(".unit.in .text")
    await expect(bubbles.nth(0)).to_contain_text("painting, 10 %")
    await bot.call(
        "editMessageText", chat_id=anna.id, message_id=card["message_id"], text="painting, 90 %"
    )

    await expect(bubbles.nth(0)).to_contain_text("painting, 90 %")
    await expect(bubbles.nth(0)).to_contain_text("edited")
    await bot.call("deleteMessage", chat_id=anna.id, message_id=after["message_id"])
    await expect(bubbles).to_have_count(1)


async def test_a_tap_waits_for_the_bot_and_shows_its_answer(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    rows = keyboard(
        [button("Again", callback_data="again"), button("Delete", callback_data="delete")],
        [button("Copy", copy_text={"text": "/imagine a fox --seed 42"})],
    )
    await bot.say(anna.id, "done", reply_markup=rows)

    await page.get_by_role("button", name="Again").click()
    query = await bot.next_update("callback_query")
    assert query["data"] == "again"
    await expect(page.get_by_role("button", name="Again")).to_have_attribute("aria-busy", "true")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Painting again")
    await expect(page.locator(".toast")).to_have_text("Painting again")
    await expect(page.get_by_role("button", name="Again")).not_to_have_attribute(
        "aria-busy", "true"
    )

    await page.get_by_role("button", name="Delete").click()
    query = await bot.next_update("callback_query")
    await bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Not yours", show_alert=True
    )
    await expect(page.get_by_role("dialog")).to_contain_text("Not yours")
    await page.get_by_role("button", name="OK").click()

    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(page.locator(".toast")).to_have_text("Copied to the clipboard")
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == "/imagine a fox --seed 42"


async def test_a_double_click_replies(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    question = await bot.say(anna.id, "What shall I change?")
    await bot.next_update("message")
    page = await open_page(anna.id, anna.id)
    await page.locator(".unit .text").last.dblclick()
    await page.keyboard.type("the sky")
    await page.keyboard.press("Enter")
    told = await bot.next_update("message")

    assert told["reply_to_message"]["message_id"] == question["message_id"]
    await expect(page.locator(".quote-strip")).to_contain_text("What shall I change?")


async def test_the_command_menu_offers_what_the_bot_registered(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    commands = [
        {"command": "help", "description": "By example"},
        {"command": "quota", "description": "What is left"},
    ]
    await bot.call("setMyCommands", commands=commands)
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.next_update("message")
    page = await open_page(anna.id, anna.id)
    await page.get_by_label("Message", exact=True).press_sequentially("/q")
    await expect(page.get_by_role("option")).to_have_text(["/quotaWhat is left"])
    await page.keyboard.press("Enter")

    assert (await bot.next_update("message"))["text"] == "/quota"


async def test_inline_mode_asks_the_bot_and_sends_what_was_chosen(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.next_update("message")
    page = await open_page(anna.id, anna.id)
    field = page.get_by_label("Message", exact=True)
    await field.fill(f"@{sandbox.bot_user['username']} a fox")
    query = await bot.next_update("inline_query")
    result = {
        "type": "article",
        "id": "1",
        "title": "Sketch",
        "description": "a fox, drawn at once",
        "input_message_content": {"message_text": "Painting a fox"},
    }
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    await page.get_by_role("option", name="Sketch").click()

    assert query["query"] == "a fox"
    await expect(page.locator(".unit.out .text").last).to_contain_text("Painting a fox")
    await expect(field).to_have_value("")


async def test_long_quotes_unfold_and_spoilers_reveal(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    long, short = "a fox in the rain, " * 30, "a cat"
    quotes = "\n".join(f"<blockquote expandable>{text}</blockquote>" for text in (long, short))
    await bot.say(anna.id, f"{quotes}\n<tg-spoiler>it was a dream</tg-spoiler>")
    page = await open_page(anna.id, anna.id)
    quote = page.locator("blockquote").first
    folded = await quote.bounding_box()
    await page.get_by_role("button", name="Show more").click()
    await expect(quote).to_have_class("expandable overflows expanded")
    unfolded = await quote.bounding_box()

    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > 2 * folded["height"]
    await expect(page.locator(".quote-toggle").last).to_be_hidden()
    hidden = page.get_by_role("button", name="Hidden text: reveal")
    await expect(hidden).to_have_css("color", "rgba(0, 0, 0, 0)")
    await hidden.click()
    await expect(page.locator(".spoiler")).not_to_have_css("color", "rgba(0, 0, 0, 0)")


async def test_a_link_to_the_bot_starts_it_in_the_private_chat(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    group = sandbox.group("Painters", members=[anna])
    link = f"https://t.me/{sandbox.bot_user['username']}?start=g_12"
    await bot.say(group.id, "shared", reply_markup=keyboard([button("Recipe", url=link)]))
    page = await open_page(anna.id, group.id)
    await page.get_by_role("button", name="Recipe").click()
    await expect(page.locator(".unit.out")).to_contain_text("/start g_12")
    await expect(page.locator("#chat-status")).to_have_text("bot")

    assert anna.private.last.text == "/start g_12"


async def test_reactions_are_seen_and_taken_back(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.say(anna.id, "done")
    page = await open_page(anna.id, anna.id)
    await page.locator(".unit .text").last.click(button="right")
    await page.get_by_role("button", name="❤").click()
    pill = page.locator(".reaction")
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await expect(pill).to_contain_text("❤")
    await pill.click()
    await expect(pill).to_have_count(0)


async def test_a_blocked_bot_can_be_unblocked(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await anna.block_bot()
    page = await open_page(anna.id, anna.id)
    await page.get_by_role("button", name="Unblock").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()
    await bot.say(anna.id, "welcome back")
    await expect(page.locator(".unit.in").last).to_contain_text("welcome back")


async def test_names_and_texts_stay_text(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    attack = "<img src=x onerror=document.title='stolen'>"
    eve = sandbox.person(attack)
    anna = sandbox.person("Anna")
    group = sandbox.group(f"Painters {attack}", members=[anna, eve])
    await group.as_(eve).say(attack)
    labelled = keyboard([button(attack, callback_data="x")])
    await bot.say(group.id, "Mind <b>this</b>", reply_markup=labelled)
    page = await open_page(anna.id, group.id)

    await expect(page.locator(".unit .text").first).to_contain_text(attack)
    await expect(page.locator(".sender").first).to_contain_text("<img")
    await expect(page.locator(".inline-button")).to_have_text(attack)
    await expect(page.locator(".text b")).to_have_text("this")
    assert await page.locator("img[src='x']").count() == 0
    assert "stolen" not in await page.title()
