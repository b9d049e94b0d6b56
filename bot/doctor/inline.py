"""Inline mode: switched on at BotFather, and a chat that takes the uploads."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiohttp import ClientError

from bot.config import Settings
from bot.doctor.findings import Finding, good, note, wrong
from bot.doctor.telegram import REFUSED, call

OK = 200
OFF = "Inline mode is off: nobody can write behind the bot's name in other chats."
SWITCH_ON = "If it is wanted: @BotFather, /setinline, then /setinlinefeedback with 100%."
FEEDBACK = (
    "Inline mode is on. If posted cards wait for ▶️ instead of starting by themselves:"
    " @BotFather, /setinlinefeedback, 100%."
)
NO_STORAGE = "STORAGE_CHAT_ID is not set: inline mode offers existing pictures only."
ANY_CHAT = (
    "Use your own id after pressing Start in the bot's chat, or the id of a channel or group (it"
    " begins with -100) that the bot is in."
)
PRESS_START = "Its owner has to open the bot's chat and to press Start, or to unblock the bot."
MAY_POST = "Make the bot an administrator there that may post messages."


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Ask Telegram whether inline mode is on and the storage chat can be used."""
    if not settings.bot_token.get_secret_value():
        return
    try:
        me = await call(settings, "getMe")
        if me.status in REFUSED or "id" not in me.result:
            return  # it has been told already
        on = bool(me.result.get("supports_inline_queries"))
        yield good(FEEDBACK) if on else note(OFF, SWITCH_ON)
        if settings.storage_chat_id is not None:
            yield await _storage(settings, settings.storage_chat_id, int(me.result["id"]))
        elif on:
            yield note(NO_STORAGE, ANY_CHAT)
    except (ClientError, OSError, ValueError):
        return  # the same


async def _storage(settings: Settings, chat_id: int, bot_id: int) -> Finding:
    chat = (await call(settings, "getChat", chat_id=chat_id)).result
    if not chat:
        return wrong("Telegram shows the bot no chat with the id STORAGE_CHAT_ID.", ANY_CHAT)
    if chat.get("type") == "private":
        return await _private(settings, chat_id)
    member = (await call(settings, "getChatMember", chat_id=chat_id, user_id=bot_id)).result
    name = str(chat.get("title") or chat_id)
    if _may_post(chat, member):
        return good(f"STORAGE_CHAT_ID is “{name}”, and the bot may post pictures there.")
    return wrong(
        f"The bot may not post pictures in “{name}”, the chat of STORAGE_CHAT_ID.", MAY_POST
    )


async def _private(settings: Settings, chat_id: int) -> Finding:
    heard = await call(settings, "sendChatAction", chat_id=chat_id, action="upload_photo")
    if heard.status != OK:
        return wrong("The bot cannot write to the private chat of STORAGE_CHAT_ID.", PRESS_START)
    return good("STORAGE_CHAT_ID is somebody's own chat with the bot; it takes uploads.")


def _may_post(chat: Mapping[str, Any], member: Mapping[str, Any]) -> bool:
    """Telegram (ChatMember): what a bot may do by its place in a chat."""
    match member.get("status"):
        case "creator":
            return True
        case "administrator":
            return chat.get("type") != "channel" or bool(member.get("can_post_messages"))
        case "member":
            return bool(chat.get("permissions", {}).get("can_send_photos", True))
        case "restricted":
            return bool(member.get("can_send_photos"))
        case _:
            return False
