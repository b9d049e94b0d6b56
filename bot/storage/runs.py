"""The store of jobs, runs, artifacts, quota and ledger: each method is one transaction."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, select, update

from bot.core.capabilities import Allowance
from bot.core.errors import BotError, Cancelled, CancelledLate
from bot.core.models import Artifact, Handover, Job, Order, Request, Run, StoredFile, Task
from bot.core.ports.provider import Result
from bot.core.ports.runs import RunStore, Share
from bot.core.runs import RunState
from bot.storage import ceilings, moving, reading, rows, settling, starting, waiting
from bot.storage.database import Database, Now
from bot.storage.schema import artifacts, jobs, runs, still_open, unsettled


class SqlRuns(RunStore):
    """Runs in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now
        self._boot = uuid4().hex

    async def start(
        self,
        order: Order,
        providers: Sequence[str],
        limits: Mapping[Allowance, int | None],
        *,
        ceiling: int | None = None,
    ) -> Job:
        """Store an order with its runs and reserve their quota, all or nothing."""
        now = self._now()

        def begin(connection: Connection) -> Job:
            job_id = starting.start(connection, now, order, providers, limits, ceiling=ceiling)
            (job,) = reading.load_jobs(connection, jobs.c.id == job_id)
            return job

        return await self._database.write(begin)

    async def job(self, job_id: int) -> Job | None:
        """A job with its runs."""
        return await self._database.read(reading.load_job, job_id)

    async def run(self, run_id: int) -> Run | None:
        """A run with its pictures."""
        return await self._database.read(reading.load_run, run_id)

    async def artifact(self, artifact_id: int) -> Artifact | None:
        """A picture."""
        wanted = select(artifacts).where(artifacts.c.id == artifact_id)
        return next((rows.artifact(row) for row in await self._database.fetch(wanted)), None)

    async def pick(self, room: Mapping[str, int], share: Share, limit: int) -> Sequence[int]:
        """Queued runs that may start now, fairest first."""
        return await self._database.read(waiting.pick, self._now(), room, share, limit)

    async def next_due(self) -> datetime | None:
        """When the next queued run that waits for a moment may start."""
        return await self._database.read(waiting.next_due, self._now())

    async def place(self, run_id: int) -> int:
        """A queued run's place in its provider's line; 0: not queued."""
        return await self._database.read(waiting.place, run_id)

    async def occupied(self) -> Mapping[str, int]:
        """Runs at each provider now."""
        return await self._database.read(reading.count_occupied)

    async def move(
        self,
        run_id: int,
        before: RunState,
        after: RunState,
        *,
        task: Task | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Take a run from one unsettled state to another.

        Raises:
            ValueError: No run may ever go this way, or it is to be followed without a task.
        """
        values = moving.step(self._now(), before, after, task, due_at)
        return await self._database.write(moving.move, run_id, before, after, values)

    async def hand_over(
        self, run_id: int, request: Request, provider: str, instead_of: Handover
    ) -> bool:
        """Queue a run for another model, at the end of its person's line there."""
        now = self._now()
        return await self._database.write(
            moving.hand_over, now, run_id, request, provider, instead_of
        )

    async def has_task(self, provider: str, task_id: str) -> bool:
        """Whether a provider's task belongs to a run."""
        return await self._database.read(reading.has_task, provider, task_id)

    async def collect(
        self, run_id: int, files: Sequence[StoredFile], results: Sequence[Result]
    ) -> bool:
        """Name a run's stored files as artifacts and take it to `collected`."""
        return await self._database.write(moving.collect, self._now(), run_id, files, results)

    async def begin_delivery(self, job_id: int) -> Job | None:
        """Take a job for delivery.

        Of several callers one gets the job, and none gets it again before the bot is started
        anew: a delivery that a crash cut short is taken up by the next start.
        """

        def begin(connection: Connection) -> Job | None:
            taken = moving.begin_delivery(connection, job_id, self._boot)
            return reading.load_job(connection, job_id) if taken else None

        return await self._database.write(begin)

    async def delivered(self, job_id: int, sent: Mapping[int, tuple[int, str]]) -> None:
        """Store where the pictures are at Telegram; settle the delivering runs as done."""
        await self._database.write(moving.delivered, self._now(), job_id, sent)

    async def fail(self, run_id: int, error: BotError) -> bool:
        """Settle a run as failed, moving its quota as the error says."""
        failed = await self._database.write(
            settling.settle,
            *(self._now(), runs.c.id == run_id, RunState.FAILED),
            refund=error.refund,
            error_code=error.code,
            error_data=dict(error.data),
        )
        return bool(failed)

    async def request_cancel(self, run_id: int) -> Run | None:
        """Raise the run's cancel flag and return it; None: settled already or unknown."""
        flagged = update(runs).where(runs.c.id == run_id, unsettled).values(cancel_requested=True)

        def raise_flag(connection: Connection) -> Run | None:
            raised = connection.execute(flagged).rowcount > 0
            return reading.load_run(connection, run_id) if raised else None

        return await self._database.write(raise_flag)

    async def cancelled(self, run_id: int, *, refund: bool) -> bool:
        """Settle a run as cancelled; False: it was settled or is being delivered already."""
        why = Cancelled if refund else CancelledLate
        cancelled = await self._database.write(
            settling.settle,
            *(self._now(), runs.c.id == run_id, RunState.CANCELLED),
            refund=refund,
            error_code=why.code,
            error_data={},
        )
        return bool(cancelled)

    async def close(self, job_id: int) -> None:
        """Note that everything of a job was said.

        Raises:
            ValueError: It still has a run that is not settled.
        """
        await self._database.write(moving.close, job_id)

    async def set_card(self, job_id: int, message_id: int | None) -> None:
        """Remember a job's status card."""
        remembered = update(jobs).where(jobs.c.id == job_id).values(card_id=message_id)
        await self._database.execute(remembered)

    async def open_jobs(self) -> Sequence[Job]:
        """Every job that is not closed, oldest first."""
        return await self._database.read(reading.load_jobs, still_open)

    async def active(self, person_id: int, chat_id: int | None = None) -> Sequence[Run]:
        """A person's unsettled runs (in one chat), newest first."""
        return await self._database.read(reading.load_active, person_id, chat_id)

    async def unsettled_in(self, chat_id: int) -> Sequence[Run]:
        """Everybody's unsettled runs in a chat, newest first."""
        return await self._database.read(reading.load_active, None, chat_id)

    async def made_in(self, chat_id: int, day: datetime) -> int:
        """How many runs a group had on a day (UTC), without those that were given back."""
        return await self._database.read(ceilings.made_in, chat_id, day)

    async def used(self, payer_id: int, day: datetime) -> Mapping[Allowance, int]:
        """What a payer has used on a day (UTC)."""
        day_in_utc = day.astimezone(UTC).date()
        return await self._database.read(starting.used_on, payer_id, day_in_utc)

    async def recent_seconds(self, model: str, limit: int = 50) -> Sequence[float]:
        """Seconds from acceptance to result of a model's last finished runs, newest first."""
        return await self._database.read(reading.recent_seconds, model, limit)

    async def recent_outcomes(self, model: str, limit: int = 20) -> Sequence[str | None]:
        """Error codes of a model's last runs that were not cancelled, newest first."""
        return await self._database.read(reading.recent_outcomes, model, limit)
