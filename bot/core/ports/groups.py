"""The store of groups and of what their admins have set."""

from collections.abc import Collection
from typing import Protocol, TypedDict

from bot.core.groups import Group, Payer


class Settings(TypedDict, total=False):
    """Some of a group's fields, as `Group` tells of them."""

    enabled: bool
    reachable: bool
    language: str | None
    spoiler: bool
    payer: Payer
    daily: int | None
    plan: str | None


class GroupStore(Protocol):
    """Groups: each method is one transaction."""

    async def get(self, chat_id: int) -> Group:
        """A group; one that is not known yet is as every group is at first."""
        ...

    async def change(self, chat_id: int, settings: Settings) -> None:
        """Set some fields and leave the others as they are."""
        ...

    async def bar(self, chat_id: int, models: Collection[str], *, barred: bool) -> None:
        """Switch models off, or on again."""
        ...

    async def move(self, before: int, after: int) -> None:
        """Take everything along into the supergroup that a group has become.

        Settings, jobs, and what was used and reserved in its name follow. What replies to messages
        of the former chat replies to nothing any more: the supergroup counts its own anew. A
        second time changes nothing.
        """
        ...
