"""The history shows a picture as long as anybody has it: Telegram, or the disk."""

from pathlib import Path
from typing import cast

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, Message
from PIL import Image

from bot.core.errors import InputGone
from bot.core.gallery import EVERYTHING, Entry, Sieve
from bot.core.models import Artifact
from bot.core.ports.stores import CacheStore
from bot.sandbox import Person
from bot.services.history import History
from bot.services.styles import Styles
from bot.telegram.callbacks import HistoryAction, HistoryTap
from bot.telegram.gallery import Gallery
from bot.telegram.views import Views
from tests.core.specs import catalogue
from tests.screens.made import artifact, run, words
from tests.telegram.conftest import anna, bot, sandbox
from tests.telegram.jobs import Disk

__all__ = ["anna", "bot", "sandbox"]

t = words()


class Pictures:
    """A history of pictures, newest first."""

    def __init__(self, *artifacts: Artifact) -> None:
        self.artifacts = artifacts

    async def get(self, artifact_id: int) -> Entry:
        entry = self._entry(self._place(artifact_id))
        assert entry
        return entry

    async def newest(self, person_id: int, sieve: Sieve = EVERYTHING) -> Entry | None:
        return self._entry(0)

    async def older(
        self, person_id: int, artifact_id: int, sieve: Sieve = EVERYTHING
    ) -> Entry | None:
        return self._entry(self._place(artifact_id) + 1)

    async def newer(
        self, person_id: int, artifact_id: int, sieve: Sieve = EVERYTHING
    ) -> Entry | None:
        return self._entry(self._place(artifact_id) - 1)

    def _place(self, artifact_id: int) -> int:
        return next(n for n, each in enumerate(self.artifacts) if each.id == artifact_id)

    def _entry(self, place: int) -> Entry | None:
        inside = 0 <= place < len(self.artifacts)
        return (self.artifacts[place], run()) if inside else None


class Lists:
    """No styles."""

    async def list(self, model: str) -> tuple[()]:
        return ()


def gallery(folder: Path, *artifacts: Artifact) -> Gallery:
    return Gallery(
        history=(history := cast(History, Pictures(*artifacts))),
        views=Views(history=history, cache=cast(CacheStore, None)),
        catalogue=catalogue(),
        styles=cast(Styles, Lists()),
        media=Disk(folder),
    )


def draw(folder: Path, name: str) -> str:
    Image.new("RGB", (32, 24), (9, 90, 9)).save(folder / name)
    return name


async def show(shelf: Gallery, message: Message, picture: Artifact) -> None:
    await shelf.open(message, (picture, run()), tap(HistoryAction.OPEN, picture.id), t)


def tap(action: HistoryAction, number: int) -> HistoryTap:
    return HistoryTap(owner=7, action=action, artifact=number)


async def test_telegrams_own_copy_needs_no_upload(bot: Bot, anna: Person, tmp_path: Path) -> None:
    file = BufferedInputFile((tmp_path / draw(tmp_path, "a.png")).read_bytes(), "a.png")
    sent = await bot.send_photo(anna.id, file)
    known = artifact(1, file_id=(sent.photo or [])[-1].file_id, media=None)
    await show(gallery(tmp_path, known), sent, known)
    shown = anna.private.last
    assert shown.photo
    assert shown.photo.size == (32, 24)
    assert "a fox & <b>owl</b>" in shown.caption


async def test_what_telegram_lost_comes_from_the_disk(
    bot: Bot, anna: Person, tmp_path: Path
) -> None:
    media = draw(tmp_path, "b.png")
    lost = [artifact(n, file_id="lost", media=media, width=32) for n in (2, 1)]
    message = await bot.send_message(anna.id, "hello")
    shelf = gallery(tmp_path, *lost)
    await show(shelf, message, lost[0])
    assert anna.private.last.photo
    await shelf.turn(message, tap(HistoryAction.OLDER, 2), t)
    first = next(each for each in anna.private.messages if each.id == message.message_id)
    assert first.photo
    assert first.buttons[0] == ["◀ Newer"]


async def test_what_was_sent_as_a_file_is_shown_as_one(
    bot: Bot, anna: Person, tmp_path: Path
) -> None:
    sent = await bot.send_document(anna.id, BufferedInputFile(b"%PDF-1.4", "x.bin"))
    assert sent.document
    known = artifact(1, file_id=sent.document.file_id, media=None)
    await show(gallery(tmp_path, known), sent, known)
    assert anna.private.last.document


async def test_what_nobody_has_any_more_is_told(bot: Bot, anna: Person, tmp_path: Path) -> None:
    message = await bot.send_message(anna.id, "hello")
    gone = artifact(1, file_id="lost", media="gone.png")
    with pytest.raises(InputGone):
        await show(gallery(tmp_path, gone), message, gone)
    with pytest.raises(InputGone):
        await gallery(tmp_path, gone).turn(message, tap(HistoryAction.OPEN, 1), t)


async def test_past_the_end_nothing_happens(bot: Bot, anna: Person, tmp_path: Path) -> None:
    message = await bot.send_message(anna.id, "hello")
    only = artifact(1, file_id="lost", media=None)
    assert not await gallery(tmp_path, only).turn(message, tap(HistoryAction.OLDER, 1), t)
