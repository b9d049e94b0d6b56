"""One prompt with choices in braces, from the offer to the order."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import Message

from bot.core.permutations import Permutations, literally
from bot.core.recipe import as_settings, from_dict, to_dict
from bot.services.batches import Batches
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.asking import restored, restored_one, stored, stored_one
from bot.telegram.drafts import Drafts
from bot.telegram.postponed import Asked
from bot.telegram.replies import reply
from bot.telegram.screens.permutations import permutations_view
from bot.telegram.translator import Translate


class Permuting:
    """Asks before several pictures come of one prompt.

    What it keeps under its screen is a list of requests, as under the screen of a batch, so both
    start alike.

    Args:
        batches: Understands what is meant.
        quota: What is left today.
        drafts: Keeps it until the yes.
    """

    def __init__(self, *, batches: Batches, quota: Quota, drafts: Drafts) -> None:
        self._batches = batches
        self._quota = quota
        self._drafts = drafts

    async def offer(
        self, message: Message, asker: Asker, t: Translate, asked: Asked, found: Permutations
    ) -> None:
        """Tell what the braces make, and what that takes.

        Raises:
            BotError: They make too many, or one of them cannot be done; nothing was spent.
        """
        base = as_settings(asked.base) if asked.base else None
        batch = await self._batches.variants(
            asker.person, found, asked.inputs, base, asked.mask, barred=asker.barred
        )
        kind, needed = batch.mode.allowance, len(batch.requests)
        usage = await self._quota.expect(asker.person, kind, needed, asker.group)
        screen = await reply(message, permutations_view(batch, usage, asker.person.id, t))
        draft = {"requests": [to_dict(each) for each in batch.requests], "asked": _kept(asked)}
        await self._drafts.keep(screen, draft)


def literal(draft: Mapping[str, Any]) -> Asked:
    """What was asked where an offer was made, its braces being nothing but braces."""
    kept = draft["asked"]
    return Asked(
        said=literally(kept["said"]),
        inputs=restored(kept["inputs"]),
        mask=restored_one(kept["mask"]),
        base=from_dict(kept["base"]) if kept["base"] else None,
    )


def _kept(asked: Asked) -> dict[str, object]:
    return {
        "said": asked.said,
        "inputs": stored(asked.inputs),
        "mask": stored_one(asked.mask),
        "base": to_dict(asked.base) if asked.base else None,
    }
