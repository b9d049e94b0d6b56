"""The part of KIE that makes clips, for `kie.KieServer`."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from aiohttp import web

from tests.vendors import kie_film_rules as rules
from tests.vendors import kie_rules
from tests.vendors.base import CALL
from tests.vendors.clips import Film, Scene

Data = dict[str, Any]

RUNWAY_WORDS = {"running": "generating", "success": "success", "create": "fail", "fail": "fail"}
HEIGHTS = {"720p": 720, "1080p": 1080, "4k": 2160, "std": 720, "pro": 1080, "4K": 2160}
CHARACTER = "character_{name}"


@dataclass(kw_only=True)
class VendorTask:
    """A task that was accepted."""

    kind: str
    body: Data
    accepted: float
    polls: int = 0


@dataclass(kw_only=True)
class Larger:
    """A larger file of a finished clip."""

    asked: float = field(default_factory=time.monotonic)
    questions: int = 0


class Server(Protocol):
    """What a server for clips is a part of."""

    tasks: dict[str, VendorTask]
    uploads: dict[str, bytes]

    @property
    def url(self) -> str: ...

    def answer(
        self, data: Any, code: int = 200, words: str = "success", status: int = 200
    ) -> web.Response: ...

    def complaint(self, code: int, words: str) -> web.Response: ...

    def refused(
        self, request: web.Request, query: frozenset[str] = frozenset()
    ) -> web.Response | None: ...

    def ready(self, looks: int, since: float) -> bool: ...


class Films:
    """Clips; its attributes choose among the forms and outcomes.

    Attributes:
        clips: How many a task of Veo makes.
        luma_flag: Luma's flag of success: 1, or 4 where no callback could be delivered.
        runway_code: What Runway has as `failCode` of a task that went well.
        expired: Whether Runway has deleted what it made.
        guide_paths: Whether KIE knows the guide's paths alone, where the docs have others.
        absent_status: With which HTTP status an unknown path is said.
        waiting: Code and words of a clip in 1080p that is not there yet.
        waiting_4k: The same in 4K; None: as the page has it, an answer without addresses.
        patience: With which question a larger file is there, and after how many seconds; None: as
            tasks are.
        larger_refusal: Code and words with which a larger file is refused for good.
        larger: Larger files, by the name under which they are.
    """

    def __init__(self, server: Server) -> None:
        self.clips = 1
        self.luma_flag = 1
        self.runway_code: Any = 400
        self.expired = False
        self.guide_paths = False
        self.absent_status = 404
        self.waiting = 400, "1080P is processing. It should be ready in 1-2 minutes."
        self.waiting_4k: tuple[int, str] | None = None
        self.patience: tuple[int, float] | None = None
        self.larger_refusal: tuple[int, str] | None = None
        self.larger: dict[str, Larger] = {}
        self._server = server

    def routes(self) -> list[tuple[str, str, str, str, Callable[[Any], str | None]]]:
        """Kind, name of the creation, its path, path of the record, and the check."""
        veo, runway = "veo/record-info", "runway/record-detail"
        return [
            ("veo", "create_veo", "veo/generate", veo, rules.wrong_veo),
            ("veo", "extend_veo", "veo/extend", veo, rules.wrong_veo_extension),
            ("veo", "extend_veo_guide", "veo/extend-video", veo, rules.wrong_veo_extension),
            ("runway", "create_runway", "runway/generate", runway, rules.wrong_runway),
            ("runway", "extend_runway", "runway/extend", runway, rules.wrong_runway_extension),
            ("luma", "create_luma", "modify/generate", "modify/record-info", rules.wrong_luma),
        ]

    def absent(self, operation: str) -> web.Response | None:
        """The refusal of a path that is not KIE's today."""
        guide = operation.endswith("_guide")
        doubled = {"extend_veo", "extend_veo_guide", "larger_4k", "larger_4k_guide"}
        if operation not in doubled or guide == self.guide_paths:
            return None
        if guide:
            return self._server.complaint(404, f"{operation} is no path of today's")
        return self._server.answer(None, 404, "Not Found", status=self.absent_status)

    async def larger_1080p(self, request: web.Request) -> web.Response:
        """Tell where a clip in 1080p is, if it is there."""
        asked = frozenset({"taskId", "index"})
        if refused := self._server.refused(request, asked):
            return refused
        name, index = request.query["taskId"], request.query["index"]
        request[CALL].params = dict(request.query)
        return self._larger(name, index, "1080p") or self._there(name, int(index), "1080p")

    async def larger_4k(self, request: web.Request) -> web.Response:
        """Begin a clip in 4K, and tell of it when asked again."""
        operation = request.match_info.route.name or ""
        if refused := self.absent(operation) or self._server.refused(request):
            return refused
        body = await request.json()
        request[CALL].params = body
        if said := rules.wrong_veo_4k(body):
            return self._server.complaint(422, said)
        name, index = body["taskId"], body.get("index", 0)
        return self._larger(name, str(index), "4k") or self._there(name, index, "4k")

    def _larger(self, name: str, index: str, kind: str) -> web.Response | None:
        """Why there is no larger file."""
        task = self._server.tasks.get(name)
        if task is None or task.kind != "veo":
            return self._server.answer(None, 422, "recordInfo is null")
        if not (index.isdecimal() and int(index) < self.clips):
            return self._server.complaint(422, f"no clip {index}")
        if self.larger_refusal:
            return self._server.answer(None, *self.larger_refusal)
        found = self.larger.setdefault(f"{name}.{kind}", Larger())
        found.questions += 1
        if self._is_there(found):
            return None
        if kind == "1080p":
            return self._server.answer(None, *self.waiting)
        nothing = {"taskId": name, "resultUrls": None, "imageUrls": None}
        return self._server.answer(nothing, *(self.waiting_4k or (200, "success")))

    def _is_there(self, found: Larger) -> bool:
        if self.patience is None:
            return self._server.ready(found.questions, found.asked)
        questions, seconds = self.patience
        return found.questions >= questions and time.monotonic() - found.asked >= seconds

    def _there(self, name: str, index: int, kind: str) -> web.Response:
        address = f"{self._server.url}results/{name}.{kind}/{index}"
        if kind == "1080p":
            return self._server.answer({"resultUrl": address})
        found = {"taskId": name, "resultUrls": [address], "imageUrls": [f"{address}.jpg"]}
        return self._server.answer(found)

    def foreign(self, body: Mapping[str, Any]) -> str | None:
        """Whether a request goes on with what nobody made, or gives a file of the wrong kind."""
        earlier = body.get("taskId") or body.get("input", {}).get("origin_task_id")
        if earlier is not None and earlier not in self._server.tasks:
            return f"no task {earlier}"
        clips = [body["videoUrl"]] if "videoUrl" in body else []
        clips += body.get("input", {}).get("character_file_url", [])
        pictures = set(kie_rules.pictures_of(body)) - set(clips)
        films = {url for url, content in self._server.uploads.items() if content[4:8] == b"ftyp"}
        if strange := (set(clips) - films) | (pictures & films):
            return f"files of another kind: {sorted(strange)}"
        return None

    def results(self, task: VendorTask) -> int | None:
        """How many files a task makes; None: it is one for pictures."""
        if not is_film(task):
            return None
        return self.clips if task.kind == "veo" else 1

    def state(self, task_id: str, task: VendorTask, outcome: str) -> Data | None:
        """A record's state, where it has other fields than those of pictures."""
        if task.kind == "runway":
            return self._runway(task_id, task, outcome)
        return None

    def _runway(self, task_id: str, task: VendorTask, outcome: str) -> Data:
        first = outcome == "running" and task.polls <= 1
        return {
            "parentTaskId": task.body.get("taskId", ""),
            "generateParam": dict(task.body),
            "state": "wait" if first else RUNWAY_WORDS[outcome],
            "generateTime": "2026-08-01 12:00:00",
            "failCode": self.runway_code,
            "failMsg": "",
            "expireFlag": int(self.expired),
            "videoInfo": {},
        }

    def result(self, task_id: str, task: VendorTask, urls: list[str]) -> Data | None:
        """What a record has of results, in the form of the page; None: as for pictures."""
        if task.kind == "market" and task.body["model"].startswith("sora-2-characters"):
            found = {"character_id": CHARACTER.format(name=task_id)}
            return {"resultJson": json.dumps({"resultObject": found})}
        if task.kind == "runway":
            names = ("videoId", "taskId", "videoUrl", "imageUrl")
            told = zip(names, ("v1", task_id, urls[0], f"{urls[0]}.jpg"), strict=True)
            return {"videoInfo": dict(told)}
        if task.kind == "luma":
            return {"response": {"taskId": task_id, "originUrls": None, "resultUrls": urls}}
        if task.kind == "veo":
            response: Data = {"taskId": task_id, "resultUrls": urls, "resolution": "720p"}
            wide = task.body.get("aspect_ratio", "16:9") == "16:9"
            origins = {} if wide else {"originUrls": [f"{url}.origin" for url in urls]}
            return {"response": response | origins, "fallbackFlag": False}
        return None

    def film(self, name: str, index: int) -> Film | None:
        """The clip that is under an address; None: it is a picture's."""
        name, _, kind = name.partition(".")
        task = self._server.tasks[name]
        if not is_film(task):
            return None
        film = self._film(name, task, index)
        if not kind:
            return film
        width, height = film.size
        scale = HEIGHTS[kind] / min(width, height)
        size = round(width * scale / 2) * 2, round(height * scale / 2) * 2
        return replace(film, size=size, original=film.size)

    def _film(self, name: str, task: VendorTask, index: int) -> Film:
        inside = task.body.get("input", task.body)
        earlier = task.body.get("taskId")
        before = self._film(earlier, self._server.tasks[earlier], 0) if earlier else None
        inputs = kie_rules.pictures_of(task.body)
        added = 7 if task.kind == "veo" else 5
        return Film(
            words=f"{_words(inside)} {index}",
            size=before.size if before else _size(inside),
            seconds=before.seconds + added if before else _seconds(task.kind, inside),
            name=name,
            sound=task.kind == "veo" or inside.get("sound") is True,
            source=self._server.uploads[inputs[0]] if inputs else b"",
            changes=task.kind == "luma",
            before=before,
            shots=_shots(inside),
        )


