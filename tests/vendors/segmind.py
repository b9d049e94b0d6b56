"""Segmind on this machine, as strict as its page, in any of the forms that are known of it."""

from base64 import b64encode
from collections.abc import Callable
from random import Random
from typing import Any

from aiohttp import web

from tests.vendors.base import CALL, VendorServer
from tests.vendors.colour import Order, plain

API_KEY = "SG_0123456789abcdef"
MODEL = "kandinsky2.2-txt2img"
SIDES = (768, 1024)
INTEGERS: dict[str, tuple[int, int]] = {
    "samples": (1, 1),
    "num_inference_steps": (20, 100),
    "img_width": (768, 1024),
    "img_height": (768, 1024),
    "prior_steps": (1, 100),
    "seed": (-1, 2**32 - 1),
}
"""Whole numbers with their limits; of `samples` only 1 has a documented answer."""

FORMS: dict[str, Callable[[str], Any]] = {
    "image": lambda text: {"image": text},
    "images": lambda text: {"images": [text]},
    "output": lambda text: {"output": text},
    "outputs": lambda text: {"output": [text]},
    "data": lambda text: {"data": [{"b64_json": text}]},
    "string": lambda text: text,
    "array": lambda text: [text],
    "prefixed": lambda text: {"image": f"data:image/jpeg;base64,{text}"},
}
"""The JSON answers that may come for `base64: true`; the page shows none."""


class SegmindServer(VendorServer):
    """The vendor; its attributes choose among the forms.

    Attributes:
        form: `binary`, or a key of FORMS.
        content_type: Of a binary answer.
        credits: What is left; None: the header is not sent.
        tells_seed: Whether the seed comes in a header.
    """

    def __init__(self) -> None:
        super().__init__()
        self.form = "binary"
        self.content_type = "image/jpeg"
        self.credits: float | None = 99.5
        self.tells_seed = True
        self._random = Random(5)
        self.route("POST", f"/v1/{MODEL}", "paint", self._paint)
        self.route("GET", f"/v1/{MODEL}", "wrong_method", self._wrong_method)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {
            "SEGMIND_API_KEY": API_KEY,
            "SEGMIND_URL": f"{self.url}v1",
            "SEGMIND_PER_MINUTE": "6000",
        }

    async def _paint(self, request: web.Request) -> web.Response:
        if refused := await self._refused(request):
            return refused
        params = await request.json()
        request[CALL].params = params
        seed = params["seed"] if params["seed"] >= 0 else self._random.randrange(2**31)
        headers = {"x-seed-value": str(seed)} if self.tells_seed else {}
        if self.credits is not None:
            headers["x-remaining-credits"] = str(self.credits)
        content = await self.painter(_order(params, seed))
        if self.form == "binary":
            return web.Response(body=content, content_type=self.content_type, headers=headers)
        body = FORMS[self.form](b64encode(content).decode())
        return web.json_response(body, headers=headers)

    async def _wrong_method(self, request: web.Request) -> web.Response:
        page = "<!doctype html><title>405 Method Not Allowed</title>"
        return web.Response(status=405, text=page, content_type="text/html")

    async def _refused(self, request: web.Request) -> web.Response | None:
        if request.query:
            return self.complain(400, f"unknown query {dict(request.query)}")
        if request.content_type != "application/json":
            return self.complain(406, f"Invalid content type {request.content_type}")
        key = request.headers.get("x-api-key")
        if key is None or "Authorization" in request.headers:
            return self.complain(401, "Missing Authorization or x-api-key in header")
        if key != API_KEY:
            body = {"error": "Unauthorized. API key is invalid."}
            return web.json_response(body, status=401)
        words = problem_of(await request.json())
        return self.complain(400, words) if words else None


def problem_of(params: Any) -> str | None:
    """What is wrong with a request's body."""
    if not isinstance(params, dict):
        return "the body is no object"
    texts, rest = {"prompt", "negative_prompt"}, {"base64"}
    odd = params.keys() - texts - rest - INTEGERS.keys()
    if odd:
        return f"unknown fields {sorted(odd)}"
    if not all(isinstance(params.get(name, "x"), str) and params.get(name, "x") for name in texts):
        return "a text is empty or none"
    if "prompt" not in params:
        return "no prompt"
    if params.get("base64") is not False:
        return "base64 is not false, and what is answered then is not documented"
    wrong = [name for name, value in params.items() if name in INTEGERS and not _fits(name, value)]
    return f"impossible values of {wrong}" if wrong else None


def painted(params: dict[str, Any], seed: int) -> bytes:
    """The picture of a request."""
    return plain(_order(params, seed))


def _order(params: dict[str, Any], seed: int) -> Order:
    size = (params.get("img_width", 768), params.get("img_height", 768))
    return Order(words=f"{params['prompt']} {seed}", size=size)


def _fits(name: str, value: Any) -> bool:
    low, high = INTEGERS[name]
    known = value in SIDES if name.startswith("img_") else True
    return type(value) is int and low <= value <= high and known
