"""What a person, or a group with a purse of its own, may still do today (UTC)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.core.capabilities import Allowance
from bot.core.errors import PurseEmpty, QuotaExceeded
from bot.core.groups import Group
from bot.core.models import Person, Plan, Usage
from bot.core.ports.conversation import Clock
from bot.core.ports.runs import RunStore


class Quota:
    """Reads limits from the plans and usage from the ledger's store.

    Args:
        store: Counts.
        plans: By Plan.key, the default first.
        clock: Says which day it is.
    """

    def __init__(self, *, store: RunStore, plans: Mapping[str, Plan], clock: Clock) -> None:
        self._store = store
        self._plans = plans
        self._clock = clock

    def plan(self, person: Person, group: Group | None = None) -> Plan:
        """The plan of whoever pays; the default where theirs is no longer configured.

        Args:
            person: Who asks.
            group: Where, if that is a group.
        """
        default = next(iter(self._plans.values()))
        key = group.plan if group and group.pays else None
        return self._plans.get(key or person.plan, default)

    def limits(self, person: Person, group: Group | None = None) -> Mapping[Allowance, int | None]:
        """Runs per day and kind of work; None: without limit."""
        return self.plan(person, group).daily

    async def today(self, person: Person, group: Group | None = None) -> Sequence[Usage]:
        """What is used and left by whoever pays, a line per kind of work."""
        used = await self._store.used(payer_of(person, group), self._clock.now())
        limits = self.limits(person, group)
        return [
            Usage(allowance=kind, used=used.get(kind, 0), limit=limits[kind]) for kind in limits
        ]

    async def of(
        self, person: Person, allowance: Allowance, group: Group | None = None
    ) -> Usage | None:
        """What is used and left of one kind of work; None: the plan does not speak of it."""
        today = await self.today(person, group)
        return next((each for each in today if each.allowance is allowance), None)

    async def expect(
        self, person: Person, allowance: Allowance, needed: int, group: Group | None = None
    ) -> Usage | None:
        """What is left before so many more; None: the plan does not speak of it.

        Raises:
            QuotaExceeded: Less than that is left.
        """
        usage = await self.of(person, allowance, group)
        if usage is None or usage.left is None or usage.left >= needed:
            return usage
        minutes = int(self.resets_in().total_seconds() // 60)
        raise short(group)(
            allowance=allowance.value,
            limit=usage.limit or 0,
            left=usage.left,
            needed=needed,
            hours=minutes // 60,
            minutes=minutes % 60,
        )

    def resets_in(self) -> timedelta:
        """Until the next day begins at 00:00 UTC."""
        now = self._clock.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1) - now


def payer_of(person: Person, group: Group | None) -> int:
    """Whose quota somebody's wish is counted in: their own, or that of a group that pays."""
    return group.id if group and group.pays else person.id


def short(group: Group | None) -> type[QuotaExceeded]:
    """The error that tells whose quota is used up."""
    return PurseEmpty if group and group.pays else QuotaExceeded
