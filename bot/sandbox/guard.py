"""Who may ask for the page, and how it is told no."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.errors import ApiError, NothingCameError

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handle) -> web.StreamResponse:
    """Refuse other sites' pages, and put refusals into JSON.

    A page of another site could reach a server on this machine under a name of its own (DNS
    rebinding) or by a cross-site form, so host and origin have to be this machine's.
    """
    if request.path.startswith(("/bot", "/file/bot")):
        return await handler(request)
    origin = request.headers.get("Origin")
    hosts = [f"//{request.host}", *([origin] if origin is not None else [])]
    if any(urlsplit(host).hostname not in _LOCAL for host in hosts):
        return web.json_response({"error": "this page is for this machine only"}, status=403)
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)
    except NothingCameError:
        return web.json_response({"error": "the bot did not answer"}, status=504)