def wrong_market(body: Any) -> str | None:
    """Of a request to any of the market's models."""
    model = str(body.get("model")) if isinstance(body, dict) else ""
    if model not in rules.INPUTS:
        return kie_rules.wrong_market(body)
    checks = {**kie_rules.MARKET, "progressCallBackUrl": kie_rules.web}
    problem = kie_rules.wrong(body, checks, frozenset({"model", "input"}))
    return problem or rules.wrong_input(model, body["input"])


def is_film(task: VendorTask) -> bool:
    """Whether a task makes clips."""
    return task.kind in {"veo", "runway", "luma"} or task.body.get("model") in rules.INPUTS


def _shots(inside: Mapping[str, Any]) -> tuple[Scene, ...]:
    told = inside.get("multi_prompt") or inside.get("shots") or ()
    return tuple(
        Scene(words=shot.get("prompt") or shot["Scene"], seconds=shot["duration"]) for shot in told
    )


def _words(inside: Mapping[str, Any]) -> str:
    said = " / ".join(shot.words for shot in _shots(inside))
    return said or inside.get("prompt") or inside.get("video_url", "")


def _seconds(kind: str, inside: Mapping[str, Any]) -> float:
    told = inside.get("duration") or inside.get("n_frames") or {"veo": 8}.get(kind, 5)
    return float(told)


def _size(inside: Mapping[str, Any]) -> tuple[int, int]:
    names = {"landscape": "16:9", "portrait": "9:16", "Auto": "16:9"}
    ratio = inside.get("aspect_ratio") or inside.get("aspectRatio") or "16:9"
    across, down = map(int, names.get(ratio, ratio).split(":"))
    kind = inside.get("mode") or inside.get("resolution") or inside.get("quality") or "720p"
    short = HEIGHTS.get(kind, 720)
    scale = short / min(across, down)
    return round(across * scale / 2) * 2, round(down * scale / 2) * 2
