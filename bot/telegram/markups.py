"""The buttons that a message of ours shall have now."""

from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.core.capabilities import Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound, UnsupportedMode
from bot.core.models import Artifact, Job, Run
from bot.core.ports.runs import RunStore
from bot.core.recipe import as_input
from bot.telegram.albums import numbers
from bot.telegram.keyboards import album_keyboard, numbered_keyboard, result_keyboard
from bot.telegram.pressing import pressed
from bot.telegram.translator import Translate


class Markups:
    """Draws buttons again from the database.

    Args:
        runs: Knows the pictures.
        catalogue: Knows what can be done with them.
    """

    def __init__(self, *, runs: RunStore, catalogue: Catalogue) -> None:
        self._runs = runs
        self._catalogue = catalogue

    async def found(self, artifact_id: int) -> tuple[Artifact, Run]:
        """A picture and the run that made it.

        Raises:
            NotFound: It was deleted.
        """
        artifact = await self._runs.artifact(artifact_id)
        run = await self._runs.run(artifact.run_id) if artifact else None
        if artifact is None or run is None:
            raise NotFound
        return artifact, run

    async def pressed(self, callback: CallbackQuery, artifact_id: int) -> tuple[Artifact, Run]:
        """The picture of a pressed button and the run that made it.

        Raises:
            NotYours: It is somebody else's, of another chat.
            NotFound: It was deleted.
        """
        artifact, run = await self.found(artifact_id)
        return artifact, await pressed(callback, run, self._runs)

    async def show(self, message: Message, artifact_id: int, t: Translate) -> None:
        """Give a message the buttons of one picture: it, or its album's control message.

        They keep the language of whoever asked for it, whoever pressed one.

        Raises:
            NotFound: It was deleted.
        """
        await message.edit_reply_markup(reply_markup=await self._of(message, artifact_id, t))

    async def numbers(self, job_id: int, t: Translate) -> InlineKeyboardMarkup | None:
        """The buttons of an album's control message; None: all its pictures were deleted."""
        job = await self._runs.job(job_id)
        pictures = _pictures(job) if job else []
        if job is None or not pictures:
            return None
        words = t.translator.bound(job.language)
        return album_keyboard(job, pictures, self._catalogue, words)

    async def enlarger(self, artifact_id: int, wanted: str | None) -> ModelSpec:
        """The model that makes a picture larger: the wanted one, if it does that.

        Raises:
            NotFound: The picture was deleted.
            UnsupportedMode: No model does.
        """
        picture = as_input(*await self.found(artifact_id))
        spec = self._catalogue.choose(wanted, Mode.UPSCALE, made_by=picture.made_by)
        if spec is None:
            raise UnsupportedMode(mode=Mode.UPSCALE, model=wanted or "", able="—")
        return spec

    async def _of(self, message: Message, artifact_id: int, t: Translate) -> InlineKeyboardMarkup:
        artifact, run = await self.found(artifact_id)
        job = await self._job(run)
        t = t.translator.bound(job.language)
        if message.text is None:
            return result_keyboard(job, run, artifact, self._catalogue, t)
        pictures = _pictures(job)
        place = [each.id for _, each in pictures].index(artifact.id)
        number = numbers(job, pictures)[place]
        return numbered_keyboard(number, run, artifact, self._catalogue, t)

    async def _job(self, run: Run) -> Job:
        job = await self._runs.job(run.job_id)
        if job is None:
            raise NotFound
        return job


def _pictures(job: Job) -> list[tuple[Run, Artifact]]:
    return [(run, artifact) for run in job.runs for artifact in run.artifacts]
