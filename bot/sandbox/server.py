"""The Bot API over HTTP: one route for all methods, one for file downloads."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.sandbox.calls import Call
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from bot.sandbox.methods import Handler, handlers
from bot.sandbox.parameters import checked, known_methods, read_request, summary
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

MAX_BODY = 64 * 1024 * 1024


def add_bot_api(app: web.Application, api: "BotApi") -> None:
    """Serve the Bot API."""
    app.router.add_route("*", "/bot{token}/{method}", api.call)
    app.router.add_get("/file/bot{token}/{path:.+}", api.download)


class BotApi:
    """Answers the bot."""

    def __init__(self, tg: Telegram) -> None:
        self._tg = tg
        self._handlers = handlers()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one method call, or let it fail as scripted."""
        try:
            self._check_token(request)
            raw = await self._read(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        name = _spelled(request.match_info["method"])
        shown = summary(known_methods().get(name.lower()), raw)
        fault = self._tg.faults.take(name, shown) or Fault()
        if fault.breaks == "before":
            return _cut(request)
        answer = await self._logged(name, raw, shown, fault)
        if fault.until is not None:
            await fault.until.wait()
        await asyncio.sleep(fault.seconds)
        return _cut(request) if fault.breaks == "after" else answer

    async def download(self, request: web.Request) -> web.Response:
        """Hand out a file that ``getFile`` named."""
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        stored = self._tg.files.find(request.match_info["path"])
        fault = self._tg.faults.take("download", {"path": request.match_info["path"]})
        if fault is not None and fault.error is not None:
            return web.json_response(fault.error.body(), status=fault.error.code)
        if stored is None:
            body = ApiError(404, "Not Found").body()
            return web.json_response(body, status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def reply(self, method: str, raw: Json) -> None:
        """Run the method that a webhook's answer asked for; nobody hears of a refusal."""
        name = _spelled(method)
        await self._logged(name, raw, summary(known_methods().get(name.lower()), raw), Fault())

    async def _logged(self, name: str, raw: Json, shown: Json, fault: Fault) -> web.Response:
        now = self._tg.clock.now()
        call = self._tg.calls.add(Call(method=name, params=shown, at=now))
        try:
            if fault.error is not None:
                raise fault.error
            result = await self._execute(name, raw)
        except ApiError as error:
            self._tg.calls.finish(call, error=error)
            return web.json_response(error.body(), status=error.code)
        self._tg.calls.finish(call, result=result)
        return web.Response(
            text=json.dumps({"ok": True, "result": result}, ensure_ascii=False),
            content_type="application/json",
        )

    async def _execute(self, name: str, raw: Json) -> Any:
        cls = known_methods().get(name.lower())
        if cls is None:
            raise ApiError(404, "Not Found: method not found")
        method = checked(cls, raw)
        handler: Handler | None = self._handlers.get(name.lower())
        if handler is None:
            raise ApiError(501, f"Not Implemented: the sandbox does not know {name}")
        return await handler(self._tg, method)

    async def _read(self, request: web.Request) -> Json:
        try:
            return await read_request(request)
        except web.HTTPRequestEntityTooLarge:
            raise ApiError(413, "Request Entity Too Large") from None

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._tg.token:
            raise ApiError(401, "Unauthorized")


def _spelled(method: str) -> str:
    """Return the method's name as Telegram writes it."""
    cls = known_methods().get(method.lower())
    return cls.__api_method__ if cls else method


def _cut(request: web.Request) -> web.StreamResponse:
    """Break the connection instead of answering."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
