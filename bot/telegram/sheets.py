"""Shows a person's history as contact sheets: one message, nine pictures at a time."""

from aiogram.types import InputMediaPhoto, Message

from bot.core.catalogue import Catalogue
from bot.core.ports.conversation import Clock
from bot.services.history import History, Page
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.gallery import Gallery
from bot.telegram.launch import Launch
from bot.telegram.replies import is_private, say
from bot.telegram.screens.gallery import (
    DAYS,
    PLACES,
    Sheet,
    days_view,
    empty_sheet_view,
    sheet_view,
    shelves_view,
)
from bot.telegram.sheet_pictures import SheetPictures
from bot.telegram.translator import Translate
from bot.telegram.views import Views


class Sheets:
    """Leads from sheet to sheet; all that they need to know is in their buttons.

    Args:
        history: The pictures.
        views: Which of them a button speaks of.
        gallery: Shows one of them.
        drawings: Draws the sheets.
        catalogue: The models' titles.
        launch: Where the gallery is as a page.
        clock: Time.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        history: History,
        views: Views,
        gallery: Gallery,
        drawings: SheetPictures,
        catalogue: Catalogue,
        launch: Launch,
        clock: Clock,
    ) -> None:
        self._history = history
        self._views = views
        self._gallery = gallery
        self._drawings = drawings
        self._catalogue = catalogue
        self._launch = launch
        self._clock = clock

    async def search(self, message: Message, owner: int, said: str, t: Translate) -> None:
        """Answer a message with the pictures in whose prompt some words occur; all without any."""
        view = await self._views.search(owner, said) if said.strip() else ""
        await self.open(message, owner, t, view)

    async def open(self, message: Message, owner: int, t: Translate, view: str = "") -> None:
        """Answer a message with a sheet, with a picture that is the only one, or with none.

        Raises:
            SearchOver: Nobody knows any more what was searched for.
        """
        tap = HistoryTap(owner=owner, action=HistoryAction.OPEN, view=view)
        sheet = await self._sheet(message, tap, await self._page(tap))
        entries = sheet.page.entries
        if not entries:
            await say(message, empty_sheet_view(sheet, self._catalogue, t))
        elif len(entries) == 1 and sheet.page.searched_to is None:
            await self._gallery.open(message, entries[0], tap, t)
        else:
            await self._send(message, sheet, t)

    async def turn(self, message: Message, tap: HistoryTap, t: Translate) -> bool:
        """Show the sheet that a button leads to; False: it is empty."""
        sheet = await self._sheet(message, tap, await self._turned(tap))
        if not sheet.page.entries:
            return await self._nothing(message, sheet, t)
        view = sheet_view(sheet, self._catalogue, t)
        drawn = await self._drawings.get(_bot_id(message), sheet, t)
        media = InputMediaPhoto(media=drawn.file, caption=view.text)
        await self._drawings.keep(drawn, await message.edit_media(media, reply_markup=view.markup))
        return True

    async def shelves(self, message: Message, tap: HistoryTap, t: Translate) -> None:
        """Show what the gallery can be narrowed to, below the sheet that is there."""
        sheet = await self._sheet(message, tap, await self._page(tap, tap.top))
        shelves = await self._history.shelves(tap.owner)
        view = shelves_view(sheet, shelves, self._catalogue, t)
        await message.edit_caption(caption=view.text, reply_markup=view.markup)

    async def days(self, message: Message, tap: HistoryTap, t: Translate) -> None:
        """Show the days of which there are pictures, below the sheet that is there."""
        sheet = await self._sheet(message, tap, await self._page(tap, tap.top))
        at = tap.artifact or None
        days = await self._history.days(tap.owner, sheet.sieve, DAYS + 1, at=at)
        view = days_view(sheet, days, self._catalogue, t)
        await message.edit_caption(caption=view.text, reply_markup=view.markup)

    async def _page(self, tap: HistoryTap, at: int = 0) -> Page:
        sieve = await self._views.sieve(tap.owner, tap.view)
        return await self._history.page(tap.owner, sieve, PLACES, at=at or None)

    async def _turned(self, tap: HistoryTap) -> Page:
        """The sheet that a button leads to; on the way back the one that has the picture."""
        if tap.action is HistoryAction.BEFORE:
            sieve = await self._views.sieve(tap.owner, tap.view)
            return await self._history.page_before(tap.owner, sieve, PLACES, after=tap.artifact)
        if tap.action is HistoryAction.BACK and tap.top >= tap.artifact:
            page = await self._page(tap, tap.top)
            if not page.entries or page.entries[-1][0].id <= tap.artifact:
                return page
        return await self._page(tap, tap.artifact)

    async def _sheet(self, message: Message, tap: HistoryTap, page: Page) -> Sheet:
        return Sheet(
            owner=tap.owner,
            view=tap.view,
            sieve=await self._views.sieve(tap.owner, tap.view),
            page=page,
            today=self._clock.now().date(),
            app=self._launch.url if is_private(message.chat) else None,
        )

    async def _send(self, message: Message, sheet: Sheet, t: Translate) -> None:
        view = sheet_view(sheet, self._catalogue, t)
        drawn = await self._drawings.get(_bot_id(message), sheet, t)
        if is_private(message.chat):
            sent = await message.answer_photo(
                drawn.file, caption=view.text, reply_markup=view.markup
            )
        else:
            sent = await message.reply_photo(
                drawn.file,
                caption=view.text,
                reply_markup=view.markup,
                allow_sending_without_reply=True,
            )
        await self._drawings.keep(drawn, sent)

    async def _nothing(self, message: Message, sheet: Sheet, t: Translate) -> bool:
        """A search that goes on says how far it came; everything else leaves what is there."""
        if not sheet.sieve.words:
            return False
        view = empty_sheet_view(sheet, self._catalogue, t)
        if message.text is None:
            await message.edit_caption(caption=view.text, reply_markup=view.markup)
        else:
            await message.edit_text(view.text, reply_markup=view.markup)
        return True


def _bot_id(message: Message) -> int:
    if message.bot is None:
        raise RuntimeError("a message without its bot")
    return message.bot.id
