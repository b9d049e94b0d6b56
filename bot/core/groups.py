"""Groups, and what their admins have decided."""

from dataclasses import dataclass
from enum import StrEnum


class Payer(StrEnum):
    """Whose daily quota the pictures of a group are counted in."""

    MEMBER = "member"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group that the bot is in, or was.

    Attributes:
        id: Telegram's number of the chat, below zero; it changes once, when a group becomes a
            supergroup.
        enabled: False: the bot keeps quiet there.
        reachable: False once the bot was removed, or may not write there any more.
        language: In which the bot speaks there; None: each member's own.
        spoiler: Whether pictures come covered, to be seen after a tap.
        payer: Who pays.
        daily: Pictures that all members together may have in a day; None: any number.
        barred: ModelSpec.key of the models that are switched off there.
        plan: Plan.key of the purse that an operator gave the group; None: none of its own.
    """

    id: int
    enabled: bool = True
    reachable: bool = True
    language: str | None = None
    spoiler: bool = False
    payer: Payer = Payer.MEMBER
    daily: int | None = None
    barred: frozenset[str] = frozenset()
    plan: str | None = None

    @property
    def pays(self) -> bool:
        """Whether its purse pays; without a purse its members do, whatever was decided."""
        return self.payer is Payer.GROUP and self.plan is not None
