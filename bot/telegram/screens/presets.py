"""A person's presets: the list, one of them, and what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import ModelSpec, Style
from bot.core.presets import MOST, NAME_LIMIT, PLACE, WORDS_LIMIT, Preset
from bot.services.presets import Loss
from bot.telegram.buttons import View, button, in_rows, keyboard
from bot.telegram.callbacks import Field, Screen
from bot.telegram.errors import alert
from bot.telegram.keyboards import question_keyboard
from bot.telegram.saved_callbacks import PresetAction, PresetTap
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.words import (
    clipped,
    code,
    dropped_words,
    option_name,
    option_value,
    style_title,
)
from bot.telegram.translator import Safe, Translate

PER_PAGE = 8
"""Presets on one page."""

_SHORT = 150
_PROMPT = 300


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Somebody's presets as they are shown.

    Attributes:
        owner: Whose they are.
        presets: All of them, by name.
        used: The id of the one that is chosen for all prompts.
        t: The words.
    """

    owner: int
    presets: Sequence[Preset]
    used: int | None
    t: Translate

    def tap(self, action: PresetAction, preset: int = 0, page: int = 0) -> PresetTap:
        """The data of a button."""
        return PresetTap(owner=self.owner, action=action, preset=preset, page=page)


def pages(presets: Sequence[Preset]) -> int:
    """How many pages they fill."""
    return max(1, -(-len(presets) // PER_PAGE))


def shelf_view(shelf: Shelf, page: int = 0) -> View:
    """The list, or how to begin one."""
    t, page = shelf.t, page % pages(shelf.presets)
    if not shelf.presets:
        return View(text=t("presets-empty"))
    names = [
        button(
            f"✓ {preset.name}" if preset.id == shelf.used else preset.name,
            shelf.tap(PresetAction.SHOW, preset.id, page),
        )
        for preset in on_page(shelf.presets, page)
    ]
    text = t("presets-text", count=len(shelf.presets), limit=MOST)
    return View(text=text, markup=keyboard(*in_rows(names, 2), _pager(shelf, page)))


def on_page(presets: Sequence[Preset], page: int) -> Sequence[Preset]:
    """The presets of one page."""
    return presets[page * PER_PAGE : (page + 1) * PER_PAGE]


def preset_view(
    shelf: Shelf,
    preset: Preset,
    spec: ModelSpec | None,
    styles: Sequence[Style],
    heading: str = "",
) -> View:
    """One preset: what it sets, and what can be done with it.

    Args:
        shelf: Where it stands.
        preset: The preset.
        spec: Its model; None: it is gone.
        styles: The model's styles.
        heading: What has just come of it.
    """
    t = shelf.t
    told = Safe("\n".join(_lines(preset, spec, styles, t)))
    text = t("preset-text", name=preset.name, lines=told, flag=f"--preset {preset.name}")
    use = PresetAction.LEAVE if preset.id == shelf.used else PresetAction.USE
    label = t.plain("preset-leave" if preset.id == shelf.used else "preset-use")
    rows = [
        [button(label, shelf.tap(use, preset.id))],
        [
            button(t.plain("preset-words"), shelf.tap(PresetAction.WORDS, preset.id)),
            button(t.plain("preset-rename"), shelf.tap(PresetAction.RENAME, preset.id)),
        ],
        [
            button(t.plain("button-delete"), shelf.tap(PresetAction.DELETE, preset.id)),
            button(t.plain("presets-all"), shelf.tap(PresetAction.LIST)),
        ],
    ]
    return View(text=f"{heading}\n\n{text}" if heading else text, markup=keyboard(*rows))


def delete_view(shelf: Shelf, preset: Preset) -> View:
    """Really forget it?"""
    t = shelf.t
    yes = shelf.tap(PresetAction.DELETE_YES, preset.id)
    no = shelf.tap(PresetAction.SHOW, preset.id)
    return View(
        text=t("preset-delete-text", name=preset.name),
        markup=keyboard(
            [
                button(t.plain("button-delete"), yes, danger=True),
                button(t.plain("button-keep"), no),
            ]
        ),
    )


def name_question(t: Translate, *, private: bool, old: str = "") -> View:
    """What shall it be called?"""
    asked = t("ask-preset-rename", name=old, limit=NAME_LIMIT) if old else ""
    return _question(asked or t("ask-preset-name", limit=NAME_LIMIT), t, private=private)


def words_question(shelf: Shelf, preset: Preset, *, private: bool) -> View:
    """Which words shall every prompt get?"""
    t = shelf.t
    text = t("ask-preset-words", name=preset.name, place=PLACE, limit=WORDS_LIMIT)
    if preset.words:
        text += "\n\n" + t("ask-preset-words-now", words=code(preset.words))
    elif preset.request.prompt:
        text += "\n\n" + t("ask-preset-words-from", words=_copied(preset.request.prompt))
    view = _question(text, t, private=private)
    bare = button(t.plain("preset-no-words"), shelf.tap(PresetAction.NO_WORDS, preset.id))
    rows = view.markup.inline_keyboard if view.markup else []
    return View(text=view.text, markup=keyboard([bare if preset.words else None], *rows))


def panel_view(panel: Panel, page: int) -> View:
    """The panel's screen: one of them for all prompts, or none."""
    t, presets = panel.t, panel.presets
    if not presets:
        return View(text=t("panel-presets-empty"), markup=keyboard(panel.back()))
    page %= pages(presets)
    taps = [
        _choice(panel, preset.name, str(preset.id), page, chosen=preset is panel.preset)
        for preset in on_page(presets, page)
    ]
    none = _choice(panel, t.plain("panel-preset-none"), "", page, chosen=panel.preset is None)
    turns = _turns(pages(presets), page)
    pager = [button(label, panel.go(Screen.PRESETS, to)) for label, to in turns]
    now = panel.preset.name if panel.preset else t.plain("value-none")
    text = t("panel-presets-text", name=now)
    return View(text=text, markup=keyboard(*in_rows(taps, 2), [none], pager, panel.back()))


def loss_view(loss: Loss, spec: ModelSpec, t: Translate) -> View:
    """The model of a preset is gone: who does it instead, and without what."""
    text = t("told-preset-model", name=loss.preset.name, wanted=loss.model, used=spec.title)
    if loss.dropped:
        text += " " + t("set-model-dropped", dropped=dropped_words(loss.dropped, t))
    return View(text=text)


def lost_words(preset: Preset, used: str, dropped: tuple[str, ...], t: Translate) -> str:
    """The model of a preset is gone: what is kept of it, for an alert."""
    told = t.plain("toast-preset-model", wanted=preset.request.model, used=used)
    if dropped:
        told += " " + t.plain("set-model-dropped", dropped=dropped_words(dropped, t))
    return alert(told)


def _choice(
    panel: Panel, label: str, value: str, page: int, *, chosen: bool
) -> InlineKeyboardButton:
    return button(f"✓ {label}" if chosen else label, panel.put(Field.PRESET, value, page))


def _pager(shelf: Shelf, page: int) -> list[InlineKeyboardButton]:
    turns = _turns(pages(shelf.presets), page)
    return [button(label, shelf.tap(PresetAction.LIST, page=to)) for label, to in turns]


def _turns(count: int, page: int) -> list[tuple[str, int]]:
    if count == 1:
        return []
    return [("◀", (page - 1) % count), (f"{page + 1}/{count}", 0), ("▶", (page + 1) % count)]


def _lines(
    preset: Preset, spec: ModelSpec | None, styles: Sequence[Style], t: Translate
) -> list[str]:
    request = preset.request
    model = spec.title if spec else t.plain("preset-model-gone", model=request.model)
    told = {
        t("recipe-model"): model,
        t("recipe-style"): style_title(request.style, styles, t) if request.style else "",
        t("recipe-ratio"): request.ratio or "",
        t("recipe-negative"): clipped(request.negative, _SHORT),
    }
    for key, value in request.options.items():
        if spec and spec.option(key):
            told[option_name(key, t)] = clipped(option_value(value, t), _SHORT)
    told[t("preset-adds")] = preset.words or t.plain("preset-adds-nothing")
    told[t("preset-prompt")] = clipped(request.prompt, _PROMPT)
    return [f"{name}: {code(value)}" for name, value in told.items() if value]


def _copied(prompt: str) -> Safe:
    return code(clipped(prompt, WORDS_LIMIT))


def _question(text: str, t: Translate, *, private: bool) -> View:
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=text + hint, markup=question_keyboard(t))
