"""A vendor of clips as large as one likes, and a Bot API that takes them, in a process of its own.

`/clip/<megabytes>` is a real clip that was padded to that size; whatever is uploaded is read and
dropped.
"""

import asyncio
import io
import signal
import struct
from collections.abc import AsyncIterator
from fractions import Fraction
from typing import Any

import av
from aiohttp import web
from PIL import Image

MEGABYTE = 1_000_000
_PIECE = bytes(256 * 1024)


def short_clip() -> bytes:
    """Two seconds that FFmpeg plays."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=8)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        picture = Image.linear_gradient("L").resize((1280, 720)).convert("RGB")
        frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call] # untyped in av
        for number in range(16):
            frame.pts, frame.time_base = number, Fraction(1, 8)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


async def padded(clip: bytes, size: int) -> AsyncIterator[bytes]:
    """A clip with a box of nothing behind it, so many bytes in all."""
    rest = size - len(clip)
    yield clip + struct.pack(">I4s", rest, b"free")
    rest -= 8
    while rest > 0:
        yield _PIECE[:rest]
        rest -= len(_PIECE)


def application() -> web.Application:
    """Both servers in one."""
    clip, messages = short_clip(), iter(range(1, 1_000_000))

    async def download(request: web.Request) -> web.StreamResponse:
        size = int(request.match_info["megabytes"]) * MEGABYTE
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        response.content_length = size
        await response.prepare(request)
        async for piece in padded(clip, size):
            await response.write(piece)
        return response

    async def call(request: web.Request) -> web.Response:
        async for _ in request.content.iter_chunked(64 * 1024):
            pass
        message: dict[str, Any] = {
            "message_id": next(messages),
            "date": 1_760_000_000,
            "chat": {"id": 1, "type": "private", "first_name": "Anna"},
        }
        if request.match_info["method"].lower() == "sendvideo":
            names = {"file_id": "clip", "file_unique_id": "clip"}
            message["video"] = {**names, "width": 1280, "height": 720, "duration": 2}
        plain = not request.match_info["method"].lower().startswith(("send", "edit"))
        return web.json_response({"ok": True, "result": True if plain else message})

    app = web.Application(client_max_size=0)
    app.router.add_get("/clip/{megabytes}", download)
    app.router.add_post("/bot{token}/{method}", call)
    return app


async def main() -> None:
    """Print the port, then serve until SIGTERM."""
    runner = web.AppRunner(application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print(runner.addresses[0][1], flush=True)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
