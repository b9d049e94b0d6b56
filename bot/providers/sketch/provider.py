"""The painter as a provider: it takes a task, lets it be followed, and paints when it is due."""

import asyncio
import secrets
import time
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from bot.core.capabilities import Mode, Style
from bot.core.errors import BotError, InputMissing, InvalidRequest
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Health, Result, Running
from bot.providers.base import BaseProvider
from bot.providers.calls import Transport
from bot.providers.sketch import paint
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
            InvalidRequest: The enlarged picture would be too large.
        """
        work = self._work(request, inputs)
        if work.mode is Mode.UPSCALE:
            await asyncio.to_thread(_check_size, work)
        return Accepted(task=work.task(uuid.uuid4().hex), check_after=self._next(work.started))

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Tell the progress, or paint once the time has come."""
        work = Work.of(task)
        left = work.started + self._seconds - self._now()
        if left > 0:
            progress = max(0.0, 1 - left / self._seconds)
            return Running(progress=progress, check_after=self._next(work.started))
        try:
            content = await asyncio.to_thread(paint.paint, work)
        except BotError as error:
            return Failed(error=error)
        seed = None if work.mode is Mode.UPSCALE else work.seed
        return Finished(results=(Result(content=content, seed=seed),))

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- one model
        """A small picture in the style."""
        return await asyncio.to_thread(_preview, style.name)

    async def health(self, model: str) -> Health:  # noqa: ARG002 -- one model
        """Always there."""
        return Health(available=True)

    def _next(self, started: float) -> float:
        left = started + self._seconds - self._now()
        return min(MODEL.clock.interval, max(0.0, left))

    def _work(self, request: Request, inputs: Sequence[Path]) -> Work:
        if request.mode is not Mode.TEXT_TO_IMAGE and not inputs:
            raise InputMissing
        seed = secrets.randbelow(SEEDS) if request.seed is None else request.seed
        return Work(
            mode=request.mode,
            prompt=request.prompt,
            negative=request.negative,
            style=request.style or STYLES[0].name,
            ratio=request.ratio or ("" if inputs else MODEL.ratios[0].name),
            seed=seed,
            strength=float(request.options.get("strength", 0.6)),
            scale=int(request.options.get("scale", 2)),
            source=str(inputs[0].absolute()) if inputs else "",
            started=self._now(),
        )


def _check_size(work: Work) -> None:
    width, height = paint.size(Path(work.source))
    pixels = width * height * work.scale**2
    if pixels > paint.MOST_PIXELS:
        detail = f"{width}x{height} times {work.scale} is more than {paint.MOST_PIXELS} pixels"
        raise InvalidRequest(provider=SPEC.key, detail=detail)


@cache
def _preview(style: str) -> bytes:
    return paint.preview(style)
