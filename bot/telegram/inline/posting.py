"""Starts what was posted inline: the chosen model, and what is tried again in the same message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import NotFound, NotYours
from bot.core.models import Job, Origin, Person, Request, Run
from bot.core.ports.runs import RunStore
from bot.core.ports.stores import CacheStore
from bot.services.abilities import Abilities
from bot.services.wishes import Asker, Wishes
from bot.telegram.inline.offers import recall


def poster(person: Person, language: str, inline_id: str, update_id: int) -> Asker:
    """Who acts on a message that was posted inline; the message itself becomes the answer.

    Args:
        person: Who posted it, or pressed its button.
        language: In which the answer speaks.
        inline_id: Telegram's name of the message.
        update_id: Telegram's number of the update that speaks of it.
    """
    origin = Origin(chat_id=person.id, private=False, update_id=update_id, inline_id=inline_id)
    return Asker(person=person, origin=origin, language=language)


class Posting:
    """Orders in the name of whoever posted a message.

    Telegram may tell that a model was chosen while its poster presses the button: the store makes
    one job of both.

    Args:
        abilities: Understand the words.
        wishes: Take orders.
        runs: Know what the message is about.
        cache: Has the words of cards that were not started yet.
    """

    def __init__(
        self, *, abilities: Abilities, wishes: Wishes, runs: RunStore, cache: CacheStore
    ) -> None:
        self._abilities = abilities
        self._wishes = wishes
        self._runs = runs
        self._cache = cache

    async def start(self, asker: Asker, model: str, text: str) -> Job:
        """Paint what was posted.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        request = await self._abilities.request(asker.person, text, model)
        return await self._wishes.order(asker, [request])

    async def press(self, asker: Asker, owner: int, draft: str, model: str) -> Job:
        """Paint what was posted, because its button was pressed.

        Raises:
            NotYours: Somebody else posted it.
            NotFound: Nobody knows any more what it said.
            BotError: It cannot be done; nothing was spent.
        """
        if asker.person.id != owner:
            raise NotYours
        text = await recall(self._cache, owner, draft)
        if text is None:
            raise NotFound
        return await self.start(asker, model, text)

    async def again(self, asker: Asker, run: Run, wanted: Sequence[Request]) -> Job:
        """Try something in the same message, after a job there has ended.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        return await self._wishes.order(_after(asker, run), wanted)

    async def elsewhere(self, asker: Asker, run: Run, model: str) -> Job:
        """Let another model do it, in the same message.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        taken = await self._wishes.elsewhere(_after(asker, run), run.request, model)
        return taken.job

    async def job(self, asker: Asker, job_id: int) -> Job:
        """The job that a button of a message speaks of.

        Raises:
            NotFound: It was forgotten, or it is not this message's.
            NotYours: Somebody else posted it.
        """
        job = await self._runs.job(job_id)
        if job is None or job.origin.inline_id != asker.origin.inline_id:
            raise NotFound
        if job.person_id != asker.person.id:
            raise NotYours
        return job

    async def run(self, asker: Asker, run_id: int) -> Run:
        """The run that a button of a message speaks of.

        Raises:
            NotFound: It was forgotten, or it is not this message's.
            NotYours: Somebody else posted it.
        """
        run = await self._runs.run(run_id)
        if run is None:
            raise NotFound
        await self.job(asker, run.job_id)
        return run


def _after(asker: Asker, run: Run) -> Asker:
    """The next turn of the same message."""
    return replace(asker, origin=replace(asker.origin, inline_turn=run.job_id))
