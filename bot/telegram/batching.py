"""Several pictures in one go, from a list to the order."""

from dataclasses import replace

from aiogram.types import Message

from bot.core.models import Origin
from bot.core.recipe import from_dict, to_dict
from bot.services.batches import Batches
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.drafts import Drafts
from bot.telegram.easel import Easel
from bot.telegram.permuting import literal
from bot.telegram.postponed import Asked
from bot.telegram.replies import reply
from bot.telegram.screens.batch import faults_view, offer_view
from bot.telegram.translator import Translate

FREELY = 3
"""Pictures that are painted without a further question."""


class Batching:
    """Takes lists of prompts.

    Args:
        batches: Understands them.
        quota: What is left today.
        drafts: Keeps those that wait for a yes.
        easel: Orders them.
    """

    def __init__(self, *, batches: Batches, quota: Quota, drafts: Drafts, easel: Easel) -> None:
        self._batches = batches
        self._quota = quota
        self._drafts = drafts
        self._easel = easel

    async def take(
        self, message: Message, asker: Asker, t: Translate, asked: Asked, *, late: bool = False
    ) -> bool:
        """Order a list, or say what it takes, or what is wrong with it.

        Args:
            message: What to answer to.
            asker: Who, and where the pictures go.
            t: The words.
            asked: The lines, and the pictures that each starts from.
            late: Whether nothing may start without a yes.

        Returns:
            Whether the list was one that can be painted.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        batch = await self._batches.read(asker.person, asked.said, asked.inputs, asker.barred)
        if batch.faults:
            await reply(message, faults_view(batch.faults, t))
            return False
        if len(batch.requests) <= FREELY and not late:
            await self._easel.several(message, asker, t, batch.wanted)
            return True
        kind, needed = batch.mode.allowance, len(batch.requests)
        usage = await self._quota.expect(asker.person, kind, needed, asker.group)
        view = offer_view(batch, usage, asker.person.id, t)
        if late:
            view = View(text=f"{t('batch-away')}\n\n{view.text}", markup=view.markup)
        screen = await reply(message, view)
        await self._drafts.keep(screen, {"requests": [to_dict(each) for each in batch.requests]})
        return True

    async def start(self, screen: Message, asker: Asker, t: Translate) -> None:
        """Order what a screen offers.

        Raises:
            BotError: It cannot be done any more; nothing was spent.
        """
        draft = await self._drafts.recall(screen)
        wanted = [from_dict(each) for each in draft["requests"]]
        asker = replace(asker, origin=answering(screen, asker.origin))
        await self._easel.repeat(screen, asker, t, wanted)
        await self._drafts.forget(screen)
        await screen.edit_reply_markup(reply_markup=None)

    async def start_literally(self, screen: Message, asker: Asker, t: Translate) -> None:
        """Order one picture instead of all that its braces make.

        Raises:
            BotError: It cannot be done any more; nothing was spent.
        """
        asked = literal(await self._drafts.recall(screen))
        asker = replace(asker, origin=answering(screen, asker.origin))
        await self._easel.paint(screen, asker, t, asked)
        await self._drafts.forget(screen)
        await screen.edit_reply_markup(reply_markup=None)


def answering(screen: Message, origin: Origin) -> Origin:
    """An origin whose answer replies to the message that a screen of ours replies to."""
    original = screen.reply_to_message
    return replace(origin, message_id=original.message_id) if original else origin
