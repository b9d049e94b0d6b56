"""Webhooks: the same intake, fed by Telegram's own requests."""

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiohttp import web

from bot.core.ports.conversation import Clock
from bot.telegram.intake import Intake
from bot.telegram.polling import LONGEST_PAUSE, NOBODY, IntakeRefused

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST = 1024 * 1024
"""Bytes of a request's body."""

FIRST_PAUSE = 1.0


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


async def keep_registering(bot: Bot, url: str, allowed: Sequence[str], clock: Clock) -> None:
    """Register, however long Telegram is away.

    Raises:
        IntakeRefused: Telegram does not know the bot, or does not take the address.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            await register_webhook(bot, url, allowed)
        except (TelegramUnauthorizedError, TelegramNotFound) as refusal:
            raise IntakeRefused(NOBODY) from refusal
        except TelegramBadRequest as refusal:
            raise IntakeRefused(
                f"Telegram does not take the webhook {url}: {refusal.message}. "
                "PUBLIC_URL has to be an https:// address that Telegram can reach."
            ) from refusal
        except AiogramError as trouble:
            log.warning("No webhook yet, next try in %.0f s: %s", pause, trouble)
            await clock.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            return


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
