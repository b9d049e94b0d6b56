"""Albums whose pictures were asked for differently: their numbers and names."""

from collections.abc import Sequence

from bot.core.catalogue import Catalogue
from bot.core.models import Artifact, Job, Run
from bot.telegram.screens.words import clipped, spec_line

_NAME = 40
"""Characters of a prompt that tell it from others."""


def shared(run: Run) -> tuple[str | None, ...]:
    """What a caption says of a whole album, where it is the same for all."""
    return run.request.prompt, run.request.model, run.request.style, run.request.ratio


def distinct(job: Job) -> bool:
    """Whether a job's runs were asked for with more differences than seeds and inputs."""
    asked = (run.wanted for run in job.runs)
    return len({(each.prompt, each.model, each.style, each.ratio) for each in asked}) > 1


def compared(job: Job) -> bool:
    """Whether several models have the same words."""
    return job.comparison


def name(job: Job, run: Run, catalogue: Catalogue) -> str:
    """What tells a run from the others of its job; empty where nothing does."""
    if not distinct(job):
        return ""
    if compared(job):
        return spec_line(catalogue.get(run.request.model), run.request.model)
    return clipped(" ".join(run.request.prompt.split()), _NAME)


def numbers(job: Job, pictures: Sequence[tuple[Run, Artifact]]) -> list[int]:
    """The numbers of pictures, as people count.

    Where runs differ, a picture has its run's number, whatever became of the others.
    """
    once = len({run.id for run, _ in pictures}) == len(pictures)
    places = {run.id: number for number, run in enumerate(job.runs, start=1)}
    if not (once and distinct(job)):
        return list(range(1, len(pictures) + 1))
    return [places[run.id] for run, _ in pictures]
