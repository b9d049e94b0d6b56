"""nalitek on this machine, as strict as its page, in any of the forms that the page shows."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import socketio  # type: ignore[import-untyped]
from aiohttp import web

from tests.vendors.base import CALL, VendorServer
from tests.vendors.colour import Order, plain
from tests.vendors.nalitek_rules import (
    GENERATE,
    IMG2IMG,
    LORAS,
    UPSCALE,
    Form,
    form_of,
    jobs_of,
    problem_of,
    shared_of,
)

API_KEY = "flux_0123456789abcdef"
TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
MOST_PIXELS = 4096
QUERIES = {"page", "per_page", "status", "is_upscaled", "sort"}


@dataclass(kw_only=True)
class Stored:
    """A picture in the account."""

    id: int
    prompt: str
    seed: int
    size: tuple[int, int]
    format: str = "png"
    parent: int | None = None
    accepted: float = field(default_factory=time.monotonic)
    looks: int = 0
    source: bytes = b""

    @property
    def path(self) -> str:
        return f"/uploads/images/flux_{self.id}.{self.format}"

    def painted(self) -> bytes:
        """The picture itself."""
        return plain(self.order)

    @property
    def order(self) -> Order:
        """What is to be painted."""
        words = f"{self.prompt} {self.seed}"
        return Order(words=words, size=self.size, form=self.format.upper(), source=self.source)


@dataclass(kw_only=True)
class Batch:
    """Several pictures that were asked for together; `names` are the client's."""

    images: list[Stored]
    names: list[str | None]
    stopped: bool = False


