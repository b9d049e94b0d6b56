"""A job's results, made ready for Telegram: the form they go in, and the words below them."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from aiogram.types import BufferedInputFile, FSInputFile, InputFile

from bot.core import storyboard
from bot.core.capabilities import Style
from bot.core.catalogue import Catalogue
from bot.core.errors import FileRejected, InputUnreadable
from bot.core.models import Artifact, Job, Run
from bot.core.ports.conversation import Clock
from bot.core.ports.groups import GroupStore
from bot.core.ports.stores import MediaStore
from bot.core.runs import RunState
from bot.services import clips
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

ALWAYS_TAKEN = 50 * 1000 * 1000
"""Telegram: bytes of a file that every Bot API server takes."""

PLAYED = "video/mp4"
"""Telegram: other kinds of clips go as files."""

_STILL_SIDE = 1280  # of the picture that stands for a clip which cannot be sent


class Form(IntEnum):
    """How something goes out, the finest first: where one is refused the next is tried."""

    SHOWN = 0  # as a photo or a video
    FILE = 1
    LINK = 2


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One result, ready to go.

    Attributes:
        path: The file as the provider made it.
        form: The finest form that Telegram is likely to take it in.
        shown: What goes out as a photo or a video; None: Telegram would take it as neither.
        poster: A clip's thumbnail.
        covered: Whether it is to be seen only after a tap.
    """

    run: Run
    artifact: Artifact
    path: Path
    form: Form
    shown: InputFile | None
    caption: Safe | None
    poster: BufferedInputFile | None = None
    covered: bool = False


class Parcels:
    """Packs results.

    Args:
        media: Has the files.
        catalogue: Has the models' titles.
        styles: Have titles too.
        groups: Know where pictures come covered.
        clock: For the seconds that a picture took.
        upload_bytes: The largest file that the Bot API server takes.
    """

    def __init__(
        self,
        *,
        media: MediaStore,
        catalogue: Catalogue,
        styles: Styles,
        groups: GroupStore,
        clock: Clock,
        upload_bytes: int,
    ) -> None:
        self._media = media
        self._catalogue = catalogue
        self._styles = styles
        self._groups = groups
        self._clock = clock
        self._upload_bytes = upload_bytes

    async def pack(self, job: Job, t: Translate) -> list[Parcel]:
        """The results of a job's delivering runs, those first that people see at once.

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
        parcels: list[Parcel] = []
        for number, (run, artifact) in zip(shown, pairs, strict=True):
            words = None
            if not alike or not parcels:
                facts = await self._facts(run, artifact, t, seed=not alike)
                words = self._words(job, (run, artifact), number, facts, t)
            parcels.append(await self._parcel(run, artifact, words))
        covered = not job.origin.private and (await self._groups.get(job.origin.chat_id)).spoiler
        parcels = [replace(parcel, covered=covered) for parcel in parcels]
        return sorted(parcels, key=lambda parcel: parcel.form)

    async def still(self, parcel: Parcel) -> BufferedInputFile | None:
        """A picture that stands for a clip which cannot be sent; None: there is none."""
        return await self._still(parcel.path, _STILL_SIDE)

    async def _parcel(self, run: Run, artifact: Artifact, words: Safe | None) -> Parcel:
        path = self._media.path(artifact.media or "")
        if artifact.media is None or not path.is_file():
            log.error("The file of picture %s of run %s is not there", artifact.id, run.id)
            raise FileRejected
        shown, poster = await self._shown(artifact, path), None
        if artifact.clip and shown:
            poster = await self._still(path, clips.POSTER_SIDE)
        form = Form.SHOWN if shown else Form.FILE
        return Parcel(
            run=run,
            artifact=artifact,
            path=path,
            form=form if artifact.size <= self._upload_bytes or shown else Form.LINK,
            shown=shown,
            caption=words,
            poster=poster,
        )

    async def _shown(self, artifact: Artifact, path: Path) -> InputFile | None:
        if artifact.clip:
            fits = artifact.mime == PLAYED and artifact.size <= self._upload_bytes
            return FSInputFile(path) if fits else None
        if _fits(artifact):
            return FSInputFile(path)
        smaller = await asyncio.to_thread(_smaller, path)
        return BufferedInputFile(smaller, f"{path.stem}.jpg") if smaller else None

    async def _still(self, path: Path, side: int) -> BufferedInputFile | None:
        try:
            content = await asyncio.to_thread(clips.poster, path, side)
        except InputUnreadable:
            log.warning("%s has no picture to show", path.name)
            return None
        return BufferedInputFile(content, f"{path.stem}.jpg")

    def _words(
        self, job: Job, made: tuple[Run, Artifact], number: int, facts: Sequence[str], t: Translate
    ) -> Safe:
        """A caption; where runs differ it has a number, and the time that its own run took."""
        run, note = made[0], provider_note(made[1], t)
        prompt, now = storyboard.told(run.request), self._clock.now()
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
        if artifact.seconds:
            rest.append(t.plain("caption-length", seconds=round(artifact.seconds, 1)))
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
