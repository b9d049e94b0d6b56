"""One prompt on several models, from the choice of models to the order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiogram.types import Message

from bot.core.errors import NotFound, TooManyAtOnce
from bot.services.batches import MOST
from bot.services.comparisons import Comparison, Comparisons
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.asking import restored, stored
from bot.telegram.batching import answering
from bot.telegram.buttons import View
from bot.telegram.drafts import Drafts
from bot.telegram.easel import Easel
from bot.telegram.postponed import Asked
from bot.telegram.replies import reply
from bot.telegram.screens.compare import FEWEST, compare_view, single_view
from bot.telegram.translator import Translate


class Comparing:
    """Shows what models make of the same words.

    Args:
        comparisons: Spreads wishes over models.
        quota: What is left today.
        drafts: Keeps what is chosen.
        easel: Orders it.
    """

    def __init__(
        self, *, comparisons: Comparisons, quota: Quota, drafts: Drafts, easel: Easel
    ) -> None:
        self._comparisons = comparisons
        self._quota = quota
        self._drafts = drafts
        self._easel = easel

    async def open(self, message: Message, asker: Asker, t: Translate, asked: Asked) -> None:
        """Ask which models shall do it.

        Raises:
            BotError: No model can do it.
        """
        comparison = await self._comparisons.plan(
            asker.person, asked.said, asked.inputs, barred=asker.barred
        )
        if len(comparison.able) < FEWEST:
            await reply(message, single_view(comparison, t))
            return
        screen = await reply(message, await self._view(comparison, asker, t))
        draft = {"said": asked.said, "inputs": stored(asked.inputs)}
        await self._drafts.keep(screen, draft | {"models": sorted(comparison.chosen)})

    async def toggle(self, screen: Message, asker: Asker, t: Translate, model: str) -> None:
        """Choose a model, or leave it out.

        Raises:
            NotFound: The comparison was started or dropped already.
        """
        draft = await self._drafts.recall(screen)
        models = frozenset(draft["models"]) ^ {model}
        comparison = await self._plan(draft, asker, models)
        await self._drafts.keep(screen, dict(draft) | {"models": sorted(models)})
        view = await self._view(comparison, asker, t)
        await screen.edit_text(view.text, reply_markup=view.markup)

    async def start(self, screen: Message, asker: Asker, t: Translate) -> None:
        """Order the same from all chosen models.

        Raises:
            NotFound: It was started or dropped already, or the models are not there any more.
            BotError: It cannot be done; nothing was spent.
        """
        draft = await self._drafts.recall(screen)
        comparison = await self._plan(draft, asker, frozenset(draft["models"]))
        wanted = comparison.requests
        if not wanted:
            raise NotFound
        if len(wanted) > MOST:
            raise TooManyAtOnce(count=len(wanted), limit=MOST)
        asker = replace(asker, origin=answering(screen, asker.origin))
        await self._easel.repeat(screen, asker, t, wanted)
        await self._drafts.forget(screen)
        await screen.edit_reply_markup(reply_markup=None)

    async def _plan(
        self, draft: Mapping[str, Any], asker: Asker, models: frozenset[str]
    ) -> Comparison:
        inputs = restored(draft["inputs"])
        return await self._comparisons.plan(
            asker.person, draft["said"], inputs, models, barred=asker.barred
        )

    async def _view(self, comparison: Comparison, asker: Asker, t: Translate) -> View:
        usage = await self._quota.of(asker.person, comparison.mode.allowance, asker.group)
        return compare_view(comparison, usage, asker.person.id, t)
