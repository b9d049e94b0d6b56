"""What the chat page asks for: the world, its events, and the deeds of the people at the page."""

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionResetError, web

from bot.sandbox import actions, picked, webapps
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.guard import guard
from bot.sandbox.journal import Event
from bot.sandbox.membership import block
from bot.sandbox.simview import event_json, message_json, state_json
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Chat, Json, Person, Post

PAGE = Path(__file__).parent / "page"
PATIENCE = 15.0
MAX_FILES = 10
_SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm")
_KINDS = {"photo", "document", "video"}


def add_page(app: web.Application, tg: Telegram) -> None:
    """Serve the chat page and what it asks for."""
    sim = Sim(tg)
    app.middlewares.append(guard)
    app.router.add_get("/", sim.index)
    app.router.add_static("/static/", PAGE)
    app.router.add_get("/sim/state", sim.state)
    app.router.add_get("/sim/events", sim.events)
    app.router.add_get("/sim/files/{name}", sim.file)
    app.router.add_get("/sim/chats/{chat}/messages", sim.messages)
    app.router.add_post("/sim/chats/{chat}/messages", sim.send)
    app.router.add_post("/sim/chats/{chat}/messages/{message}/tap", sim.tap)
    app.router.add_post("/sim/chats/{chat}/messages/{message}/reaction", sim.react)
    app.router.add_post("/sim/launch", sim.launch)
    app.router.add_post("/sim/inline", sim.inline)
    app.router.add_post("/sim/inline/choose", sim.choose)
    app.router.add_post("/sim/people/{person}", sim.person)
    app.router.add_post("/sim/chats/{chat}/members", sim.member)


