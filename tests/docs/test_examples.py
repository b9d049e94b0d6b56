"""What the documents show is run as it stands there."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from aiohttp import web

from bot.core.errors import ContentRejected, TaskFailed
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Provider, Running
from bot.providers import registry
from bot.providers.transport import Http
from bot.web import serving

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "adding-a-provider.md"
PICTURE = b"\x89PNG\r\n\x1a\n a painting"
KEY = "k3y"


@pytest.fixture
def atelier(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The page's example, installed as the only provider."""
    text = PAGE.read_text(encoding="utf-8")
    [source] = re.findall(r"(?ms)^```python\n(.*?)^```", text)
    module = ModuleType("bot.providers.atelier")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(source, str(PAGE), "exec"), vars(module))
    monkeypatch.setattr(registry, "vendors", lambda: iter((module,)))
    return module


class Easel:
    """The vendor that the example speaks of."""

    def __init__(self) -> None:
        self.wishes: list[dict[str, object]] = []
        self.states: list[dict[str, object]] = []
        self.app = web.Application()
        self.app.router.add_post("/paintings", self._order)
        self.app.router.add_get("/paintings/p1", self._look)
        self.app.router.add_get("/p1.png", self._picture)

    async def _order(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        wish = await request.json()
        self.wishes.append(wish)
        if "blood" in wish["prompt"]:
            return web.json_response({"error": "not here"}, status=422)
        return web.json_response({"id": "p1"})

    async def _look(self, _request: web.Request) -> web.Response:
        return web.json_response(self.states.pop(0))

    async def _picture(self, request: web.Request) -> web.Response:
        assert "Authorization" not in request.headers
        return web.Response(body=PICTURE)


def connect(http: Http, url: str) -> Provider:
    [provider] = registry.build({"ATELIER_API_KEY": KEY, "ATELIER_URL": url}, http.transport)
    return provider


def wish(atelier: ModuleType, prompt: str) -> Request:
    [model] = atelier.PROVIDER.models
    [mode] = model.modes
    return Request(mode=mode, model=model.key, prompt=prompt, ratio="3:2", options={"layers": 5})


async def test_example_provider_paints(atelier: ModuleType) -> None:
    easel = Easel()
    async with serving(easel.app, "127.0.0.1", 0) as url, Http() as http:
        provider = connect(http, url)
        easel.states = [
            {"state": "painting", "progress": 0.5},
            {"state": "ready", "picture": f"{url}/p1.png"},
        ]
        taken = await provider.submit(wish(atelier, "a fox"), ())
        assert taken == Accepted(task=Task(id="p1"))
        assert await provider.poll(taken.task) == Running(progress=0.5)
        ready = await provider.poll(taken.task)
        assert isinstance(ready, Finished)
        pieces = [piece async for piece in provider.collect(ready.results[0])]
    assert b"".join(pieces) == PICTURE
    assert easel.wishes == [
        {
            "model": "oil-2",
            "prompt": "a fox",
            "width": 1152,
            "height": 768,
            "seed": None,
            "layers": 5,
        }
    ]


async def test_example_provider_fails_in_words_of_the_bot(atelier: ModuleType) -> None:
    easel = Easel()
    async with serving(easel.app, "127.0.0.1", 0) as url, Http() as http:
        provider = connect(http, url)
        with pytest.raises(ContentRejected):
            await provider.submit(wish(atelier, "blood"), ())
        easel.states = [{"state": "spoilt"}]
        spoilt = await provider.poll(Task(id="p1"))
    assert isinstance(spoilt, Failed)
    assert isinstance(spoilt.error, TaskFailed)


def test_example_provider_appears_only_with_its_key(atelier: ModuleType) -> None:
    assert registry.specs() == (atelier.PROVIDER,)
    assert registry.build({}, Http().transport) == ()
