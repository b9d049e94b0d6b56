"""What Telegram shows when somebody types `/`, and what it says of the bot, in every language."""

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import (
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeUnion,
)

from bot.core.ports.stores import CacheStore
from bot.telegram.translator import DEFAULT, Translate, Translator

log = logging.getLogger(__name__)

PRIVATE = (
    *("imagine", "video", "batch", "compare", "settings", "presets", "elements", "history"),
    *("quota", "status", "upscale", "cancel", "provider", "style", "ratio", "negative"),
    *("language", "help", "privacy", "start"),
)
GROUP = ("imagine", "video", "batch", "compare", "settings", "quota", "status", "cancel", "help")
GROUP_ADMINS = ("group", *GROUP)


async def register_commands(bot: Bot, translator: Translator, cache: CacheStore) -> None:
    """Tell Telegram what changed since the last time; failing that, the bot works all the same.

    Args:
        bot: Whose commands they are.
        translator: Has the descriptions `command-<name>`, `bot-description` and
            `bot-short-description`.
        cache: Remembers what Telegram was told.
    """
    key = f"telegram-profile:{bot.id}"
    known = await cache.get(key)
    told: dict[str, str] = dict(known.value) if known else {}
    for name, method in _wanted(translator).items():
        state = _digest(method, bot)
        if told.get(name) == state:
            continue
        try:
            await bot(method)
        except AiogramError as error:
            log.warning("Telegram was not told of %s: %s", name, error)
            continue
        told[name] = state
        await cache.put(key, told)


def _wanted(translator: Translator) -> dict[str, TelegramMethod[bool]]:
    """All calls by a name; English is what people of any other language see."""
    calls: dict[str, TelegramMethod[bool]] = {}
    for locale in translator.languages():
        t, code = translator.bound(locale), None if locale == DEFAULT else locale
        about = t.plain("bot-description")
        short = t.plain("bot-short-description")
        private, group = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
        admins = BotCommandScopeAllChatAdministrators()
        calls |= {
            f"private commands in {locale}": _commands(PRIVATE, private, t, code),
            f"group commands in {locale}": _commands(GROUP, group, t, code),
            f"admin commands in {locale}": _commands(GROUP_ADMINS, admins, t, code),
            f"description in {locale}": SetMyDescription(description=about, language_code=code),
            f"short description in {locale}": SetMyShortDescription(
                short_description=short, language_code=code
            ),
        }
    return calls


def _commands(
    names: Sequence[str], scope: BotCommandScopeUnion, t: Translate, code: str | None
) -> SetMyCommands:
    commands = [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in names]
    return SetMyCommands(commands=commands, scope=scope, language_code=code)


def _digest(method: TelegramMethod[Any], bot: Bot) -> str:
    """What was said, and to which server."""
    content = json.dumps(method.model_dump(mode="json"), sort_keys=True) + bot.session.api.base
    return hashlib.sha256(content.encode()).hexdigest()
