"""The gallery as a page: what its web side asks for, and who may ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from bot.core.errors import BotError
from bot.core.models import Person

Told: TypeAlias = Mapping[str, Any]
"""What the page is told, as JSON."""


class LaunchRefused(Exception):
    """Nobody vouches for whoever opened the page.

    Args:
        reason: `forged`, or `stale` for what was signed too long ago.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who looks at their own gallery.

    Attributes:
        language: In which the page speaks.
    """

    person: Person
    language: str


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A picture's bytes, or the file that has them.

    Attributes:
        content: The bytes.
        path: The file; None: `content` is all there is.
    """

    mime: str
    content: bytes = b""
    path: Path | None = None


class Showroom(Protocol):
    """One's own pictures: whatever is asked of somebody else's, they are not there."""

    async def enter(self, launch: str) -> Visitor:
        """Who opened the page, by what Telegram signed for it.

        Raises:
            LaunchRefused: Nobody vouches for them.
            Banned: The operator shut them out.
        """
        ...

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The page's own words, in every language."""
        ...

    async def about(self, visitor: Visitor) -> Told:
        """The language, and what there is to narrow to."""
        ...

    async def pictures(self, visitor: Visitor, view: str, said: str, at: int | None) -> Told:
        """Pictures in a row, and from which on there are more.

        Raises:
            SearchOver: There is no such view.
        """
        ...

    async def picture(self, visitor: Visitor, number: int) -> Told:
        """All about one picture.

        Raises:
            NotFound: The visitor has no such picture.
        """
        ...

    async def square(self, visitor: Visitor, number: int) -> Exhibit:
        """Its small copy.

        Raises:
            NotFound: The visitor has no such picture.
            InputGone: Nobody has it any more.
        """
        ...

    async def whole(self, visitor: Visitor, number: int) -> Exhibit:
        """The picture for a screen; a clip as it is.

        Raises:
            NotFound: The visitor has no such picture.
            InputGone: Nobody has it any more.
        """
        ...

    async def favour(self, visitor: Visitor, number: int, *, favourite: bool) -> None:
        """Set or take the star.

        Raises:
            NotFound: The visitor has no such picture.
        """
        ...

    async def repeat(self, visitor: Visitor, number: int, key: str) -> None:
        """Paint the same again with a new seed; it comes in the chat with the bot.

        Args:
            visitor: Who pays.
            number: The picture.
            key: Of this tap: the same one again starts nothing new.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        ...

    async def share(self, visitor: Visitor, number: int) -> str:
        """The link of a picture, made if there was none.

        Raises:
            NotFound: The visitor has no such picture.
        """
        ...

    async def delete(self, visitor: Visitor, number: int) -> None:
        """Forget a picture, and its file.

        Raises:
            NotFound: The visitor has no such picture.
        """
        ...

    def explained(self, error: BotError, visitor: Visitor | None) -> str:
        """An error in the visitor's words."""
        ...
