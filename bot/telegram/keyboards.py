"""The buttons below pictures, reports and cards: only those that can really do something."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core import options
from bot.core.capabilities import Mode, ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.errors import (
    BotError,
    ContentRejected,
    GroupQuotaExceeded,
    InvalidRequest,
    LinkGone,
    PromptsTooLong,
    PromptTooLong,
    PurseEmpty,
    QuotaExceeded,
    UnknownModel,
    UnknownRatio,
    UnknownStyle,
    UnsupportedMode,
)
from bot.core.models import Artifact, Job, Run, Usage
from bot.core.parameters import command
from bot.core.recipe import as_input, as_made
from bot.telegram.albums import distinct, numbers
from bot.telegram.buttons import button, copying, in_even_rows, in_pairs, in_rows, keyboard
from bot.telegram.callbacks import (
    AskCancelTap,
    CancelJob,
    FailureAction,
    FailureTap,
    OpenTap,
    Page,
    PictureAction,
    PictureTap,
    RequestAction,
    RequestTap,
    ResultAction,
    ResultTap,
    UpscaleTap,
    WordsTap,
)
from bot.telegram.clip_buttons import clip_rows, film_buttons
from bot.telegram.screens.words import with_cost
from bot.telegram.translator import Translate

VARIATIONS = 4
"""How many pictures ✨ makes."""

_OTHERS = 2
"""How many other models a report of a failure offers."""

_WORDS_TO_BLAME = (ContentRejected, InvalidRequest, PromptTooLong, PromptsTooLong)


def result_keyboard(
    job: Job,  # noqa: ARG001 - what a picture can do does not depend on how it was asked for
    run: Run,
    artifact: Artifact,
    catalogue: Catalogue,
    t: Translate,
) -> InlineKeyboardMarkup:
    """The buttons of one picture."""
    return keyboard(*_picture_rows(run, artifact, catalogue, t))


def album_keyboard(
    job: Job,
    artifacts: Sequence[tuple[Run, Artifact]],
    catalogue: Catalogue,
    t: Translate,
) -> InlineKeyboardMarkup:
    """The buttons of an album's control message: a number per picture opens its buttons."""
    taps = [
        button(
            f"{'🌟 ' if artifact.favourite else ''}{number}",
            ResultTap(action=ResultAction.SHOW, artifact=artifact.id),
        )
        for number, (_, artifact) in zip(numbers(job, artifacts), artifacts, strict=True)
    ]
    whole = _whole_album(job, artifacts, catalogue, t)
    return keyboard(*in_even_rows(taps, 5), whole)


def numbered_keyboard(
    number: int, run: Run, artifact: Artifact, catalogue: Catalogue, t: Translate
) -> InlineKeyboardMarkup:
    """The buttons of one picture of an album, and the way back to the numbers."""
    back = ResultTap(action=ResultAction.NUMBERS, artifact=artifact.id)
    label = t.plain("result-back-numbered", number=number)
    return keyboard([button(label, back)], *_picture_rows(run, artifact, catalogue, t))


def upscale_keyboard(
    artifact_id: int, spec: ModelSpec, usage: Usage | None, t: Translate
) -> InlineKeyboardMarkup:
    """How much larger, what that takes, and what is left of it today."""
    offers = [
        button(upscale_label(scale, usage, t), UpscaleTap(artifact=artifact_id, scale=scale))
        for scale in options.scales(spec) or (0,)
    ]
    back = ResultTap(action=ResultAction.BACK, artifact=artifact_id)
    return keyboard(*in_rows(offers, 1), [button(t.plain("button-back"), back)])


def upscale_label(scale: int, usage: Usage | None, t: Translate) -> str:
    """A button's words: `🔍 ×2 · 4 of 5 left`."""
    what = t.plain("upscale-times", scale=scale) if scale else t.plain("upscale-once")
    return with_cost(what, usage, t)


def enlarging(
    spec: ModelSpec | None, usage: Usage | None, t: Translate
) -> list[InlineKeyboardButton]:
    """The same for a picture that somebody sent; nothing where no model enlarges."""
    return [
        button(
            upscale_label(scale, usage, t),
            PictureTap(action=PictureAction.ENLARGE, scale=scale),
        )
        for scale in (options.scales(spec) or (0,) if spec else ())
    ]


def delete_keyboard(artifact_id: int, t: Translate) -> InlineKeyboardMarkup:
    """Really delete a picture?"""
    yes = ResultTap(action=ResultAction.DELETE_YES, artifact=artifact_id)
    no = ResultTap(action=ResultAction.BACK, artifact=artifact_id)
    return keyboard(
        [
            button(t.plain("button-delete"), yes, danger=True),
            button(t.plain("button-keep"), no),
        ]
    )


def failure_keyboard(
    run: Run, error: BotError, catalogue: Catalogue, t: Translate
) -> InlineKeyboardMarkup | None:
    """The next steps after a failed run; None: there is none."""
    request = run.request
    steps: list[InlineKeyboardButton] = []
    if error.retry and catalogue.get(request.model):
        steps.append(_step(FailureAction.RETRY, run, t))
    if isinstance(error, PromptTooLong | PromptsTooLong):
        steps.append(_step(FailureAction.SHORTEN, run, t))
    if isinstance(error, _WORDS_TO_BLAME) and request.mode is not Mode.UPSCALE:
        steps.append(_step(FailureAction.EDIT, run, t))
    if isinstance(error, QuotaExceeded):
        steps.append(button(t.plain("button-quota"), OpenTap(page=Page.QUOTA)))
    rows = in_rows(steps, 2) + [[other] for other in _others(run, error, catalogue, t)]
    return keyboard(*rows) if rows else None


