"""KIE as a provider."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from bot.core.capabilities import ModelSpec, Wording
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InputUnreadable,
    ProviderError,
    ResultLost,
    TaskFailed,
    UnsupportedMode,
)
from bot.core.models import Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Result,
    Running,
    Unit,
)
from bot.providers.base import BaseProvider
from bot.providers.calls import Answer, Call, Explain, Transport
from bot.providers.chat import Chat
from bot.providers.kie import records
from bot.providers.kie.bodies import Wish
from bot.providers.kie.configuration import Values
from bot.providers.kie.pace import creations
from bot.providers.kie.records import Record, State
from bot.providers.kie.refusals import failure, refused, refused_creation, refused_record
from bot.providers.kie.spec import configured
from bot.providers.kie.uploads import Uploads
from bot.providers.kie.works import WORKS, Reference, Work, reference, work_for

logger = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds after a creation in which KIE may not know its own task yet."""

UNFINISHED = frozenset({"", "0", "wait", "waiting", "queuing", "queueing", "generating"})


class Kie(BaseProvider):
    """Translates to and from KIE.

    Args:
        settings: The values of the settings in `spec`.
        transport: The network.

    Attributes:
        credits: What the operator's account had left when it was last asked; None: unknown.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        super().__init__(configured(settings), transport)
        self._base = settings["KIE_URL"].rstrip("/")
        self._headers = {"Authorization": f"Bearer {settings['KIE_API_KEY']}"}
        self._uploads = Uploads(settings["KIE_UPLOAD_URL"], self._headers, transport)
        self._chat = Chat(
            url=f"{self._base}/{quote(settings['KIE_CHAT_MODEL'])}/v1/chat/completions",
            headers=self._headers,
            transport=transport,
            explain=refused,
        )
        values = Values(provider=self.spec.key, settings=settings)
        self._pace = creations(values.number("KIE_CREATIONS"))
        self.credits: float | None = None
        self._strange: set[str] = set()

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted:
        """Start a task; waits for its turn within the vendor's limit."""
        work = work_for(request.model, request.mode)
        wish = await self._wish(work, request, inputs)
        call = Call(
            method="POST",
            url=self._base + work.family.create,
            headers=self._headers,
            json=work.body(wish),
            creates=True,
            explain=refused_creation,
        )
        async with self._pace:
            answer = await self.transport.request(call)
        data = {"work": work.name, "created": f"{time.time():.3f}"}
        return Accepted(task=Task(id=_task_id(answer), data=data))

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Look after a task (KIE docs: at most three times per second)."""
        work = WORKS.get(task.data.get("work", ""))
        if work is None:
            return Failed(error=ResultLost(provider=self.spec.key, detail="no work of ours"))
        try:
            answer = await self._ask(work.family.status, refused_record, {"taskId": task.id})
        except ResultLost as error:
            return Running() if _is_fresh(task) else Failed(error=error)
        except (TaskFailed, ContentRejected) as error:
            return Failed(error=error)
        record = records.read(answer.json(), work.family.done)
        return self._told(Reference(work=work, task=task.id), record, answer)

    async def collect(self, result: Result) -> AsyncIterator[bytes]:
        """The bytes of a result; an address that has expired is renewed once.

        KIE docs: addresses work for 10 to 20 minutes, files are kept for days.
        """
        try:
            async for piece in super().collect(result):
                yield piece
        except ResultLost:  # said before the first byte
            source = reference(result.vendor_ref)
            if source is None or result.url is None:
                raise
            address = await self._renewed(source, result.url)
        else:
            return
        async for piece in self.transport.download(address):
            yield piece

    async def health(self, model: str) -> Health:  # noqa: ARG002 -- one account for all
        """Whether the account is open and has credits; the log tells how many."""
        left = await self._credits_left()
        if left is None or left > 0:
            return Health(available=True)
        return Health(available=False, reason="OUT_OF_CREDITS")

    async def reword(self, prompt: str, how: Wording, limit: int) -> str:
        """Other words for a prompt (KIE docs: the address names the chat model)."""
        return await self._chat.reword(prompt, how, limit)

    async def balance(self) -> Balance | None:
        """The operator's remaining credits."""
        left = await self._credits_left()
        return None if left is None else Balance(left={Unit.CREDITS: left})

    async def _credits_left(self) -> float | None:
        answer = await self._ask("/api/v1/chat/credit", refused)
        left = records.credits_left(answer.json())
        if left is not None and left != self.credits:
            self.credits = left
            logger.info("%s has %g credits left", self.spec.title, left)
        return left

    async def _wish(self, work: Work, request: Request, inputs: Sequence[Path]) -> Wish:
        spec = next(model for model in self.spec.models if model.key == request.model)
        if work.follows:
            return Wish(request=request, spec=spec, source=_source(work, request, spec))
        shape = await asyncio.to_thread(_shape, inputs[0]) if inputs else None
        sent = await asyncio.gather(*map(self._uploads.send, inputs))
        pictures, mask = (sent[:-1], sent[-1]) if request.mask else (sent, "")
        return Wish(request=request, spec=spec, pictures=tuple(pictures), mask=mask, shape=shape)

    def _told(
        self, source: Reference, record: Record, answer: Answer
    ) -> Running | Finished | Failed:
        said = self.transport.scrub(record.complaint) or answer.detail
        detail = {"provider": self.spec.key, "detail": said}
        match record.state:
            case State.FAILED:
                return Failed(error=failure(record, detail))
            case State.DONE if not record.urls:
                return Failed(error=BadResponse(**detail))
            case State.DONE:
                results = (Result(url=url, vendor_ref=str(source)) for url in record.urls)
                return Finished(results=tuple(results))
            case State.RUNNING:
                self._wonder(record.word)
                return Running(progress=_part(record.progress, source.work.family.full))

    def _wonder(self, word: str) -> None:
        if word not in UNFINISHED | self._strange:
            self._strange.add(word)
            logger.warning("KIE reports an unknown task state: %.40r", word)

    async def _renewed(self, source: Reference, url: str) -> str:
        """A new address of a file that KIE made."""
        family = source.work.family
        body = {"url": url, "taskId": source.task} if family.renews_task else {"url": url}
        call = Call(
            method="POST",
            url=self._base + family.renewal,
            headers=self._headers,
            json=body,
            explain=refused,
        )
        try:
            address = records.address((await self.transport.request(call)).json())
        except ProviderError as error:
            raise ResultLost(**_log(error)) from error
        if not address:
            raise ResultLost(provider=self.spec.key, detail="no new address")
        return address

    async def _ask(
        self, path: str, explain: Explain, query: Mapping[str, str] | None = None
    ) -> Answer:
        call = Call(
            url=self._base + path, headers=self._headers, query=query or {}, explain=explain
        )
        return await self.transport.request(call)


