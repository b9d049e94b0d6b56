"""What a status card says."""

from collections.abc import Sequence
from typing import Protocol

from bot.core import options
from bot.core.capabilities import Mode, Style
from bot.core.catalogue import Catalogue
from bot.core.models import Job, Request, Run
from bot.core.ports.conversation import JobStatus
from bot.core.runs import UNFINISHED
from bot.core.substitutes import dropped
from bot.telegram.screens.words import dropped_words, spec_line, style_title
from bot.telegram.translator import Safe, Translate

BLOCKS = 10
"""Characters of the bar."""

FULL, EMPTY = "▰", "▱"
STEP = 5
"""Percent; also seconds, once there are more than a few left."""


class StyleLists(Protocol):
    """Where a model's styles are known."""

    async def list(self, model: str) -> tuple[Style, ...]:
        """The styles as listed now."""
        ...


async def card_of(status: JobStatus, catalogue: Catalogue, lists: StyleLists, t: Translate) -> str:
    """A card as HTML, the style's title looked up.

    Args:
        status: What is known.
        catalogue: For the models' titles.
        lists: For the style's title.
        t: The language.
    """
    requests = (run.request for run in status.job.runs)
    styled = next((r.model for r in requests if r.style and catalogue.get(r.model)), None)
    styles: Sequence[Style] = await lists.list(styled) if styled else ()
    return card_text(status, catalogue, styles, t)


def card_text(
    status: JobStatus, catalogue: Catalogue, styles: Sequence[Style], t: Translate
) -> str:
    """A card as HTML.

    Args:
        status: What is known.
        catalogue: For the models' titles.
        styles: For the style's title.
        t: The language.
    """
    lines = [_title(status.job, catalogue, styles, t)]
    if stopping(status.job):
        return "\n".join([*lines, t("card-stopping")])
    if status.place:
        lines.append(t("card-place", place=status.place))
    else:
        lines.append(_progress(status, t))
    if len(status.job.runs) > 1 and status.done:
        lines.append(t("card-done", done=status.done, total=len(status.job.runs)))
    if status.seconds_left is not None:
        left = _rounded(status.seconds_left)
        lines.append(t("card-left", time=t.duration(left)) if left else t("card-soon"))
    if status.usual_seconds is not None:
        lines.append(t("card-usual", time=t.duration(_rounded(status.usual_seconds))))
    return "\n".join(lines)


def stopping(job: Job) -> bool:
    """Whether all that is left of a job is being stopped."""
    running = [run for run in job.runs if run.state in UNFINISHED]
    return bool(running) and all(run.cancel_requested for run in running)


def request_words(
    runs: Sequence[Run], catalogue: Catalogue, styles: Sequence[Style], t: Translate
) -> tuple[str, ...]:
    """Model, ratio, style and enlargement, as far as the runs share them."""
    models = dict.fromkeys(run.request.model for run in runs)
    titles = ", ".join(spec_line(catalogue.get(key), key) for key in models)
    ratios = {run.request.ratio for run in runs}
    chosen = {run.request.style for run in runs}
    ratio = next(iter(ratios)) if len(ratios) == 1 else None
    style = next(iter(chosen)) if len(chosen) == 1 else None
    words = (
        titles,
        ratio,
        style_title(style, styles, t) if style else None,
        _enlargement(runs[0].request, catalogue),
        t.plain("caption-part", part=runs[0].request.part) if runs[0].request.part > 1 else None,
    )
    return tuple(word for word in words if word)


def _enlargement(request: Request, catalogue: Catalogue) -> str | None:
    spec = catalogue.get(request.model)
    option = spec.option("scale", Mode.UPSCALE) if spec else None
    if option is None or request.mode is not Mode.UPSCALE:
        return None
    return f"×{options.shown(request.options.get(option.key, option.default))}"


def instead_words(run: Run, catalogue: Catalogue, t: Translate) -> str:
    """That another model does what was ordered, and without what; empty where none does."""
    if run.instead_of is None:
        return ""
    wanted = run.wanted
    model, other = (
        spec_line(catalogue.get(key), key) for key in (wanted.model, run.request.model)
    )
    without = dropped_words(dropped(wanted, run.request), t)
    key = "caption-instead-without" if without else "caption-instead"
    return t.plain(key, model=model, other=other, dropped=without)


def _title(job: Job, catalogue: Catalogue, styles: Sequence[Style], t: Translate) -> str:
    model, *rest = request_words(job.runs, catalogue, styles, t)
    if len(job.runs) > 1:
        rest.append(f"×{len(job.runs)}")
    details = Safe("".join(t("card-detail", detail=word) for word in rest))
    return t("card-title", model=model, details=details)


def _progress(status: JobStatus, t: Translate) -> str:
    percent = int(status.progress * 100) // STEP * STEP
    full = round(status.progress * BLOCKS)
    bar = FULL * full + EMPTY * (BLOCKS - full)
    key = "card-progress-estimated" if status.estimated else "card-progress"
    return t(key, bar=bar, percent=percent)


def _rounded(seconds: float) -> int:
    """Whole seconds at the end, steps before: an estimate is no stopwatch."""
    if seconds <= 2 * STEP:
        return round(seconds)
    return round(seconds / STEP) * STEP