class Sim:
    """The people's side over HTTP."""

    def __init__(self, tg: Telegram) -> None:
        self._tg = tg

    async def index(self, _request: web.Request) -> web.FileResponse:
        """Show the page."""
        return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-store"})

    async def state(self, _request: web.Request) -> web.Response:
        """Say who and what there is."""
        return web.json_response(state_json(self._tg))

    async def messages(self, request: web.Request) -> web.Response:
        """Say what stands in a chat."""
        posts = self._tg.world.newest(self._chat(request.match_info["chat"]))
        return web.json_response([message_json(self._tg, post) for post in posts])

    async def file(self, request: web.Request) -> web.Response:
        """Hand out a file; what a browser might run is only offered for download."""
        stored = self._tg.files.find(request.match_info["name"])
        if stored is None:
            raise ApiError(404, "no such file")
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=86400"}
        kind = stored.mime_type
        if kind not in _SHOWN:
            kind = "application/octet-stream"
            headers["Content-Disposition"] = "attachment"
        return _ranged(request, stored.data, {"Content-Type": kind, **headers})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell what happens, from the event that the page saw last."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        last = request.headers.get("Last-Event-ID", "")
        seq = int(last) if last.isdecimal() else len(self._tg.journal.events)
        with suppress(ClientConnectionResetError):  # the page was closed
            async for event in self._since(seq):
                data = json.dumps(event_json(self._tg, event), ensure_ascii=False)
                await response.write(f"id: {event.seq}\ndata: {data}\n\n".encode())
        return response

    async def send(self, request: web.Request) -> web.Response:
        """Post what somebody wrote and picked."""
        chat = self._chat(request.match_info["chat"])
        form = await request.post()
        files = [one for one in form.getall("file", []) if isinstance(one, web.FileField)]
        kind = str(form.get("as", "photo"))
        if kind not in _KINDS or len(files) > MAX_FILES:
            raise bad_request("up to ten files, as photo, document or video")
        contents = await self._contents(kind, files, str(form.get("text", "")))
        place = {
            "reply_to": _number(form.get("reply_to")),
            "topic": _number(form.get("topic")),
        }
        person = self._person(form.get("person"))
        posts = [
            actions.post_as(self._tg, person.id, chat, content, **place) for content in contents
        ]
        return web.json_response([message_json(self._tg, post) for post in posts])

    async def tap(self, request: web.Request) -> web.Response:
        """Press a button and bring the bot's answer."""
        post, body = self._post(request), await _body(request, "person", "data")
        query = actions.press(self._tg, self._person(body["person"]).id, post, str(body["data"]))
        answer: Json = await self._tg.queries.bell.until(lambda: query.answer, PATIENCE)
        return web.json_response(answer)

    async def react(self, request: web.Request) -> web.Response:
        """React to a message; no emoji takes the reaction back."""
        post, body = self._post(request), await _body(request, "person")
        emojis = [str(body["emoji"])] if body.get("emoji") else []
        actions.react(self._tg, self._person(body["person"]).id, post, emojis)
        return web.json_response(message_json(self._tg, post))

    async def launch(self, request: web.Request) -> web.Response:
        """Open a page as the button of a message does, or the one beside the input field."""
        body = await _body(request, "person", "theme")
        person = self._person(body["person"])
        if "message" in body:
            chat = self._chat(person.id)
            post = chat.posts.get(_number(body["message"]) or 0)
            if post is None or post.deleted:
                raise ApiError(404, "no such message")
            url = webapps.button_url(post, str(body.get("button")))
        else:
            button = webapps.menu_button(self._tg, person.id)
            if "web_app" not in button:
                raise ApiError(404, "no such page")
            url = button["web_app"]["url"]
        data = webapps.launch_data(self._tg, person.id)
        return web.json_response({"url": webapps.launch_url(url, data, body["theme"])})

    async def inline(self, request: web.Request) -> web.Response:
        """Bring what the bot offers inline."""
        body = await _body(request, "chat", "person", "query")
        chat, person = self._chat(body["chat"]), self._person(body["person"])
        text, offset = str(body["query"]), str(body.get("offset") or "")
        query = actions.ask_inline(self._tg, person.id, chat, text, offset)
        answer: Json = await self._tg.queries.bell.until(lambda: query.answer, PATIENCE)
        return web.json_response({"query_id": query.id} | answer)

    async def choose(self, request: web.Request) -> web.Response:
        """Send one of the results."""
        body = await _body(request, "chat", "person", "query_id", "result_id")
        chat, person = self._chat(body["chat"]), self._person(body["person"])
        query = self._tg.queries.get(str(body["query_id"]))
        if query is None:
            raise ApiError(404, "no such query")
        result_id = str(body["result_id"])
        post = actions.choose_inline(self._tg, person.id, chat, query, result_id)
        return web.json_response(message_json(self._tg, post))

    async def person(self, request: web.Request) -> web.Response:
        """Change somebody's language, or let them block the bot."""
        person, body = self._person(request.match_info["person"]), await _body(request)
        if "language_code" in body:
            person.language_code = str(body["language_code"])
            self._tg.changed()
        if "blocked" in body:
            block(self._tg, person.id, blocked=bool(body["blocked"]))
        return web.json_response(person.user() | {"blocked": person.blocked})

    async def member(self, request: web.Request) -> web.Response:
        """Let an administrator change somebody's place in a group, or that of the bot."""
        chat = self._chat(request.match_info["chat"])
        body = await _body(request, "person", "user", "role")
        actions.appoint(
            self._tg, self._person(body["person"]).id, chat, _number(body["user"]), body["role"]
        )
        return web.json_response({"id": body["user"], "role": body["role"]})

    async def _contents(self, kind: str, files: list[web.FileField], text: str) -> list[Json]:
        if not files:
            return [actions.typed_text(text)]
        found = [await self._content(kind, file) for file in files]
        found[0] |= actions.typed_caption(text)
        together = [one for one in found if "animation" not in one]
        if len(together) > 1:  # clients send what moves like a GIF on its own
            album = f"album{self._tg.world.number()}"
            found = [one | ({"media_group_id": album} if one in together else {}) for one in found]
        return found

    async def _content(self, kind: str, file: web.FileField) -> Json:
        data, name = file.file.read(), file.filename or kind
        if kind == "document":
            return await picked.document(self._tg, data, name)
        return await picked.media(self._tg, data, name)

    async def _since(self, seq: int) -> AsyncIterator[Event]:
        journal = self._tg.journal
        while True:
            news = journal.after(seq)
            for event in news:
                yield event
            seq = news[-1].seq if news else seq
            if not journal.after(seq):
                await journal.bell.wait()

    def _chat(self, chat_id: Any) -> Chat:
        chat = self._tg.world.chats.get(_number(chat_id) or 0)
        if chat is None:
            raise ApiError(404, "no such chat")
        return chat

    def _person(self, person_id: Any) -> Person:
        person = self._tg.world.people.get(_number(person_id) or 0)
        if person is None:
            raise ApiError(404, "no such person")
        return person

    def _post(self, request: web.Request) -> Post:
        chat = self._chat(request.match_info["chat"])
        post = chat.posts.get(_number(request.match_info["message"]) or 0)
        if post is None or post.deleted:
            raise ApiError(404, "no such message")
        return post


async def _body(request: web.Request, *wanted: str) -> Json:
    """Return a JSON body that has these keys.

    Raises:
        ApiError: it is not one.
    """
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or not body.keys() >= set(wanted):
        raise bad_request(f"a JSON object is expected, with {', '.join(wanted) or 'any keys'}")
    return body


def _number(value: Any) -> int | None:
    try:
        return int(value) if value else None
    except (TypeError, ValueError):
        raise bad_request(f"{value!r} is no number") from None


def _ranged(request: web.Request, data: bytes, headers: dict[str, str]) -> web.Response:
    """Answer with the part of a file that was asked for: browsers seek in videos that way."""
    headers["Accept-Ranges"] = "bytes"
    try:
        wanted = request.http_range
    except ValueError:
        return web.Response(status=416, headers=headers)
    if wanted.start is None and wanted.stop is None:
        return web.Response(body=data, headers=headers)
    start, stop, _ = wanted.indices(len(data))
    if start >= stop:
        return web.Response(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(data)}"
    return web.Response(status=206, body=data[start:stop], headers=headers)
