"""Files behind signed addresses, over real HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.web import add_downloads, serving


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    folder = tmp_path / "12"
    folder.mkdir()
    (folder / "0.mp4").write_bytes(bytes(range(256)) * 40)

    async def find(ticket: str) -> Path | None:
        return folder / "0.mp4" if ticket == "good" else None

    app = web.Application()
    add_downloads(app, "/bot/media", find)
    async with serving(app, "127.0.0.1", 0) as base:
        yield f"{base}/bot/media"


async def test_a_file_comes_as_one_to_keep(address: str) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{address}/good") as answer:
        assert answer.status == 200
        assert await answer.read() == bytes(range(256)) * 40
        assert (
            answer.headers["Content-Disposition"] == 'attachment; filename="vernissage-12-0.mp4"'
        )
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.headers["Cache-Control"] == "private"


async def test_a_part_of_it_comes_alone(address: str) -> None:
    wanted = {"Range": "bytes=10-19"}
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{address}/good", headers=wanted) as answer,
    ):
        assert answer.status == 206
        assert await answer.read() == bytes(range(10, 20))


@pytest.mark.parametrize("ticket", ["bad", "..%2F..%2Fetc%2Fpasswd", "good/x", ""])
async def test_no_other_address_works(address: str, ticket: str) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{address}/{ticket}") as answer:
        assert answer.status == 404