class NalitekServer(VendorServer):
    """The vendor; its attributes choose among the forms and outcomes.

    Attributes:
        id_field: Of a creation's answer: `image_id`, `id` or empty.
        has_get: Whether there is `/api/get/{id}`.
        direct: Whether img2img and upscale answer with the picture itself.
        direct_status: What such an answer says of its state; None: nothing.
        upscale_id: `new`, `source` or `none`: whose id an upscale's answer has; `replaced`: the
            source becomes the larger picture.
        tells_parent: Whether an enlarged picture names the one it came of.
        absolute: Whether addresses have a host.
        file_host: Where files are; None: here.
        pages_field: `total_pages`, or `pages` as in one sample.
        outcome: `completed` or `failed`.
        words: Why it failed.
        words_field: Where the record says so; None: nowhere.
        plan_side: The longest side of the account's plan.
        quota: What the day's quota leaves; None: enough.
        reference: Whether a new batch is told as in the reference, or as in the samples.
        full_jobs: Whether a finished batch tells addresses and seeds.
        failing: Which jobs of a batch fail, by position.
        images: All that were ever accepted, by id.
        sockets: The live connections.
        listeners: Connections by the channel that they asked for.
        subscriptions: Channels, as they are asked for.
        gone: Set once a live connection has ended.
    """

    def __init__(self) -> None:
        super().__init__()
        self.id_field = "image_id"
        self.has_get = True
        self.direct = False
        self.direct_status: str | None = None
        self.upscale_id = "new"
        self.tells_parent = False
        self.absolute = False
        self.file_host: str | None = None
        self.pages_field = "total_pages"
        self.outcome = "completed"
        self.words = "Модель исчерпала краски"
        self.words_field: str | None = "error_message"
        self.plan_side = 2048
        self.quota: int | None = None
        self.reference = True
        self.full_jobs = True
        self.failing: set[int] = set()
        self.batches: dict[str, Batch] = {}
        self.images: dict[int, Stored] = {}
        self.sockets: list[str] = []
        self.listeners: dict[str, list[str]] = {}
        self.subscriptions: asyncio.Queue[str] = asyncio.Queue()
        self.gone = asyncio.Event()
        self._looks = 1
        self._seconds = 0.0
        self._random = Random(7)
        self._routes()
        self.live = socketio.AsyncServer(async_mode="aiohttp", logger=False)
        self.live.on("connect", self._connected)
        self.live.on("disconnect", self._disconnected)
        self.live.on("subscribe", self._subscribed)
        self.live.attach(self._app)

    def _routes(self) -> None:
        for method, path, operation, handler in (
            ("POST", "/api/generate", "generate", self._generate),
            ("POST", "/api/img2img", "img2img", self._img2img),
            ("POST", "/api/upscale/{id}", "upscale", self._upscale),
            ("GET", "/api/get/{id}", "get", self._get),
            ("GET", "/api/images/{id}", "image", self._image),
            ("GET", "/api/images", "list", self._list),
            ("POST", "/api/batch/generate", "batch", self._batch),
            ("POST", "/api/batch/img2img", "batch_img2img", self._batch_img2img),
            ("GET", "/api/batch/{id}", "batch_state", self._batch_state),
            ("DELETE", "/api/batch/{id}", "batch_stop", self._batch_stop),
            ("GET", "/api/status", "service", self._service),
            ("GET", "/api/loras", "loras", self._loras),
            ("GET", "/api/user/stats", "stats", self._stats),
            ("GET", "/uploads/{path:.+}", "file", self._file),
        ):
            self.route(method, path, operation, handler)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a bot that uses this vendor."""
        return {
            "NALITEK_API_KEY": API_KEY,
            "NALITEK_URL": self.url,
            "NALITEK_LIMITS": "generate=6000,img2img=6000,upscale=6000,images=6000,batch=6000",
        }

    def finish_after(self, *, looks: int = 0, seconds: float = 0.0) -> None:
        """When pictures are there: with this look at the earliest, not before these seconds."""
        self._looks, self._seconds = looks, seconds

    async def tell(self, event: str, image_id: int, **more: Any) -> None:
        """Send live news to whoever asked for them, and wait until they were taken in."""
        body = {"image_id": image_id, **more}
        for sid in self.listeners.get(f"generation_{image_id}", []):
            await self.live.call(event, body, to=sid, timeout=5)

    async def hang_up(self) -> None:
        """Cut all live connections."""
        for sid in list(self.sockets):
            await self.live.disconnect(sid)

    async def _generate(self, request: web.Request) -> web.Response:
        if refused := self._refused(request) or await self._no_json(request):
            return refused
        params = await request.json()
        request[CALL].params = params
        if words := problem_of(params, GENERATE, self.plan_side):
            return self.complain(400, words)
        return self._used_up() or self._created(request, self._stored(params))

    async def _img2img(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        form: Form = await form_of(request)
        request[CALL].params = form.params
        if words := form.problem or problem_of(form.params, IMG2IMG, self.plan_side):
            return self.complain(400, words)
        if refused := self._used_up():
            return refused
        image = self._stored(form.params)
        image.source = form.picture
        return self._created(request, image, direct=self.direct)

    async def _upscale(self, request: web.Request) -> web.Response:
        if refused := self._refused(request) or await self._no_json(request):
            return refused
        params = await request.json()
        request[CALL].params = params
        if words := problem_of(params, UPSCALE):
            return self.complain(400, words)
        source = self._known(request)
        if source is None:
            return _not_found()
        if refused := self._used_up():
            return refused
        return self._created(request, self._enlarged(source, params), self.direct, source)

    def _enlarged(self, source: Stored, params: dict[str, Any]) -> Stored:
        scale = params.get("scale", 2)
        width, height = (min(scale * side, MOST_PIXELS) for side in source.size)
        if self.upscale_id == "replaced":
            source.size, source.parent = (width, height), source.id
            return source
        return self._store(
            prompt=source.prompt, seed=source.seed, size=(width, height), parent=source.id
        )

    def _stored(self, params: dict[str, Any]) -> Stored:
        seed = params.get("seed", -1)
        return self._store(
            prompt=params["prompt"],
            seed=seed if seed >= 0 else self._random.randrange(2**31),
            size=(
                params.get("target_width", params.get("width", 1024)),
                params.get("target_height", params.get("height", 1024)),
            ),
            format=params.get("format", "png"),
        )

    def _store(self, **facts: Any) -> Stored:
        image = Stored(id=4738 + len(self.images), **facts)
        self.images[image.id] = image
        return image

    def _created(
        self,
        request: web.Request,
        image: Stored,
        direct: bool = False,
        source: Stored | None = None,
    ) -> web.Response:
        request[CALL].task_id = str(image.id)
        body: dict[str, Any] = {
            "seed": image.seed,
            "prompt": image.prompt,
            "dimensions": "{}x{}".format(*image.size),
        }
        if direct:
            body["url"] = self._url(image.path)
            if self.direct_status:
                body["status"] = self.direct_status
        else:
            body |= {"url": None, "thumbnail_url": None, "status": "generating"}
            body |= {"generation_id": f"gen_1736856789{image.id}", "estimated_time": 28}
        body |= self._named(image, source)
        return web.json_response(body, status=201)

    def _named(self, image: Stored, source: Stored | None) -> dict[str, Any]:
        """The id in a creation's answer."""
        if source is not None and self.upscale_id != "new":
            return {} if self.upscale_id == "none" else {"image_id": source.id}
        if self.id_field:
            return {self.id_field: image.id, "websocket_channel": f"generation_{image.id}"}
        return {"progress_url": f"/api/images/{image.id}"}

    async def _get(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        image = self._known(request)
        if image is None or not self.has_get:
            return _not_found()
        image.looks += 1
        state = self._state(image)
        body: dict[str, Any] = {"status": state, "message": "Изображение генерируется"}
        if state == "completed":
            body |= {"url": self._url(image.path), "message": "Изображение успешно сгенерировано"}
        if state == "failed":
            body["message"] = self.words
        return web.json_response(body)

    async def _image(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        image = self._known(request)
        if image is None:
            return _not_found()
        image.looks += not self.has_get
        return web.json_response(self._record(image))

    async def _list(self, request: web.Request) -> web.Response:
        if refused := self._refused(request, QUERIES):
            return refused
        found = sorted(self.images.values(), key=lambda image: -image.id)
        if request.query.get("is_upscaled") == "true":
            found = [image for image in found if image.parent is not None]
        number = int(request.query.get("per_page", "20"))
        body = {
            "images": [self._record(image) for image in found[:number]],
            "total": len(found),
            "current_page": 1,
            self.pages_field: 1,
        }
        return web.json_response(body)

    async def _batch(self, request: web.Request) -> web.Response:
        if refused := self._refused(request) or await self._no_json(request):
            return refused
        request[CALL].params = await request.json()
        return self._accept_batch(request, jobs_of(request[CALL].params, self.plan_side))

    async def _batch_img2img(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        jobs = await shared_of(request, self.plan_side)
        request[CALL].params = jobs
        return self._accept_batch(request, jobs)

    def _accept_batch(
        self, request: web.Request, jobs: list[dict[str, Any]] | str
    ) -> web.Response:
        if isinstance(jobs, str):
            return self.complain(400, jobs)
        if refused := self._used_up():
            return refused
        name = f"batch_1736856789_{len(self.batches):08x}"
        images = [self._stored(job) for job in jobs]
        self.batches[name] = Batch(images=images, names=[job.get("name") for job in jobs])
        request[CALL].task_id = name
        if not self.reference:
            body = {"batch_id": name, "total_jobs": len(jobs), "estimated_time": 90}
            return web.json_response(body, status=201)
        return web.json_response(self._told(name), status=202)

    async def _batch_state(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        name = request.match_info["id"]
        if name not in self.batches:
            return _not_found()
        for image in self.batches[name].images:
            image.looks += 1
        return web.json_response(self._told(name))

    async def _batch_stop(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        name = request.match_info["id"]
        if name not in self.batches:
            return _not_found()
        states = [job["status"] for job in self._told(name)["jobs"]]
        self.batches[name].stopped = True
        done = states.count("completed")
        body = {
            "batch_id": name,
            "cancelled": len(states) - done,
            "completed": done,
            "message": "Batch processing cancelled",
        }
        return web.json_response(body)

    def _told(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        jobs = [self._job(batch, index) for index in range(len(batch.images))]
        states = [job["status"] for job in jobs]
        over = all(state in {"completed", "failed"} for state in states)
        counts = {word: states.count(word) for word in ("queued", "completed", "failed")}
        return {
            "batch_id": name,
            "status": "completed" if over else "processing",
            "total": len(jobs),
            "processing": states.count("generating"),
            **counts,
            "jobs": jobs,
        }

    def _job(self, batch: Batch, index: int) -> dict[str, Any]:
        image, name = batch.images[index], batch.names[index]
        state = "failed" if index in self.failing else self._state(image)
        job: dict[str, Any] = {"image_id": image.id, "status": state, "position": index + 1}
        if name is not None:
            job["id"] = name
        if state == "completed" and self.full_jobs:
            job |= {"url": self.url.rstrip("/") + image.path, "seed": image.seed}
        if state == "failed":
            job["error"] = self.words
        return job

    async def _service(self, request: web.Request) -> web.Response:
        model = {"status": "available", "queue_size": 5, "avg_generation_time": 28.5}
        quick = {"status": "available", "queue_size": 2, "avg_generation_time": 15.3}
        body = {
            "status": "operational",
            "version": "2.0",
            "services": dict.fromkeys(("generation", "img2img", "upscale"), "operational"),
            "models": {"flux-dev": model, "flux-schnell": quick},
            "timestamp": "2025-01-15T10:30:00Z",
        }
        return web.json_response(body)

    async def _loras(self, request: web.Request) -> web.Response:
        return self._refused(request) or web.json_response({"loras": LORAS})

    async def _stats(self, request: web.Request) -> web.Response:
        quota = {
            "daily_generations": 100,
            "used_generations": 37,
            "remaining_generations": 63,
            "remaining_upscales": 42,
            "reset_at": "2025-01-16T00:00:00Z",
        }
        body = {
            "user": {"id": 1, "username": "john_doe", "email": "john@example.com", "plan": "pro"},
            "quota": quota,
            "storage": {"used_mb": 3276.8, "limit_mb": 10240, "percent_used": 32.0},
            "statistics": {"total_generations": 1847},
        }
        return self._refused(request) or web.json_response(body)

    async def _file(self, request: web.Request) -> web.Response:
        if "X-API-Key" in request.headers or request.query:
            return self.complain(400, "the file server was sent credentials")
        if "loras/" in request.path:
            preview = await self.painter(Order(words=request.path, size=(64, 64)))
            return web.Response(body=preview, content_type="image/jpeg")
        found = (image for image in self.images.values() if image.path == request.path)
        image = next(found, None)
        if image is None:
            return _not_found()
        return web.Response(body=await self._picture(image), content_type=TYPES[image.format])

    async def _picture(self, image: Stored) -> bytes:
        if image.parent is None or image.parent == image.id:
            return await self.painter(image.order)
        source = await self._picture(self.images[image.parent])
        return await self.painter(replace(image.order, source=source, enlarges=True))

    def _record(self, image: Stored) -> dict[str, Any]:
        state = self._state(image)
        width, height = image.size
        body: dict[str, Any] = {
            "id": image.id,
            "prompt": image.prompt,
            "status": state,
            "url": self._url(image.path) if state == "completed" else None,
            "width": width,
            "height": height,
            "dimensions": f"{width}x{height}",
            "seed": image.seed,
            "is_upscaled": image.parent is not None,
            "generation_time": 27.3,
        }
        if self.tells_parent and image.parent is not None:
            body["parent_id"] = image.parent
        if state == "failed" and self.words_field:
            body[self.words_field] = self.words
        return body

    def _state(self, image: Stored) -> str:
        waited = time.monotonic() - image.accepted
        if image.looks < self._looks or waited < self._seconds:
            return "queued" if image.looks <= 1 else "generating"
        return self.outcome

    def _url(self, path: str) -> str:
        host = self.file_host or (self.url.rstrip("/") if self.absolute else "")
        return host + path

    def _known(self, request: web.Request) -> Stored | None:
        name = request.match_info["id"]
        request[CALL].task_id = name
        return self.images.get(int(name)) if name.isdecimal() else None

    def _used_up(self) -> web.Response | None:
        if self.quota is None:
            return None
        if not self.quota:
            return _error(403, "Daily limit exceeded", "Превышен дневной лимит генераций")
        self.quota -= 1
        return None

    async def _no_json(self, request: web.Request) -> web.Response | None:
        if request.content_type == "application/json":
            return None
        return self.complain(400, f"the body is {request.content_type}")

    def _refused(
        self, request: web.Request, queries: set[str] | None = None
    ) -> web.Response | None:
        if odd := request.query.keys() - (queries or set()):
            return self.complain(400, f"unknown query {sorted(odd)}")
        if request.headers.get("X-API-Key") != API_KEY:
            return _error(401, "Unauthorized", "Отсутствует или неверный API ключ")
        return None

    async def _connected(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        if "token=" in environ.get("QUERY_STRING", ""):
            self.complaints.append("the key is in an address")
        if auth != {"token": API_KEY}:
            raise socketio.exceptions.ConnectionRefusedError("who are you")
        self.sockets.append(sid)

    async def _disconnected(self, sid: str, reason: str = "") -> None:
        if sid in self.sockets:
            self.sockets.remove(sid)
            self.gone.set()
        for sids in self.listeners.values():
            sids[:] = [each for each in sids if each != sid]

    async def _subscribed(self, sid: str, body: Any) -> None:
        if not isinstance(body, dict) or body.keys() != {"channel"}:
            self.complaints.append(f"a subscription is {body!r}")
            return
        self.listeners.setdefault(body["channel"], []).append(sid)
        self.subscriptions.put_nowait(body["channel"])


def _error(status: int, short: str, long: str) -> web.Response:
    body = {
        "error": short,
        "details": long,
        "code": "ERROR_CODE",
        "request_id": "req_abc123def456",
    }
    return web.json_response(body, status=status)


def _not_found() -> web.Response:
    return _error(404, "Not found", "Ресурс не найден")
