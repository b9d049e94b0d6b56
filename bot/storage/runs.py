"""The store of jobs, runs, artifacts, quota and ledger: each method is one transaction."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import select, update

from bot.core.capabilities import Allowance
from bot.core.errors import BotError, Cancelled, CancelledLate
from bot.core.models import Artifact, Handover, Job, Order, Request, Run, StoredFile, Task
from bot.core.ports.provider import Result
from bot.core.ports.runs import RunStore, Share
from bot.core.runs import RunState
from bot.storage import ceilings, moving, reading, rows, settling, starting, waiting
from bot.storage.database import Database, Now
from bot.storage.schema import artifacts, jobs, runs, still_open, unsettled
from bot.storage.uninterrupted import uninterrupted


@uninterrupted
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
        async with self._database.write() as connection:
            job_id = await starting.start(
                connection, now, order, providers, limits, ceiling=ceiling
            )
            (job,) = await reading.load_jobs(connection, jobs.c.id == job_id)
        return job

    async def job(self, job_id: int) -> Job | None:
        """A job with its runs."""
        async with self._database.read() as connection:
            return await reading.load_job(connection, job_id)

    async def run(self, run_id: int) -> Run | None:
        """A run with its pictures."""
        async with self._database.read() as connection:
            return await reading.load_run(connection, run_id)

    async def artifact(self, artifact_id: int) -> Artifact | None:
        """A picture."""
        wanted = select(artifacts).where(artifacts.c.id == artifact_id)
        async with self._database.glance() as connection:
            row = (await connection.execute(wanted)).mappings().one_or_none()
        return rows.artifact(row) if row else None

    async def pick(self, room: Mapping[str, int], share: Share, limit: int) -> Sequence[int]:
        """Queued runs that may start now, fairest first."""
        async with self._database.glance() as connection:
            return await waiting.pick(connection, self._now(), room, share, limit)

    async def next_due(self) -> datetime | None:
        """When the next queued run that waits for a moment may start."""
        async with self._database.glance() as connection:
            return await waiting.next_due(connection, self._now())

    async def place(self, run_id: int) -> int:
        """A queued run's place in its provider's line; 0: not queued."""
        async with self._database.glance() as connection:
            return await waiting.place(connection, run_id)

    async def occupied(self) -> Mapping[str, int]:
        """Runs at each provider now."""
        async with self._database.glance() as connection:
            return await reading.count_occupied(connection)

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
        async with self._database.write() as connection:
            return await moving.move(connection, run_id, before, after, values)

    async def hand_over(
        self, run_id: int, request: Request, provider: str, instead_of: Handover
    ) -> bool:
        """Queue a run for another model, at the end of its person's line there."""
        now = self._now()
        async with self._database.write() as connection:
            return await moving.hand_over(connection, now, run_id, request, provider, instead_of)

    async def has_task(self, provider: str, task_id: str) -> bool:
        """Whether a provider's task belongs to a run."""
        async with self._database.glance() as connection:
            return await reading.has_task(connection, provider, task_id)

    async def collect(
        self, run_id: int, files: Sequence[StoredFile], results: Sequence[Result]
    ) -> bool:
        """Name a run's stored files as artifacts and take it to `collected`."""
        async with self._database.write() as connection:
            return await moving.collect(connection, self._now(), run_id, files, results)

    async def begin_delivery(self, job_id: int) -> Job | None:
        """Take a job for delivery.

        Of several callers one gets the job, and none gets it again before the bot is started
        anew: a delivery that a crash cut short is taken up by the next start.
        """
        async with self._database.write() as connection:
            if not await moving.begin_delivery(connection, job_id, self._boot):
                return None
            return await reading.load_job(connection, job_id)

    async def delivered(self, job_id: int, sent: Mapping[int, tuple[int, str]]) -> None:
        """Store where the pictures are at Telegram; settle the delivering runs as done."""
        async with self._database.write() as connection:
            await moving.delivered(connection, self._now(), job_id, sent)

    async def fail(self, run_id: int, error: BotError) -> bool:
        """Settle a run as failed, moving its quota as the error says."""
        async with self._database.write() as connection:
            failed = await settling.settle(
                *(connection, self._now(), runs.c.id == run_id, RunState.FAILED),
                refund=error.refund,
                error_code=error.code,
                error_data=dict(error.data),
            )
        return bool(failed)

    async def request_cancel(self, run_id: int) -> Run | None:
        """Raise the run's cancel flag and return it; None: settled already or unknown."""
        flagged = update(runs).where(runs.c.id == run_id, unsettled).values(cancel_requested=True)
        async with self._database.write() as connection:
            if (await connection.execute(flagged)).rowcount == 0:
                return None
            return await reading.load_run(connection, run_id)

    async def cancelled(self, run_id: int, *, refund: bool) -> bool:
        """Settle a run as cancelled; False: it was settled or is being delivered already."""
        why = Cancelled if refund else CancelledLate
        async with self._database.write() as connection:
            which = runs.c.id == run_id
            return bool(
                await settling.settle(
                    connection,
                    self._now(),
                    which,
                    RunState.CANCELLED,
                    refund=refund,
                    error_code=why.code,
                    error_data={},
                )
            )

    async def close(self, job_id: int) -> None:
        """Note that everything of a job was said.

        Raises:
            ValueError: It still has a run that is not settled.
        """
        async with self._database.write() as connection:
            await moving.close(connection, job_id)

    async def set_card(self, job_id: int, message_id: int | None) -> None:
        """Remember a job's status card."""
        remembered = update(jobs).where(jobs.c.id == job_id).values(card_id=message_id)
        async with self._database.write() as connection:
            await connection.execute(remembered)

    async def open_jobs(self) -> Sequence[Job]:
        """Every job that is not closed, oldest first."""
        async with self._database.read() as connection:
            return await reading.load_jobs(connection, still_open)

    async def active(self, person_id: int, chat_id: int | None = None) -> Sequence[Run]:
        """A person's unsettled runs (in one chat), newest first."""
        async with self._database.read() as connection:
            return await reading.load_active(connection, person_id, chat_id)

    async def unsettled_in(self, chat_id: int) -> Sequence[Run]:
        """Everybody's unsettled runs in a chat, newest first."""
        async with self._database.read() as connection:
            return await reading.load_active(connection, None, chat_id)

    async def made_in(self, chat_id: int, day: datetime) -> int:
        """How many runs a group had on a day (UTC), without those that were given back."""
        async with self._database.glance() as connection:
            return await ceilings.made_in(connection, chat_id, day)

    async def used(self, payer_id: int, day: datetime) -> Mapping[Allowance, int]:
        """What a payer has used on a day (UTC)."""
        async with self._database.glance() as connection:
            return await starting.used_on(connection, payer_id, day.astimezone(UTC).date())

    async def recent_seconds(self, model: str, limit: int = 50) -> Sequence[float]:
        """Seconds from acceptance to result of a model's last finished runs, newest first."""
        async with self._database.glance() as connection:
            return await reading.recent_seconds(connection, model, limit)

    async def recent_outcomes(self, model: str, limit: int = 20) -> Sequence[str | None]:
        """Error codes of a model's last runs that were not cancelled, newest first."""
        async with self._database.read() as connection:
            return await reading.recent_outcomes(connection, model, limit)
