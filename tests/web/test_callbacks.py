"""Where vendors call, over real HTTP."""

from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web

from bot.web import add_callbacks, serving
from bot.web.callbacks import LARGEST


@pytest.fixture
def heard() -> list[tuple[str, str, str, bytes]]:
    return []


@pytest.fixture
async def address(heard: list[tuple[str, str, str, bytes]]) -> AsyncIterator[str]:
    def take(provider: str, ticket: str, headers: Mapping[str, str], body: bytes) -> bool:
        heard.append((provider, ticket, headers.get("x-sign", ""), body))
        return ticket == "good"

    app = web.Application()
    add_callbacks(app, "/bot/callback", take)
    async with serving(app, "127.0.0.1", 0) as base:
        yield f"{base}/bot/callback"


@pytest.mark.parametrize(("ticket", "status"), [("good", 200), ("bad", 404)])
async def test_a_call_is_handed_on(
    address: str, heard: list[tuple[str, str, str, bytes]], ticket: str, status: int
) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{address}/studio/{ticket}", data=b"{}", headers={"X-Sign": "s"}) as answer,
    ):
        assert answer.status == status
    assert heard == [("studio", ticket, "s", b"{}")]


async def test_what_is_too_large_is_not_read(
    address: str, heard: list[tuple[str, str, str, bytes]]
) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{address}/studio/good", data=BytesIO(bytes(LARGEST + 1))) as answer,
    ):
        assert answer.status == 413
    assert not heard
