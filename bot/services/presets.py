"""A person's presets: saved, found, and laid under what they ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound, PresetWordsTooLong, RecipeMissing
from bot.core.models import Preferences, Request
from bot.core.parameters import Words
from bot.core.ports.presets import PresetStore
from bot.core.preferences import carry
from bot.core.presets import FLAG, MOST, WORDS_LIMIT, Preset, checked_name, chosen


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What a text asks for once its preset is laid under it.

    Attributes:
        words: The text without the preset's name.
        settings: What holds where the text says nothing.
        preset: Whose words the prompt gets.
        named: Whether the text names it; otherwise it was chosen in the panel.
    """

    words: Words
    settings: Preferences
    preset: Preset | None = None
    named: bool = False

    def prompt(self, said: str) -> str:
        """The prompt; where nothing is said, a preset that was named is painted as it was."""
        if self.preset is None:
            return said
        if said.strip():
            return self.preset.framed(said)
        return self.preset.request.prompt if self.named else said


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A preset whose model is not there any more.

    Attributes:
        model: The key of the model that it was made with.
        dropped: What the other model cannot follow, as `bot.core.preferences.carry` names it.
    """

    preset: Preset
    model: str
    dropped: tuple[str, ...] = ()


class Presets:
    """Keeps presets, and knows what they stand for.

    Args:
        store: Where they are.
        catalogue: The models.
    """

    def __init__(self, *, store: PresetStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    async def of(self, person_id: int) -> Sequence[Preset]:
        """All that a person has, by name."""
        return await self._store.of(person_id)

    async def get(self, person_id: int, preset_id: int) -> Preset:
        """One of them.

        Raises:
            NotFound: It was deleted.
        """
        return _there(next((p for p in await self.of(person_id) if p.id == preset_id), None))

    async def save(self, person_id: int, name: str, request: Request) -> tuple[Preset, bool]:
        """Keep a recipe under a name; returns the preset, and whether the name is new.

        Raises:
            PresetNameUnfit: No preset can be called so.
            RecipeMissing: An enlargement has no style of its own.
            PresetsTooMany: There are enough of them.
        """
        name = checked_name(name)
        if request.mode.enlarges:
            raise RecipeMissing
        kept = replace(request, seed=None, inputs=(), mask=None)
        return await self._store.save(person_id, name, kept, "", MOST)

    async def rename(self, person_id: int, preset_id: int, name: str) -> Preset:
        """Call a preset otherwise.

        Raises:
            PresetNameUnfit, PresetNameTaken: It cannot be called so.
            NotFound: It was deleted.
        """
        return _there(await self._store.rename(person_id, preset_id, checked_name(name)))

    async def word(self, person_id: int, preset_id: int, words: str) -> Preset:
        """Set the words that every prompt gets.

        Raises:
            PresetWordsTooLong: They are too many.
            NotFound: It was deleted.
        """
        words = words.strip()
        if len(words) > WORDS_LIMIT:
            raise PresetWordsTooLong(length=len(words), limit=WORDS_LIMIT)
        return _there(await self._store.word(person_id, preset_id, words))

    async def delete(self, person_id: int, preset_id: int) -> None:
        """Forget a preset."""
        await self._store.delete(person_id, preset_id)

    async def lay(self, person_id: int, words: Words, settings: Preferences) -> Laid:
        """Find the preset that a text names, otherwise the one that was chosen in the panel.

        Args:
            person_id: Whose presets.
            words: The text.
            settings: What holds without a preset.

        Raises:
            UnknownPreset: The text names one that is not there.
        """
        named = any(flag.name == FLAG for flag in words.flags)
        if not named and settings.preset is None:
            return Laid(words=words, settings=settings)
        presets = await self.of(person_id)
        if not named:
            found = next((each for each in presets if each.id == settings.preset), None)
            return Laid(words=words, settings=settings, preset=found)
        preset, words = chosen(words, presets)
        if preset is not None:
            settings = preset.settings(settings)
        return Laid(words=words, settings=settings, preset=preset, named=preset is not None)

    def loss(self, laid: Laid, spec: ModelSpec) -> Loss | None:
        """What is lost of a preset that was named; None: nothing, its model is there.

        Args:
            laid: What was asked for.
            spec: The model that does it.
        """
        if laid.preset is None or not laid.named:
            return None
        model = laid.preset.request.model
        if self._catalogue.get(model) is not None:
            return None
        _, dropped = carry(laid.settings, spec)
        return Loss(preset=laid.preset, model=model, dropped=dropped)


def _there(preset: Preset | None) -> Preset:
    if preset is None:
        raise NotFound
    return preset
