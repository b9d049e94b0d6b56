"""Neighbours of the services, in memory: strict about their contracts, scripted in their moods."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.core.capabilities import (
    Allowance,
    Elements,
    Mode,
    ModelSpec,
    ProviderSpec,
    Style,
    Wording,
)
from bot.core.capabilities import Clock as ModelClock
from bot.core.errors import (
    Ambiguous,
    BotError,
    GroupQuotaExceeded,
    InputUnreadable,
    QuotaExceeded,
    ResultLost,
)
from bot.core.groups import Group
from bot.core.models import (
    INLINE_CARD,
    Artifact,
    Cached,
    Handover,
    Job,
    Order,
    Origin,
    Person,
    Preferences,
    Request,
    Run,
    StoredFile,
    Task,
)
from bot.core.ports.conversation import Clock, JobStatus, Messenger
from bot.core.ports.groups import GroupStore, Settings
from bot.core.ports.posts import PostStore
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Link,
    Provider,
    Result,
    Running,
)
from bot.core.ports.runs import RunStore, Share
from bot.core.ports.stores import CacheStore, MediaStore, PersonStore
from bot.core.runs import AT_PROVIDER, SETTLED, UNFINISHED, RunState, allowed

MODEL = ModelSpec(
    key="brush",
    vendor_name="brush-1",
    title="Brush",
    modes=frozenset({Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE}),
    styles=(Style(name="INK", titles={"en": "Ink"}),),
    elements=Elements(most=3, fewest_pictures=1, most_pictures=4),
    usual_seconds=20,
    clock=ModelClock(first=5, interval=6, deadline=240),
    concurrency=2,
)


def _lane(run: Run) -> tuple[int, bool]:
    return run.person_id, run.request.mode.films


class FakeStore(RunStore):
    """Jobs and runs in dictionaries, with the rules of the real store."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.jobs: dict[int, Job] = {}
        self.runs: dict[int, Run] = {}
        self.ledger: dict[int, list[str]] = defaultdict(list)
        self.usage: Counter[tuple[int, Allowance]] = Counter()
        self.seconds: dict[str, list[float]] = {}
        self.trouble: dict[str, int] = {}
        self.calls: Counter[str] = Counter()
        self._runs_of: dict[int, list[int]] = defaultdict(list)
        self._taken: set[int] = set()
        self._ids = count(1)

    def _call(self, name: str) -> None:
        self.calls[name] += 1
        if self.trouble.get(name, 0) > 0:
            self.trouble[name] -= 1
            raise OSError(f"no luck with {name}")

    def restart(self) -> None:
        """What a new process may do again."""
        self._taken.clear()

    async def start(
        self,
        order: Order,
        providers: Sequence[str],
        limits: Mapping[Allowance, int | None],
        *,
        ceiling: int | None = None,
    ) -> Job:
        self._call("start")
        told_apart = order.origin.update_id is not None or order.origin.inline_id is not None
        for job in self.jobs.values() if told_apart else ():
            if self._same_start(job.origin, order.origin):
                return await self._whole(job.id)
        self._keep(order, ceiling)
        for kind, needed in Counter(r.mode.allowance for r in order.requests).items():
            limit, used = limits[kind], self.usage[order.payer_id, kind]
            if limit is not None and used + needed > limit:
                raise QuotaExceeded(allowance=kind, limit=limit, left=limit - used, needed=needed)
        return await self._add(order, providers)

    def _keep(self, order: Order, ceiling: int | None) -> None:
        if ceiling is None:
            return
        made = sum(
            "refund" not in self.ledger[run.id]
            for run in self.runs.values()
            if self.jobs[run.job_id].origin.chat_id == order.origin.chat_id
        )
        if made + len(order.requests) > ceiling:
            raise GroupQuotaExceeded(limit=ceiling, left=ceiling - made, needed=1)

    @staticmethod
    def _same_start(one: Origin, other: Origin) -> bool:
        update = one.update_id is not None and one.update_id == other.update_id
        turn = (one.inline_id, one.inline_turn) == (other.inline_id, other.inline_turn)
        return update or (one.inline_id is not None and turn)

    async def _add(self, order: Order, providers: Sequence[str]) -> Job:
        now = self.clock.now()
        job = Job(
            id=next(self._ids),
            person_id=order.person_id,
            payer_id=order.payer_id,
            origin=order.origin,
            language=order.language,
            created_at=now,
            card_id=INLINE_CARD if order.origin.inline_id else None,
        )
        self.jobs[job.id] = job
        for request, provider in zip(order.requests, providers, strict=True):
            run = Run(
                id=next(self._ids),
                job_id=job.id,
                person_id=order.person_id,
                provider=provider,
                request=request,
                state=RunState.QUEUED,
                created_at=now,
                due_at=now,
            )
            self.runs[run.id] = run
            self._runs_of[job.id].append(run.id)
            self.ledger[run.id].append("reserve")
            self.usage[order.payer_id, request.mode.allowance] += 1
        return await self._whole(job.id)

    async def _whole(self, job_id: int) -> Job:
        runs = (self.runs.get(run_id) for run_id in self._runs_of[job_id])
        return replace(self.jobs[job_id], runs=tuple(run for run in runs if run))

    async def job(self, job_id: int) -> Job | None:
        self._call("job")
        return await self._whole(job_id) if job_id in self.jobs else None

    async def run(self, run_id: int) -> Run | None:
        self._call("run")
        return self.runs.get(run_id)

    async def artifact(self, artifact_id: int) -> Artifact | None:
        every = (a for run in self.runs.values() for a in run.artifacts)
        return next((a for a in every if a.id == artifact_id), None)

    def _turns(self, runs: Collection[Run]) -> list[Run]:
        seen: Counter[tuple[int, bool]] = Counter()
        turns = []
        for run in sorted(runs, key=lambda run: run.id):
            seen[_lane(run)] += 1
            turns.append((seen[_lane(run)], run.id, run))
        return [run for _, _, run in sorted(turns, key=lambda turn: turn[:2])]

    async def pick(self, room: Mapping[str, int], share: Share, limit: int) -> Sequence[int]:
        self._call("pick")
        now = self.clock.now()
        busy = Counter(_lane(r) for r in self.runs.values() if r.state in AT_PROVIDER)
        left = Counter(room)
        queued = [
            run
            for run in self.runs.values()
            if run.state is RunState.QUEUED and run.due_at <= now and not run.cancel_requested
        ]
        chosen = []
        for run in self._turns(queued):
            if left[run.provider] > 0 and busy[_lane(run)] < share.of(run.request.mode.films):
                left[run.provider] -= 1
                busy[_lane(run)] += 1
                chosen.append(run.id)
        return chosen[:limit]

    async def next_due(self) -> datetime | None:
        now = self.clock.now()
        queued = (r for r in self.runs.values() if r.state is RunState.QUEUED)
        return min((run.due_at for run in queued if run.due_at > now), default=None)

    async def place(self, run_id: int) -> int:
        wanted = self.runs[run_id]
        if wanted.state is not RunState.QUEUED:
            return 0
        queued = [r for r in self.runs.values() if r.state is RunState.QUEUED]
        films = wanted.request.mode.films
        same = [r for r in queued if r.request.mode.films is films]
        line = self._turns([r for r in same if r.provider == wanted.provider])
        return line.index(wanted) + 1

    async def occupied(self) -> Mapping[str, int]:
        return Counter(r.provider for r in self.runs.values() if r.state in AT_PROVIDER)

    async def move(
        self,
        run_id: int,
        before: RunState,
        after: RunState,
        *,
        task: Task | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        self._call("move")
        assert allowed(before, after)
        assert after not in SETTLED
        run = self.runs.get(run_id)
        if run is None or run.state is not before:
            return False
        if after is RunState.SUBMITTING and run.cancel_requested:
            return False
        run = replace(run, state=after, due_at=due_at or run.due_at)
        if after is RunState.SUBMITTING:
            run = replace(run, submitted_at=self.clock.now())
        if after is RunState.FOLLOWING:
            assert task is not None
            run = replace(run, task=task, accepted_at=self.clock.now())
        if (before, after) == (RunState.SUBMITTING, RunState.QUEUED):
            run = replace(run, attempts=run.attempts + 1)
        self.runs[run_id] = run
        return True

    async def hand_over(
        self, run_id: int, request: Request, provider: str, instead_of: Handover
    ) -> bool:
        self._call("hand_over")
        run = self.runs.get(run_id)
        if run is None or run.cancel_requested:
            return False
        if run.state not in {RunState.QUEUED, RunState.SUBMITTING}:
            return False
        self.runs[run_id] = replace(
            run,
            request=request,
            provider=provider,
            instead_of=instead_of,
            state=RunState.QUEUED,
            due_at=self.clock.now(),
            attempts=0,
            submitted_at=None,
        )
        return True

    async def has_task(self, provider: str, task_id: str) -> bool:
        tasks = {(run.provider, run.task.id) for run in self.runs.values() if run.task}
        return (provider, task_id) in tasks

    async def collect(
        self, run_id: int, files: Sequence[StoredFile], results: Sequence[Result]
    ) -> bool:
        self._call("collect")
        run = self.runs.get(run_id)
        if run is None or not allowed(run.state, RunState.COLLECTED):
            return False
        artifacts = tuple(
            Artifact(
                id=next(self._ids),
                run_id=run_id,
                index=index,
                media=file.media,
                mime=file.mime,
                width=file.width,
                height=file.height,
                size=file.size,
                seed=result.seed,
            )
            for index, (file, result) in enumerate(zip(files, results, strict=True))
        )
        self.runs[run_id] = replace(run, state=RunState.COLLECTED, artifacts=artifacts)
        return True

    async def begin_delivery(self, job_id: int) -> Job | None:
        self._call("begin_delivery")
        if job_id not in self.jobs:
            return None
        job = await self._whole(job_id)
        unfinished = any(run.state in UNFINISHED for run in job.runs)
        if job.closed or unfinished or job_id in self._taken:
            return None
        self._taken.add(job_id)
        for run in job.runs:
            if run.state is RunState.COLLECTED:
                self.runs[run.id] = replace(run, state=RunState.DELIVERING)
        return await self._whole(job_id)

    async def delivered(self, job_id: int, sent: Mapping[int, tuple[int, str]]) -> None:
        self._call("delivered")
        for run in (await self._whole(job_id)).runs:
            if run.state is RunState.DELIVERING:
                self._settle(run, RunState.DONE, refund=False)

    def _settle(self, run: Run, after: RunState, *, refund: bool, **more: Any) -> bool:
        if not allowed(run.state, after):
            return False
        self.runs[run.id] = replace(run, state=after, finished_at=self.clock.now(), **more)
        self.ledger[run.id].append("refund" if refund else "settle")
        if refund:
            self.usage[self.jobs[run.job_id].payer_id, run.request.mode.allowance] -= 1
        return True

    async def fail(self, run_id: int, error: BotError) -> bool:
        self._call("fail")
        run = self.runs.get(run_id)
        return run is not None and self._settle(
            run, RunState.FAILED, refund=error.refund, error=error
        )

    async def request_cancel(self, run_id: int) -> Run | None:
        run = self.runs.get(run_id)
        if run is None or run.state in SETTLED:
            return None
        self.runs[run_id] = replace(run, cancel_requested=True)
        return self.runs[run_id]

    async def cancelled(self, run_id: int, *, refund: bool) -> bool:
        self._call("cancelled")
        run = self.runs.get(run_id)
        return run is not None and self._settle(run, RunState.CANCELLED, refund=refund)

    async def close(self, job_id: int) -> None:
        self._call("close")
        job = await self._whole(job_id)
        assert all(run.state in SETTLED for run in job.runs)
        self.jobs[job_id] = replace(self.jobs[job_id], closed=True)

    async def set_card(self, job_id: int, message_id: int | None) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], card_id=message_id)

    async def open_jobs(self) -> Sequence[Job]:
        self._call("open_jobs")
        return [await self._whole(job.id) for job in self.jobs.values() if not job.closed]

    async def active(self, person_id: int, chat_id: int | None = None) -> Sequence[Run]:
        return [
            run
            for run in reversed(self.runs.values())
            if run.person_id == person_id
            and run.state not in SETTLED
            and chat_id in (None, self.jobs[run.job_id].origin.chat_id)
        ]

    async def unsettled_in(self, chat_id: int) -> Sequence[Run]:
        jobs = {job.id for job in self.jobs.values() if job.origin.chat_id == chat_id}
        unsettled = (run for run in self.runs.values() if run.state not in SETTLED)
        return [run for run in unsettled if run.job_id in jobs][::-1]

    async def made_in(self, chat_id: int, day: datetime) -> int:
        raise NotImplementedError

    async def used(self, payer_id: int, day: datetime) -> Mapping[Allowance, int]:
        return {kind: used for (payer, kind), used in self.usage.items() if payer == payer_id}

    async def recent_seconds(self, model: str, limit: int = 50) -> Sequence[float]:
        return self.seconds.get(model, [])[:limit]

    async def recent_outcomes(self, model: str, limit: int = 20) -> Sequence[str | None]:
        ended = [
            run
            for run in reversed(self.runs.values())
            if run.state in {RunState.DONE, RunState.FAILED} and run.request.model == model
        ]
        return [run.error.code if run.error else None for run in ended][:limit]


