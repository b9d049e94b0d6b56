"""The store of jobs, runs, artifacts, quota and ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.capabilities import Allowance
from bot.core.errors import BotError
from bot.core.models import Artifact, Handover, Job, Order, Request, Run, StoredFile, Task
from bot.core.ports.provider import Result
from bot.core.runs import RunState


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many runs of one person may be at providers at once: a long clip blocks no pictures.

    Attributes:
        pictures: MAX_ACTIVE_PER_USER.
        clips: MAX_ACTIVE_VIDEOS_PER_USER.
    """

    pictures: int
    clips: int

    def of(self, film: bool) -> int:
        """Of clips, or of pictures."""
        return self.clips if film else self.pictures


class RunStore(Protocol):
    """Jobs, runs, artifacts, quota and ledger: each method is one transaction."""

    async def start(
        self,
        order: Order,
        providers: Sequence[str],
        limits: Mapping[Allowance, int | None],
        *,
        ceiling: int | None = None,
    ) -> Job:
        """Store an order with its runs (queued) and reserve the payer's quota of today for all.

        The same `origin.update_id`, or the same turn of the same `origin.inline_id`, again returns
        the job that it started the first time.

        Args:
            order: What is asked for.
            providers: The provider of each request, in their order.
            limits: The payer's daily limit per kind of work; None: without limit.
            ceiling: How many runs the order's group may have today, whoever pays; None: any
                number.

        Raises:
            QuotaExceeded: Less is left than needed; nothing was stored.
            GroupQuotaExceeded: Less is left for the group; nothing was stored.
        """
        ...

    async def job(self, job_id: int) -> Job | None:
        """A job with its runs and their artifacts."""
        ...

    async def run(self, run_id: int) -> Run | None:
        """A run with its artifacts."""
        ...

    async def artifact(self, artifact_id: int) -> Artifact | None:
        """A picture that was not deleted."""
        ...

    async def pick(self, room: Mapping[str, int], share: Share, limit: int) -> Sequence[int]:
        """Queued runs that may start now, fairest first.

        The line is served turn by turn, in each of which everybody has one run; nobody gets
        more than their share of pictures and of clips at providers at once.

        Args:
            room: Free places per provider; a provider not named here has none.
            share: What one person may have at once.
            limit: How many at the most.
        """
        ...

    async def next_due(self) -> datetime | None:
        """When the next queued run that waits for a moment may start."""
        ...

    async def place(self, run_id: int) -> int:
        """How many queued runs of the same provider are ahead, plus one; 0: not queued."""
        ...

    async def occupied(self) -> Mapping[str, int]:
        """Runs at each provider now (submitting or following)."""
        ...

    async def move(
        self,
        run_id: int,
        before: RunState,
        after: RunState,
        *,
        task: Task | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Take a run from one unsettled state to another; False: it was not in `before`.

        To `submitting` only while no cancel is requested. To `following` stores the task and
        `accepted_at`. From `submitting` back to `queued` counts an attempt.
        """
        ...

    async def hand_over(
        self, run_id: int, request: Request, provider: str, instead_of: Handover
    ) -> bool:
        """Queue a run for another model; its quota stays as it was reserved.

        False: it was accepted or settled meanwhile, or a cancel is requested.

        Args:
            run_id: Queued, or being submitted and refused.
            request: For the other model.
            provider: Who makes that.
            instead_of: What was ordered.
        """
        ...

    async def has_task(self, provider: str, task_id: str) -> bool:
        """Whether a provider's task belongs to a run."""
        ...

    async def collect(
        self, run_id: int, files: Sequence[StoredFile], results: Sequence[Result]
    ) -> bool:
        """Name a run's stored files as artifacts and take it to `collected`."""
        ...

    async def begin_delivery(self, job_id: int) -> Job | None:
        """Take all collected runs of a job to `delivering` once none is unfinished.

        Returns the job, in which nothing may be `delivering` when everything failed; None while
        some run is unfinished, when the job is closed, or when this process has had it already.
        """
        ...

    async def delivered(self, job_id: int, sent: Mapping[int, tuple[int, str]]) -> None:
        """Store message and file id per artifact id; settle the delivering runs as done."""
        ...

    async def fail(self, run_id: int, error: BotError) -> bool:
        """Settle a run as failed, moving its quota as the error says; False: settled already."""
        ...

    async def request_cancel(self, run_id: int) -> Run | None:
        """Raise the run's cancel flag and return it; None: settled already or unknown."""
        ...

    async def cancelled(self, run_id: int, *, refund: bool) -> bool:
        """Settle a run as cancelled; False: it was settled already."""
        ...

    async def close(self, job_id: int) -> None:
        """Everything of a job was said."""
        ...

    async def set_card(self, job_id: int, message_id: int | None) -> None:
        """Remember a job's status card."""
        ...

    async def open_jobs(self) -> Sequence[Job]:
        """Every job that is not closed, oldest first: what a restart has to take up."""
        ...

    async def active(self, person_id: int, chat_id: int | None = None) -> Sequence[Run]:
        """A person's unsettled runs (in one chat), newest first."""
        ...

    async def unsettled_in(self, chat_id: int) -> Sequence[Run]:
        """Everybody's unsettled runs in a chat, newest first."""
        ...

    async def made_in(self, chat_id: int, day: datetime) -> int:
        """How many runs a group had on a day (UTC), without those that were given back."""
        ...

    async def used(self, payer_id: int, day: datetime) -> Mapping[Allowance, int]:
        """What a payer has used on a day (UTC)."""
        ...

    async def recent_seconds(self, model: str, limit: int = 50) -> Sequence[float]:
        """Seconds from acceptance to result of a model's last finished runs, newest first."""
        ...

    async def recent_outcomes(self, model: str, limit: int = 20) -> Sequence[str | None]:
        """Error codes of a model's last settled runs (None: done), newest first."""
        ...
