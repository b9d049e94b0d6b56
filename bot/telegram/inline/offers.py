"""What is offered to somebody who writes behind the bot's name in any chat."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineQueryResultsButton

from bot.core.capabilities import Allowance
from bot.core.errors import BotError
from bot.core.models import Person
from bot.core.parameters import split
from bot.core.ports.recent import Sendable
from bot.core.ports.stores import CacheStore
from bot.services.abilities import Abilities
from bot.services.quota import Quota
from bot.services.recent import Recent
from bot.telegram.callbacks import StartTap
from bot.telegram.inline.results import Result, failure, model_result, notice, picture_result
from bot.telegram.translator import Translate

MODELS = 24
"""Models that are offered for some words."""

ALIKE = 12
"""Own pictures that are offered beside them."""

START = "inline"
"""Payload of the button that leads to the private chat."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An answer to an inline query.

    Attributes:
        following: Where the next results begin; empty: there are none.
        button: Leads to the private chat.
    """

    results: Sequence[Result]
    following: str = ""
    button: InlineQueryResultsButton | None = None


class Offers:
    """Makes the answers.

    Args:
        abilities: Know which models can do it.
        quota: Knows what is left.
        recent: Knows the person's pictures.
        cache: Keeps the words of cards that may be posted.
        paints: Whether there is a chat for uploads, without which nothing can be painted here.
    """

    def __init__(
        self,
        *,
        abilities: Abilities,
        quota: Quota,
        recent: Recent,
        cache: CacheStore,
        paints: bool,
    ) -> None:
        self._abilities = abilities
        self._quota = quota
        self._recent = recent
        self._cache = cache
        self._paints = paints

    async def pictures(self, person: Person, position: str, t: Translate) -> Offer:
        """The person's own pictures."""
        page = await self._recent.page(person.id, position)
        results = _shown(page.pictures, t)
        return Offer(
            results=results,
            following=page.following,
            button=self._button(t, empty=not results and not position),
        )

    async def words(self, person: Person, text: str, t: Translate) -> Offer:
        """The models that can do it, then own pictures whose prompt has these words."""
        prompt = split(text).prompt
        alike = await self._recent.matching(person.id, prompt, ALIKE) if prompt else []
        return Offer(results=[*await self._models(person, text, t), *_shown(alike, t)])

    def _button(self, t: Translate, *, empty: bool) -> InlineQueryResultsButton | None:
        """Says above the pictures what is to be known; it leads to the private chat."""
        if self._paints and not empty:
            return None
        words = "inline-empty" if empty else "inline-only-own"
        if empty and not self._paints:
            words = "inline-empty-only-own"
        return InlineQueryResultsButton(text=t.plain(words), start_parameter=START)

    async def _models(self, person: Person, text: str, t: Translate) -> list[Result]:
        if not self._paints:
            return [notice("storage", t("inline-no-storage"))]
        try:
            able = await self._abilities.able(person, text)
            usage = await self._quota.expect(person, Allowance.TEXT_TO_IMAGE, 1)
        except BotError as error:
            return [failure(error, t)]
        draft = await keep(self._cache, person.id, text)
        taps = (StartTap(owner=person.id, draft=draft, model=each.spec.key) for each in able)
        return [
            model_result(each, usage, split(text).prompt, tap, t)
            for each, tap in zip(able[:MODELS], taps, strict=False)
        ]


async def keep(cache: CacheStore, person_id: int, text: str) -> str:
    """Keep words for the button of a card; returns the name that the button carries."""
    draft = hashlib.blake2s(text.encode(), digest_size=4).hexdigest()
    await cache.put(_key(person_id, draft), text)
    return draft


async def recall(cache: CacheStore, person_id: int, draft: str) -> str | None:
    """The words of a card that a person posted."""
    kept = await cache.get(_key(person_id, draft))
    return None if kept is None else str(kept.value)


def _key(person_id: int, draft: str) -> str:
    return f"inline:{person_id}:{draft}"


def _shown(pictures: Sequence[Sendable], t: Translate) -> list[Result]:
    shown = (picture_result(picture, t) for picture in pictures)
    return [result for result in shown if result is not None]
