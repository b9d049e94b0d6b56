"""The store of what people saved for later."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.models import Request
from bot.core.presets import Preset


class PresetStore(Protocol):
    """Presets; nobody sees another's."""

    async def of(self, person_id: int) -> Sequence[Preset]:
        """All that a person has, by name."""
        ...

    async def save(
        self, person_id: int, name: str, request: Request, words: str, limit: int
    ) -> tuple[Preset, bool]:
        """Keep a recipe under a name, in the place of what had that name.

        Returns the preset, and whether it is new.

        Raises:
            PresetsTooMany: The person has `limit` of other names.
        """
        ...

    async def rename(self, person_id: int, preset_id: int, name: str) -> Preset | None:
        """Give a preset another name; None: it is not there any more.

        Raises:
            PresetNameTaken: Another one of the person's has it.
        """
        ...

    async def word(self, person_id: int, preset_id: int, words: str) -> Preset | None:
        """Give a preset other words; None: it is not there any more."""
        ...

    async def delete(self, person_id: int, preset_id: int) -> None:
        """Forget a preset."""
        ...
