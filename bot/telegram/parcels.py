"""A job's pictures, made ready for Telegram: the form they go in, and the words below them."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiogram.types import BufferedInputFile, FSInputFile, InputFile

from bot.core.capabilities import Style
from bot.core.catalogue import Catalogue
from bot.core.errors import FileRejected, InputUnreadable
from bot.core.models import Artifact, Job, Run
from bot.core.ports.conversation import Clock
from bot.core.ports.stores import MediaStore
from bot.core.runs import RunState
from bot.services.pictures import for_photo
from bot.services.styles import Styles
from bot.telegram.albums import compared, distinct, numbers, shared
from bot.telegram.captions import caption, provider_note
from bot.telegram.card import instead_words, request_words
from bot.telegram.translator import Safe, Translate

log = logging.getLogger(__name__)

PHOTO_BYTES = 10 * 1000 * 1000
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
"""Telegram: a photo has at most 10 MB, width + height of 10000, proportions of 1:20."""

PHOTO_MIMES = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture, ready to go.

    Attributes:
        path: The file as the provider made it.
        photo: What goes out as a photo; None: Telegram would not take it as one.
    """

    run: Run
    artifact: Artifact
    path: Path
    photo: InputFile | None
    caption: Safe | None


class Parcels:
    """Packs pictures.

    Args:
        media: Has the files.
        catalogue: Has the models' titles.
        styles: Have titles too.
        clock: For the seconds that a picture took.
    """

    def __init__(
        self, *, media: MediaStore, catalogue: Catalogue, styles: Styles, clock: Clock
    ) -> None:
        self._media = media
        self._catalogue = catalogue
        self._styles = styles
        self._clock = clock

    async def pack(self, job: Job, t: Translate) -> list[Picture]:
        """The pictures of a job's delivering runs, those first that go as photos.

        Raises:
            FileRejected: A file is gone.
        """
        pairs = [
            (run, artifact)
            for run in job.runs
            if run.state is RunState.DELIVERING
            for artifact in run.artifacts
        ]
        alike = (
            len(pairs) > 1 and not distinct(job) and len({shared(run) for run, _ in pairs}) == 1
        )
        shown = numbers(job, pairs)
        pictures: list[Picture] = []
        for number, (run, artifact) in zip(shown, pairs, strict=True):
            words = None
            if not alike or not pictures:
                facts = await self._facts(run, artifact, t, seed=not alike)
                words = self._words(job, (run, artifact), number, facts, t)
            pictures.append(await self._picture(run, artifact, words))
        return sorted(pictures, key=lambda picture: picture.photo is None)

    async def _picture(self, run: Run, artifact: Artifact, words: Safe | None) -> Picture:
        path = self._media.path(artifact.media or "")
        if artifact.media is None or not path.is_file():
            log.error("The file of picture %s of run %s is not there", artifact.id, run.id)
            raise FileRejected
        photo: InputFile | None = FSInputFile(path)
        if not _fits(artifact):
            smaller = await asyncio.to_thread(_smaller, path)
            photo = BufferedInputFile(smaller, f"{path.stem}.jpg") if smaller else None
        return Picture(run=run, artifact=artifact, path=path, photo=photo, caption=words)

    def _words(
        self, job: Job, made: tuple[Run, Artifact], number: int, facts: Sequence[str], t: Translate
    ) -> Safe:
        """A caption; where runs differ it has a number, and the time that its own run took."""
        run, note = made[0], provider_note(made[1], t)
        prompt, now = run.request.prompt, self._clock.now()
        instead = instead_words(run, self._catalogue, t)
        if not distinct(job):
            waited = t.duration((now - run.created_at).total_seconds())
            return caption(prompt, [*facts, waited], note, instead)
        began, ended = run.accepted_at or run.created_at, run.collected_at or now
        took = t.duration((ended - began).total_seconds())
        if not compared(job):
            return caption(f"{number}. {prompt}", [*facts, took], note, instead)
        model, *rest = facts
        facts = [f"{number}. {model}", *rest, took, self._price(run, t)]
        return caption(prompt, facts, note)

    def _price(self, run: Run, t: Translate) -> str:
        spec = self._catalogue.get(run.request.model)
        price = spec.price if spec else None
        return "" if price is None else t.plain("caption-price", price=f"{price.normalize():f}")

    async def _facts(self, run: Run, artifact: Artifact, t: Translate, *, seed: bool) -> list[str]:
        request = run.request
        styles: Sequence[Style] = ()
        if request.style and self._catalogue.get(request.model):
            styles = await self._styles.list(request.model)
        model, *rest = request_words([run], self._catalogue, styles, t)
        if not request.ratio:
            rest.insert(0, f"{artifact.width}×{artifact.height}")
        number = request.seed if artifact.seed is None else artifact.seed
        if seed and number is not None:
            rest.append(t.plain("caption-seed", seed=str(number)))
        return [model, *rest]


def _fits(artifact: Artifact) -> bool:
    width, height = artifact.width, artifact.height
    sides = width + height <= PHOTO_SIDES and max(width, height) <= PHOTO_RATIO * min(
        width, height
    )
    return sides and artifact.size <= PHOTO_BYTES and artifact.mime in PHOTO_MIMES


def _smaller(path: Path) -> bytes | None:
    try:
        return for_photo(path)
    except InputUnreadable:
        return None
