"""The settings panel's pictures: drawn once, then shown by Telegram's file id."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import BufferedInputFile, Message

from bot.core.capabilities import AspectRatio, Style
from bot.core.ports.stores import CacheStore
from bot.services import pictures
from bot.services.styles import Styles
from bot.telegram.callbacks import Screen
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.panel_lists import style_places, styles_on

_DRAWN = 2
"""To be raised when the drawings change: pictures kept from before are not shown any more."""

_SQUARE = (AspectRatio(name="1:1", width=1, height=1),)


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A picture to be sent.

    Attributes:
        key: Under which its file id is kept; None: it is a makeshift and not to be kept.
        file: The file id, or the bytes.
    """

    key: str | None
    file: str | BufferedInputFile


class PanelPictures:
    """Draws what the panel shows above its buttons.

    Args:
        styles: Where previews come from.
        cache: Keeps file ids over restarts, so that a tap usually uploads nothing.
    """

    def __init__(self, *, styles: Styles, cache: CacheStore) -> None:
        self._styles = styles
        self._cache = cache
        self._kept: dict[str, str] = {}

    async def get(self, bot_id: int, panel: Panel, screen: Screen, page: int) -> Shot:
        """The picture of a screen."""
        key = f"panel:{bot_id}:{_digest(panel, screen, page)}"
        kept = self._kept.get(key) or await self._remember(key)
        if kept:
            return Shot(key=key, file=kept)
        content, lasting = await self._draw(panel, screen, page)
        file = BufferedInputFile(content, f"{screen}.jpg")
        return Shot(key=key if lasting else None, file=file)

    async def keep(self, shot: Shot, message: Message | bool) -> None:
        """Remember the file id of a picture that was uploaded."""
        sent = message.photo if isinstance(message, Message) else None
        if shot.key and sent and not isinstance(shot.file, str):
            self._kept[shot.key] = sent[-1].file_id
            await self._cache.put(shot.key, sent[-1].file_id)

    async def _remember(self, key: str) -> str:
        kept = await self._cache.get(key)
        if kept is not None:
            self._kept[key] = str(kept.value)
        return self._kept.get(key, "")

    async def _draw(self, panel: Panel, screen: Screen, page: int) -> tuple[bytes, bool]:
        """A picture, and whether it is the one that was meant."""
        if screen is Screen.RATIO and panel.spec.ratios:
            return await self._shapes(panel), True
        if screen is Screen.STYLE and panel.styles:
            return await self._page(panel, page)
        return await self._header(panel)

    async def _page(self, panel: Panel, page: int) -> tuple[bytes, bool]:
        shown = styles_on(panel.styles, page)
        previews = await self._previews(panel, shown)
        labels = [style.title(panel.t.locale) for style in shown]
        content = await asyncio.to_thread(
            pictures.grid,
            previews,
            labels,
            chosen=_lit(panel, shown),
            places=style_places(panel.styles),
        )
        return content, None not in previews

    async def _header(self, panel: Panel) -> tuple[bytes, bool]:
        """The styles among which the chosen one is; the proportions where there are none."""
        at = _lit(panel, panel.styles) or 0
        shown = styles_on(panel.styles, at // max(1, style_places(panel.styles)))
        previews = await self._previews(panel, shown)
        if not any(previews):
            return await self._shapes(panel), not shown
        content = await asyncio.to_thread(pictures.strip, previews, _lit(panel, shown))
        return content, None not in previews

    async def _shapes(self, panel: Panel) -> bytes:
        ratios = panel.spec.ratios or _SQUARE
        return await asyncio.to_thread(pictures.shapes, ratios, panel.ratio)

    async def _previews(self, panel: Panel, styles: Sequence[Style]) -> list[bytes | None]:
        asked = (self._styles.preview(panel.spec.key, style) for style in styles)
        return list(await asyncio.gather(*asked))


def _lit(panel: Panel, shown: Sequence[Style]) -> int | None:
    names = [style.name for style in shown]
    chosen = panel.preferences.style
    return names.index(chosen) if chosen in names else None


def _digest(panel: Panel, screen: Screen, page: int) -> str:
    chosen = panel.preferences.style if panel.styles else panel.ratio
    parts: tuple[object, ...] = ("main", chosen)
    if screen is Screen.STYLE:
        parts = ("styles", page, chosen)
    elif screen is Screen.RATIO:
        parts = ("ratios", panel.ratio)
    names = [style.title(panel.t.locale) for style in panel.styles]
    shapes = [ratio.name for ratio in panel.spec.ratios]
    told = repr((_DRAWN, panel.spec.key, names, shapes, parts))
    return hashlib.blake2s(told.encode(), digest_size=12).hexdigest()
