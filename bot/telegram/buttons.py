"""Buttons and screens as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

COPY_LIMIT = 256
"""Telegram: characters that a copy button can hold."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A screen: HTML and the buttons below it."""

    text: str
    markup: InlineKeyboardMarkup | None = None


def button(label: str, tap: CallbackData, *, danger: bool = False) -> InlineKeyboardButton:
    """A button; a dangerous one is red where the client can show it."""
    style = ButtonStyle.DANGER if danger else None
    return InlineKeyboardButton(text=label, callback_data=tap.pack(), style=style)


def copy_button(label: str, content: str) -> InlineKeyboardButton | None:
    """A button that copies a text; None where the text is too long for one."""
    if not 0 < len(content) <= COPY_LIMIT:
        return None
    return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=content))


def copying(label: str, content: str, otherwise: CallbackData) -> InlineKeyboardButton:
    """A button that copies a text, or has it sent where it is too long for one."""
    return copy_button(label, content) or button(label, otherwise)


def keyboard(
    *rows: Iterable[InlineKeyboardButton | None] | None,
) -> InlineKeyboardMarkup:
    """Buttons in rows; what is None and rows without buttons are left out."""
    kept = [[each for each in row or () if each is not None] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=[row for row in kept if row])


def in_rows(
    buttons: Sequence[InlineKeyboardButton], width: int
) -> list[list[InlineKeyboardButton]]:
    """Buttons, so many to a row."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def in_even_rows(
    buttons: Sequence[InlineKeyboardButton], most: int
) -> list[list[InlineKeyboardButton]]:
    """Buttons, at most so many to a row, none left alone: seven become four and three."""
    rows = -(-len(buttons) // most)
    return in_rows(buttons, -(-len(buttons) // max(1, rows)))


def in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Buttons by twos, with three in the last row rather than one alone.

    Three short words fit beside each other on a phone, in Russian too; longer ones do not, so
    the short ones come last.
    """
    rows = in_rows(buttons, 2)
    if len(rows) > 1 and len(rows[-1]) == 1:
        alone = rows.pop()
        rows[-1] += alone
    return rows
