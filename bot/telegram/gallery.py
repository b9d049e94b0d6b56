"""Shows a person's history: one message, one picture at a time."""

import asyncio
from collections.abc import AsyncIterator

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    Message,
)

from bot.core.catalogue import Catalogue
from bot.core.errors import InputGone, InputUnreadable, NotFound
from bot.core.gallery import Entry
from bot.core.models import Artifact
from bot.core.ports.stores import MediaStore
from bot.core.recipe import as_made
from bot.services import pictures
from bot.services.history import History
from bot.services.styles import Styles
from bot.telegram.buttons import View
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.errors import harmless
from bot.telegram.screens.history import (
    Shown,
    history_delete_view,
    history_recipe_view,
    history_view,
)
from bot.telegram.screens.recipe import recipe_text
from bot.telegram.translator import Translate
from bot.telegram.views import Views


class Gallery:
    """Walks through pictures.

    Args:
        history: Knows their order.
        views: Which of them a button speaks of.
        catalogue: The models.
        styles: Their styles.
        media: The files, for pictures that Telegram does not have any more.
    """

    def __init__(
        self,
        *,
        history: History,
        views: Views,
        catalogue: Catalogue,
        styles: Styles,
        media: MediaStore,
    ) -> None:
        self._history = history
        self._views = views
        self._catalogue = catalogue
        self._styles = styles
        self._media = media

    async def open(self, message: Message, entry: Entry, tap: HistoryTap, t: Translate) -> None:
        """Answer with a picture.

        Raises:
            InputGone: Nobody has it any more.
        """
        shown = await self._shown(entry, tap)
        await self._send(message, shown, await self._view(shown, t))

    async def turn(self, message: Message, tap: HistoryTap, t: Translate) -> bool:
        """Show the picture that a button leads to; False: there is none.

        Raises:
            NotFound: It was deleted.
            InputGone: Nobody has it any more.
        """
        entry = await self._entry(tap)
        if entry is None:
            return False
        shown = await self._shown(entry, tap)
        await self._edit(message, shown, await self._view(shown, t))
        return True

    async def caption(self, message: Message, tap: HistoryTap, t: Translate) -> None:
        """Change the words and buttons below the picture that is shown already.

        Raises:
            NotFound: It was deleted.
        """
        shown = await self._current(tap)
        view = await self._side_view(shown, tap.action, t)
        await message.edit_caption(caption=view.text, reply_markup=view.markup)

    async def current(self, tap: HistoryTap) -> Entry:
        """The picture that is shown.

        Raises:
            NotFound: It was deleted.
        """
        artifact, run = await self._history.get(tap.artifact)
        if run.person_id != tap.owner:
            raise NotFound
        return artifact, run

    async def delete(self, tap: HistoryTap) -> None:
        """Forget the picture that is shown, and its file.

        Raises:
            NotFound: It was deleted already.
        """
        artifact, _ = await self.current(tap)
        await self._history.delete(artifact.id)

    async def _current(self, tap: HistoryTap) -> Shown:
        return await self._shown(await self.current(tap), tap)

    async def _entry(self, tap: HistoryTap) -> Entry | None:
        history, owner = self._history, tap.owner
        sieve = await self._views.sieve(owner, tap.view)
        match tap.action:
            case HistoryAction.OPEN:
                return await self.current(tap)
            case HistoryAction.OLDER:
                return await history.older(owner, tap.artifact, sieve)
            case HistoryAction.NEWER:
                return await history.newer(owner, tap.artifact, sieve)
            case _:
                beside = await history.older(owner, tap.artifact, sieve)
                return beside or await history.newest(owner, sieve)

    async def _shown(self, entry: Entry, tap: HistoryTap) -> Shown:
        artifact, run = entry
        sieve = await self._views.sieve(tap.owner, tap.view)
        older = await self._history.older(tap.owner, artifact.id, sieve)
        newer = await self._history.newer(tap.owner, artifact.id, sieve)
        return Shown(
            owner=tap.owner,
            artifact=artifact,
            run=run,
            view=tap.view,
            top=tap.top,
            newer=newer is not None,
            older=older is not None,
        )

    async def _view(self, shown: Shown, t: Translate) -> View:
        spec = self._catalogue.get(shown.run.request.model)
        styles = await self._styles.list(spec.key) if spec else ()
        return history_view(shown, spec, styles, t)

    async def _side_view(self, shown: Shown, action: HistoryAction, t: Translate) -> View:
        if action is HistoryAction.DELETE:
            return history_delete_view(shown, t)
        if action is not HistoryAction.RECIPE:
            return await self._view(shown, t)
        spec = self._catalogue.get(shown.run.request.model)
        styles = await self._styles.list(spec.key) if spec else ()
        request = as_made(shown.run, shown.artifact)
        told = recipe_text(request, spec, styles, t, shown.artifact.note or "")
        return history_recipe_view(shown, told, t)

    async def _send(self, message: Message, shown: Shown, view: View) -> None:
        async for media in self._forms(shown.artifact, view):
            try:
                await _answer(message, media, view)
            except TelegramBadRequest:
                continue
            return
        raise InputGone

    async def _edit(self, message: Message, shown: Shown, view: View) -> None:
        async for media in self._forms(shown.artifact, view):
            try:
                await message.edit_media(media, reply_markup=view.markup)
            except TelegramBadRequest as error:
                if harmless(error):
                    raise
                continue
            return
        raise InputGone

    async def _forms(self, artifact: Artifact, view: View) -> AsyncIterator[MediaUnion]:
        """What Telegram may take, the cheapest first: its own copy, our file, its own document."""
        kind = InputMediaVideo if artifact.clip else InputMediaPhoto
        if artifact.file_id:
            yield kind(media=artifact.file_id, caption=view.text)
        file = await self._file(artifact)
        if file:
            yield kind(media=file, caption=view.text)
        if artifact.file_id:
            yield InputMediaDocument(media=artifact.file_id, caption=view.text)

    async def _file(self, artifact: Artifact) -> InputFile | None:
        path = self._media.path(artifact.media) if artifact.media else None
        if artifact.clip:
            return FSInputFile(path) if path and path.is_file() else None
        content = await self._photo(artifact)
        return BufferedInputFile(content, f"{artifact.id}.jpg") if content else None

    async def _photo(self, artifact: Artifact) -> bytes | None:
        if artifact.media is None:
            return None
        try:
            return await asyncio.to_thread(pictures.for_photo, self._media.path(artifact.media))
        except (OSError, InputUnreadable):
            return None


async def _answer(message: Message, media: MediaUnion, view: View) -> None:
    if isinstance(media, InputMediaDocument):
        document = message.answer_document
        await document(media.media, caption=view.text, reply_markup=view.markup)
    elif isinstance(media, InputMediaVideo):
        await message.answer_video(media.media, caption=view.text, reply_markup=view.markup)
    elif isinstance(media, InputMediaPhoto):
        photo = message.answer_photo
        await photo(media.media, caption=view.text, reply_markup=view.markup)
