"""The people who talk to the bot."""

from bot.core.models import Person, Preferences
from bot.core.ports.stores import PersonStore


class People:
    """Knows people and what they have set.

    Args:
        store: Where they are kept.
        default_plan: Plan.key of those who come for the first time.
    """

    def __init__(self, *, store: PersonStore, default_plan: str) -> None:
        self._store = store
        self._default_plan = default_plan

    async def meet(self, person_id: int) -> Person:
        """The person, made known at the first meeting."""
        return await self._store.meet(person_id, self._default_plan)

    async def choose_language(self, person_id: int, code: str | None) -> None:
        """Speak this language; None: Telegram's."""
        await self._store.set_language(person_id, code)

    async def save(self, person_id: int, preferences: Preferences) -> None:
        """Remember what was set in the panel."""
        await self._store.set_preferences(person_id, preferences)

    async def lost(self, person_id: int) -> None:
        """The person blocked the bot."""
        await self._store.set_reachable(person_id, reachable=False)

    async def found(self, person_id: int) -> None:
        """The person unblocked the bot."""
        await self._store.set_reachable(person_id, reachable=True)