@dataclass(kw_only=True)
class Script:
    """What becomes of one request at its provider.

    Attributes:
        refusals: Raised by the create call, one after the other.
        create_seconds: How long that call takes.
        silent: Whether its answer is lost, though the task was accepted.
        at_once: Whether it answers with the picture.
        seconds: From acceptance to the end; None: never.
        ending: What the task ends with, or raises.
        poll_errors: Raised by status requests, one after the other.
        progress: Whether it tells of progress.
        cancel: What stopping it comes to; an exception is raised.
    """

    refusals: list[Exception] = field(default_factory=list)
    create_seconds: float = 0.1
    silent: bool = False
    at_once: bool = False
    seconds: float | None = 20.0
    ending: Finished | Failed | Exception = field(
        default_factory=lambda: Finished(results=(Result(content=b"picture"),))
    )
    check_after: float | None = None
    poll_errors: list[Exception] = field(default_factory=list)
    poll_seconds: float = 0.05
    progress: bool = False
    cancel: bool | Exception = False


class FakeProvider(Provider):
    """A vendor that follows a script per prompt, and watches how it is treated."""

    def __init__(self, clock: Clock, *models: ModelSpec, key: str = "studio") -> None:
        self.clock = clock
        self.spec = ProviderSpec(key=key, title="Studio", models=models or (MODEL,))
        self.scripts: dict[str, Script] = {}
        self.submitted: list[Request] = []
        self.inputs: list[list[bytes]] = []
        self.polls: Counter[str] = Counter()
        self.done_at: dict[str, float] = {}
        self.cancels: list[str] = []
        self.findable = False
        self.read: set[str] = set()
        self.busy = 0
        self.busiest = 0
        self.files: dict[str, list[bytes | Exception]] = {}
        self.links: dict[str, Link] = {}
        self.address = ""
        self.list: tuple[Style, ...] | Exception = ()
        self.asked: Counter[str] = Counter()
        self.state: Health | Exception | None = None
        self.left: Balance | Exception | None = None
        self.words: str | Exception | None = "in golden light"
        self.complaints: list[str] = []
        self._polling: set[str] = set()
        self._tasks: dict[str, tuple[Script, float]] = {}
        self._ids = count(1)

    def script(self, request: Request) -> Script:
        return self.scripts.setdefault(request.prompt, Script())

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        script = self.script(request)
        self.submitted.append(request)
        self.inputs.append([path.read_bytes() for path in inputs])
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            await self.clock.sleep(script.create_seconds)
            if script.refusals:
                raise script.refusals.pop(0)
        finally:
            self.busy -= 1
        if script.at_once:
            assert isinstance(script.ending, Finished)
            return script.ending
        task = Task(id=f"task-{next(self._ids)}", data={"prompt": request.prompt})
        now = self.clock.now().timestamp()
        self._tasks[task.id] = script, now
        if script.seconds is not None:
            self.done_at[task.id] = now + script.seconds
        if script.silent:
            raise Ambiguous(provider=self.spec.key)
        return Accepted(task=task, check_after=script.check_after)

    async def reword(self, prompt: str, how: Wording, limit: int) -> str:
        self.asked[how] += 1
        if isinstance(self.words, Exception):
            raise self.words
        if self.words is None:
            await asyncio.Event().wait()
        return f"{prompt}, {self.words}"

    async def find(self, request: Request, since: datetime) -> Accepted | None:
        self.asked["find"] += 1
        if isinstance(self.state, Exception):
            raise self.state
        same = (
            task_id
            for task_id, (script, accepted) in self._tasks.items()
            if script is self.script(request) and accepted >= since.timestamp()
        )
        found = next(same, None) if self.findable else None
        return Accepted(task=Task(id=found)) if found else None

    async def poll(self, task: Task) -> Running | Finished | Failed:
        if task.id in self._polling:
            self.complaints.append(f"two askers for {task.id}")
        self._polling.add(task.id)
        try:
            return await self._poll(task.id)
        finally:
            self._polling.discard(task.id)

    async def _poll(self, task_id: str) -> Running | Finished | Failed:
        self.polls[task_id] += 1
        script, accepted = self._tasks[task_id]
        await self.clock.sleep(script.poll_seconds)
        if script.poll_errors:
            raise script.poll_errors.pop(0)
        elapsed = self.clock.now().timestamp() - accepted
        if script.seconds is None or elapsed < script.seconds:
            share = elapsed / script.seconds if script.seconds else 0.0
            return Running(progress=share if script.progress else None)
        if task_id in self.read:
            raise ResultLost(provider=self.spec.key, detail="read already")
        self.read.add(task_id)
        if isinstance(script.ending, Exception):
            raise script.ending
        return script.ending

    async def collect(self, result: Result) -> AsyncIterator[bytes]:
        assert result.url is not None
        answer = self.files[result.url].pop(0)
        if isinstance(answer, Exception):
            raise answer
        yield answer

    def listen(self, address: str) -> None:
        self.address = address

    def parse_callback(self, headers: Mapping[str, str], body: bytes) -> str | None:
        return body.decode() if headers.get("signed") == "yes" else None

    async def link(self, vendor_ref: str) -> Link | None:
        return self.links.get(vendor_ref)

    async def styles(self, model: str) -> tuple[Style, ...]:
        self.asked["styles"] += 1
        if isinstance(self.list, Exception):
            raise self.list
        return self.list

    async def preview(self, model: str, style: Style) -> bytes | None:
        self.asked["preview"] += 1
        answer = self.files[style.name].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer or None

    async def health(self, model: str) -> Health | None:
        self.asked["health"] += 1
        if isinstance(self.state, Exception):
            raise self.state
        return self.state

    async def balance(self) -> Balance | None:
        self.asked["balance"] += 1
        if isinstance(self.left, Exception):
            raise self.left
        return self.left

    async def cancel(self, task: Task) -> bool:
        script, _ = self._tasks[task.id]
        self.cancels.append(task.id)
        if isinstance(script.cancel, Exception):
            raise script.cancel
        return script.cancel

    async def close(self) -> None:
        self.asked["close"] += 1


