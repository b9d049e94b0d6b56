"""FusionBrain on this machine, as strict as its page, in any of the forms that are known of it."""

import json
import time
import uuid
from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from tests.vendors.base import CALL, VendorServer
from tests.vendors.colour import Order, plain
from tests.vendors.fusionbrain_rules import STYLES, part_problem, parts_of, problem_of

API_KEY = "fusion-test-key-0123456789"
SECRET_KEY = "fusion-test-secret-9876543210"
PIPELINE = "99d833d6-fec0-44fd-a1c2-35d6bf96b5c2"


@dataclass(kw_only=True)
class VendorTask:
    """A task that was accepted."""

    params: dict[str, Any]
    accepted: float
    polls: int = 0
    gone: bool = False


class FusionBrainServer(VendorServer):
    """The vendor; its attributes choose among the forms and outcomes.

    Attributes:
        id_field: Of a pipeline: `id` (SDKs) or `uuid` (page).
        accepted_status: 201 (SDKs) or 200 (implied by the page).
        files_field: `files`, or `images` as in older versions.
        id_in_availability: Whether availability is asked with the pipeline's id (SDKs).
        refusal: A word such as DISABLED_BY_QUEUE: no task is accepted.
        refusal_field: `pipeline_status` (page) or `model_status` (SDKs).
        status_time: Seconds until the first look, as the SDKs know it.
        outcome: DONE, FAIL or CANCEL.
        censored: Whether moderation catches the tasks.
        prefix: In front of the base64.
        tasks: By id.
    """

    def __init__(self) -> None:
        super().__init__()
        self.id_field = "id"
        self.accepted_status = 201
        self.files_field = "files"
        self.id_in_availability = True
        self.refusal: str | None = None
        self.refusal_field = "pipeline_status"
        self.status_time: int | None = None
        self.outcome = "DONE"
        self.censored = False
        self.prefix = ""
        self.tasks: dict[str, VendorTask] = {}
        self.pipelines = [pipeline(PIPELINE)]
        self._polls = 1
        self._seconds = 0.0
        api = "/key/api/v1/"
        self.route("GET", api + "pipelines", "pipelines", self._list)
        self.route("GET", api + "pipeline/availability", "availability", self._availability)
        self.route(
            "GET", api + "pipeline/{id}/availability", "availability_of", self._availability_of
        )
        self.route("POST", api + "pipeline/run", "run", self._run)
        self.route("GET", api + "pipeline/status/{id}", "status", self._status)
        self.route("GET", "/static/styles/key", "styles", self._styles)
        self.route("GET", "/static/download/{name}", "preview", self._preview)

    @property
    def styles_url(self) -> str:
        """Where the list of styles is."""
        return f"{self.url}static/styles/key"

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {
            "FUSIONBRAIN_API_KEY": API_KEY,
            "FUSIONBRAIN_SECRET_KEY": SECRET_KEY,
            "FUSIONBRAIN_URL": self.url,
            "FUSIONBRAIN_STYLES_URL": self.styles_url,
        }

    @property
    def submitted(self) -> list[str]:
        """The ids of all tasks that were ever accepted."""
        return list(self.tasks)

    def finish_after(self, *, polls: int = 0, seconds: float = 0.0) -> None:
        """When tasks end: with this look at the earliest, and not before these seconds."""
        self._polls, self._seconds = polls, seconds

    def expire(self, task_id: str) -> None:
        """Forget a result before anybody has read it."""
        self.tasks[task_id].gone = True

    async def _list(self, request: web.Request) -> web.Response:
        refused = self._refused(request)
        renamed = [
            {self.id_field if key == "id" else key: value for key, value in item.items()}
            for item in self.pipelines
        ]
        return refused or web.json_response(renamed)

    async def _availability(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        field = self.refusal_field if self.refusal else "status"
        return web.json_response({field: self.refusal or "ACTIVE"})

    async def _availability_of(self, request: web.Request) -> web.Response:
        known = any(item["id"] == request.match_info["id"] for item in self.pipelines)
        if not (self.id_in_availability and known):
            return self._refused(request) or _not_found()
        return await self._availability(request)

    async def _run(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        parts = await parts_of(request)
        if problem := part_problem(parts):
            return self.complain(*problem)
        params = json.loads(parts["params"][1])
        if words := problem_of(params):
            return self.complain(400, words)
        if parts["pipeline_id"][1].decode() not in {item["id"] for item in self.pipelines}:
            return _not_found()
        return self._accept(request, params)

    def _accept(self, request: web.Request, params: dict[str, Any]) -> web.Response:
        if self.refusal:
            body: dict[str, Any] = {self.refusal_field: self.refusal}
            return web.json_response(body, status=self.accepted_status)
        task_id = str(uuid.uuid4())
        self.tasks[task_id] = VendorTask(params=params, accepted=time.monotonic())
        request[CALL].task_id, request[CALL].params = task_id, params
        body = {"uuid": task_id, "status": "INITIAL"}
        if self.status_time is not None:
            body["status_time"] = self.status_time
        return web.json_response(body, status=self.accepted_status)

    async def _status(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        task_id = request.match_info["id"]
        request[CALL].task_id = task_id
        task = self.tasks.get(task_id)
        if task is None or task.gone:
            return _not_found()
        task.polls += 1
        waited = time.monotonic() - task.accepted
        if task.polls < self._polls or waited < self._seconds:
            word = "INITIAL" if task.polls == 1 else "PROCESSING"
            return web.json_response({"uuid": task_id, "status": word})
        end = await self._end(task, task_id)
        task.gone = True  # given out once
        return web.json_response({"uuid": task_id, "status": self.outcome, **end})

    async def _end(self, task: VendorTask, name: str) -> dict[str, Any]:
        if self.outcome != "DONE":
            return {"errorDescription": "the model ran out of paint"}
        picture = await self.painter(replace(_order(task.params), name=name))
        files = [self.prefix + b64encode(picture).decode()]
        return {"result": {self.files_field: files, "censored": self.censored}}

    async def _styles(self, request: web.Request) -> web.Response:
        if "X-Key" in request.headers or "X-Secret" in request.headers:
            return self.complain(400, "the file server was sent credentials")
        image = f"{self.url}static/download/"
        return web.json_response(
            [{**s, "image": f"{image}{s['name'].lower()}.png"} for s in STYLES]
        )

    async def _preview(self, request: web.Request) -> web.Response:
        if "X-Key" in request.headers or "X-Secret" in request.headers:
            return self.complain(400, "the file server was sent credentials")
        picture = await self.painter(Order(words=request.path, size=(64, 64), form="PNG"))
        return web.Response(body=picture, content_type="image/png")

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.query:
            return self.complain(400, f"unknown query {dict(request.query)}")
        wanted = {"X-Key": f"Key {API_KEY}", "X-Secret": f"Secret {SECRET_KEY}"}
        if any(request.headers.get(name) != value for name, value in wanted.items()):
            return web.json_response({"message": "who are you"}, status=401)
        return None


def pipeline(identity: str, **changes: Any) -> dict[str, Any]:
    """A pipeline as the page prints it."""
    return {
        "id": identity,
        "name": "Kandinsky",
        "nameEn": "Kandinsky",
        "description": "",
        "descriptionEn": "",
        "tags": [],
        "version": 3.0,
        "imagePreview": None,
        "status": "ACTIVE",
        "type": "TEXT2IMAGE",
        "createdDate": "2025-01-01T00:00:00",
        "lastModified": "2025-01-01T00:00:00",
        **changes,
    }


def painted(params: dict[str, Any]) -> bytes:
    """The picture of a task: a JPEG in the colour of its words."""
    return plain(_order(params))


def _order(params: dict[str, Any]) -> Order:
    size = (params.get("width", 1024), params.get("height", 1024))
    return Order(words=params["generateParams"]["query"], size=size)


def _not_found() -> web.Response:
    return web.json_response({"message": "resource not found"}, status=404)
