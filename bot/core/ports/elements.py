"""The store of characters and things that people have shown."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.elements import SavedElement
from bot.core.models import Input


class ElementStore(Protocol):
    """Elements; nobody sees another's."""

    async def of(self, person_id: int) -> Sequence[SavedElement]:
        """All that a person has, by name."""
        ...

    async def add(
        self, person_id: int, name: str, pictures: Sequence[Input], description: str
    ) -> tuple[SavedElement, bool]:
        """Keep pictures under a name, after those that it has.

        Returns the element, and whether it is new. An empty description changes nothing.

        Raises:
            ElementFull: That would be more pictures than an element has.
            ElementsTooMany: The person has as many elements as anybody may have.
        """
        ...

    async def rename(self, person_id: int, element_id: int, name: str) -> SavedElement | None:
        """Give an element another name; None: it is not there any more.

        Raises:
            ElementNameTaken: Another one of the person's has it.
        """
        ...

    async def describe(self, person_id: int, element_id: int, text: str) -> SavedElement | None:
        """Say what an element is; None: it is not there any more."""
        ...

    async def delete(self, person_id: int, element_id: int) -> Sequence[str]:
        """Forget an element; returns the files that may be removed now."""
        ...
