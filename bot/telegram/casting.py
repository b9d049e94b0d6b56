"""People's elements on the screen: a picture of them, and buttons below it."""

import asyncio
from pathlib import Path

from aiogram.types import BufferedInputFile, InputMediaPhoto, Message

from bot.core.elements import SavedElement
from bot.core.models import Input, Person
from bot.core.ports.stores import MediaStore
from bot.services import pictures
from bot.services.elements import Elements
from bot.telegram.buttons import View
from bot.telegram.replies import say
from bot.telegram.screens.elements import (
    PER_PAGE,
    Troupe,
    element_view,
    empty_view,
    on_page,
    troupe_view,
)
from bot.telegram.translator import Translate


class Casting:
    """Shows elements.

    Args:
        elements: What people have shown.
        media: The files.

    Attributes:
        elements: What people have shown.
    """

    def __init__(self, *, elements: Elements, media: MediaStore) -> None:
        self.elements = elements
        self._media = media

    async def troupe(self, person: Person, t: Translate) -> Troupe:
        """All that a person has."""
        elements = await self.elements.of(person.id)
        return Troupe(owner=person.id, elements=elements, t=t)

    async def open(self, message: Message, person: Person, t: Translate) -> None:
        """Answer with the list, or with how to begin one."""
        troupe = await self.troupe(person, t)
        if not troupe.elements:
            await say(message, empty_view(t))
            return
        await _send(message, await self._sheet(troupe, 0), troupe_view(troupe, 0))

    async def turn(self, message: Message, person: Person, t: Translate, page: int) -> bool:
        """Show a page of the list; False: there is nothing to list any more."""
        troupe = await self.troupe(person, t)
        if not troupe.elements:
            return False
        await _change(message, await self._sheet(troupe, page), troupe_view(troupe, page))
        return True

    async def answer(
        self, message: Message, person: Person, element: SavedElement, t: Translate, heading: str
    ) -> None:
        """Answer with one element, below what has just come of it."""
        view = element_view(await self.troupe(person, t), element, heading=heading)
        await _send(message, await self._row(element), view)

    async def show(
        self, message: Message, person: Person, element: SavedElement, t: Translate, page: int
    ) -> None:
        """Show one element where the list was."""
        view = element_view(await self.troupe(person, t), element, page)
        await _change(message, await self._row(element), view)

    async def _sheet(self, troupe: Troupe, page: int) -> BufferedInputFile:
        """The first picture of each, numbered; every page has the same size."""
        shown, places = on_page(troupe, page), min(len(troupe.elements), PER_PAGE)
        first = [self._path(each.pictures[0]) for each in shown]
        names = [f"@{each.name}" for each in shown]
        content = await asyncio.to_thread(pictures.grid, first, names, places=places)
        return BufferedInputFile(content, "elements.jpg")

    async def _row(self, element: SavedElement) -> BufferedInputFile:
        """All pictures of one."""
        paths = [self._path(each) for each in element.pictures]
        content = await asyncio.to_thread(pictures.row, paths)
        return BufferedInputFile(content, f"{element.id}.jpg")

    def _path(self, picture: Input) -> Path | None:
        return self._media.path(picture.media) if picture.media else None


async def _send(message: Message, picture: BufferedInputFile, view: View) -> None:
    await message.reply_photo(
        picture, caption=view.text, reply_markup=view.markup, allow_sending_without_reply=True
    )


async def _change(message: Message, picture: BufferedInputFile, view: View) -> None:
    await message.edit_media(
        InputMediaPhoto(media=picture, caption=view.text), reply_markup=view.markup
    )
