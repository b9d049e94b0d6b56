"""Status cards: what they show, and when it is worth an edit."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import exp

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import DeliveryError, ProviderError
from bot.core.models import Job, Run
from bot.core.ports.conversation import Clock, JobStatus, Messenger
from bot.core.ports.runs import RunStore
from bot.core.runs import AT_PROVIDER, UNFINISHED, RunState
from bot.services.agenda import NOW, Agenda
from bot.services.estimates import Estimates
from bot.services.insist import insist
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two edits of a card at the least."""

OPENING = 0.3
"""Seconds after which a card appears: by then most runs left the queue, some are ready."""

STEPS = 20
"""Steps of the bar: 5 % each."""

_AGAIN = 15.0  # seconds after a card could not be shown
_AT_ONCE = 8
_GAP = 1 / 25  # Telegram: about 30 messages per second in all; the rest is for answers
_EDITS = 20  # of all cards per second, so that there is always room for new ones
_AT_USUAL = 0.9  # of the bar when the usual time is over
_UNSEEN = ("unseen",)  # what a card shows after an edit that was left out: nothing known
_BEYOND = 0.09  # of the bar is what never ends


@dataclass(slots=True, kw_only=True)
class _Card:
    message_id: int | None
    chat_id: int
    frozen: bool = False
    shown: tuple[object, ...] = ()
    shown_at: float = NOW
    furthest: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, kw_only=True)
class _Outlook:
    """One run's part of a card."""

    progress: float
    reported: bool = True
    left: float | None = 0.0


