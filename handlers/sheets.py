"""`/history`: a person's pictures on contact sheets, all of them or those that are looked for."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.screens.gallery import search_question
from bot.telegram.sheets import Sheets
from bot.telegram.sources import sheet_of
from bot.telegram.translator import Translate
from handlers.common import Handler, mine
from handlers.filters import Answer


async def open_history(
    message: Message,
    *,
    command: CommandObject,
    asker: Asker,
    sheets: Sheets,
    t: Translate,
) -> None:
    """Show the newest pictures, or those in whose prompt some words occur."""
    await sheets.search(message, asker.person.id, command.args or "", t)


async def answer_search(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    sheets: Sheets,
    state: FSMContext,
    t: Translate,
) -> None:
    """Show what was looked for."""
    await settle(message, state)
    await sheets.search(message, asker.person.id, asked.said, t)


async def ask_search(
    callback: CallbackQuery, callback_data: HistoryTap, state: FSMContext, t: Translate
) -> None:
    """Ask what to look for."""
    message = mine(callback, callback_data.owner)
    view = search_question(t, private=is_private(message.chat))
    await ask(message, state, Asking.search, view)


async def turn(
    callback: CallbackQuery, callback_data: HistoryTap, sheets: Sheets, t: Translate
) -> None:
    """Show another sheet."""
    message = mine(callback, callback_data.owner)
    if await sheets.turn(message, callback_data, t):
        return
    if callback_data.action is HistoryAction.FILTER:
        await callback.answer(t.plain("toast-nothing-there"), show_alert=True)
    else:
        await callback.answer(t.plain("toast-no-more"))


async def show_shelves(
    callback: CallbackQuery, callback_data: HistoryTap, sheets: Sheets, t: Translate
) -> None:
    """Show what the pictures can be narrowed to."""
    await sheets.shelves(mine(callback, callback_data.owner), callback_data, t)


async def show_days(
    callback: CallbackQuery, callback_data: HistoryTap, sheets: Sheets, t: Translate
) -> None:
    """Show the days of which there are pictures."""
    await sheets.days(mine(callback, callback_data.owner), callback_data, t)


async def reply_to_sheet(message: Message, t: Translate) -> None:
    """Say that a sheet is nothing to change: which of its pictures would be meant?"""
    await message.reply(t("gallery-which"), allow_sending_without_reply=True)


def _below_sheet(message: Message, bot: Bot) -> bool:
    return sheet_of(message.reply_to_message, bot.id) and not message.photo


def create_router() -> Router:
    """The router."""
    router = Router(name="sheets")
    router.message.register(open_history, Command("history"))
    router.message.register(answer_search, StateFilter(Asking.search), Answer())
    router.message.register(reply_to_sheet, F.text, ~F.text.startswith("/"), _below_sheet)
    actions: dict[HistoryAction, Handler] = {
        HistoryAction.SHEET: turn,
        HistoryAction.BEFORE: turn,
        HistoryAction.BACK: turn,
        HistoryAction.FILTER: turn,
        HistoryAction.SHELVES: show_shelves,
        HistoryAction.DAYS: show_days,
        HistoryAction.SEARCH: ask_search,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, HistoryTap.filter(F.action == action))
    return router