class FakeMessenger(Messenger):
    """A chat that remembers everything, and complains of cards touched after their time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.opened: list[int] = []
        self.shown: dict[int, list[tuple[float, JobStatus]]] = defaultdict(list)
        self.closed: list[int] = []
        self.sent: list[tuple[float, Job]] = []
        self.reports: list[Job] = []
        self.deliver_trouble: list[Exception] = []
        self.card_trouble: list[Exception] = []
        self.report_trouble: list[Exception] = []
        self.close_trouble: list[Exception] = []
        self.unreachable = False
        self.card_seconds = 0.1
        self.no_room = 0
        self.files: dict[str, list[bytes] | Exception] = {}
        self.complaints: list[str] = []
        self._ids = count(1000)

    async def open_card(self, status: JobStatus) -> int | None:
        await self.clock.sleep(self.card_seconds)
        if self.card_trouble:
            raise self.card_trouble.pop(0)
        if self.unreachable:
            return None
        if status.job.id in self.opened:
            self.complaints.append(f"a second card for job {status.job.id}")
        self.opened.append(status.job.id)
        self._note(status)
        return next(self._ids)

    async def update_card(self, status: JobStatus) -> bool:
        await self.clock.sleep(self.card_seconds)
        if status.job.card_id is None:
            self.complaints.append(f"which card of job {status.job.id}?")
        if status.job.id in {*self.closed, *(job.id for _, job in self.sent)}:
            self.complaints.append(f"job {status.job.id} is over, its card is not touched")
        if self.no_room:
            self.no_room -= 1
            return False
        self._note(status)
        return True

    def _note(self, status: JobStatus) -> None:
        self.shown[status.job.id].append((self.clock.now().timestamp(), status))

    async def close_card(self, job: Job) -> None:
        if job.card_id is None or job.id in self.closed:
            self.complaints.append(f"no card of job {job.id} to close")
        if self.close_trouble:
            raise self.close_trouble.pop(0)
        self.closed.append(job.id)

    async def deliver(self, job: Job) -> Mapping[int, tuple[int, str]]:
        if self.deliver_trouble:
            raise self.deliver_trouble.pop(0)
        self.sent.append((self.clock.now().timestamp(), job))
        delivering = (run for run in job.runs if run.state is RunState.DELIVERING)
        return {a.id: (next(self._ids), f"file-{a.id}") for r in delivering for a in r.artifacts}

    async def report(self, job: Job) -> None:
        if self.report_trouble:
            raise self.report_trouble.pop(0)
        self.reports.append(job)

    async def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        chunks = self.files[file_id]
        if isinstance(chunks, Exception):
            raise chunks
        for chunk in chunks:
            yield chunk


class FakeMedia(MediaStore):
    """Files in a dictionary, on a disk that may be full."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.full = 0
        self.before_save: Callable[[], None] = lambda: None

    async def save(self, name: str, chunks: AsyncIterator[bytes]) -> StoredFile:
        content = b"".join([chunk async for chunk in chunks])
        self.before_save()
        if self.full:
            self.full -= 1
            raise OSError("No space left on device")
        if content.startswith(b"no picture"):
            raise InputUnreadable
        self.files[f"{name}.png"] = content
        media = f"{name}.png"
        return StoredFile(media=media, mime="image/png", width=8, height=8, size=len(content))

    async def find(self, folder: str) -> Sequence[StoredFile]:
        return [
            StoredFile(media=name, mime="image/png", width=8, height=8, size=len(content))
            for name, content in sorted(self.files.items())
            if name.startswith(f"{folder}/")
        ]

    def path(self, media: str) -> Path:
        return Path("/nowhere") / media

    def scratch(self) -> Path:
        return Path("/nowhere/scratch")

    async def remove(self, media: Collection[str]) -> None:
        for name in media:
            self.files.pop(name, None)


