"""KIE as a provider."""

import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from bot.core.capabilities import Wording
from bot.core.errors import Ambiguous, BadResponse, ContentRejected, ResultLost, TaskFailed
from bot.core.models import Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Link,
    Result,
    Running,
    Unit,
)
from bot.providers.base import BaseProvider, most
from bot.providers.calls import Answer, Transport
from bot.providers.chat import Chat
from bot.providers.kie import records
from bot.providers.kie.callbacks import told
from bot.providers.kie.characters import Characters
from bot.providers.kie.configuration import Values
from bot.providers.kie.enlarging import Enlarging
from bot.providers.kie.line import Line
from bot.providers.kie.links import Links
from bot.providers.kie.pace import creations
from bot.providers.kie.records import Record, State
from bot.providers.kie.refusals import failure, refused, refused_creation, refused_record
from bot.providers.kie.spec import configured
from bot.providers.kie.uploads import Uploads
from bot.providers.kie.wishing import wish_for
from bot.providers.kie.works import WORKS, Reference, Way, Work, Yield, reference, work_for

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
        base = settings["KIE_URL"].rstrip("/")
        headers = {"Authorization": f"Bearer {settings['KIE_API_KEY']}"}
        self._line = Line(base, headers, transport)
        self._uploads = Uploads(settings["KIE_UPLOAD_URL"], headers, transport)
        self._enlarging = Enlarging(self._line)
        self._characters = Characters(self._line)
        self._links = Links(self._line, self._enlarging)
        self._chat = Chat(
            url=f"{base}/{quote(settings['KIE_CHAT_MODEL'])}/v1/chat/completions",
            headers=headers,
            transport=transport,
            explain=refused,
        )
        values = Values(provider=self.spec.key, settings=settings)
        self._webhook_key = settings["KIE_WEBHOOK_KEY"]
        self._pace = creations(values.number("KIE_CREATIONS"))
        self.credits: float | None = None
        self._strange: set[str] = set()

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        """Start a task; waits for its turn within the vendor's limit."""
        work = work_for(request.model, request.mode)
        spec = next(model for model in self.spec.models if model.key == request.model)
        wish = await wish_for(work, request, spec, inputs, self._uploads)
        data = {"work": work.name, "created": f"{time.time():.3f}"}
        if work.family.way is not Way.TASK:
            task = Task(id=wish.source, data=data | {"index": str(wish.index)})
            return await self._first_look(work, task, spec.clock.first)
        async with self._pace:
            answer = await self._line.order(work.family, work.body(wish), refused_creation)
        if work.gives is Yield.CHARACTER:
            data |= self._characters.seen_in(request, wish)
        return Accepted(task=Task(id=_task_id(answer), data=data))

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Look after a task (KIE docs: at most three times per second)."""
        work = WORKS.get(task.data.get("work", ""))
        if work is None:
            return Failed(error=ResultLost(provider=self.spec.key, detail="no work of ours"))
        if work.family.way is not Way.TASK:
            return await self._look(work, task)
        try:
            answer = await self._line.ask(work.family.status, refused_record, {"taskId": task.id})
        except ResultLost as error:
            return Running() if _is_fresh(task) else Failed(error=error)
        except (TaskFailed, ContentRejected) as error:
            return Failed(error=error)
        record = records.read(answer.json(), work.family.done)
        if work.gives is Yield.CHARACTER and record.state is State.DONE:
            return await self._characters.told(task, answer)
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
            address = await self._line.renew(source, result.url)
        else:
            return
        async for piece in self.transport.download(address, most(result)):
            yield piece

    def listen(self, address: str) -> None:
        """Let KIE call at this address when a task ends."""
        self._line.callback = address

    def parse_callback(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """The task that a call of KIE's is about."""
        return told(headers, body, self._webhook_key, time.time())

    async def link(self, vendor_ref: str) -> Link | None:
        """A new public address of what a task made."""
        source = reference(vendor_ref)
        return None if source is None else await self._links.to(source)

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
        answer = await self._line.ask("/api/v1/chat/credit", refused)
        left = records.credits_left(answer.json())
        if left is not None and left != self.credits:
            self.credits = left
            logger.info("%s has %g credits left", self.spec.title, left)
        return left

    async def _first_look(self, work: Work, task: Task, pause: float) -> Accepted | Finished:
        """Ask for a larger file; it may have been made long ago."""
        found = await self._look(work, task)
        if isinstance(found, Failed):
            raise found.error
        return found if isinstance(found, Finished) else Accepted(task=task, check_after=pause)

    async def _look(self, work: Work, task: Task) -> Running | Finished | Failed:
        if work.family.way is Way.QUESTION:
            return await self._enlarging.look(work, task)
        async with self._pace:
            return await self._enlarging.look(work, task)

    def _told(
        self, source: Reference, record: Record, answer: Answer
    ) -> Running | Finished | Failed:
        said = self.transport.scrub(record.complaint) or answer.detail
        detail = {"provider": self.spec.key, "detail": said}
        match record.state:
            case State.FAILED:
                return Failed(error=failure(record, detail))
            case State.DONE if records.gone(answer.json()):
                return Failed(error=ResultLost(**detail))
            case State.DONE if not record.urls:
                return Failed(error=BadResponse(**detail))
            case State.DONE:
                return Finished(results=_results(source, record.urls))
            case State.RUNNING:
                self._wonder(record.word)
                return Running(progress=_part(record.progress, source.work.family.full))

    def _wonder(self, word: str) -> None:
        if word not in UNFINISHED | self._strange:
            self._strange.add(word)
            logger.warning("KIE reports an unknown task state: %.40r", word)


def _results(source: Reference, urls: Sequence[str]) -> tuple[Result, ...]:
    clip = source.work.mode.films
    references = (
        Reference(work=source.work, task=source.task, index=index) for index in range(len(urls))
    )
    return tuple(
        Result(url=url, vendor_ref=str(place), clip=clip)
        for url, place in zip(urls, references, strict=True)
    )


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


def _is_fresh(task: Task) -> bool:
    created = records.number(task.data.get("created", ""))
    return created is not None and time.time() - created < GRACE


def _part(progress: float | None, full: float | None) -> float | None:
    if progress is None or full is None:
        return None
    return min(1.0, max(0.0, progress / full))
