from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from bot.sandbox import ChatView
from tests.sandbox.helpers import keyboard, refused


def one(**fields: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", **fields)]])


async def test_buttons_are_shown_in_rows(bot: Bot, chat: ChatView) -> None:
    await bot.send_message(chat.id, "pick", reply_markup=keyboard(["a", "b"], ["c"]))
    assert (await chat.wait_text("pick")).buttons == [["a", "b"], ["c"]]


@pytest.mark.parametrize("data", ["x" * 64, "я" * 32, "a"])
async def test_callback_data_may_have_64_bytes(bot: Bot, chat: ChatView, data: str) -> None:
    await bot.send_message(chat.id, "x", reply_markup=one(callback_data=data))
    assert (await chat.wait()).keyboard == [[{"text": "x", "callback_data": data}]]


@pytest.mark.parametrize("data", ["x" * 65, "я" * 33, ""])
async def test_other_callback_data_is_refused(bot: Bot, chat: ChatView, data: str) -> None:
    with refused("BUTTON_DATA_INVALID"):
        await bot.send_message(chat.id, "x", reply_markup=one(callback_data=data))


async def test_copy_text_has_1_to_256_characters(bot: Bot, chat: ChatView) -> None:
    fitting = one(copy_text=CopyTextButton(text="x" * 256))
    await bot.send_message(chat.id, "x", reply_markup=fitting)
    assert (await chat.wait()).keyboard == [[{"text": "x", "copy_text": {"text": "x" * 256}}]]
    for text in ("", "x" * 257):
        with refused("BUTTON_COPY_TEXT_INVALID"):
            wrong = one(copy_text=CopyTextButton(text=text))
            await bot.send_message(chat.id, "x", reply_markup=wrong)


async def test_a_keyboard_has_at_most_100_buttons_8_in_a_row(bot: Bot, chat: ChatView) -> None:
    row = [f"{i}" for i in range(8)]
    await bot.send_message(chat.id, "x", reply_markup=keyboard(*[row] * 12, ["a"] * 4))
    for rows in ([row] * 12 + [["a"] * 5], [[*row, "9"]]):
        with refused("reply markup is too long"):
            await bot.send_message(chat.id, "x", reply_markup=keyboard(*rows))


async def test_a_keyboard_has_at_most_ten_kilobytes(bot: Bot, chat: ChatView) -> None:
    with refused("reply markup is too long"):
        await bot.send_message(chat.id, "x", reply_markup=keyboard(*[["x" * 60] * 2] * 45))


async def test_a_button_does_exactly_one_thing(bot: Bot, chat: ChatView) -> None:
    with refused("can't parse inline keyboard button: Text buttons are unallowed"):
        await bot.send_message(chat.id, "x", reply_markup=one())
    with refused("can't parse inline keyboard button: exactly one action is expected"):
        both = one(callback_data="a", url="https://a.example")
        await bot.send_message(chat.id, "x", reply_markup=both)
    with refused("inline keyboard button URL 'javascript:1' is invalid"):
        await bot.send_message(chat.id, "x", reply_markup=one(url="javascript:1"))


async def test_style_and_disabled_buttons_are_kept(bot: Bot, chat: ChatView) -> None:
    stop = one(callback_data="stop", style="danger")
    off = one(disabled=DisabledButton())
    rows = [*stop.inline_keyboard, *off.inline_keyboard]
    await bot.send_message(chat.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    red, grey = (row[0] for row in (await chat.wait()).keyboard)
    assert red == {"text": "x", "style": "danger", "callback_data": "stop"}
    assert "disabled" in grey


async def test_an_empty_keyboard_is_none(bot: Bot, chat: ChatView) -> None:
    empty = InlineKeyboardMarkup(inline_keyboard=[])
    assert (await bot.send_message(chat.id, "x", reply_markup=empty)).reply_markup is None
