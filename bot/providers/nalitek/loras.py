"""The LoRAs of nalitek, which people choose as styles."""

import logging
import time
from dataclasses import replace

from bot.core.capabilities import Style
from bot.core.errors import InvalidRequest, ProviderError
from bot.providers.nalitek.reading import Lora
from bot.providers.nalitek.spec import KEY
from bot.providers.nalitek.vendor import Vendor

logger = logging.getLogger(__name__)

SECONDS = 600
"""For how long the list is believed where words are added to prompts."""


class Loras:
    """The vendor's list.

    Args:
        vendor: Has it.
    """

    def __init__(self, vendor: Vendor) -> None:
        self._vendor = vendor
        self._kept: tuple[Lora, ...] = ()
        self._until = 0.0

    async def styles(self) -> tuple[Style, ...]:
        """Those that are active now, each with the words that call it up.

        Raises:
            ProviderError: The list cannot be had.
        """
        return tuple(map(self._style, await self._fetch()))

    async def prompt(self, name: str, prompt: str) -> str:
        """A prompt with the words that call up a LoRA; without a list it stays as it is.

        Raises:
            InvalidRequest: The list has no such LoRA.
        """
        listed = await self._listed()
        found = next((lora for lora in listed if lora.id == name), None)
        if listed and found is None:
            raise InvalidRequest(provider=KEY, detail=f"there is no LoRA {name!r}")
        return found.prompt(prompt) if found else prompt

    async def _listed(self) -> tuple[Lora, ...]:
        if self._until < time.monotonic():
            try:
                await self._fetch()
            except ProviderError as error:
                logger.info("The list of LoRAs cannot be had: %s", error)
        return self._kept

    async def _fetch(self) -> tuple[Lora, ...]:
        self._kept = await self._vendor.loras()
        self._until = time.monotonic() + SECONDS
        return self._kept

    def _style(self, lora: Lora) -> Style:
        style = lora.style()
        preview = style.preview_url and self._vendor.address(style.preview_url)
        return replace(style, preview_url=preview)
