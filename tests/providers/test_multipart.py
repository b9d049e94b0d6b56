"""Bodies of several parts: what arrives, and how much of it is in memory."""

import tracemalloc
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import BodyPartReader, web

from bot.core.capabilities import ProviderSpec, Setting
from bot.providers.calls import MEBIBYTE, Call, Part
from bot.providers.multipart import Multipart
from bot.providers.transport import Http
from tests.vendors.base import CALL, Answers, VendorServer

SPEC = ProviderSpec(key="vendor", title="V", models=(), settings=(Setting(name="URL"),))
PARTS = (
    Part(name="note", content="слова"),
    Part(name="data", content="{}", content_type="application/json"),
    Part(name="file", content=b"\x00\r\n--", filename='a"b.bin', content_type="video/mp4"),
)


class Shelf(VendorServer):
    """Takes files and keeps nothing but their length and sum."""

    def __init__(self) -> None:
        super().__init__()
        self.route("POST", "/take", "take", self._take)

    async def _take(self, request: web.Request) -> web.Response:
        told = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            size, total = 0, sha256()
            while piece := await part.read_chunk(65536):
                size += len(piece)
                total.update(piece)
            told[part.name] = [part.filename, part.headers.get("Content-Type"), size]
            told[f"{part.name} sum"] = [total.hexdigest()]
        told["length"] = [request.content_length]
        request[CALL].params = told
        return web.json_response({})


@pytest.fixture
async def shelf() -> AsyncIterator[Shelf]:
    async with Shelf() as server:
        yield server


async def sent(shelf: Shelf, http: Http, *parts: Part) -> dict[str, list[object]]:
    transport = http.transport(SPEC, {"URL": shelf.url})
    await transport.request(Call(method="POST", url=f"{shelf.url}take", parts=parts))
    told: dict[str, list[object]] = shelf.calls[-1].params
    return told


async def test_everything_arrives_with_its_length(shelf: Shelf, http: Http) -> None:
    told = await sent(shelf, http, *PARTS)
    assert told["note"] == [None, None, len("слова".encode())]
    assert told["data"] == [None, "application/json", 2]
    assert told["file"] == ["a%22b.bin", "video/mp4", 5]
    assert told["file sum"] == [sha256(b"\x00\r\n--").hexdigest()]
    body = Multipart.of(PARTS)
    whole = b"".join([piece async for piece in body])
    assert (await body.headers())["Content-Length"] == str(len(whole))
    assert told["length"] == [len(whole)]


async def test_a_file_is_sent_while_it_is_read(shelf: Shelf, http: Http, tmp_path: Path) -> None:
    path, size = tmp_path / "clip.mp4", 40 * MEBIBYTE
    with path.open("wb") as file:
        file.truncate(size)
    await sent(shelf, http, *PARTS)  # what is built once is built
    tracemalloc.start()
    try:
        told = await sent(shelf, http, Part(name="file", content=path, filename="clip.mp4"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told["file"] == ["clip.mp4", None, size]
    assert peak < 8 * MEBIBYTE


async def test_a_file_is_sent_again_from_its_beginning(
    shelf: Shelf, http: Http, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"clip" * 1000)
    shelf.faults.add("take", Answers(503))
    told = await sent(shelf, http, Part(name="file", content=path, filename="clip.mp4"))
    assert told["file sum"] == [sha256(path.read_bytes()).hexdigest()]
    assert shelf.count("take") == 2
