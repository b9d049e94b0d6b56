"""Pictures that Telegram has and that can be sent again at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Sendable:
    """A picture of a person's that Telegram has.

    Attributes:
        artifact_id: Its number.
        file_id: At Telegram.
        prompt: What it was made from.
        model: ModelSpec.key of what made it.
    """

    artifact_id: int
    file_id: str
    prompt: str
    model: str
    favourite: bool = False


class RecentStore(Protocol):
    """A person's delivered pictures by position: a page costs the same however many there are."""

    async def recent(
        self,
        person_id: int,
        *,
        limit: int,
        before: int | None = None,
        favourite: bool | None = None,
    ) -> Sequence[Sendable]:
        """The newest ones that are older than a picture.

        Args:
            person_id: Whose.
            limit: How many at the most.
            before: Artifact id; None: from the newest on.
            favourite: Only those with a star, or only those without; None: both.
        """
        ...