class FakeGroups(GroupStore):
    """Groups in a dictionary."""

    def __init__(self) -> None:
        self.known: dict[int, Group] = {}

    async def get(self, chat_id: int) -> Group:
        return self.known.get(chat_id, Group(id=chat_id))

    async def change(self, chat_id: int, settings: Settings) -> None:
        self.known[chat_id] = replace(await self.get(chat_id), **settings)

    async def bar(self, chat_id: int, models: Collection[str], *, barred: bool) -> None:
        raise NotImplementedError

    async def move(self, before: int, after: int) -> None:
        raise NotImplementedError


class FakePeople(PersonStore):
    """People, and whether they can be reached."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.people: dict[int, Person] = {}

    async def meet(self, person_id: int, default_plan: str) -> Person:
        if person_id not in self.people:
            self.people[person_id] = Person(
                id=person_id,
                language=None,
                plan=default_plan,
                preferences=Preferences(),
                created_at=self.clock.now(),
            )
        return self.people[person_id]

    async def set_language(self, person_id: int, language: str | None) -> None:
        self.people[person_id] = replace(self.people[person_id], language=language)

    async def set_preferences(self, person_id: int, preferences: Preferences) -> None:
        self.people[person_id] = replace(self.people[person_id], preferences=preferences)

    async def set_reachable(self, person_id: int, reachable: bool) -> None:
        self.people[person_id] = replace(self.people[person_id], reachable=reachable)


class FakePosts(PostStore):
    """Where the buttons of albums are; nothing is known of pictures."""

    def __init__(self) -> None:
        self.controls: dict[int, int] = {}

    async def shown(self, chat_id: int, message_id: int) -> Artifact | None:
        return None

    async def control(self, job_id: int) -> int | None:
        return self.controls.get(job_id)

    async def set_control(self, job_id: int, message_id: int) -> None:
        self.controls[job_id] = message_id


class FakeCache(CacheStore):
    """Answers in a dictionary."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.kept: dict[str, Cached] = {}

    async def get(self, key: str) -> Cached | None:
        return self.kept.get(key)

    async def put(self, key: str, value: Any) -> None:
        self.kept[key] = Cached(value=value, stored_at=self.clock.now())

    async def forget(self, prefix: str, before: datetime) -> None:
        old = [key for key, kept in self.kept.items() if kept.stored_at < before]
        for key in (key for key in old if key.startswith(prefix)):
            del self.kept[key]
