"""Webhooks: the same intake, fed by Telegram's own requests."""

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiohttp import web

from bot.telegram.intake import Intake

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST = 1024 * 1024
"""Bytes of a request's body."""


class Webhook:
    """Takes Telegram's requests; `handle` is an aiohttp handler.

    Telegram repeats whatever is not answered with 2xx, so 200 is said only once it is stored.

    Args:
        intake: Takes the updates.
        secret: What Telegram was told to send along.
    """

    def __init__(self, *, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update: 401 without the secret, 413 when too large, 400 when it is none."""
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        body = await _read(request)
        if body is None:
            return web.Response(status=413)
        update = _parsed(body)
        if update is None:
            return web.Response(status=400)
        try:
            await self._intake.accept([update])
        except Exception:  # whatever it was: Telegram has to send it again
            log.exception("An update could not be stored")
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.Response()


def webhook_secret(token: str) -> str:
    """A secret that follows from the token: the same after every restart, telling nothing."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


async def register_webhook(bot: Bot, url: str, allowed: Sequence[str]) -> None:
    """Tell Telegram where to send updates, unless it knows already."""
    known = await bot.get_webhook_info()
    if known.url == url and sorted(known.allowed_updates or ()) == sorted(allowed):
        return
    await bot.set_webhook(
        url, allowed_updates=list(allowed), secret_token=webhook_secret(bot.token)
    )
    log.info("Telegram sends updates to %s", url)


async def _read(request: web.Request) -> bytes | None:
    if (request.content_length or 0) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    known = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if known else None
