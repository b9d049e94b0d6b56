"""A vendor's answer must not lead into the operator's network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.core.capabilities import ProviderSpec
from bot.core.errors import BadResponse
from bot.providers.addresses import Homes, is_public
from bot.providers.transport import Http

SPEC = ProviderSpec(key="vendor", title="Vendor", models=())
PUBLIC = {"URL": "https://vendor.example/"}


class Inside:
    """A server in the operator's network, and whether anybody came."""

    def __init__(self) -> None:
        self.visits = 0
        self.location: str | None = None
        self.port = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.visits += 1
        if self.location is not None:
            return web.Response(status=302, headers={"Location": self.location})
        return web.Response(text="the operator's secret")


@asynccontextmanager
async def server(host: str = "127.0.0.1") -> AsyncIterator[Inside]:
    inside = Inside()
    app = web.Application()
    app.router.add_get("/{tail:.*}", inside.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    inside.port = runner.addresses[0][1]
    try:
        yield inside
    finally:
        await runner.cleanup()


async def fetched(url: str, settings: dict[str, str]) -> bytes:
    async with Http() as http:
        pieces = http.transport(SPEC, settings).download(url)
        return b"".join([piece async for piece in pieces])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "not an address",
        "",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://127.1:{port}/",
        "http://0.0.0.0:{port}/",
        "http://vendor.example@127.0.0.1:{port}/",
    ],
)
async def test_no_way_into_this_machine(url: str) -> None:
    async with server() as inside:
        with pytest.raises(BadResponse, match="forbidden address"):
            await fetched(url.format(port=inside.port), PUBLIC)
        assert inside.visits == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://192.168.0.1/",
        "http://[fd00::1]/",
        "file:///etc/passwd",
        "ftp://files.example/a.png",
        "//127.0.0.1/",
        "/etc/passwd",
        "http://",
        "http://[::1/",
        "",
    ],
)
async def test_no_way_elsewhere(url: str) -> None:
    with pytest.raises(BadResponse):
        await fetched(url, PUBLIC)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/", "http://10.0.0.1/", "file:///etc/passwd", "//10.0.0.1/x"]
)
async def test_a_redirect_is_judged_too(target: str) -> None:
    async with server() as inside:
        inside.location = target
        home = {"URL": f"http://127.0.0.1:{inside.port}/"}
        with pytest.raises(BadResponse, match="address"):
            await fetched(f"http://127.0.0.1:{inside.port}/a.png", home)
        assert inside.visits == 1


async def test_redirects_end() -> None:
    async with server() as inside:
        inside.location = f"http://127.0.0.1:{inside.port}/again"
        home = {"URL": f"http://127.0.0.1:{inside.port}/"}
        with pytest.raises(BadResponse, match="too many redirects"):
            await fetched(f"http://127.0.0.1:{inside.port}/a.png", home)


async def test_a_vendor_on_this_machine_may_name_this_machine() -> None:
    async with server() as inside:
        home = {"URL": "http://127.0.0.1:1/"}
        url = f"http://localhost:{inside.port}/a.png"
        assert await fetched(url, home) == b"the operator's secret"


def test_a_vendor_in_the_operators_network_may_name_itself_alone() -> None:
    homes = Homes.of(["http://192.168.1.5:8000/v1", "not an address"])
    assert homes.allow("192.168.1.5", 8000, "192.168.1.5")
    assert not homes.allow("192.168.1.5", 22, "192.168.1.5")
    assert not homes.allow("192.168.1.6", 8000, "192.168.1.6")
    assert not homes.allow("localhost", 8000, "127.0.0.1")


async def test_a_proxy_is_the_operators_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    async with server() as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")
        assert await fetched("http://files.example/a.png", PUBLIC) == b"the operator's secret"
        with pytest.raises(BadResponse, match="forbidden address"):
            await fetched("http://169.254.169.254/", PUBLIC)
