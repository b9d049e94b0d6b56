"""The painter as a provider: it takes a task, lets it be followed, and paints when it is due."""

import asyncio
import secrets
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.core.capabilities import Mode, Style
from bot.core.errors import InputMissing, ResultLost
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Health, Result, Running
from bot.providers.base import BaseProvider
from bot.providers.calls import Transport
from bot.providers.sketch import paint
from bot.providers.sketch.source import packed
from bot.providers.sketch.spec import MODEL, SPEC, STYLES
from bot.providers.sketch.work import Work

SEEDS = 2**31


class Sketch(BaseProvider):
    """Paints on this machine.

    Args:
        seconds: How long a task takes at least, so that there is something to follow.
        transport: Not used.
        now: Unix time.
    """

    def __init__(
        self, seconds: float, transport: Transport, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(SPEC, transport)
        self._seconds = seconds
        self._now = now

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted:
        """Take a task.

        Raises:
            InputMissing: The mode starts from a picture.
            InputGone: The picture is not there.
            InputUnreadable: It is none.
            InvalidRequest: The enlarged picture would be too large.
        """
        source, scale = "", int(request.options.get("scale", 2))
        if request.mode is not Mode.TEXT_TO_IMAGE:
            if not inputs:
                raise InputMissing
            source = await asyncio.to_thread(packed, inputs[0], request.mode, scale)
        work = Work(
            mode=request.mode,
            prompt=request.prompt,
            negative=request.negative,
            style=request.style or STYLES[0].name,
            ratio=request.ratio or "",
            seed=secrets.randbelow(SEEDS) if request.seed is None else request.seed,
            strength=float(request.options.get("strength", 0.6)),
            scale=scale,
            source=source,
            started=self._now(),
        )
        return Accepted(task=work.task(uuid.uuid4().hex), check_after=self._next(work.started))

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Tell the progress, or paint once the time has come."""
        work = Work.of(task)
        if work is None:
            return Failed(error=ResultLost(provider=SPEC.key, detail="an unreadable task"))
        left = work.started + self._seconds - self._now()
        if left > 0:
            progress = max(0.0, 1 - left / self._seconds)
            return Running(progress=progress, check_after=self._next(work.started))
        content = await asyncio.to_thread(paint.paint, work)
        seed = None if work.mode is Mode.UPSCALE else work.seed
        return Finished(results=(Result(content=content, seed=seed),))

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- one model
        """A small picture in the style."""
        return await asyncio.to_thread(paint.preview, style.name)

    async def health(self, model: str) -> Health:  # noqa: ARG002 -- one model
        """Always there."""
        return Health(available=True)

    def _next(self, started: float) -> float:
        left = started + self._seconds - self._now()
        return min(MODEL.clock.interval, max(0.0, left))
