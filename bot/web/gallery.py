"""The gallery's page and what it asks for.

Every request but those for the page itself carries what Telegram signed for whoever opened it, as
`Authorization: tma …`, and is answered from their own pictures alone.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit

from aiohttp import web

from bot.core.errors import Banned, BotError, InputGone, LimitError, NotFound, NotYours
from bot.core.ports.showroom import Exhibit, LaunchRefused, Showroom, Visitor

PAGE = Path(__file__).parent / "page"
SCHEME = "tma "
LONGEST_SEARCH = 200
LONGEST_KEY = 64
LARGEST_ID = 2**53

Handle: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Value = TypeVar("_Value")


def add_gallery(app: web.Application, showroom: Showroom, path: str, script: str) -> None:
    """Serve the gallery below a path.

    Args:
        app: Whose routes these become.
        showroom: The pictures.
        path: Such as `/gallery`.
        script: The address of what speaks with the Telegram around the page.
    """
    page = GalleryPage(showroom, path, script)
    routes = app.router
    routes.add_get(path, page.index)
    routes.add_get(f"{path}/static/{{name}}", page.static)
    below = f"{path}/api"
    routes.add_get(f"{below}/about", page.answer(page.about))
    routes.add_get(f"{below}/pictures", page.answer(page.pictures))
    one = f"{below}/pictures/{{number}}"
    routes.add_get(one, page.answer(page.picture))
    routes.add_get(f"{one}/square", page.answer(page.square))
    routes.add_get(f"{one}/whole", page.answer(page.whole))
    routes.add_post(f"{one}/star", page.answer(page.favour))
    routes.add_post(f"{one}/repeat", page.answer(page.repeat))
    routes.add_post(f"{one}/share", page.answer(page.share))
    routes.add_delete(one, page.answer(page.delete))


class GalleryPage:
    """Answers the page."""

    def __init__(self, showroom: Showroom, path: str, script: str) -> None:
        self._showroom = showroom
        self._files = {file.name: file for file in PAGE.iterdir() if file.suffix != ".html"}
        self._headers = _headers(script)
        words = json.dumps(showroom.words(), ensure_ascii=False).replace("<", "\\u003c")
        text = (PAGE / "index.html").read_text(encoding="utf-8")
        places = {"{base}": path, "{script}": script, "{words}": words}
        for place, content in places.items():
            text = text.replace(place, content)
        self._index = text

    async def index(self, _: web.Request) -> web.Response:
        """The page itself; it holds nobody's data."""
        return web.Response(
            text=self._index,
            content_type="text/html",
            headers={**self._headers, "Cache-Control": "no-cache"},
        )

    async def static(self, request: web.Request) -> web.StreamResponse:
        """One of its files, by a name that is known; nothing else can be asked for."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={**self._headers, "Cache-Control": "no-cache"})

    def answer(
        self, work: Callable[[web.Request, Visitor], Awaitable[web.StreamResponse]]
    ) -> Handle:
        """Let a visitor in, and put what cannot be done into words."""

        async def handle(request: web.Request) -> web.StreamResponse:
            visitor: Visitor | None = None
            try:
                visitor = await self._visitor(request)
                response = await work(request, visitor)
            except LaunchRefused as refused:
                response = web.json_response({"error": refused.reason}, status=401)
            except BotError as error:
                told = {"error": error.code, "text": self._showroom.explained(error, visitor)}
                response = web.json_response(told, status=_status(error))
            response.headers.update(self._headers)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return handle

    async def about(self, _: web.Request, visitor: Visitor) -> web.Response:
        """Whom the page speaks with."""
        return web.json_response(await self._showroom.about(visitor))

    async def pictures(self, request: web.Request, visitor: Visitor) -> web.Response:
        """Pictures in a row."""
        asked = request.query
        at = _number(asked["at"]) if "at" in asked else None
        said = asked.get("words", "")[:LONGEST_SEARCH]
        view = asked.get("view", "")
        return web.json_response(await self._showroom.pictures(visitor, view, said, at))

    async def picture(self, request: web.Request, visitor: Visitor) -> web.Response:
        """All about one."""
        return web.json_response(await self._showroom.picture(visitor, _asked(request)))

    async def square(self, request: web.Request, visitor: Visitor) -> web.StreamResponse:
        """Its small copy."""
        return _shown(await self._showroom.square(visitor, _asked(request)))

    async def whole(self, request: web.Request, visitor: Visitor) -> web.StreamResponse:
        """Itself."""
        return _shown(await self._showroom.whole(visitor, _asked(request)))

    async def favour(self, request: web.Request, visitor: Visitor) -> web.Response:
        """Set or take the star."""
        favourite = await _field(request, "on", bool)
        await self._showroom.favour(visitor, _asked(request), favourite=favourite)
        return web.json_response({"star": favourite})

    async def repeat(self, request: web.Request, visitor: Visitor) -> web.Response:
        """Paint it again."""
        key = await _field(request, "key", str)
        if not 0 < len(key) <= LONGEST_KEY:
            raise web.HTTPBadRequest
        await self._showroom.repeat(visitor, _asked(request), key)
        return web.json_response({"started": True})

    async def share(self, request: web.Request, visitor: Visitor) -> web.Response:
        """Make its link."""
        return web.json_response({"link": await self._showroom.share(visitor, _asked(request))})

    async def delete(self, request: web.Request, visitor: Visitor) -> web.Response:
        """Forget it."""
        await self._showroom.delete(visitor, _asked(request))
        return web.json_response({"deleted": True})

    async def _visitor(self, request: web.Request) -> Visitor:
        given = request.headers.get("Authorization", "")
        if not given.startswith(SCHEME):
            raise LaunchRefused("forged")
        return await self._showroom.enter(given.removeprefix(SCHEME))


def _headers(script: str) -> dict[str, str]:
    """What browsers may do with the page: nothing but what it needs."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(script))
    around = ["https://web.telegram.org", "https://*.telegram.org", origin]
    policy = {
        "default-src": "'none'",
        "script-src": f"'self' {origin}",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "media-src": "blob:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(around),
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _status(error: BotError) -> int:
    match error:
        case NotFound() | NotYours() | InputGone():
            return 404
        case Banned():
            return 403
        case LimitError():
            return 429
    return 400


def _asked(request: web.Request) -> int:
    return _number(request.match_info["number"])


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST_ID)):
        raise NotFound
    return int(text)


async def _field(request: web.Request, name: str, kind: type[_Value]) -> _Value:
    """One field of a small JSON object."""
    try:
        value = (await request.json())[name]
    except (ValueError, LookupError, TypeError):
        raise web.HTTPBadRequest from None
    if not isinstance(value, kind):
        raise web.HTTPBadRequest
    return value


def _shown(exhibit: Exhibit) -> web.StreamResponse:
    """Bytes that only this visitor's browser may keep."""
    headers = {
        "Content-Type": exhibit.mime,
        "Cache-Control": "private, max-age=86400",
        "Vary": "Authorization",
    }
    if exhibit.path is not None:
        return web.FileResponse(exhibit.path, headers=headers)
    return web.Response(body=exhibit.content, headers=headers)
