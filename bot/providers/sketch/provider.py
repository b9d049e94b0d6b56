"""The painter as a provider: it takes a task, lets it be followed, and paints when it is due."""

import asyncio
import secrets
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.core.capabilities import FROM_WORDS, Mode, Style
from bot.core.errors import InputGone, InputMissing, ResultLost
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Health, Result, Running
from bot.providers.base import BaseProvider
from bot.providers.calls import Transport
from bot.providers.sketch import film, paint
from bot.providers.sketch.source import pack, packed
from bot.providers.sketch.spec import FILM, MODEL, SPEC, STYLES
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

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        """Take a task; a clip that somebody sent is gone over at once, it fits into no task.

        Raises:
            InputMissing: The mode starts from something.
            InputGone: It is not there.
            InputUnreadable: It is no picture, or no clip.
            InvalidRequest: The enlarged picture would be too large.
        """
        seed = secrets.randbelow(SEEDS) if request.seed is None else request.seed
        if request.mode is Mode.VIDEO_TO_VIDEO:
            if not inputs:
                raise InputMissing
            content = await asyncio.to_thread(film.retouched, request, inputs[0], seed)
            return Finished(results=(Result(content=content, seed=seed, clip=True),))
        work = await asyncio.to_thread(self._work, request, inputs, seed)
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
        if work.mode.films:
            content = await asyncio.to_thread(film.film, work)
            made = work.told()
            result = Result(content=content, seed=work.seed, vendor_ref=made, clip=True)
        else:
            content = await asyncio.to_thread(paint.paint, work)
            seed = None if work.mode is Mode.UPSCALE else work.seed
            result = Result(content=content, seed=seed)
        return Finished(results=(result,))

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- one hand
        """A small picture in the style."""
        return await asyncio.to_thread(paint.preview, style.name)

    async def health(self, model: str) -> Health:  # noqa: ARG002 -- one machine
        """Always there."""
        return Health(available=True)

    def _work(self, request: Request, inputs: Sequence[Path], seed: int) -> Work:
        usual = 2 if request.mode is Mode.UPSCALE else 1
        scale = int(request.options.get("scale", usual))
        if request.mode is Mode.UPSCALE_VIDEO:
            return replace(_earlier(request), scale=2, started=self._now())
        source, begun, ratio = "", 0.0, request.ratio or ""
        if request.mode is Mode.EXTEND_VIDEO:
            before = _earlier(request)
            seed, ratio = before.seed, before.ratio
            source, begun = pack(film.last_still(before), 85), before.begun + before.seconds
        elif request.mode not in FROM_WORDS:
            if not inputs:
                raise InputMissing
            source = packed(inputs[0], request.mode, scale)
        return Work(
            mode=request.mode,
            prompt=request.prompt,
            negative=request.negative,
            style=request.style or STYLES[0].name,
            ratio=ratio,
            seed=seed,
            strength=float(request.options.get("strength", 0.6)),
            scale=scale,
            source=source,
            started=self._now(),
            seconds=float(request.options.get("duration", 3)) if request.mode.films else 0.0,
            begun=begun,
        )

    def _next(self, started: float) -> float:
        left = started + self._seconds - self._now()
        return min(MODEL.clock.interval, max(0.0, left))


def _earlier(request: Request) -> Work:
    """What filmed the clip that is to be continued.

    Raises:
        InputMissing: There is no clip.
        InputGone: It is not from here.
    """
    if not request.inputs:
        raise InputMissing
    earlier = Work.read(request.inputs[0].vendor_ref or "")
    if earlier is None or not earlier.mode.films or request.model != FILM.key:
        raise InputGone
    return earlier
