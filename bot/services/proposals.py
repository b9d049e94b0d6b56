"""Other words for a prompt: proposals, of which nothing comes unless the person wants it."""

import asyncio

from bot.core.capabilities import Wording
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound, TimedOut
from bot.core.models import Request
from bot.core.recipe import cut

PATIENCE = 20.0
"""Seconds for which a proposal is waited for."""

LONGEST = 3000
"""Characters of a proposal: it has to fit into a message of Telegram's, which has 4096."""

_USUAL = 1000  # characters, where the request's model is not offered any more


class Proposals:
    """Asks a provider's chat model, where the operator has configured one; no quota is spent.

    Args:
        catalogue: The models and their providers.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @property
    def offered(self) -> tuple[Wording, ...]:
        """What can be done with words here."""
        providers = self._catalogue.providers.values()
        able = frozenset[Wording]().union(*(each.spec.wordings for each in providers))
        return tuple(how for how in Wording if how in able)

    async def reword(self, request: Request, how: Wording) -> str:
        """Other words for a request's prompt, as many as its model takes.

        Raises:
            NotFound: Nobody does this any more.
            TimedOut: It took too long.
            ProviderError: There is no answer.
        """
        providers = self._catalogue.providers.values()
        provider = next((each for each in providers if how in each.spec.wordings), None)
        if provider is None:
            raise NotFound
        limit = self._limit(request)
        try:
            async with asyncio.timeout(PATIENCE):
                words = await provider.reword(request.prompt, how, limit)
        except TimeoutError as error:
            detail = f"no words within {PATIENCE:g} seconds"
            raise TimedOut(provider=provider.spec.key, detail=detail) from error
        return cut(words, limit)

    def _limit(self, request: Request) -> int:
        spec = self._catalogue.get(request.model)
        limit = spec.prompt_limit if spec else _USUAL
        if spec and spec.combined_limit:
            limit = min(limit, spec.combined_limit - len(request.negative))
        return max(1, min(limit, LONGEST))
