"""Pages inside Telegram: what may open them, and what is signed for whoever does."""

from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram import Bot
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonDefault,
    MenuButtonWebApp,
    WebAppInfo,
)
from aiogram.utils.web_app import check_webapp_signature, safe_parse_webapp_init_data

from bot.sandbox import ChatView, Person, Sandbox
from bot.sandbox.simview import state_json
from bot.sandbox.webapps import launch_data
from tests.sandbox.helpers import refused


def opening(url: str) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text="Open", web_app=WebAppInfo(url=url))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def test_a_launch_is_signed_as_telegram_does(
    bot: Bot, chat: ChatView, anna: Person, sandbox: Sandbox
) -> None:
    await bot.send_message(chat.id, "look", reply_markup=opening("https://a.example/g"))
    address = urlsplit(await anna.launch(await chat.wait_text("look"), "Open"))
    assert address.geturl().startswith("https://a.example/g#tgWebAppData=")
    told = parse_qs(address.fragment)
    (data,) = told["tgWebAppData"]
    parsed = safe_parse_webapp_init_data(bot.token, data)
    assert parsed.user
    assert (parsed.user.id, parsed.user.first_name) == (anna.id, "Anna")
    assert abs(parsed.auth_date.timestamp() - sandbox.clock.now()) < 60
    assert not check_webapp_signature("1:another", data)


async def test_only_https_and_this_machine_are_opened(bot: Bot, chat: ChatView) -> None:
    await bot.send_message(chat.id, "x", reply_markup=opening("http://127.0.0.1:8080/g"))
    with refused("inline keyboard button Web App URL 'http://a.example/g' is invalid"):
        await bot.send_message(chat.id, "x", reply_markup=opening("http://a.example/g"))
    with refused("menu button Web App URL 'ftp://a.example' is invalid"):
        page = MenuButtonWebApp(text="x", web_app=WebAppInfo(url="ftp://a.example"))
        await bot.set_chat_menu_button(menu_button=page)


async def test_pages_open_in_private_chats_alone(bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    group = sandbox.group("Painters", members=[anna])
    with refused("BUTTON_TYPE_INVALID"):
        await bot.send_message(group.id, "x", reply_markup=opening("https://a.example/g"))


async def test_ones_own_menu_button_comes_before_that_of_all(bot: Bot, anna: Person) -> None:
    all_see = MenuButtonWebApp(text="Gallery", web_app=WebAppInfo(url="https://a.example/all"))
    await bot.set_chat_menu_button(menu_button=all_see)
    assert (await anna.launch()).startswith("https://a.example/all#")
    own = MenuButtonWebApp(text="Mine", web_app=WebAppInfo(url="https://a.example/own"))
    await bot.set_chat_menu_button(chat_id=anna.id, menu_button=own)
    assert (await anna.launch()).startswith("https://a.example/own#")
    await bot.set_chat_menu_button(chat_id=anna.id, menu_button=MenuButtonDefault())
    assert (await anna.launch()).startswith("https://a.example/all#")
    with refused("chat not found"):
        await bot.set_chat_menu_button(chat_id=5, menu_button=own)


async def test_the_page_shows_what_it_may_open(bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    page = MenuButtonWebApp(text="Gallery", web_app=WebAppInfo(url="https://a.example/g"))
    await bot.set_chat_menu_button(menu_button=page)
    button = state_json(sandbox.telegram)["menu_buttons"][str(anna.id)]
    assert (button["type"], button["text"]) == ("web_app", "Gallery")


@pytest.mark.parametrize("age", [0, 4000])
async def test_launch_data_can_be_old(anna: Person, sandbox: Sandbox, age: float) -> None:
    parsed = safe_parse_webapp_init_data(
        sandbox.token, launch_data(sandbox.telegram, anna.id, age=age)
    )
    assert abs(sandbox.clock.now() - parsed.auth_date.timestamp() - age) < 60
