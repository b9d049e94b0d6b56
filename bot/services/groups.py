"""Groups: what their admins have set, and how that changes."""

from dataclasses import replace

from bot.core.catalogue import Catalogue
from bot.core.errors import LastModel, NoPurse
from bot.core.groups import Group, Payer
from bot.core.ports.conversation import Clock
from bot.core.ports.groups import GroupStore, Settings
from bot.core.ports.runs import RunStore
from bot.services.orders import Orders


class Groups:
    """Knows groups and sets what their admins want; each setter returns the group as it is then.

    Args:
        store: Where they are kept.
        runs: Counts what they had.
        orders: Stops what goes on there.
        catalogue: The models.
        clock: Says which day it is.
        plan: Plan.key of the purse of groups to which no operator gave another one; None: these
            have none.
    """

    def __init__(
        self,
        *,
        store: GroupStore,
        runs: RunStore,
        orders: Orders,
        catalogue: Catalogue,
        clock: Clock,
        plan: str | None,
    ) -> None:
        self._store = store
        self._runs = runs
        self._orders = orders
        self._catalogue = catalogue
        self._clock = clock
        self._plan = plan

    async def get(self, chat_id: int) -> Group:
        """A group, with the purse that it has."""
        group = await self._store.get(chat_id)
        return replace(group, plan=group.plan or self._plan)

    async def today(self, chat_id: int) -> int:
        """How many pictures a group had today, without what was given back."""
        return await self._runs.made_in(chat_id, self._clock.now())

    async def switch(self, group: Group, *, on: bool) -> Group:
        """Let the bot speak, or keep quiet: whatever goes on there is stopped then."""
        changed = await self._set(group, {"enabled": on})
        if not on:
            await self._orders.cancel_chat(group.id)
        return changed

    async def admit(self, group: Group, model: str, *, on: bool) -> Group:
        """Switch a model on or off.

        Raises:
            UnknownModel: It is not there any more.
            LastModel: It is the only one that is on.
        """
        self._catalogue.provider(model)
        left = self._catalogue.without(group.barred | {model}).models
        if not on and not left:
            raise LastModel
        await self._store.bar(group.id, [model], barred=not on)
        return await self.get(group.id)

    async def admit_all(self, group: Group) -> Group:
        """Switch all models on."""
        await self._store.bar(group.id, group.barred, barred=False)
        return await self.get(group.id)

    async def limit(self, group: Group, daily: int | None) -> Group:
        """Allow so many pictures a day; None: any number."""
        return await self._set(group, {"daily": daily})

    async def let_pay(self, group: Group, payer: Payer) -> Group:
        """Decide who pays.

        Raises:
            NoPurse: The group has nothing to pay from.
        """
        if payer is Payer.GROUP and group.plan is None:
            raise NoPurse
        return await self._set(group, {"payer": payer})

    async def cover(self, group: Group, *, on: bool) -> Group:
        """Cover the pictures, or not."""
        return await self._set(group, {"spoiler": on})

    async def speak(self, group: Group, language: str | None) -> Group:
        """Speak a language; None: everybody's own."""
        return await self._set(group, {"language": language})

    async def grant(self, group: Group, plan: str | None) -> Group:
        """Give a purse of its own; None: the one that all groups have, if they have any."""
        return await self._set(group, {"plan": plan})

    async def _set(self, group: Group, settings: Settings) -> Group:
        await self._store.change(group.id, settings)
        return await self.get(group.id)
