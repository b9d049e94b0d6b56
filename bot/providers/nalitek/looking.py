"""How a picture at nalitek is: asked over HTTP, its progress heard over Socket.IO."""

import logging
import time
from dataclasses import replace

from bot.core.errors import ProviderError, ResultLost
from bot.core.ports.provider import Running
from bot.providers.nalitek.live import Live, News
from bot.providers.nalitek.reading import COMPLETED, UNFINISHED, Image
from bot.providers.nalitek.vendor import Vendor

logger = logging.getLogger(__name__)

GLANCE = 3.0
"""Seconds between looks at the live news, which cost nobody anything."""

QUESTIONS = 10.0
"""Seconds between questions to the vendor while its live news come in."""


class Looking:
    """Finds out how pictures are.

    Args:
        vendor: Answers questions.
        live: Tells progress.
    """

    def __init__(self, vendor: Vendor, live: Live) -> None:
        self._vendor = vendor
        self._live = live
        self._strange: set[str] = set()

    async def look(self, image_id: str) -> Image | Running:
        """A picture that is over, well or not; otherwise how far it is.

        Raises:
            ProviderError: The vendor could not be asked; ResultLost: it knows no such picture.
        """
        news = self._live.news(image_id)
        if news and _quiet(news):
            return Running(progress=news.progress, check_after=GLANCE)
        image = await self._ask(image_id)
        if image.over:
            await self._live.leave(image_id)
            return image
        self._wonder(image.state)
        await self._live.follow(image_id)
        return self._running(image_id)

    async def _ask(self, image_id: str) -> Image:
        """The short answer; where there is none the whole record, which may be had either way."""
        try:
            image = await self._vendor.short(image_id)
        except ResultLost:
            return await self._vendor.record(image_id)
        if image.state != COMPLETED:
            return image
        try:
            record = await self._vendor.record(image_id)
        except ProviderError as error:
            logger.info("The details of picture %s cannot be had: %s", image_id, error)
            return replace(image, id=image_id)
        return replace(record, id=image_id, url=image.url or record.url, state=COMPLETED)

    def _running(self, image_id: str) -> Running:
        news = self._live.news(image_id)
        if news is None:
            return Running()
        news.asked = time.monotonic()
        return Running(progress=news.progress, check_after=GLANCE if news.fresh else None)

    def _wonder(self, state: str) -> None:
        if state not in UNFINISHED | self._strange:
            self._strange.add(state)
            logger.warning("nalitek reports an unknown state: %.40r", state)


def _quiet(news: News) -> bool:
    """Whether there is nothing to ask for yet."""
    return news.fresh and not news.ended and time.monotonic() - news.asked < QUESTIONS
