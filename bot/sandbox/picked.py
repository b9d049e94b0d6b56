"""Files that people pick, as their clients send them: read, measured and with a preview."""

import asyncio
import mimetypes

from bot.sandbox.clips import Clip, moving, probe, silent_clip
from bot.sandbox.files import MAX_SENT
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

_MEASURES = {"width", "height", "duration"}


async def photo(tg: Telegram, data: bytes) -> Json:
    """Return a picture as the content of a message."""
    return {"photo": (await tg.files.add_photo(data)).media}


async def document(tg: Telegram, data: bytes, name: str, mime: str | None = None) -> Json:
    """Return a file as the content of a message; one of a clip has a preview."""
    kind = mime or mimetypes.guess_type(name)[0] or ""
    details = {"mime_type": mime} if mime else {}
    clip = await asyncio.to_thread(probe, data) if kind.startswith("video/") else None
    preview = {"thumbnail": clip.preview} if clip else {}
    stored = await tg.files.add("document", data, name, details | preview, limit=MAX_SENT)
    return {"document": stored.media}


async def video(tg: Telegram, data: bytes, name: str, details: Json | None = None) -> Json:
    """Return a clip as the content of a message.

    Args:
        tg: the server.
        data: its bytes.
        name: its name.
        details: what shall be said of it instead of what it measures: width, height, duration.
    """
    clip = await asyncio.to_thread(probe, data)
    if clip is None and not details:
        return await document(tg, data, name)
    measured = {} if clip is None else _measured(clip)
    told = measured | {"mime_type": "video/mp4"} | (details or {})
    return {"video": (await tg.files.add("video", data, name, told, limit=MAX_SENT)).media}


async def animation(tg: Telegram, data: bytes, name: str) -> Json:
    """Return a moving GIF, or a clip without sound, as the content of a message."""
    if await asyncio.to_thread(moving, data):
        data, name = await asyncio.to_thread(silent_clip, data), f"{name}.mp4"
    clip = await asyncio.to_thread(probe, data)
    if clip is None:
        return await document(tg, data, name)
    details = _measured(clip) | {"mime_type": "video/mp4"}
    media = (await tg.files.add("animation", data, name, details, limit=MAX_SENT)).media
    kept = {key: value for key, value in media.items() if key not in _MEASURES}
    return {"animation": media, "document": kept}


async def media(tg: Telegram, data: bytes, name: str) -> Json:
    """Return a file as what its name says: a picture, a clip, or neither."""
    mime = mimetypes.guess_type(name)[0] or ""
    if mime.startswith("video/"):
        return await video(tg, data, name)
    if await asyncio.to_thread(moving, data):
        return await animation(tg, data, name)
    return await (photo(tg, data) if mime.startswith("image/") else document(tg, data, name))


def _measured(clip: Clip) -> Json:
    about = {"width": clip.width, "height": clip.height, "duration": clip.duration}
    return about | {"thumbnail": clip.preview}
