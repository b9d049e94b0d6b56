"""The panel of a group: opens it, turns its pages, and does what is pressed or typed."""

from collections.abc import Mapping

from aiogram.types import Message

from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound
from bot.core.groups import Group, Payer
from bot.core.models import Plan
from bot.services.groups import Groups
from bot.telegram import group_words
from bot.telegram.buttons import View
from bot.telegram.callbacks import GroupField, GroupScreen, GroupSetTap
from bot.telegram.replies import reply
from bot.telegram.screens import group as screens
from bot.telegram.screens.group import GroupPanel
from bot.telegram.translator import Translate


class GroupPanels:
    """The panel of every group: all its state is in the database and in its buttons.

    Args:
        groups: Know and set.
        catalogue: The models.
        plans: What is in a purse.
    """

    def __init__(self, *, groups: Groups, catalogue: Catalogue, plans: Mapping[str, Plan]) -> None:
        self._groups = groups
        self._catalogue = catalogue
        self._plans = plans

    async def open(self, message: Message, group: Group, t: Translate) -> None:
        """Answer a message with the panel."""
        await reply(message, await self._view(message, group, t, GroupScreen.MAIN, 0))

    async def turn(
        self,
        message: Message,
        group: Group,
        t: Translate,
        screen: GroupScreen,
        page: int = 0,
    ) -> None:
        """Show a screen in the message that holds the panel."""
        view = await self._view(message, group, t, screen, page)
        await message.edit_text(view.text, reply_markup=view.markup)

    async def apply(self, group: Group, tap: GroupSetTap) -> Group:
        """Do what a button, or the words that mean the same, set; returns the group as it is then.

        Raises:
            NotFound: There is no such value.
            RequestError: It cannot be so.
        """
        match tap.field:
            case GroupField.ENABLED:
                return await self._groups.switch(group, on=tap.on)
            case GroupField.MODEL:
                return await self._admit(group, tap)
            case GroupField.DAILY:
                return await self._groups.limit(group, _number(tap.value))
            case GroupField.PAYER:
                return await self._groups.let_pay(group, _payer(tap.value))
            case GroupField.SPOILER:
                return await self._groups.cover(group, on=tap.on)
            case GroupField.LANGUAGE:
                return await self._groups.speak(group, tap.value or None)

    def read(self, words: str, t: Translate) -> GroupSetTap | None:
        """The button that would do what stands after the command; None: there is none.

        Raises:
            UnknownModel: No model, or several, answer to a name.
        """
        return group_words.read(words, self._catalogue, t.translator.names())

    def told(self, tap: GroupSetTap, group: Group, t: Translate) -> View:
        """What was set by it."""
        return View(text=group_words.told(tap, group, self._catalogue, t))

    def usage(self, t: Translate) -> View:
        """Everything that can be said."""
        example = next((spec.key for spec in self._catalogue.models), "")
        return View(text=t("group-usage", model=example))

    async def _admit(self, group: Group, tap: GroupSetTap) -> Group:
        if tap.value:
            return await self._groups.admit(group, tap.value, on=tap.on)
        return await self._groups.admit_all(group)

    async def _view(
        self, message: Message, group: Group, t: Translate, screen: GroupScreen, page: int
    ) -> View:
        panel = GroupPanel(
            group=group,
            title=message.chat.title or "",
            models=self._catalogue.models,
            purse=self._plans.get(group.plan) if group.plan else None,
            today=await self._groups.today(group.id),
            t=t,
        )
        match screen:
            case GroupScreen.MODELS:
                return screens.models_view(panel, page)
            case GroupScreen.DAILY:
                return screens.daily_view(panel)
            case GroupScreen.PAYER:
                return screens.payer_view(panel)
            case GroupScreen.LANGUAGE:
                return screens.language_view(panel, t.translator.names())
        return screens.group_view(panel)


def _number(value: str) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= group_words.MOST:
        raise NotFound
    return int(value)


def _payer(value: str) -> Payer:
    try:
        return Payer(value)
    except ValueError:
        raise NotFound from None
