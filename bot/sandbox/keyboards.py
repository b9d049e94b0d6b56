"""Inline keyboards: what Telegram accepts under a message."""

import json
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.webapps import check_address

Json = dict[str, Any]

MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_BYTES = 10 * 1024
MAX_DATA = 64
MAX_COPY = 256
_DECORATION = {"text", "style", "icon_custom_emoji_id"}
_SCHEMES = ("http://", "https://", "tg://")


def checked_keyboard(markup: Json | None) -> Json | None:
    """Return the inline keyboard as a message shows it.

    Args:
        markup: an ``InlineKeyboardMarkup``, ``None`` or any other reply markup in JSON.

    Returns:
        ``None`` when no inline keyboard is shown: none given, an empty one, or one that goes
        below the input field.

    Raises:
        ApiError: in Telegram's words.
    """
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    for row in rows:
        for button in row:
            _check_button(button)
    too_wide = any(len(row) > MAX_PER_ROW for row in rows)
    too_many = sum(map(len, rows)) > MAX_BUTTONS
    if too_wide or too_many or len(json.dumps(rows).encode()) > MAX_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = button.keys() - _DECORATION
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is expected")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "web_app" in button:
        check_address(button["web_app"]["url"], "inline keyboard button Web App URL")
    if "url" in button and not button["url"].startswith(_SCHEMES):
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )


def opens_pages(keyboard: Json) -> bool:
    """Return whether a button opens a page inside Telegram."""
    return any("web_app" in button for row in keyboard["inline_keyboard"] for button in row)
