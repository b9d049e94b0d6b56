"""What people saved, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from bot.core.catalogue import Catalogue
from bot.core.elements import SavedElement
from bot.core.errors import PresetNameTaken, PresetsTooMany
from bot.core.models import Input, Request
from bot.core.ports.elements import ElementStore
from bot.core.ports.presets import PresetStore
from bot.core.presets import Preset, key_of
from bot.services.elements import Elements
from bot.services.inputs import Inputs
from tests.support.fakes import FakeMedia


class FakePresets(PresetStore):
    """Presets by person."""

    def __init__(self) -> None:
        self.kept: dict[int, dict[int, Preset]] = {}
        self.asked = 0

    async def of(self, person_id: int) -> Sequence[Preset]:
        self.asked += 1
        mine = self.kept.get(person_id, {})
        return sorted(mine.values(), key=lambda preset: key_of(preset.name))

    async def save(
        self, person_id: int, name: str, request: Request, words: str, limit: int
    ) -> tuple[Preset, bool]:
        mine = self.kept.setdefault(person_id, {})
        old = next((p for p in mine.values() if key_of(p.name) == key_of(name)), None)
        if old is None and len(mine) >= limit:
            raise PresetsTooMany(limit=limit)
        number = old.id if old else sum(map(len, self.kept.values())) + 1
        mine[number] = Preset(id=number, name=name, request=request, words=words)
        return mine[number], old is None

    async def rename(self, person_id: int, preset_id: int, name: str) -> Preset | None:
        others = (p for p in await self.of(person_id) if p.id != preset_id)
        if any(key_of(other.name) == key_of(name) for other in others):
            raise PresetNameTaken(name=name)
        return self._change(person_id, preset_id, name=name)

    async def word(self, person_id: int, preset_id: int, words: str) -> Preset | None:
        return self._change(person_id, preset_id, words=words)

    async def delete(self, person_id: int, preset_id: int) -> None:
        self.kept.get(person_id, {}).pop(preset_id, None)

    def _change(self, person_id: int, preset_id: int, **values: str) -> Preset | None:
        mine = self.kept.get(person_id, {})
        if preset_id not in mine:
            return None
        mine[preset_id] = replace(mine[preset_id], **values)  # type: ignore[arg-type]
        return mine[preset_id]


class FakeElements(ElementStore):
    """Elements by person; they are put here, not saved."""

    def __init__(self) -> None:
        self.kept: dict[int, list[SavedElement]] = {}

    async def of(self, person_id: int) -> Sequence[SavedElement]:
        return self.kept.get(person_id, [])

    async def add(
        self, person_id: int, name: str, pictures: Sequence[Input], description: str
    ) -> tuple[SavedElement, bool]:
        raise NotImplementedError

    async def rename(self, person_id: int, element_id: int, name: str) -> SavedElement | None:
        raise NotImplementedError

    async def describe(self, person_id: int, element_id: int, text: str) -> SavedElement | None:
        raise NotImplementedError

    async def delete(self, person_id: int, element_id: int) -> Sequence[str]:
        raise NotImplementedError


def no_elements(models: Catalogue, store: FakeElements | None = None) -> Elements:
    """The service of elements where nobody has any, unless they are in this store."""
    unused = cast(Inputs, None)
    store = store or FakeElements()
    return Elements(store=store, inputs=unused, media=FakeMedia(), catalogue=models)
