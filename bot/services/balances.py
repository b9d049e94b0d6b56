"""What the operator has left at each vendor."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.core.catalogue import Catalogue
from bot.core.errors import ProviderError
from bot.core.ports.provider import Balance, Provider

logger = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds for a vendor to answer."""


@dataclass(frozen=True, kw_only=True)
class VendorBalance:
    """What is left at one vendor; `vendor` is its title."""

    vendor: str
    balance: Balance


class Balances:
    """Asks all vendors at once, for operators alone.

    Args:
        catalogue: Has the vendors.
        operators: Telegram ids of those who may know.
    """

    def __init__(self, *, catalogue: Catalogue, operators: Collection[int]) -> None:
        self._catalogue = catalogue
        self._operators = operators

    async def shown_to(self, person_id: int) -> Sequence[VendorBalance]:
        """What each vendor tells in time; nothing to anybody but an operator."""
        if person_id not in self._operators:
            return ()
        asked = map(_ask, self._catalogue.providers.values())
        return [told for told in await asyncio.gather(*asked) if told]


async def _ask(provider: Provider) -> VendorBalance | None:
    title = provider.spec.title
    try:
        async with asyncio.timeout(PATIENCE):
            balance = await provider.balance()
    except (TimeoutError, ProviderError) as error:
        logger.info("%s did not tell what is left: %s", title, error)
        return None
    return VendorBalance(vendor=title, balance=balance) if balance else None
