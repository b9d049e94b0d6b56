"""Where vendors call when something became of a task."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from aiohttp import web

Heard: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], bool]
"""Takes provider, ticket, headers and body of a call; False: the address is not ours."""

LARGEST = 1024 * 1024
"""Bytes of a call: vendors repeat the whole request in it."""


def add_callbacks(app: web.Application, path: str, heard: Heard) -> None:
    """Take calls at `<path>/<provider>/<ticket>`; they are answered at once.

    Args:
        app: The application.
        path: Such as `/callback`.
        heard: Takes them.
    """

    async def take(request: web.Request) -> web.Response:
        provider, ticket = request.match_info["provider"], request.match_info["ticket"]
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=413)
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=200 if heard(provider, ticket, headers, body) else 404)

    app.router.add_post(f"{path}/{{provider}}/{{ticket}}", take)