def error_keyboard(
    error: BotError, t: Translate, *, rerun: bool = False
) -> InlineKeyboardMarkup | None:
    """The next step after a request that was not taken; None: there is none.

    Args:
        error: Why.
        t: The words.
        rerun: Whether the note replies to a message that holds the whole request.
    """
    if isinstance(error, PromptTooLong | PromptsTooLong):
        over = int(error.data["length"]) - int(error.data["limit"])
        tap = RequestTap(action=RequestAction.SHORTEN, over=over)
        return keyboard([button(t.plain("failure-shorten"), tap)]) if rerun else None
    pages = {
        QuotaExceeded: Page.QUOTA,
        PurseEmpty: Page.QUOTA,
        GroupQuotaExceeded: Page.QUOTA,
        UnknownModel: Page.SETTINGS,
        UnknownStyle: Page.SETTINGS,
        UnknownRatio: Page.SETTINGS,
        UnsupportedMode: Page.STATUS,
        LinkGone: Page.HELP,
    }
    page = pages.get(type(error))
    return keyboard([button(t.plain(f"button-{page}"), OpenTap(page=page))]) if page else None


def cancel_keyboard(job_id: int, t: Translate) -> InlineKeyboardMarkup:
    """The button of a status card."""
    return keyboard([button(t.plain("button-cancel"), CancelJob(job=job_id), danger=True)])


def question_keyboard(t: Translate, *, proposals: bool = False) -> InlineKeyboardMarkup:
    """The buttons below a question; `proposals`: one of them helps with the words."""
    helping = button(t.plain("words-help"), WordsTap()) if proposals else None
    return keyboard([helping], [button(t.plain("button-never-mind"), AskCancelTap())])


def stale_keyboard(t: Translate) -> InlineKeyboardMarkup:
    """Run a message that waited too long to be run unasked."""
    tap = RequestTap(action=RequestAction.RUN)
    return keyboard([button(t.plain("stale-run"), tap)])


def _picture_rows(
    run: Run, artifact: Artifact, catalogue: Catalogue, t: Translate
) -> list[list[InlineKeyboardButton]]:
    if artifact.clip:
        return clip_rows(run, artifact, catalogue, t)
    words = run.request.mode is not Mode.UPSCALE and catalogue.get(run.request.model) is not None
    able = {
        ResultAction.AGAIN: words,
        ResultAction.VARY: words,
        ResultAction.EDIT: words,
        ResultAction.CHANGE: bool(catalogue.able(Mode.IMAGE_TO_IMAGE)),
        ResultAction.UPSCALE: bool(
            catalogue.able(Mode.UPSCALE, made_by=as_input(artifact, run).made_by)
        ),
        ResultAction.PRESET: words,
    }
    taps = [
        button(t.plain(f"result-{action.name.lower()}"), _tap(action, artifact))
        for action, can in able.items()
        if can
    ]
    taps += film_buttons(artifact, catalogue, t)
    favour = t.plain("result-favoured" if artifact.favourite else "result-favour")
    file = button(t.plain("result-file"), _tap(ResultAction.FILE, artifact))
    share = button(t.plain("result-share"), _tap(ResultAction.SHARE, artifact))
    every = [
        *taps,
        button(favour, _tap(ResultAction.FAVOUR, artifact)),
        share if not run.request.mode.enlarges else None,
        file if artifact.media else None,
        _copying(run, artifact, t),
        button(t.plain("result-delete"), _tap(ResultAction.DELETE, artifact)),
    ]
    return in_pairs([each for each in every if each is not None])


def _copying(run: Run, artifact: Artifact, t: Translate) -> InlineKeyboardButton | None:
    """Copies the command; one that is too long for a button comes as a message."""
    if run.request.mode is not Mode.TEXT_TO_IMAGE:
        return None
    typed, otherwise = command(as_made(run, artifact)), _tap(ResultAction.COPY, artifact)
    return copying(t.plain("result-copy"), typed, otherwise)


def _tap(action: ResultAction, artifact: Artifact) -> ResultTap:
    return ResultTap(action=action, artifact=artifact.id)


def _whole_album(
    job: Job, artifacts: Sequence[tuple[Run, Artifact]], catalogue: Catalogue, t: Translate
) -> list[InlineKeyboardButton]:
    if not artifacts or distinct(job):
        return []
    run, artifact = artifacts[0]
    if run.request.mode is Mode.UPSCALE or catalogue.get(run.request.model) is None:
        return []
    return [
        button(t.plain("result-vary"), _tap(ResultAction.VARY, artifact)),
        button(t.plain("result-edit"), _tap(ResultAction.EDIT, artifact)),
    ]


def _step(action: FailureAction, run: Run, t: Translate) -> InlineKeyboardButton:
    return button(t.plain(f"failure-{action.name.lower()}"), FailureTap(action=action, run=run.id))


def _others(
    run: Run, error: BotError, catalogue: Catalogue, t: Translate
) -> list[InlineKeyboardButton]:
    if not (error.retry or error.failover or isinstance(error, ContentRejected)):
        return []
    able = [spec for spec in catalogue.able_for(run.request) if spec.key != run.request.model]
    return [
        button(
            t.plain("failure-other", model=spec.title),
            FailureTap(action=FailureAction.OTHER, run=run.id, model=spec.key),
        )
        for spec in able[:_OTHERS]
    ]
