"""A bot without a framework: what the tests make it call is all that it does."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from PIL import Image
from playwright.async_api import Page

from bot.sandbox import Sandbox

Json = dict[str, Any]
OpenPage = Callable[..., Awaitable[Page]]

PATIENCE = 10.0


class ScriptedBot:
    """Speaks the Bot API over plain HTTP."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self._base = f"{sandbox.url}/bot{sandbox.token}"
        self._http = http
        self._offset = 0

    async def call(self, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
        """Call one method; `files` are parts that ``attach://`` names."""
        form = aiohttp.FormData()
        for name, value in params.items():
            plain = isinstance(value, str)
            form.add_field(name, value if plain else json.dumps(value))
        for name, data in (files or {}).items():
            form.add_field(name, data, filename=f"{name}.mp4" if name == "clip" else f"{name}.png")
        async with self._http.post(f"{self._base}/{method}", data=form) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, chat: int, text: str, **params: Any) -> Json:
        """Send a message in HTML."""
        sent: Json = await self.call(
            "sendMessage", chat_id=chat, text=text, parse_mode="HTML", **params
        )
        return sent

    async def show(self, chat: int, picture: bytes, **params: Any) -> Json:
        """Send a photo."""
        sent: Json = await self.call(
            "sendPhoto",
            files={"picture": picture},
            chat_id=chat,
            photo="attach://picture",
            **params,
        )
        return sent

    async def album(self, chat: int, pictures: list[bytes], caption: str) -> list[Json]:
        """Send several photos as one album."""
        files = {f"picture{index}": picture for index, picture in enumerate(pictures)}
        media: list[Json] = [{"type": "photo", "media": f"attach://{name}"} for name in files]
        media[0]["caption"] = caption
        sent: list[Json] = await self.call(
            "sendMediaGroup", files=files, chat_id=chat, media=media
        )
        return sent

    async def next_update(self, kind: str) -> Json:
        """Wait for the next update of a kind; earlier ones of other kinds are let go."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for update in await self._updates():
                    self._offset = update["update_id"] + 1
                    if kind in update:
                        found: Json = update[kind]
                        return found

    async def _updates(self) -> list[Json]:
        updates: list[Json] = await self.call(
            "getUpdates", offset=self._offset, timeout=5, limit=1, allowed_updates=[]
        )
        return updates


def button(text: str, **action: Any) -> Json:
    """Return one inline button."""
    return {"text": text} | action


def keyboard(*rows: list[Json]) -> Json:
    """Return the ``reply_markup`` of an inline keyboard."""
    return {"inline_keyboard": list(rows)}


def picture(width: int, height: int, colour: str = "teal") -> bytes:
    """Return a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()
