"""How the bot gets its updates: by asking, or by webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetUpdates, SetWebhook

from bot.sandbox.errors import bad_request
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

MAX_SECRET = 256
DEFAULT_LIMIT = 100


async def get_updates(tg: Telegram, method: GetUpdates) -> list[Json]:
    """Long polling."""
    tg.updates.allow(method.allowed_updates)
    limit = method.limit or DEFAULT_LIMIT
    return await tg.updates.poll(method.offset or 0, limit, float(method.timeout or 0))


async def set_webhook(tg: Telegram, method: SetWebhook) -> bool:
    """Deliver updates to an address from now on; plain HTTP will do, as with a local server."""
    address = urlsplit(method.url)
    if method.url and (address.scheme not in {"http", "https"} or not address.hostname):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = method.secret_token or ""
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    tg.updates.allow(method.allowed_updates)
    if method.drop_pending_updates:
        tg.updates.drop()
    tg.updates.webhook_url = method.url
    tg.updates.webhook_secret = secret
    tg.updates.bell.ring()
    return True


async def delete_webhook(tg: Telegram, method: DeleteWebhook) -> bool:
    """Go back to long polling."""
    if method.drop_pending_updates:
        tg.updates.drop()
    tg.updates.webhook_url = ""
    tg.updates.bell.ring()
    return True


async def get_webhook_info(tg: Telegram, _method: Any) -> Json:
    """Say how delivery goes."""
    updates = tg.updates
    info: Json = {
        "url": updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if updates.allowed is not None:
        info["allowed_updates"] = updates.allowed
    return info | updates.last_error
