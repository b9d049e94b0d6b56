"""A FusionBrain that costs next to nothing, whose tasks take as long as it is told.

A task belongs to the number at the end of its prompt. Beside the vendor's API it answers two
questions of the benchmark: `/load` (how long tasks take) and `/seen` (what happened to each).
"""

import asyncio
import json
import re
import time
from base64 import b64encode
from collections import defaultdict
from dataclasses import asdict, dataclass
from io import BytesIO

from PIL import Image

from benchmarks.loopback import Reply, Request, dumped, serve

_QUERY = re.compile(rb'"query": ?"[^"]*?(\d+)"')
_PIPELINES = [{"id": "bench", "name": "Kandinsky", "status": "ACTIVE", "type": "TEXT2IMAGE"}]
_STYLES = [{"name": "KANDINSKY", "title": "Кандинский", "titleEn": "Kandinsky"}]


@dataclass(kw_only=True)
class Task:
    """What happened to a task; Unix times.

    Attributes:
        done: When its picture is ready.
        found: When somebody asked and got it; 0: nobody did yet.
        questions: How often it was asked for.
    """

    done: float
    found: float = 0.0
    questions: int = 0


class Vendor:
    """The server."""

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._hint: float | None = None
        self._tasks: dict[int, Task] = defaultdict(lambda: Task(done=float("inf")))
        self._picture = _picture()

    def __call__(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        if request.path.endswith("/run"):
            reply(self._accept(request), 201)
        elif "/status/" in request.path:
            reply(self._status(request))
        elif request.path.endswith("/pipelines"):
            reply(dumped(_PIPELINES))
        elif request.path.endswith("/styles/key"):
            reply(dumped(_STYLES))
        elif request.path == "/load":
            question = json.loads(request.body)
            self._seconds, self._hint = question["seconds"], question["hint"]
            self._tasks.clear()
            reply(b"{}")
        else:
            reply(dumped({number: asdict(task) for number, task in self._tasks.items()}))

    def _accept(self, request: Request) -> bytes:
        found = _QUERY.search(request.body)
        number = int(found[1]) if found else 0
        self._tasks[number] = Task(done=request.at + self._seconds[number])
        body: dict[str, object] = {"uuid": str(number), "status": "INITIAL"}
        if self._hint is not None:
            body["status_time"] = self._hint
        return dumped(body)

    def _status(self, request: Request) -> bytes:
        name = request.path.rpartition("/")[2]
        task = self._tasks[int(name)]
        task.questions += 1
        if request.at < task.done:
            return b'{"uuid":"%b","status":"PROCESSING"}' % name.encode()
        task.found = task.found or time.time()
        return self._picture


def _picture() -> bytes:
    buffer = BytesIO()
    Image.radial_gradient("L").resize((1024, 1024)).convert("RGB").save(buffer, "JPEG")
    files = [b64encode(buffer.getvalue()).decode()]
    return dumped({"status": "DONE", "result": {"files": files, "censored": False}})


if __name__ == "__main__":
    asyncio.run(serve(Vendor()))
