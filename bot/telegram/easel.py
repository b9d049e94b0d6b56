"""Starts pictures, and says what is unexpected about them."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.types import Message

from bot.core.errors import PromptsTooLong, PromptTooLong
from bot.core.models import Element, Input, Job, Request
from bot.core.permutations import permutations
from bot.core.ports.runs import RunStore, Share
from bot.core.ports.stores import CacheStore
from bot.core.recipe import as_settings
from bot.services.films import Films, Scene
from bot.services.marks import Marks
from bot.services.wishes import Asker, Taken, Understood, Wishes
from bot.telegram.buttons import View
from bot.telegram.permuting import Permuting
from bot.telegram.postponed import Asked, postpone
from bot.telegram.replies import say
from bot.telegram.screens.presets import loss_view
from bot.telegram.translator import Translate


class Easel:
    """Between a message or a button and the order that it makes.

    The status card and the result come by themselves; what is said here is only that another
    model stands in, or that the person's other pictures come first.

    Args:
        wishes: Understands and orders pictures.
        films: The same for clips.
        marks: Looks for masks.
        runs: Knows what else is going on.
        cache: Keeps what was too long, until its button is pressed.
        permuting: Asks before one prompt makes several pictures.
        share: Runs of one person at once.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        wishes: Wishes,
        films: Films,
        marks: Marks,
        runs: RunStore,
        cache: CacheStore,
        permuting: Permuting,
        share: Share,
    ) -> None:
        self._wishes = wishes
        self._films = films
        self._marks = marks
        self._permuting = permuting
        self._runs = runs
        self._cache = cache
        self._share = share

    async def paint(self, message: Message, asker: Asker, t: Translate, asked: Asked) -> None:
        """Order what was said; ask first, where its braces make several pictures of it.

        Args:
            message: What to answer to.
            asker: Who, and where the picture goes.
            t: The words.
            asked: Prompt with parameters, pictures and settings to start from.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        base = as_settings(asked.base) if asked.base else None
        inputs, mask = asked.inputs, asked.mask
        if mask is None and asked.base is None and asked.mode is None:
            inputs, mask = await self._marks.found(inputs, asked.beneath)
        found = permutations(asked.said)
        try:
            if asked.mode is not None:
                scene = Scene(mode=asked.mode, inputs=inputs, elements=_named(asked), base=base)
                taken = await self._films.words(asker, asked.said, scene)
            elif found.several:
                meant = replace(asked, inputs=inputs, mask=mask)
                await self._permuting.offer(message, asker, t, meant, found)
                return
            else:
                taken = await self._wishes.words(asker, found.texts[0], inputs, base, mask)
        except (PromptTooLong, PromptsTooLong):
            await postpone(self._cache, message.chat.id, message.message_id, asked)
            raise
        await self._tell(message, asker, taken, t)

    async def several(
        self, message: Message, asker: Asker, t: Translate, wanted: Sequence[Understood]
    ) -> None:
        """Order what several texts ask for, in one go.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        requests = [request for each in wanted for request in each.requests]
        job = await self._wishes.order(asker, requests)
        instead = (each for each in wanted if each.instead_of is not None)
        first = next(instead, wanted[0])
        loss = next((each.loss for each in wanted if each.loss is not None), None)
        taken = Taken(job=job, spec=first.spec, instead_of=first.instead_of, loss=loss)
        await self._tell(message, asker, taken, t)

    async def repeat(
        self, message: Message, asker: Asker, t: Translate, wanted: Sequence[Request]
    ) -> None:
        """Order requests as they are.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        job = await self._wishes.order(asker, wanted)
        await self._tell_waiting(message, job, t)

    async def enlarge(
        self, message: Message, asker: Asker, t: Translate, picture: Input, scale: int
    ) -> None:
        """Order a larger copy of a picture.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        taken = await self._wishes.enlarge(asker, picture, scale)
        await self._tell(message, asker, taken, t)

    async def enlarge_clip(
        self, message: Message, asker: Asker, t: Translate, clip: Input, model: str
    ) -> None:
        """Order the same clip with more pixels.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        await self._tell(message, asker, await self._films.enlarge(asker, clip, model), t)

    async def elsewhere(
        self, message: Message, asker: Asker, t: Translate, request: Request, model: str
    ) -> None:
        """Order the same from another model.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        taken = await self._wishes.elsewhere(asker, request, model)
        await self._tell(message, asker, taken, t)

    async def _tell(self, message: Message, asker: Asker, taken: Taken, t: Translate) -> None:
        if taken.mask:
            await say(message, View(text=t("told-mask")))
        if taken.loss is not None:
            await say(message, loss_view(taken.loss, taken.spec, t))
        if taken.instead_of is not None:
            wanted, used = taken.instead_of.title, taken.spec.title
            barred = taken.instead_of.key in asker.barred
            key = "told-instead-barred" if barred else "told-instead"
            await say(message, View(text=t(key, wanted=wanted, used=used)))
        await self._tell_waiting(message, taken.job, t)

    async def _tell_waiting(self, message: Message, job: Job, t: Translate) -> None:
        active = await self._runs.active(job.person_id)
        film = job.runs[0].request.mode.films
        beside = (run for run in active if run.request.mode.films is film)
        others = sum(run.job_id != job.id for run in beside)
        if others >= self._share.of(film):
            await say(message, View(text=t("told-waiting", running=others)))


def _named(asked: Asked) -> tuple[Element, ...]:
    return asked.base.elements if asked.base else ()
