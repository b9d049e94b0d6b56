"""What the sandbox's own tests share."""

import io
import re
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from PIL import Image


def png(width: int = 64, height: int = 48, color: str = "orange") -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()


def jpeg(width: int, height: int) -> bytes:
    """Return a picture as a thumbnail has to be."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "orange").save(out, "JPEG")
    return out.getvalue()


def upload(data: bytes | None = None, name: str = "fox.png") -> BufferedInputFile:
    """Return a picture as the bot uploads it."""
    return BufferedInputFile(png() if data is None else data, name)


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    """Return a keyboard; every label is its button's data, too."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=label) for label in row]
            for row in rows
        ]
    )


def refused(words: str) -> Any:
    """Expect a 400 in these words."""
    return pytest.raises(TelegramBadRequest, match=re.escape(f"Bad Request: {words}"))
