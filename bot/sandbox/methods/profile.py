"""Who the bot is and what it says of itself."""

import re
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetChatMenuButton,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import dump
from bot.sandbox.profile import scope_name
from bot.sandbox.telegram import Telegram
from bot.sandbox.webapps import check_address, menu_button
from bot.sandbox.world import Json

MAX_COMMANDS = 100
MAX_COMMAND_TEXT = 256
LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(tg: Telegram, _method: Any) -> Json:
    """Return the bot."""
    return tg.world.bot | {"can_read_all_group_messages": not tg.privacy}


async def set_my_commands(tg: Telegram, method: SetMyCommands) -> bool:
    """Set the commands of one scope and language."""
    if len(method.commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in method.commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(one.description) <= MAX_COMMAND_TEXT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    commands = [dump(one) or {} for one in method.commands]
    tg.profile.commands[_key(tg, method)] = commands
    tg.changed()
    return True


async def get_my_commands(tg: Telegram, method: GetMyCommands) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return tg.profile.commands.get(_key(tg, method), [])


async def delete_my_commands(tg: Telegram, method: DeleteMyCommands) -> bool:
    """Delete the commands of one scope and language."""
    tg.profile.commands.pop(_key(tg, method), None)
    tg.changed()
    return True


async def set_my_name(tg: Telegram, method: SetMyName) -> bool:
    """Set the bot's name in a language."""
    return _set_text(tg, "name", method.name, method.language_code)


async def get_my_name(tg: Telegram, method: GetMyName) -> Json:
    """Return the bot's name in a language."""
    name = tg.profile.text("name", method.language_code or "")
    return {"name": name or tg.world.bot["first_name"]}


async def set_my_description(tg: Telegram, method: SetMyDescription) -> bool:
    """Set what an empty chat with the bot shows."""
    return _set_text(tg, "description", method.description, method.language_code)


async def get_my_description(tg: Telegram, method: GetMyDescription) -> Json:
    """Return what an empty chat with the bot shows."""
    return {"description": tg.profile.text("description", method.language_code or "")}


async def set_my_short_description(tg: Telegram, method: SetMyShortDescription) -> bool:
    """Set what the bot's profile shows."""
    return _set_text(tg, "short_description", method.short_description, method.language_code)


async def get_my_short_description(tg: Telegram, method: GetMyShortDescription) -> Json:
    """Return what the bot's profile shows."""
    return {"short_description": tg.profile.text("short_description", method.language_code or "")}


async def set_chat_menu_button(tg: Telegram, method: SetChatMenuButton) -> bool:
    """Set the button beside the input field."""
    button = dump(method.menu_button) or {"type": "default"}
    if button["type"] == "web_app":
        check_address(button["web_app"]["url"], "menu button Web App URL")
    if method.chat_id is not None and int(method.chat_id) not in tg.world.people:
        raise bad_request("chat not found")
    tg.profile.menu_buttons[method.chat_id or 0] = button
    tg.changed()
    return True


async def get_chat_menu_button(tg: Telegram, method: GetChatMenuButton) -> Json:
    """Return the button beside the input field."""
    return menu_button(tg, method.chat_id or 0)


def _key(tg: Telegram, method: Any) -> tuple[str, str]:
    scope = dump(method.scope)
    if scope and "chat_id" in scope:
        tg.world.chat_for_bot(scope["chat_id"])
    return scope_name(scope), _language(method.language_code)


def _language(code: str | None) -> str:
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code or ""


def _set_text(tg: Telegram, field: str, text: str | None, language: str | None) -> bool:
    if len(text or "") > LIMITS[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    tg.profile.texts[field, _language(language)] = text or ""
    tg.changed()
    return True
