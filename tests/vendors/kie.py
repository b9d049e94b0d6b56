"""KIE on this machine, API and upload host in one, as strict as its pages, in any known form."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from math import sqrt
from typing import Any

from aiohttp import BodyPartReader, web
from PIL import Image

from tests.vendors import chat
from tests.vendors import kie_rules as rules
from tests.vendors.base import CALL, VendorServer
from tests.vendors.clips import Filmer, in_one_colour
from tests.vendors.colour import Order, plain
from tests.vendors.kie_films import Films, VendorTask, wrong_market

API_KEY = "kie-test-key-0123456789abcdef"
PICTURES = {"grok-imagine/text-to-image": 6}
"""How many a task makes, where it is not one."""

Data = dict[str, Any]
Problem = Callable[[Any], str | None]

FORMS: dict[str, Callable[[list[str]], Data]] = {
    "response.result_urls": lambda urls: {"response": {"result_urls": urls}},
    "response.resultUrls": lambda urls: {"response": {"resultUrls": urls}},
    "response as text": lambda urls: {"response": json.dumps({"resultUrls": urls})},
    "resultUrls": lambda urls: {"resultUrls": urls},
    "resultUrls as text": lambda urls: {"resultUrls": json.dumps(urls)},
    "resultJson": lambda urls: {"resultJson": json.dumps({"resultUrls": urls})},
    "response.resultImageUrl": lambda urls: {
        "response": {"resultImageUrl": urls[0], "originImageUrl": None}
    },
    "info.resultImageUrl": lambda urls: {"info": {"resultImageUrl": urls[0]}},
}
"""Where results were seen; the last two have room for one."""

FLAGS = {"running": 0, "success": 1, "create": 2, "fail": 3}
WORDS = {"running": "generating", "success": "success", "create": "fail", "fail": "fail"}


class KieServer(VendorServer):
    """The vendor; its attributes choose among the forms and outcomes.

    Attributes:
        form: A key of FORMS; None: as the page of the task's kind has it.
        flag_text: Whether flags come as text, as in the guide's sample.
        text_field: `msg`, or `message` as on an older page.
        id_field: `taskId`, or `task_id` as in callbacks.
        address_field: Of an upload: `downloadUrl` or `fileUrl`.
        renewed_field: None: a new address is the answer's data; otherwise a field of it.
        refusal: Code and words with which every creation is refused, the status being 200.
        unknown_first: Looks at a task in which it is not known yet.
        unknown_status: With which HTTP status that is said.
        outcome: A key of FLAGS.
        failure: Code and words of a task that failed.
        fewer: How many of the pictures asked for do not come.
        progress: What a task that is running reports.
        expired: Whether addresses of results have to be renewed.
        credits: What is left.
        streams: Whether the chat model streams, although it is asked not to.
        tasks: By id.
        uploads: Contents by address.
        films: The part of it that makes clips.
        filmer: Who makes them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.form: str | None = None
        self.flag_text = False
        self.text_field = "msg"
        self.id_field = "taskId"
        self.address_field = "downloadUrl"
        self.renewed_field: str | None = None
        self.refusal: tuple[int, str] | None = None
        self.unknown_first = 0
        self.unknown_status = 200
        self.outcome = "success"
        self.failure: tuple[Any, str] = (500, "the model ran out of paint")
        self.fewer = 0
        self.progress: Any = "0.42"
        self.expired = False
        self.credits: Any = 100
        self.streams = False
        self.tasks: dict[str, VendorTask] = {}
        self.uploads: dict[str, bytes] = {}
        self.films = Films(self)
        self.filmer: Filmer = in_one_colour
        self._polls = 1
        self._seconds = 0.0
        self._add_routes()

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {
            "KIE_API_KEY": API_KEY,
            "KIE_URL": self.url,
            "KIE_UPLOAD_URL": self.url,
            "KIE_CREATIONS": "6000",
        }

    def finish_after(self, *, polls: int = 0, seconds: float = 0.0) -> None:
        """When tasks end: with this look at the earliest, and not before these seconds."""
        self._polls, self._seconds = polls, seconds

    def _add_routes(self) -> None:
        url, both = frozenset({"url"}), frozenset({"url", "taskId"})
        tasks: list[tuple[str, str, str, Problem]] = [
            ("4o", "gpt4o-image/generate", "gpt4o-image/record-info", rules.wrong_four_o),
            ("flux", "flux/kontext/generate", "flux/kontext/record-info", rules.wrong_flux),
            ("market", "jobs/createTask", "jobs/recordInfo", wrong_market),
        ]
        for kind, create, record, problem in tasks:
            self.route("POST", f"/api/v1/{create}", f"create_{kind}", self._creates(kind, problem))
            self.route("GET", f"/api/v1/{record}", f"record_{kind}", self._tells(kind))
        self._add_film_routes()
        for name, path, fields in (
            ("renew_4o", "gpt4o-image/download-url", both),
            ("renew", "common/download-url", url),
        ):
            self.route("POST", f"/api/v1/{path}", name, self._renews(rules.wrong_renewal(fields)))
        self.route("GET", "/api/v1/chat/credit", "credit", self._credit)
        self.route("POST", "/{model}/v1/chat/completions", "chat", self._chat)
        self.route("POST", "/api/file-stream-upload", "upload", self._upload)
        self.route("GET", "/results/{task}/{index}", "result", self._result)
        self.route("GET", "/{folder:images|videos}/{name}", "uploaded", self._uploaded)

    def _add_film_routes(self) -> None:
        kinds = {kind: record for kind, _, _, record, _ in self.films.routes()}
        for kind, record in kinds.items():
            self.route("GET", f"/api/v1/{record}", f"record_{kind}", self._tells(kind))
        for kind, name, create, _, problem in self.films.routes():
            self.route("POST", f"/api/v1/{create}", name, self._creates(kind, problem))
        for method, path, name, handler in (
            ("GET", "get-1080p-video", "larger_1080p", self.films.larger_1080p),
            ("POST", "get-4k-video", "larger_4k", self.films.larger_4k),
            ("POST", "get-veo-3-4k-video", "larger_4k_guide", self.films.larger_4k),
        ):
            self.route(method, f"/api/v1/veo/{path}", name, handler)

    def _creates(self, kind: str, problem: Problem) -> Callable[..., Any]:
        async def create(request: web.Request) -> web.Response:
            operation = request.match_info.route.name or ""
            if refused := self.films.absent(operation) or self.refused(request):
                return refused
            body = await request.json()
            if said := problem(body) or self._foreign(body):
                return self.complaint(422, said)
            if self.refusal:
                return self.answer(None, *self.refusal)
            task_id = f"task_{kind}_{len(self.tasks) + 1}"
            self.tasks[task_id] = VendorTask(kind=kind, body=body, accepted=time.monotonic())
            request[CALL].task_id, request[CALL].params = task_id, body
            return self.answer({self.id_field: task_id})

        return create

    def _tells(self, kind: str) -> Callable[..., Any]:
        async def tell(request: web.Request) -> web.Response:
            if refused := self.refused(request, frozenset({"taskId"})):
                return refused
            request[CALL].task_id = request.query["taskId"]
            task = self.tasks.get(request.query["taskId"])
            if task is None or task.kind != kind:
                return self.answer(None, 422, "recordInfo is null", status=self.unknown_status)
            task.polls += 1
            if task.polls <= self.unknown_first:
                return self.answer(None, 422, "recordInfo is null", status=self.unknown_status)
            return self.answer(self._record(request.query["taskId"], task))

        return tell

    def _renews(self, problem: Problem) -> Callable[..., Any]:
        async def renew(request: web.Request) -> web.Response:
            if refused := self.refused(request):
                return refused
            body = await request.json()
            request[CALL].params = body
            if said := problem(body):
                return self.complaint(422, said)
            if not body["url"].startswith(f"{self.url}results/"):
                return self.answer(None, 422, "not a file of ours")
            address = f"{body['url']}?fresh=1"
            return self.answer({self.renewed_field: address} if self.renewed_field else address)

        return renew

    async def _credit(self, request: web.Request) -> web.Response:
        return self.refused(request) or self.answer(self.credits)

    async def _chat(self, request: web.Request) -> web.Response:
        if refused := self.refused(request):
            return refused
        body = await request.json()
        request[CALL].params = body
        if request.match_info["model"] != chat.MODEL:
            return self.answer(None, 422, "The model is not supported")
        if said := chat.problem_of(body, {"messages", "stream"}):
            return self.complaint(422, said)
        words = chat.reworded(body["messages"][1]["content"], self.count("chat"))
        if self.streams:
            return web.Response(text=chat.streamed(words), content_type="text/event-stream")
        return web.Response(text=chat.whole(words), content_type="application/json")

    async def _upload(self, request: web.Request) -> web.Response:
        if refused := self.refused(request):
            return refused
        parts = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            parts[part.name] = part.filename, bytes(await part.read())
        if set(parts) != {"file", "uploadPath", "fileName"}:
            return self.complaint(400, f"parts are {sorted(map(str, parts))}")
        folder, name = parts["uploadPath"][1].decode(), parts["fileName"][1].decode()
        filename, content = parts["file"]
        address = f"{self.url}{folder}/{name}"
        if folder != folder.strip("/") or not filename or not _random(name):
            return self.complaint(400, f"uploaded as {folder} {name} {filename}")
        if address in self.uploads:
            return self.complaint(400, "a name was used twice")
        self.uploads[address] = content
        return self.answer({"fileName": name, "filePath": folder, self.address_field: address})

    async def _uploaded(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            return self.complaint(400, "a file's address was sent credentials")
        content = self.uploads.get(f"{self.url}{request.path.lstrip('/')}")
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _result(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            return self.complaint(400, "a file's address was sent credentials")
        if self.expired and "fresh" not in request.query:
            return web.Response(status=403, text="<Error>Request has expired</Error>")
        name, index = request.match_info["task"], int(request.match_info["index"])
        if film := self.films.film(name, index):
            return web.Response(body=await self.filmer(film), content_type="video/mp4")
        return web.Response(body=await self._picture(name, index))

    async def _picture(self, name: str, index: int = 0) -> bytes:
        body = self.tasks[name].body
        order = replace(_order(body, index), name=name)
        if inputs := rules.pictures_of(body):
            order = replace(order, source=self.uploads[inputs[0]])
        if "maskUrl" in body:
            order = replace(order, mask=self.uploads[body["maskUrl"]])
        if earlier := body.get("input", {}).get("task_id"):
            order = replace(order, source=await self._picture(earlier), enlarges=True)
        return await self.painter(order)

    def answer(
        self, data: Any, code: int = 200, words: str = "success", status: int = 200
    ) -> web.Response:
        """An answer as all of them are."""
        return web.json_response(
            {"code": code, self.text_field: words, "data": data}, status=status
        )

    def complaint(self, code: int, words: str) -> web.Response:
        """Refuse a request that breaks a documented rule, with HTTP status 200."""
        self.complain(code, words)
        return self.answer(None, code, words)

    def ready(self, looks: int, since: float) -> bool:
        """Whether something is done that was asked for so often, and first at that moment."""
        return looks >= self._polls and time.monotonic() - since >= self._seconds

    def refused(
        self, request: web.Request, query: frozenset[str] = frozenset()
    ) -> web.Response | None:
        """Refuse a request without a key, or with a query that is not as the page has it."""
        if set(request.query) != query:
            return self.complaint(422, f"query is {dict(request.query)}")
        if request.headers.get("Authorization") != f"Bearer {API_KEY}":
            return self.answer(None, 401, "You do not have access permissions")
        return None

    def _foreign(self, body: Mapping[str, Any]) -> str | None:
        """KIE reads inputs from where it can reach them, and enlarges its own tasks only."""
        strange = [url for url in rules.pictures_of(body) if url not in self.uploads]
        source = body.get("input", {}).get("task_id")
        if source is not None and source not in self.tasks:
            return f"no task {source}"
        if strange:
            return f"inputs that were never uploaded: {strange}"
        return self._unlike(body) or self.films.foreign(body)

    def _unlike(self, body: Mapping[str, Any]) -> str | None:
        """A mask has its picture's size and format."""
        if "maskUrl" not in body:
            return None
        kinds = {_kind(self.uploads[url]) for url in (body["maskUrl"], *body["filesUrl"])}
        return f"a mask unlike its picture: {kinds}" if len(kinds) > 1 else None

    def _record(self, task_id: str, task: VendorTask) -> Data:
        outcome = self.outcome if self.ready(task.polls, task.accepted) else "running"
        record: Data = {
            "taskId": task_id,
            "createTime": 1765000000000,
            **self._state(task_id, task, outcome),
        }
        if outcome == "success":
            count = (self.films.results(task) or _count(task.body)) - self.fewer
            urls = [f"{self.url}results/{task_id}/{index}" for index in range(count)]
            record |= self._results(task_id, task, urls) if urls else {}
        return record

    def _results(self, task_id: str, task: VendorTask, urls: list[str]) -> Data:
        if self.form is None and (told := self.films.result(task_id, task, urls)):
            return told
        return FORMS[self.form or _usual_form(task.kind)](urls)

    def _state(self, task_id: str, task: VendorTask, outcome: str) -> Data:
        failed = outcome in {"create", "fail"}
        code, words = self.failure if failed else (None, "")
        if told := self.films.state(task_id, task, outcome):
            return told | ({"failCode": code, "failMsg": words} if failed else {})
        if task.kind == "market":
            sora = task.body["model"].startswith("sora")
            return {
                **({"progress": self.progress} if sora else {}),
                "model": task.body["model"],
                "param": json.dumps(task.body),
                "state": WORDS[outcome],
                "failCode": "" if code is None else str(code),
                "failMsg": words,
            }
        number = FLAGS[outcome]
        if task.kind == "luma" and outcome == "success":
            number = self.films.luma_flag
        flag: Any = str(number) if self.flag_text else number
        record: Data = {"paramJson": json.dumps(task.body), "successFlag": flag}
        if task.kind == "4o":
            record["progress"] = "1.00" if outcome == "success" else self.progress
        return record | {"errorCode": code, "errorMessage": words}


def painted(body: Mapping[str, Any], index: int = 0) -> bytes:
    """A picture of a task."""
    return plain(_order(body, index))


def _order(body: Mapping[str, Any], index: int) -> Order:
    inside = body.get("input", body)
    named = (inside.get(name) for name in ("size", "aspectRatio", "aspect_ratio"))
    ratio = next((name for name in named if name), "1:1")
    return Order(words=f"{inside.get('prompt', '')} {index}", size=_pixels(ratio))


def _pixels(ratio: str) -> tuple[int, int]:
    """About a megapixel on a grid of 16; the pages name no pixels."""
    across, down = map(int, ratio.split(":"))
    width, height = (sqrt(2**20 * each) for each in (across / down, down / across))
    return round(width / 16) * 16, round(height / 16) * 16


def _count(body: Mapping[str, Any]) -> int:
    return int(body.get("nVariants") or PICTURES.get(body.get("model", ""), 1))


def _usual_form(kind: str) -> str:
    usual = {"4o": "response.result_urls", "flux": "response.resultImageUrl"}
    return usual.get(kind, "resultJson")


def _kind(content: bytes) -> tuple[str | None, tuple[int, int]]:
    with Image.open(BytesIO(content)) as image:
        return image.format, image.size


def _random(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{32}\.(png|jpg|webp|mp4|mov|avi|webm)", name) is not None
