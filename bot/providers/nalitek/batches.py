"""Several pictures of one wish at nalitek: a batch, which can be stopped."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.core.errors import Ambiguous, BadResponse, ProviderError, ResultLost
from bot.core.models import Task
from bot.core.ports.provider import Accepted, Failed, Finished, Result, Running
from bot.providers.nalitek import bodies, reading
from bot.providers.nalitek.bodies import Painting
from bot.providers.nalitek.reading import COMPLETED, Batch, Image, Job
from bot.providers.nalitek.spec import KEY
from bot.providers.nalitek.vendor import Vendor

logger = logging.getLogger(__name__)

BATCH = "batch"
INTERVAL = 5.0
"""Seconds between looks (nalitek docs: their sample's)."""


class Batches:
    """Asks for batches and looks after them.

    Args:
        vendor: Makes them.
        result: Makes a result of a picture.
        flat: Whether parameters are sent beside the prompt.
    """

    def __init__(
        self, vendor: Vendor, result: Callable[[Image], Result], *, flat: bool = False
    ) -> None:
        self._vendor = vendor
        self._result = result
        self._flat = flat

    async def generate(self, painting: Painting, count: int) -> Accepted:
        """Paint from words."""
        body = bodies.batch(painting, count, flat=self._flat)
        return _accepted(await self._vendor.batch_generate(body), str(painting.seed))

    async def change(self, painting: Painting, picture: Path, count: int) -> Accepted:
        """Paint from a picture."""
        make = bodies.batch_transformation
        parts = await asyncio.to_thread(make, painting, picture, count)
        return _accepted(await self._vendor.batch_img2img(parts), "")

    async def look(self, task: Task) -> Running | Finished | Failed:
        """Look after a batch; pictures that failed are left out.

        Raises:
            ProviderError: The vendor could not be asked.
        """
        batch = await self._vendor.batch(task.id)
        if not batch.ended:
            share = batch.over / batch.total if batch.total else None
            return Running(progress=share, check_after=INTERVAL)
        images = [await self._whole(job, task) for job in batch.jobs]
        results = tuple(self._result(image) for image in images if image.url)
        if results:
            return Finished(results=results)
        return Failed(error=self._reason(images))

    async def cancel(self, task: Task) -> bool:
        """Stop what is not finished; False: all of it was.

        Raises:
            ProviderError: The vendor did not say.
        """
        try:
            return await self._vendor.stop(task.id) > 0
        except ResultLost:
            return False

    async def _whole(self, job: Job, task: Task) -> Image:
        """A job's picture with its address and seed, as far as they can be had."""
        image = job.image
        if image.state == COMPLETED and not image.url and image.id:
            try:
                image = replace(await self._vendor.record(image.id), id=image.id)
            except ProviderError as error:
                logger.info("Picture %s of a batch cannot be had: %s", image.id, error)
        base, index = reading.whole(task.data[BATCH]), reading.whole(job.name)
        if image.seed is None and base is not None and index is not None:
            return replace(image, seed=base + index)
        return image

    def _reason(self, images: list[Image]) -> ProviderError:
        if not images:
            return BadResponse(provider=KEY, detail="a batch without pictures")
        told = next((image for image in images if image.words), images[0])
        return self._vendor.failure(told)


def _accepted(batch: Batch, seed: str) -> Accepted:
    if not batch.id:
        raise Ambiguous(provider=KEY, detail="a batch without an id")
    return Accepted(task=Task(id=batch.id, data={BATCH: seed}), check_after=INTERVAL)
