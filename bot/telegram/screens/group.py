"""The settings of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import ModelSpec
from bot.core.groups import Group, Payer
from bot.core.models import Plan
from bot.telegram.buttons import View, button, in_even_rows, in_rows, keyboard
from bot.telegram.callbacks import GroupField, GroupScreen, GroupSetTap, GroupTap
from bot.telegram.screens.words import allowance_name, clipped, plan_name
from bot.telegram.translator import Safe, Translate

PER_PAGE = 8
"""Models on a page."""

OFFERED = (10, 25, 50, 100, 250, 500)
"""Pictures a day that a tap chooses; any other number can be typed."""

_TITLE = 40


@dataclass(frozen=True, kw_only=True)
class GroupPanel:
    """What the screens of a group's settings are made of.

    Attributes:
        group: What is set.
        title: The chat's.
        models: All models, whether off here or not.
        purse: What the group's own purse holds in a day; None: it has none.
        today: Pictures that it had today.
        t: The words.
    """

    group: Group
    title: str
    models: Sequence[ModelSpec]
    purse: Plan | None
    today: int
    t: Translate

    @property
    def on(self) -> int:
        """How many models are on."""
        return sum(spec.key not in self.group.barred for spec in self.models)

    @property
    def pages(self) -> int:
        """How many pages the models fill."""
        return max(1, -(-len(self.models) // PER_PAGE))

    def go(self, label: str, screen: GroupScreen, page: int = 0) -> InlineKeyboardButton:
        """A button that leads to a screen."""
        return button(label, GroupTap(screen=screen, page=page))

    def put(
        self, label: str, field: GroupField, value: str = "", *, chosen: bool = False
    ) -> InlineKeyboardButton:
        """A button that sets something; what is set already is ticked."""
        return button(f"✓ {label}" if chosen else label, GroupSetTap(field=field, value=value))

    def back(self) -> list[InlineKeyboardButton]:
        """The row that leads back."""
        return [self.go(self.t.plain("button-back"), GroupScreen.MAIN)]


def group_view(panel: GroupPanel) -> View:
    """Everything at a glance."""
    group, t = panel.group, panel.t
    daily = "none" if group.daily is None else str(group.daily)
    today = t("group-panel-today", today=panel.today, daily=daily)
    text = f"{t('group-panel', title=clipped(panel.title, _TITLE))}\n\n{today}"
    label = t.plain("group-panel-on" if group.enabled else "group-panel-off")
    enabled = GroupSetTap(field=GroupField.ENABLED, on=not group.enabled)
    spoiler = GroupSetTap(field=GroupField.SPOILER, on=not group.spoiler)
    state = t.plain("value-on" if group.spoiler else "value-off")
    language = (
        t.translator.plain(group.language, "language-name")
        if group.language
        else t.plain("group-panel-language-own")
    )
    on = "all" if panel.on == len(panel.models) else str(panel.on)
    models = t.plain("group-panel-models", on=on, all=len(panel.models))
    payer = Payer.GROUP if group.pays else Payer.MEMBER
    markup = keyboard(
        [button(label, enabled)],
        [panel.go(t.plain("group-panel-payer", payer=payer.value), GroupScreen.PAYER)],
        [panel.go(t.plain("group-panel-daily", daily=daily), GroupScreen.DAILY)],
        [panel.go(models, GroupScreen.MODELS)],
        [button(t.plain("group-panel-spoiler", state=state), spoiler)],
        [panel.go(t.plain("group-panel-language", language=language), GroupScreen.LANGUAGE)],
        [panel.go(t.plain("panel-close"), GroupScreen.CLOSE)],
    )
    return View(text=text, markup=markup)


def models_view(panel: GroupPanel, page: int) -> View:
    """A page of the models, each to be switched off or on; the last that is on stays on."""
    page %= panel.pages
    shown = panel.models[page * PER_PAGE : (page + 1) * PER_PAGE]
    taps = [_model(panel, spec, page) for spec in shown]
    whole = GroupSetTap(field=GroupField.MODEL, page=page)
    everything = button(panel.t.plain("group-models-all"), whole)
    markup = keyboard(
        *in_rows(taps, 2),
        _pager(panel, page),
        [everything if panel.on < len(panel.models) else None],
        panel.back(),
    )
    return View(text=panel.t("group-models-text"), markup=markup)


def daily_view(panel: GroupPanel) -> View:
    """How many pictures a day."""
    daily = panel.group.daily
    taps = [
        panel.put(str(number), GroupField.DAILY, str(number), chosen=number == daily)
        for number in OFFERED
    ]
    none = panel.put(panel.t.plain("group-daily-none"), GroupField.DAILY, "", chosen=daily is None)
    markup = keyboard(*in_even_rows(taps, 3), [none], panel.back())
    return View(text=panel.t("group-daily-text"), markup=markup)


def payer_view(panel: GroupPanel) -> View:
    """Who pays, and what is in the group's own purse."""
    t, pays, purse = panel.t, panel.group.pays, panel.purse
    words = t("group-payer-no-purse") if purse is None else _purse(purse, t)
    member = panel.put(
        t.plain("group-payer-member"), GroupField.PAYER, Payer.MEMBER, chosen=not pays
    )
    group = panel.put(t.plain("group-payer-group"), GroupField.PAYER, Payer.GROUP, chosen=pays)
    # a row each: in Russian the first does not fit beside another on a phone
    markup = keyboard([member], [None if purse is None else group], panel.back())
    return View(text=f"{t('group-payer-text')}\n\n{words}", markup=markup)


def language_view(panel: GroupPanel, names: Mapping[str, str]) -> View:
    """The languages, each in its own words."""
    chosen = panel.group.language
    taps = [
        panel.put(name, GroupField.LANGUAGE, code, chosen=code == chosen)
        for code, name in names.items()
    ]
    auto = panel.put(
        panel.t.plain("group-language-auto"), GroupField.LANGUAGE, "", chosen=chosen is None
    )
    markup = keyboard(*in_rows(taps, 2), [auto], panel.back())
    return View(text=panel.t("group-language-text"), markup=markup)


def _model(panel: GroupPanel, spec: ModelSpec, page: int) -> InlineKeyboardButton:
    on = spec.key not in panel.group.barred
    tap = GroupSetTap(field=GroupField.MODEL, value=spec.key, on=not on, page=page)
    return button(f"{'✓' if on else '✗'} {spec.title}", tap)


def _pager(panel: GroupPanel, page: int) -> list[InlineKeyboardButton]:
    if panel.pages == 1:
        return []
    around = {"◀": page - 1, f"{page + 1}/{panel.pages}": page, "▶": page + 1}
    pages = ((label, to % panel.pages) for label, to in around.items())
    return [panel.go(label, GroupScreen.MODELS, to) for label, to in pages]


def _purse(purse: Plan, t: Translate) -> str:
    lines = [
        f"• {allowance_name(kind, t)}: {t('group-daily-none') if limit is None else limit}"
        for kind, limit in purse.daily.items()
    ]
    plan = plan_name(purse.key, t)
    return t("group-payer-purse", plan=plan, lines=Safe("\n".join(lines)))
