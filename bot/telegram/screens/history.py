"""A person's pictures, one at a time."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import Mode, ModelSpec, Style
from bot.core.models import Artifact, Run
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import HistoryAction, HistoryTap, OpenTap, Page
from bot.telegram.captions import caption, provider_note
from bot.telegram.screens.words import spec_line, style_title
from bot.telegram.translator import Translate


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The picture that the history shows, and whether there are others on either side."""

    owner: int
    artifact: Artifact
    run: Run
    favourites: bool
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


def history_empty_view(owner: int, t: Translate, *, favourites: bool) -> View:
    """Nothing there yet."""
    if not favourites:
        tap = OpenTap(page=Page.HELP)
        return View(
            text=t("history-empty"), markup=keyboard([button(t.plain("button-help"), tap)])
        )
    everything = HistoryTap(owner=owner, action=HistoryAction.FILTER, favourites=False)
    return View(
        text=t("history-empty-favourites"),
        markup=keyboard([button(t.plain("history-all"), everything)]),
    )


def _caption(shown: Shown, spec: ModelSpec | None, styles: tuple[Style, ...], t: Translate) -> str:
    request, artifact = shown.run.request, shown.artifact
    facts = [
        spec_line(spec, request.model),
        request.ratio or f"{artifact.width}×{artifact.height}",
        style_title(request.style, styles, t) if request.style else None,
        f"{shown.run.created_at:%Y-%m-%d %H:%M} UTC",
    ]
    return caption(request.prompt, facts, provider_note(artifact, t))


def _rows(
    shown: Shown, spec: ModelSpec | None, t: Translate
) -> list[list[InlineKeyboardButton | None]]:
    favour = "result-favoured" if shown.artifact.favourite else "result-favour"
    again = spec is not None and shown.run.request.mode is not Mode.UPSCALE
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
        [_filter_button(shown, t)],
    ]


def _filter_button(shown: Shown, t: Translate) -> InlineKeyboardButton:
    tap = HistoryTap(
        owner=shown.owner, action=HistoryAction.FILTER, favourites=not shown.favourites
    )
    return button(t.plain("history-all" if shown.favourites else "history-favourites"), tap)


def _tap(shown: Shown, action: HistoryAction) -> HistoryTap:
    return HistoryTap(
        owner=shown.owner,
        action=action,
        artifact=shown.artifact.id,
        favourites=shown.favourites,
    )