class Cards:
    """Opens, refreshes and closes the status cards; one agenda serves them all.

    A card that waits for its next look is a number in the agenda. Once a card is frozen nothing
    touches it any more but its removal.
    """

    def __init__(
        self,
        *,
        store: RunStore,
        messenger: Messenger,
        catalogue: Catalogue,
        estimates: Estimates,
        clock: Clock,
        supervisor: Supervisor,
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._catalogue = catalogue
        self._estimates = estimates
        self._clock = clock
        self._cards: dict[int, _Card] = {}
        self._started: dict[int, datetime] = {}
        self._reported: dict[int, float] = {}
        self._agenda = Agenda(
            name="card",
            clock=clock,
            supervisor=supervisor,
            act=self._refresh,
            at_once=_AT_ONCE,
            gap=_GAP,
        )

    async def serve(self) -> None:
        """Keep all cards up to date, until cancelled."""
        await self._agenda.serve()

    def open(self, job: Job) -> None:
        """Let a job's card appear, or take it up again after a restart."""
        if job.id in self._cards or job.closed:
            return
        wait = OPENING if job.card_id is None else len(self._cards) / _EDITS
        self._cards[job.id] = _Card(message_id=job.card_id, chat_id=job.origin.chat_id)
        self._agenda.at(job.id, self._clock.now().timestamp() + wait)

    def changed(self, job_id: int) -> None:
        """Something happened to a job: show it as soon as the card may be edited."""
        card = self._cards.get(job_id)
        if card is not None and card.shown and not card.frozen:
            self._agenda.at(job_id, card.shown_at + self._pause())

    def started(self, run_id: int) -> None:
        """A run is being handed to its provider."""
        self._started[run_id] = self._clock.now()

    def reported(self, run_id: int, progress: float) -> None:
        """The provider says how far a run is, from 0 to 1."""
        self._reported[run_id] = progress

    async def freeze(self, job_id: int) -> None:
        """Never show anything on a card again; returns when nothing is on its way any more."""
        card = self._cards.get(job_id)
        if card is not None:
            card.frozen = True
            self._agenda.forget(job_id)
            async with card.lock:
                pass

    async def close(self, job: Job) -> None:
        """Take a card away."""
        await self.freeze(job.id)
        card = self._cards.get(job.id)
        if card:
            self._follow(job, card)
        message_id = card.message_id if card else job.card_id
        if message_id is None:
            return
        try:
            await self._messenger.close_card(replace(job, card_id=message_id))
        except DeliveryError as error:
            logger.info("Card of job %s stays: %s", job.id, error)
        if card:
            card.message_id = None

    def forget(self, job: Job) -> None:
        """A job is closed: nothing of it is needed any more."""
        self._cards.pop(job.id, None)
        self._agenda.forget(job.id)
        for run in job.runs:
            self._started.pop(run.id, None)
            self._reported.pop(run.id, None)

    async def status(self, job: Job) -> JobStatus:
        """What a card shows of a job now."""
        wanted = [r for r in job.runs if r.state not in {RunState.FAILED, RunState.CANCELLED}]
        places = [await self._place(run) for run in wanted]
        pairs = zip(wanted, places, strict=True)
        outlooks = [await self._outlook(run, place) for run, place in pairs]
        lefts = [outlook.left for outlook in outlooks]
        known = [left for left in lefts if left is not None]
        return JobStatus(
            job=job,
            place=min(places, default=0),
            progress=sum(o.progress for o in outlooks) / max(1, len(outlooks)),
            estimated=not all(o.reported for o in outlooks),
            seconds_left=max(known) if known and len(known) == len(lefts) else None,
            done=sum(run.state not in UNFINISHED for run in wanted),
            usual_seconds=await self._usual(wanted),
        )

    async def _usual(self, runs: Sequence[Run]) -> float | None:
        """How long the slowest of a job's clips usually takes: people shall not sit and wait."""
        keys = {run.request.model for run in runs if run.request.mode.films}
        specs = [spec for key in keys if (spec := self._catalogue.get(key))]
        return max([await self._estimates.usual(spec) for spec in specs], default=None)

    async def _place(self, run: Run) -> int:
        return await self._store.place(run.id) if run.state is RunState.QUEUED else 0

    async def _outlook(self, run: Run, place: int) -> _Outlook:
        spec = self._catalogue.get(run.request.model)
        if run.state not in UNFINISHED:
            return _Outlook(progress=1.0)
        if spec is None:
            return _Outlook(progress=0.0, reported=False, left=None)
        usual = await self._estimates.usual(spec)
        if run.state not in AT_PROVIDER:
            left = usual * (1 + place / spec.concurrency)
            return _Outlook(progress=0.0, reported=False, left=left)
        return await self._at_provider(run, spec, usual)

    async def _at_provider(self, run: Run, spec: ModelSpec, usual: float) -> _Outlook:
        now = self._clock.now()
        began = run.accepted_at or self._started.get(run.id, now)
        elapsed = (now - began).total_seconds()
        left = await self._estimates.left(spec, elapsed)
        reported = self._reported.get(run.id)
        if reported is None:
            return _Outlook(progress=reckon(elapsed, usual), reported=False, left=left)
        return _Outlook(progress=min(reported, _AT_USUAL + _BEYOND), left=left)

    async def _refresh(self, job_id: int) -> float | None:
        card = self._cards.get(job_id)
        if card is None:
            return None
        async with card.lock:
            try:
                return await self._show_now(job_id, card)
            except DeliveryError as error:
                logger.info("No card for job %s: %s", job_id, error)
                return None
            except ProviderError as error:
                logger.warning("The card of job %s has to wait: %s", job_id, error)
                return _AGAIN
            except Exception:
                logger.exception("The card of job %s could not be shown", job_id)
                return _AGAIN

    async def _show_now(self, job_id: int, card: _Card) -> float | None:
        job = await self._store.job(job_id)
        if job is None or job.closed:
            self._cards.pop(job_id, None)
            return None
        if not any(run.state in UNFINISHED for run in job.runs):
            return None
        self._follow(job, card)
        status = _onwards(await self.status(job), card)
        shown = _content(status)
        if card.frozen:
            return None
        if card.message_id is None:
            await self._open(status, card)
        elif shown != card.shown and not await self._messenger.update_card(status):
            shown = _UNSEEN
        card.shown = shown
        card.shown_at = self._clock.now().timestamp()
        return None if card.message_id is None else self._pause()

    def _follow(self, job: Job, card: _Card) -> None:
        """A card stays behind in a group that became another chat: its number is others' there."""
        if card.chat_id != job.origin.chat_id:
            card.message_id, card.chat_id, card.shown = None, job.origin.chat_id, ()

    def _pause(self) -> float:
        """Seconds between two edits of one card, the longer the more cards there are."""
        return max(EVERY, len(self._cards) / _EDITS)

    async def _open(self, status: JobStatus, card: _Card) -> None:
        card.message_id = await self._messenger.open_card(status)
        if card.message_id is not None:
            job_id, message_id = status.job.id, card.message_id
            await insist(
                self._clock,
                f"card of job {job_id}",
                lambda: self._store.set_card(job_id, message_id),
            )


def reckon(elapsed: float, usual: float) -> float:
    """Progress from 0 to 1 by recent times: slower and slower past the usual one, never 1."""
    share = max(0.0, elapsed) / max(usual, 0.1)
    if share <= 1:
        return _AT_USUAL * share
    return _AT_USUAL + _BEYOND * (1 - exp(1 - share))


def _onwards(status: JobStatus, card: _Card) -> JobStatus:
    """A bar never goes back, unless the job goes back to the queue."""
    card.furthest = 0.0 if status.place else max(card.furthest, status.progress)
    return replace(status, progress=card.furthest)


def _content(status: JobStatus) -> tuple[object, ...]:
    """What is worth an edit when it differs."""
    stopping = sum(run.cancel_requested for run in status.job.runs)
    over = sum(run.finished_at is not None for run in status.job.runs)
    models = tuple(run.request.model for run in status.job.runs)
    step = int(status.progress * STEPS)
    return status.place, step, status.done, stopping, over, models
