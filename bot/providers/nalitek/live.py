"""nalitek's live news: how far a picture is, over Socket.IO.

News move a bar and nothing else: whether a picture is there is asked over HTTP. Trouble with the
connection is therefore nobody's concern; it is tried again later.

    await live.follow("4738")      connects where nobody was followed before
    live.news("4738")              what has come since
    await live.leave("4738")       disconnects after the last one
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from bot.providers.nalitek import reading

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 3.0
"""How long a look at a picture may be held up by a connection."""

CLOSE_SECONDS = 2.0
PAUSES = (30.0, 120.0, 600.0)
"""Seconds between attempts to connect of which nothing comes."""

SILENCE = 15.0
"""Seconds after which the connection counts as silent."""

FORGOTTEN = 180.0
"""Seconds after which nobody waits for a picture any more that nobody asked about."""

_ENDS = ("complete", "completed", "failed")


@dataclass(kw_only=True, slots=True)
class News:
    """What is known of a picture.

    Attributes:
        progress: From 0 to 1; None: nothing was told.
        ended: Whether it is said to be over, well or not.
        heard: When the last news came; `time.monotonic`.
        wanted: When somebody asked for it last.
        asked: When the vendor was asked over HTTP.
        subscribed: Whether the vendor was asked for its news on this connection.
    """

    progress: float | None = None
    ended: bool = False
    heard: float = -SILENCE
    wanted: float = field(default_factory=time.monotonic)
    asked: float = -SILENCE
    subscribed: bool = False

    @property
    def fresh(self) -> bool:
        """Whether the connection delivers."""
        return time.monotonic() - self.heard < SILENCE


class Live:
    """One connection for all pictures that are being waited for.

    Args:
        url: The vendor's address.
        key: Its key (nalitek docs: `auth: {token: key}`), never a part of an address.
        clock: Tells seconds, for the pauses between attempts.
    """

    def __init__(self, url: str, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._key = key
        self._clock = clock
        self._news: dict[str, News] = {}
        self._client: Any = None
        self._session: Any = None
        self._busy = asyncio.Lock()
        self._failures = 0
        self._not_before = 0.0

    @property
    def connected(self) -> bool:
        """Whether there is a connection now."""
        return self._client is not None and bool(self._client.connected)

    def news(self, image_id: str) -> News | None:
        """What is known of a picture; None: it is not followed."""
        news = self._news.get(image_id)
        if news is not None:
            news.wanted = time.monotonic()
        return news

    async def follow(self, image_id: str) -> None:
        """Want a picture's news from now on; returns soon, whatever the connection does."""
        news = self._news.setdefault(image_id, News())
        news.wanted = time.monotonic()
        self._prune()
        if self._busy.locked() or (news.subscribed and self.connected):
            return
        async with self._busy:
            if not await _quietly(self._subscribe(), CONNECT_SECONDS):
                await self._drop()

    async def leave(self, image_id: str) -> None:
        """Want no more of it."""
        self._news.pop(image_id, None)
        self._prune()
        if not self._news:
            await self.close()

    async def close(self) -> None:
        """End the connection."""
        async with self._busy:
            if self.connected:
                self._not_before = 0.0
            await self._drop()

    async def _subscribe(self) -> None:
        if not self.connected:
            if self._clock() < self._not_before:
                return
            self._not_before = self._clock() + PAUSES[min(self._failures, len(PAUSES) - 1)]
            self._failures += 1
            await self._drop()
            await self._connect()
        for image_id, news in self._news.items():
            if not news.subscribed:
                await self._client.emit("subscribe", {"channel": f"generation_{image_id}"})
                news.subscribed = True

    async def _connect(self) -> None:
        # late and beside the loop: a quarter of a second that nobody pays who has no key
        aiohttp = await asyncio.to_thread(import_module, "aiohttp")
        socketio = await asyncio.to_thread(import_module, "socketio")
        watch = aiohttp.TraceConfig()
        watch.on_request_redirect.append(_stay)
        self._session = aiohttp.ClientSession(trust_env=True, trace_configs=[watch])
        self._client = socketio.AsyncClient(
            reconnection=False,
            handle_sigint=False,
            http_session=self._session,
            logger=_mute(),
            engineio_logger=_mute(),
        )
        self._client.on("*", self._hear)
        await self._client.connect(
            self._url, auth={"token": self._key}, wait_timeout=CONNECT_SECONDS
        )

    async def _drop(self) -> None:
        client, session = self._client, self._session
        self._client = self._session = None
        for news in self._news.values():
            news.subscribed = False
        if client is not None:
            await _quietly(client.disconnect(), CLOSE_SECONDS)
        if session is not None:
            await session.close()

    async def _hear(self, event: str, *data: Any) -> None:
        """An event such as `generation_progress`; the vendor's webhooks write dots."""
        body = data[0] if data else None
        news = self._news.get(reading.identity(body))
        if news is None:
            return
        self._failures = 0
        news.heard = time.monotonic()
        word = event.replace(".", "_").rpartition("_")[2]
        news.ended = news.ended or word in _ENDS
        share = reading.number(reading.first(body, "progress"))
        if share is not None:
            news.progress = max(news.progress or 0.0, min(max(share / 100, 0.0), 1.0))

    def _prune(self) -> None:
        oldest = time.monotonic() - FORGOTTEN
        for image_id in [key for key, news in self._news.items() if news.wanted < oldest]:
            del self._news[image_id]


async def _quietly(act: Awaitable[None], seconds: float) -> bool:
    """Whether it worked: nothing that happens on the connection may disturb the work."""
    try:
        async with asyncio.timeout(seconds):
            await act
    except Exception as error:  # noqa: BLE001 -- two libraries' errors, all of no concern
        logger.debug("No live news: %s", type(error).__name__)
        return False
    return True


async def _stay(*_: Any) -> None:
    """The key is in what is sent, and meant for the configured address alone."""
    raise ConnectionRefusedError("the live news are said to be elsewhere")


def _mute() -> logging.Logger:
    """The library logs what it sends, the key among it."""
    mute = logging.getLogger(f"{__name__}.wire")
    mute.setLevel(logging.CRITICAL + 1)
    return mute