def _task_id(answer: Answer) -> str:
    """The id of the task that was created.

    Raises:
        Ambiguous: There may be one, but it is not told.
    """
    try:
        found = records.task_id(answer.json())
    except BadResponse as error:
        raise Ambiguous(**error.data) from error
    if not found:
        raise Ambiguous(provider=answer.provider, detail=answer.detail)
    return found


def _source(work: Work, request: Request, spec: ModelSpec) -> str:
    """The task whose picture is continued: KIE takes no other pictures for this.

    Raises:
        UnsupportedMode: The picture is not from such a task.
    """
    source = reference(request.inputs[0].vendor_ref) if request.inputs else None
    if source is None or source.work.name not in work.follows:
        raise UnsupportedMode(mode=request.mode, model=spec.title, able="—")
    return source.task


def _shape(path: Path) -> float:
    """Width by height of a picture.

    Raises:
        InputUnreadable: It is none.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return image.width / image.height
    except UnidentifiedImageError as error:
        raise InputUnreadable from error


def _is_fresh(task: Task) -> bool:
    created = records.number(task.data.get("created", ""))
    return created is not None and time.time() - created < GRACE


def _part(progress: float | None, full: float | None) -> float | None:
    if progress is None or full is None:
        return None
    return min(1.0, max(0.0, progress / full))


def _log(error: ProviderError) -> dict[str, str]:
    return {name: str(error.data.get(name, "")) for name in ("provider", "detail")}
