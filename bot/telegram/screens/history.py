"""A person's pictures, one at a time."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.core import storyboard
from bot.core.capabilities import ModelSpec, Style
from bot.core.models import Artifact, Run
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import HistoryAction, HistoryTap, brief
from bot.telegram.captions import caption, provider_note
from bot.telegram.screens.words import spec_line, style_title
from bot.telegram.translator import Translate


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The picture that the history shows, and whether there are others on either side.

    Attributes:
        view: Which pictures are walked through, as `bot.telegram.views` names it.
        top: The first picture of the sheet to go back to; 0: there was none.
    """

    owner: int
    artifact: Artifact
    run: Run
    view: str
    top: int
    newer: bool
    older: bool


def history_view(
    shown: Shown, spec: ModelSpec | None, styles: tuple[Style, ...], t: Translate
) -> View:
    """A picture's caption and the ways onward."""
    return View(text=_caption(shown, spec, styles, t), markup=keyboard(*_rows(shown, spec, t)))


def history_recipe_view(shown: Shown, recipe: str, t: Translate) -> View:
    """How the picture was made, and the way back."""
    back = button(t.plain("button-back"), _tap(shown, HistoryAction.SHOW))
    return View(text=recipe, markup=keyboard([back]))


def history_delete_view(shown: Shown, t: Translate) -> View:
    """Really delete the picture?"""
    yes = _tap(shown, HistoryAction.DELETE_YES)
    no = _tap(shown, HistoryAction.SHOW)
    return View(
        text=t("history-delete-text"),
        markup=keyboard(
            [
                button(t.plain("button-delete"), yes, danger=True),
                button(t.plain("button-keep"), no),
            ]
        ),
    )


def _caption(shown: Shown, spec: ModelSpec | None, styles: tuple[Style, ...], t: Translate) -> str:
    request, artifact = shown.run.request, shown.artifact
    facts = [
        spec_line(spec, request.model),
        request.ratio or f"{artifact.width}×{artifact.height}",
        style_title(request.style, styles, t) if request.style else None,
        f"{shown.run.created_at:%Y-%m-%d %H:%M} UTC",
    ]
    return caption(storyboard.told(request), facts, provider_note(artifact, t))


def _rows(
    shown: Shown, spec: ModelSpec | None, t: Translate
) -> list[list[InlineKeyboardButton | None]]:
    favour = "result-favoured" if shown.artifact.favourite else "result-favour"
    again = spec is not None and not shown.run.request.mode.enlarges
    newer = button(t.plain("history-newer"), _tap(shown, HistoryAction.NEWER))
    older = button(t.plain("history-older"), _tap(shown, HistoryAction.OLDER))
    return [
        [newer if shown.newer else None, older if shown.older else None],
        [
            button(t.plain("result-again"), _tap(shown, HistoryAction.AGAIN)) if again else None,
            button(t.plain("history-recipe"), _tap(shown, HistoryAction.RECIPE)),
        ],
        [
            button(t.plain(favour), _tap(shown, HistoryAction.FAVOUR)),
            button(t.plain("result-delete"), _tap(shown, HistoryAction.DELETE)),
        ],
        [button(t.plain("history-sheet"), _tap(shown, HistoryAction.BACK))],
    ]


def _tap(shown: Shown, action: HistoryAction) -> HistoryTap:
    return HistoryTap(
        owner=shown.owner,
        action=action,
        artifact=shown.artifact.id,
        view=shown.view,
        sheet=brief(shown.top),
    )
