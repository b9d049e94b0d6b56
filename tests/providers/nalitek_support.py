"""Shortcuts for tests of the adapter to nalitek."""

from pathlib import Path

from aiohttp import web

from bot.core.capabilities import Mode
from bot.core.models import Input, Request
from bot.core.ports.provider import Accepted, Finished, Provider, Result
from bot.providers.nalitek.adapter import Nalitek
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.providers.pictures import size_of
from tests.providers.support import ended
from tests.vendors.base import Handler
from tests.vendors.nalitek import NalitekServer


class Nameless:
    """All is done, and the answer says nothing of it."""

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await handler(request)
        return web.json_response({"status": "generating"}, status=201)


def built(vendor: NalitekServer, http: Http, **settings: str) -> Nalitek:
    """The adapter, with other settings than usual."""
    [provider] = build(vendor.settings | settings, http.transport)
    assert isinstance(provider, Nalitek)
    return provider


def change(provider: Provider, **changes: object) -> Request:
    """A wish to change a picture."""
    return _from(provider, Mode.IMAGE_TO_IMAGE, "make it snow", Input(media="x.jpg"), changes)


def enlarge(provider: Provider, ref: str | None = None, **changes: object) -> Request:
    """A wish to enlarge a picture, stored at the vendor where it has a name there."""
    picture = Input(media="x.jpg", vendor_ref=ref)
    return _from(provider, Mode.UPSCALE, "", picture, changes)


async def result(provider: Provider, request: Request, *inputs: Path) -> Result:
    """The one picture of a wish."""
    answer = await provider.submit(request, inputs)
    if isinstance(answer, Accepted):
        done = await ended(provider, answer.task)
        assert isinstance(done, Finished), done
        answer = done
    [one] = answer.results
    return one


async def content(provider: Provider, one: Result) -> bytes:
    """A result's bytes."""
    return b"".join([piece async for piece in provider.collect(one)])


async def size(provider: Provider, one: Result) -> tuple[int, int]:
    """A result's width and height."""
    return size_of(await content(provider, one))


def _from(
    provider: Provider, mode: Mode, prompt: str, picture: Input, changes: dict[str, object]
) -> Request:
    fields = {"mode": mode, "prompt": prompt, "inputs": (picture,), **changes}
    return Request(model=provider.spec.models[0].key, **fields)  # type: ignore[arg-type]
