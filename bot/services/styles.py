"""Style lists as their providers have them now, or had them last."""

import asyncio
import base64
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.core.capabilities import Style
from bot.core.catalogue import Catalogue
from bot.core.errors import InputUnreadable, ProviderError
from bot.core.models import Cached
from bot.core.ports.conversation import Clock
from bot.core.ports.stores import CacheStore
from bot.services.lookup import look_up
from bot.services.pictures import thumbnail
from bot.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

FRESH = timedelta(hours=6)
"""How long a list is shown without asking again."""

_PATIENCE = 5.0  # seconds that a person waits for a list nobody has seen yet
_PAUSE = timedelta(minutes=1)  # between questions that fail
_MISSING = timedelta(minutes=10)  # until a preview that could not be had is asked for again
_SIDE = 512  # pixels of a kept preview


class Styles:
    """Answers from memory or from the stored cache; asks the provider behind the scenes.

    Args:
        catalogue: The models.
        cache: Survives a restart.
        clock: Tells when a list is old.
        supervisor: Runs the questions.
    """

    def __init__(
        self, *, catalogue: Catalogue, cache: CacheStore, clock: Clock, supervisor: Supervisor
    ) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._clock = clock
        self._supervisor = supervisor
        self._lists: dict[str, tuple[Style, ...]] = {}
        self._old_at: dict[str, datetime] = {}
        self._missing: dict[str, datetime] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}

    async def list(self, model: str) -> tuple[Style, ...]:
        """A model's styles; the built-in list while no other can be had.

        Raises:
            UnknownModel: There is no such model.
        """
        spec, _ = look_up(self._catalogue, model)
        if not spec.styles:
            return ()
        if model not in self._lists:
            await self._remember(model)
        now = self._clock.now()
        if now >= self._old_at.get(model, now):
            asking = self._ask(model)
            if model not in self._lists:
                await asyncio.wait({asking}, timeout=_PATIENCE)
        return self._lists.get(model) or spec.styles

    async def preview(self, model: str, style: Style) -> bytes | None:
        """A small JPEG of a style, kept once it was had; None where there is none.

        Raises:
            UnknownModel: There is no such model.
        """
        key = f"preview:{model}:{style.name}"
        kept = await self._cache.get(key)
        if kept is not None:
            return base64.b64decode(kept.value)
        now = self._clock.now()
        if now < self._missing.get(key, now):
            return None
        small = await self._fetch_preview(model, style)
        if small is None:
            self._missing[key] = now + _MISSING
        else:
            await self._cache.put(key, base64.b64encode(small).decode())
        return small

    async def _fetch_preview(self, model: str, style: Style) -> bytes | None:
        _, provider = look_up(self._catalogue, model)
        try:
            content = await provider.preview(model, style)
            return await asyncio.to_thread(thumbnail, content, _SIDE) if content else None
        except (ProviderError, InputUnreadable) as error:
            logger.info("No preview of %s %s: %s", model, style.name, error)
            return None

    async def _remember(self, model: str) -> None:
        kept = await self._cache.get(_key(model))
        styles = _restore(kept) if kept else None
        if kept and styles:
            self._lists[model] = styles
            self._old_at[model] = kept.stored_at + FRESH

    def _ask(self, model: str) -> asyncio.Task[None]:
        """Ask in the background, once at a time."""
        if model not in self._asking:
            task = self._supervisor.spawn(self._refresh(model), f"styles of {model}", idle=True)
            self._asking[model] = task
            task.add_done_callback(lambda _: self._asking.pop(model, None))
        return self._asking[model]

    async def _refresh(self, model: str) -> None:
        self._old_at[model] = self._clock.now() + _PAUSE
        _, provider = look_up(self._catalogue, model)
        try:
            styles = await provider.styles(model)
        except ProviderError as error:
            logger.warning("The style list of %s cannot be had: %s", model, error)
            return
        if styles:
            self._lists[model] = styles
            self._old_at[model] = self._clock.now() + FRESH
            await self._cache.put(_key(model), [_plain(style) for style in styles])


def _key(model: str) -> str:
    return f"styles:{model}"


def _plain(style: Style) -> dict[str, Any]:
    titles: Mapping[str, str] = dict(style.titles)
    return {"name": style.name, "titles": titles, "preview_url": style.preview_url}


def _restore(kept: Cached) -> tuple[Style, ...] | None:
    """The styles that were stored, if this version can read them."""
    try:
        return tuple(Style(**entry) for entry in kept.value)
    except TypeError:
        logger.warning("A stored style list is of another version")
        return None
