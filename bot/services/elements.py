"""A person's elements: kept, named in prompts, and shown to models."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from uuid import uuid4

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.elements import (
    DESCRIPTION_LIMIT,
    PICTURES,
    SavedElement,
    checked_name,
    mentions,
    named,
    placed,
)
from bot.core.errors import (
    ElementDescriptionTooLong,
    ElementFull,
    ElementsUnplaced,
    InputMissing,
    NotFound,
)
from bot.core.models import Input
from bot.core.ports.elements import ElementStore
from bot.core.ports.stores import MediaStore
from bot.core.preferences import Wish
from bot.services.inputs import Inputs


class Elements:
    """Keeps what people have shown, in files of its own: it outlives Telegram's.

    Args:
        store: Knows what there is.
        inputs: Reads pictures.
        media: Where they are kept.
        catalogue: The models.
    """

    def __init__(
        self, *, store: ElementStore, inputs: Inputs, media: MediaStore, catalogue: Catalogue
    ) -> None:
        self._store = store
        self._inputs = inputs
        self._media = media
        self._catalogue = catalogue

    async def of(self, person_id: int) -> Sequence[SavedElement]:
        """All that a person has, by name."""
        return await self._store.of(person_id)

    async def get(self, person_id: int, element_id: int) -> SavedElement:
        """One of them.

        Raises:
            NotFound: It was deleted.
        """
        return _there(next((e for e in await self.of(person_id) if e.id == element_id), None))

    async def named(self, person_id: int, text: str) -> tuple[SavedElement, ...]:
        """The person's elements that a text names; any other `@name` is just words."""
        if not mentions(text):
            return ()
        return named(text, await self.of(person_id))

    def place(self, wish: Wish, elements: Sequence[SavedElement], spec: ModelSpec) -> Wish:
        """Show a model what a wish names.

        Raises:
            ElementsUnplaced: It takes fewer pictures than there are; names models that take more.
        """
        if not elements:
            return wish
        most = 1 if wish.mask else spec.max_inputs
        made = placed(wish.prompt, wish.inputs, elements, most)
        if made is not None:
            return replace(wish, prompt=made.prompt, inputs=made.inputs)
        needed = len(wish.inputs) + len(elements)
        able = (each for each in self._catalogue.able(wish.mode) if each.max_inputs >= needed)
        titles = ", ".join(each.title for each in able)
        raise ElementsUnplaced(count=needed, limit=most, model=spec.title, able=titles or "—")

    async def add(
        self, person_id: int, name: str, pictures: Sequence[Input], description: str = ""
    ) -> tuple[SavedElement, bool]:
        """Keep pictures under a name; returns the element, and whether it is new.

        Raises:
            ElementNameUnfit, ElementDescriptionTooLong: It cannot be called or described so.
            ElementFull, ElementsTooMany: There is no room for it.
            RequestError: A picture cannot be had or read.
        """
        name, description = checked_name(name), _checked(description)
        if not pictures:
            raise InputMissing
        if len(pictures) > PICTURES:
            raise ElementFull(name=name, count=len(pictures), limit=PICTURES)
        kept: list[Input] = []
        try:
            for picture in pictures:
                kept.append(await self._keep(picture))  # noqa: PERF401 - known when the next fails
            return await self._store.add(person_id, name, kept, description)
        except BaseException:
            await self._media.remove([each.media for each in kept if each.media])
            raise

    async def rename(self, person_id: int, element_id: int, name: str) -> SavedElement:
        """Call an element otherwise.

        Raises:
            ElementNameUnfit, ElementNameTaken: It cannot be called so.
            NotFound: It was deleted.
        """
        return _there(await self._store.rename(person_id, element_id, checked_name(name)))

    async def describe(self, person_id: int, element_id: int, text: str) -> SavedElement:
        """Say what an element is.

        Raises:
            ElementDescriptionTooLong: In too many words.
            NotFound: It was deleted.
        """
        return _there(await self._store.describe(person_id, element_id, _checked(text)))

    async def delete(self, person_id: int, element_id: int) -> None:
        """Forget an element and free its files."""
        await self._media.remove(await self._store.delete(person_id, element_id))

    async def _keep(self, picture: Input) -> Input:
        content = await self._inputs.cleaned(picture)
        file = await self._media.save(f"elements/{uuid4().hex}", _whole(content))
        return Input(media=file.media, file_id=picture.file_id)


def _checked(description: str) -> str:
    text = " ".join(description.split())
    if len(text) > DESCRIPTION_LIMIT:
        raise ElementDescriptionTooLong(length=len(text), limit=DESCRIPTION_LIMIT)
    return text


def _there(element: SavedElement | None) -> SavedElement:
    if element is None:
        raise NotFound
    return element


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
