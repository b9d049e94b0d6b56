"""aipomogator on this machine, as strict as its page, and OpenAI's newer models beside it."""

from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from tests.vendors import chat
from tests.vendors.base import CALL, VendorServer
from tests.vendors.colour import Order, plain

API_KEY = "sk-aipo-0123456789abcdef"


@dataclass(frozen=True, kw_only=True)
class Model:
    """What a model takes."""

    sizes: tuple[str, ...]
    longest: int
    most: int = 10
    fields: frozenset[str] = frozenset({"n", "size", "response_format"})
    qualities: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    revises: bool = False


MODELS = {
    "dall-e-3": Model(
        sizes=("1024x1024", "1792x1024", "1024x1792"),
        longest=4000,
        most=1,
        fields=frozenset({"n", "size", "response_format", "quality", "style"}),
        qualities=("standard", "hd"),
        styles=("vivid", "natural"),
        revises=True,
    ),
    "dall-e-2": Model(sizes=("256x256", "512x512", "1024x1024"), longest=1000),
    "yandexgpt/yandex-art": Model(
        sizes=("1024x1024",), longest=500, fields=frozenset({"response_format"})
    ),
    "gpt-image-1": Model(
        sizes=("1024x1024", "1536x1024", "1024x1536"),
        longest=32_000,
        fields=frozenset({"n", "size", "quality"}),
        qualities=("low", "medium", "high"),
    ),
}


class OpenAiImagesServer(VendorServer):
    """The vendor.

    Attributes:
        form: `url` or `b64_json` whatever is asked for; empty: as asked.
        picture_form: JPEG or PNG.
    """

    def __init__(self) -> None:
        super().__init__()
        self.form = ""
        self.picture_form = "JPEG"
        self._files: list[bytes] = []
        self.route("POST", "/v1/images/generations", "paint", self._paint)
        self.route("POST", "/v1/chat/completions", "chat", self._chat)
        self.route("GET", "/files/{number}.png", "file", self._file)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {
            "AIPOMOGATOR_API_KEY": API_KEY,
            "AIPOMOGATOR_URL": f"{self.url}v1",
            "AIPOMOGATOR_PER_MINUTE": "6000",
        }

    def complain(self, status: int, words: str) -> web.Response:
        """Refuse a request in the page's form."""
        super().complain(status, words)
        body = {"error": {"message": words, "type": "invalid_request_error"}}
        return web.json_response(body, status=status)

    async def _paint(self, request: web.Request) -> web.Response:
        if refused := await self._refused(request):
            return refused
        params = await request.json()
        request[CALL].params = params
        item = await self._item(params)
        if MODELS[params["model"]].revises:
            item["revised_prompt"] = revised(params["prompt"])
        return web.json_response({"created": 1706745600, "data": [item]})

    async def _chat(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {API_KEY}":
            error = {"message": "Incorrect API key", "code": "invalid_api_key"}
            return web.json_response({"error": error}, status=401)
        body = await request.json()
        request[CALL].params = body
        if said := chat.problem_of(body, {"model", "messages", "stream"}):
            return self.complain(400, said)
        if body["model"] != chat.MODEL:
            error = {"message": f"The model {body['model']} does not exist"}
            return web.json_response({"error": error}, status=404)
        words = chat.reworded(body["messages"][1]["content"], self.count("chat"))
        return web.Response(text=chat.whole(words), content_type="application/json")

    async def _item(self, params: dict[str, Any]) -> dict[str, Any]:
        order = replace(_order(params, self.picture_form), name=str(len(self.calls)))
        content = await self.painter(order)
        asked = params.get("response_format", "url")
        form = self.form or ("b64_json" if params["model"].startswith("gpt-image") else asked)
        if form == "b64_json":
            return {"b64_json": b64encode(content).decode()}
        self._files.append(content)
        return {"url": f"{self.url}files/{len(self._files) - 1}.png"}

    async def _file(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            return self.complain(400, "the file server was sent credentials")
        content = self._files[int(request.match_info["number"])]
        return web.Response(body=content, content_type="image/png")

    async def _refused(self, request: web.Request) -> web.Response | None:
        if request.query:
            return self.complain(400, f"unknown query {dict(request.query)}")
        if request.content_type != "application/json":
            return self.complain(400, f"Content-Type is {request.content_type}")
        if request.headers.get("Authorization") != f"Bearer {API_KEY}":
            error = {"message": "Incorrect API key", "code": "invalid_api_key"}
            return web.json_response({"error": error}, status=401)
        params = await request.json()
        name = params.get("model") if isinstance(params, dict) else None
        if name not in MODELS:
            error = {"message": f"The model {name} does not exist", "code": "model_not_found"}
            return web.json_response({"error": error}, status=404)
        words = problem_of(params, MODELS[name])
        return self.complain(400, words) if words else None


def problem_of(params: dict[str, Any], model: Model) -> str | None:
    """What is wrong with a request for a model."""
    name = params["model"]
    odd = params.keys() - {"model", "prompt"} - model.fields
    if odd:
        return f"{name} does not take {sorted(odd)}"
    prompt = params.get("prompt")
    if not isinstance(prompt, str) or not 0 < len(prompt) <= model.longest:
        return "prompt is none, empty or too long"
    if "size" in model.fields and params.get("size") not in model.sizes:
        return f"Invalid size for model {name}"
    count = params.get("n", 1)
    if type(count) is not int or not 1 <= count <= model.most:
        return f"Invalid n for model {name}"
    known = {
        "quality": model.qualities,
        "style": model.styles,
        "response_format": ("url", "b64_json"),
    }
    wrong = [
        field for field, words in known.items() if params.get(field, words) not in (*words, words)
    ]
    return f"Invalid {wrong} for model {name}" if wrong else None


def painted(params: dict[str, Any], form: str = "JPEG") -> bytes:
    """The picture of a request."""
    return plain(_order(params, form))


def _order(params: dict[str, Any], form: str) -> Order:
    width, height = map(int, params.get("size", "1024x1024").split("x"))
    return Order(words=params["prompt"], size=(width, height), form=form)


def revised(prompt: str) -> str:
    """What the model made of a prompt."""
    return f"A detailed painting: {prompt}"
