"""How a run leaves its provider: collected, failed or cancelled, and what follows from it."""

import logging
from collections.abc import AsyncIterator, Sequence

from bot.core.errors import BadResponse, BotError, ProviderError, RequestError, ResultLost
from bot.core.models import StoredFile
from bot.core.ports.conversation import Clock, Queue
from bot.core.ports.provider import Provider, Result
from bot.core.ports.runs import RunStore
from bot.core.ports.stores import MediaStore
from bot.services.delivery import Delivery
from bot.services.insist import insist
from bot.services.progress import Cards

logger = logging.getLogger(__name__)

_PAUSES = (1.0, 3.0, 9.0)  # seconds between attempts to fetch a result from its address


class Outcomes:
    """Stores the end of a run's time at its provider and wakes whoever waits for it."""

    def __init__(
        self,
        *,
        store: RunStore,
        media: MediaStore,
        queue: Queue,
        cards: Cards,
        delivery: Delivery,
        clock: Clock,
    ) -> None:
        self._store = store
        self._media = media
        self._queue = queue
        self._cards = cards
        self._delivery = delivery
        self._clock = clock

    async def fail(self, run_id: int, job_id: int, error: BotError) -> None:
        """Settle a run as failed; its quota moves as the error says."""
        logger.info("Run %s failed: %s", run_id, error)
        await insist(self._clock, f"run {run_id}", lambda: self._store.fail(run_id, error))
        self._wake(job_id)

    async def cancelled(self, run_id: int, job_id: int, *, refund: bool) -> None:
        """Settle a run as cancelled."""
        await insist(
            self._clock,
            f"run {run_id}",
            lambda: self._store.cancelled(run_id, refund=refund),
        )
        self._wake(job_id)

    async def collect(
        self, run_id: int, job_id: int, provider: Provider, results: Sequence[Result]
    ) -> bool:
        """Put results on the disk, then name them in the run; False: it came to nothing.

        Bytes that can be read once are in memory now and nowhere else: they are stored before
        anything is asked, and again and again while the disk refuses.
        """
        try:
            kept = await self._save(run_id, provider, results)
        except BotError as error:
            await self.fail(run_id, job_id, error)
            return False
        files, named = [file for file, _ in kept], [result for _, result in kept]
        return await self._name(run_id, job_id, files, named)

    async def rescue(self, run_id: int, job_id: int) -> bool:
        """Take what an earlier process had stored before it could name it; False: nothing.

        Its provider gives a result once: when it has none any more, the disk may.
        """
        files = await self._media.find(f"runs/{run_id}")
        results = [Result() for _ in files]
        return bool(files) and await self._name(run_id, job_id, files, results)

    async def _name(
        self,
        run_id: int,
        job_id: int,
        files: Sequence[StoredFile],
        named: Sequence[Result],
    ) -> bool:
        """Make stored files the run's pictures, unless nobody wants them any more."""
        run = await insist(self._clock, f"run {run_id}", lambda: self._store.run(run_id))
        if run is not None and run.cancel_requested:
            await self.cancelled(run_id, job_id, refund=False)
        elif await insist(
            self._clock, f"run {run_id}", lambda: self._store.collect(run_id, files, named)
        ):
            self._wake(job_id)
            return True
        await self._media.remove([file.media for file in files])
        return False

    def _wake(self, job_id: int) -> None:
        self._queue.notify()
        self._cards.changed(job_id)
        self._delivery.start(job_id)

    async def _save(
        self, run_id: int, provider: Provider, results: Sequence[Result]
    ) -> list[tuple[StoredFile, Result]]:
        """Store what can be had; what is missing matters only if everything is."""
        kept: list[tuple[StoredFile, Result]] = []
        error: BotError = BadResponse(provider=provider.spec.key, detail="no result")
        for index, result in enumerate(results):
            try:
                file = await self._save_one(f"runs/{run_id}/{index}", provider, result)
            except BotError as lost:
                logger.warning("Result %s of run %s is lost: %s", index, run_id, lost)
                error = lost
            else:
                kept.append((file, result))
        if not kept:
            raise error
        return kept

    async def _save_one(self, name: str, provider: Provider, result: Result) -> StoredFile:
        key = provider.spec.key
        try:
            if result.content is not None:
                return await self._write(name, provider, result)
            return await self._fetch(name, provider, result)
        except (BadResponse, ResultLost):
            raise
        except RequestError as unreadable:
            raise BadResponse(provider=key, detail=str(unreadable)) from unreadable
        except ProviderError as lost:
            raise ResultLost(provider=key, detail=str(lost)) from lost

    async def _fetch(self, name: str, provider: Provider, result: Result) -> StoredFile:
        for pause in _PAUSES:
            try:
                return await self._write(name, provider, result)
            except ProviderError as error:
                if not error.retry or isinstance(error, ResultLost):
                    raise
                logger.info("%s will be fetched again in %s s: %s", name, pause, error)
            await self._clock.sleep(pause)
        return await self._write(name, provider, result)

    async def _write(self, name: str, provider: Provider, result: Result) -> StoredFile:
        return await insist(
            self._clock,
            f"file {name}",
            lambda: self._media.save(name, _pieces(provider, result)),
        )


def _pieces(provider: Provider, result: Result) -> AsyncIterator[bytes]:
    return provider.collect(result) if result.content is None else _whole(result.content)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
