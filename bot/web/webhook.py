"""Where Telegram's webhook arrives: checked, handed over, and only then acknowledged."""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

Accept: TypeAlias = Callable[[int, str], Awaitable[None]]
"""Stores an update (id, JSON). Telegram sends it again unless this returns."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


def add_telegram_webhook(app: web.Application, path: str, secret: str, accept: Accept) -> None:
    """Take Telegram's updates below a path.

    Args:
        app: The application, before it is served.
        path: Below PUBLIC_URL.
        secret: What setWebhook was given as `secret_token`.
        accept: Stores the update; a failure makes Telegram send it again.
    """

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), secret.encode()):
            raise web.HTTPUnauthorized
        body = await request.read()
        await accept(_update_id(body), body.decode())
        return web.Response()

    app.router.add_post(path, receive)


def _update_id(body: bytes) -> int:
    try:
        update = json.loads(body)
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None
    match update:
        case {"update_id": int(update_id)}:
            return update_id
        case _:
            raise web.HTTPBadRequest(text="not an update")
