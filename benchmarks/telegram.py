"""A Bot API that costs next to nothing: hands out prepared updates, answers every call.

It checks nothing; the strict one is `bot.sandbox`. Beside the Bot API it answers three questions
of the benchmark: `/load` (prepare updates), `/left` (how many are unanswered), `/seen` (times).
"""

import asyncio
import json
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from benchmarks.loopback import Reply, Request, dumped, serve

BATCH = 100
"""Updates per getUpdates (Telegram: 100 at the most)."""

HOLD = 20.0
"""Seconds after which an empty getUpdates is answered."""

BOT = {"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

_OFFSET = re.compile(rb"offset\"?[=\r\n]+(\d+)")
_KEYS = {
    name: re.compile(rb"\b%s\"?[=\r\n]+(-?\d+)" % name.encode())
    for name in ("chat_id", "callback_query_id")
}
_PHOTO = b',"photo":[{"file_id":"photo-%d","file_unique_id":"u%d","width":1024,"height":1024}]}'
_MESSAGE = b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private","first_name":"P"}'
_PICTURES = {"sendPhoto", "editMessageMedia", "editMessageCaption"}
_MESSAGES = {"sendMessage", "editMessageText", "editMessageReplyMarkup", *_PICTURES}


@dataclass(kw_only=True)
class Book:
    """What was handed out and what came back: Unix times by update id."""

    handed: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    owed: dict[tuple[str, int], deque[int]] = field(default_factory=lambda: defaultdict(deque))
    missing: dict[int, int] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    first_poll: float = 0.0

    def expect(self, update: dict[str, Any], methods: list[str]) -> None:
        """An update counts as answered once all these calls were made for it."""
        for method in methods:
            self.owed[method, key_of(update, method)].append(update["update_id"])
        self.missing[update["update_id"]] = len(methods)

    def note(self, method: str, body: bytes, at: float) -> None:
        """A call has come."""
        self.calls[method] += 1
        owed = self.owed.get((method, number(body, _key_name(method))))
        if not owed:
            return
        update_id = owed.popleft()
        self.missing[update_id] -= 1
        if not self.missing[update_id]:
            self.answered[update_id] = at
            del self.missing[update_id]


class Telegram:
    """The server."""

    def __init__(self) -> None:
        self._book = Book()
        self._waiting: deque[tuple[float, int, bytes]] = deque()
        self._held: Reply | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._ids = count(1000)

    def __call__(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        method = request.path.rpartition("/")[2]
        if method == "getUpdates":
            self._poll(request, reply)
        elif request.path.startswith("/bot"):
            self._book.note(method, request.body, request.at)
            reply(b'{"ok":true,"result":%b}' % self._result(method, request.body))
        elif method == "load":
            self._load(json.loads(request.body))
            reply(b"{}")
        elif method == "left":
            reply(dumped(len(self._book.missing)))
        else:
            reply(dumped({name: getattr(self._book, name) for name in _SEEN}))

    def _load(self, wanted: dict[str, Any]) -> None:
        """Begin a new book with these updates, all at once or `rate` a second."""
        self._book = Book()
        self._waiting.clear()
        now, rate = time.time(), wanted["rate"]
        for index, update in enumerate(wanted["updates"]):
            due = now + index / rate if rate else now
            self._waiting.append((due, update["update_id"], dumped(update)))
            self._book.expect(update, wanted["methods"])
        self._hand_out()

    def _poll(self, request: Request, reply: Reply) -> None:
        self._book.first_poll = self._book.first_poll or request.at
        offset = _OFFSET.search(request.body)
        while offset and self._waiting and self._waiting[0][1] < int(offset[1]):
            self._waiting.popleft()
        self._held = reply
        self._hand_out()

    def _hand_out(self) -> None:
        """Answer the poll that is waiting, or see to it that it is answered in time."""
        if self._timer:
            self._timer.cancel()
        if self._held is None:
            return
        now = time.time()
        ready = [entry for entry in _first(self._waiting) if entry[0] <= now]
        if ready:
            for _, update_id, _ in ready:
                self._book.handed.setdefault(update_id, now)
            self._answer_poll(b",".join(content for _, _, content in ready))
            return
        pause = self._waiting[0][0] - now if self._waiting else HOLD
        again = self._hand_out if self._waiting else self._answer_poll
        self._timer = asyncio.get_running_loop().call_later(pause, again)

    def _answer_poll(self, updates: bytes = b"") -> None:
        if self._held is not None:
            self._held(b'{"ok":true,"result":[%b]}' % updates)
            self._held = None

    def _result(self, method: str, body: bytes) -> bytes:
        if method == "getMe":
            return dumped(BOT)
        if method not in _MESSAGES:
            return b"true"
        message_id = next(self._ids)
        head = _MESSAGE % (message_id, time.time(), number(body, "chat_id"))
        return head + (_PHOTO % (message_id, message_id) if method in _PICTURES else b"}")


_SEEN = ("handed", "answered", "calls", "first_poll")


def key_of(update: dict[str, Any], method: str) -> int:
    """What a call has to name to be the answer to an update."""
    query = update.get("callback_query")
    if query is None:
        return int(update["message"]["chat"]["id"])
    if _key_name(method) == "callback_query_id":
        return int(query["id"])
    return int(query["message"]["chat"]["id"])


def number(body: bytes, name: str) -> int:
    """A numeric parameter of a call, in a form or in multipart; 0: there is none."""
    found = _KEYS[name].search(body)
    return int(found[1]) if found else 0


def _key_name(method: str) -> str:
    return "callback_query_id" if method == "answerCallbackQuery" else "chat_id"


def _first(waiting: deque[tuple[float, int, bytes]]) -> list[tuple[float, int, bytes]]:
    return [waiting[index] for index in range(min(BATCH, len(waiting)))]


if __name__ == "__main__":
    asyncio.run(serve(Telegram()))
