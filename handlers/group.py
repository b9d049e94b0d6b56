"""`/group`: what the admins of a group decide."""

from collections.abc import Collection, Mapping

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.core.errors import NotAdmin
from bot.core.groups import Group
from bot.core.models import Person, Plan
from bot.services.groups import Groups
from bot.telegram.buttons import View, keyboard
from bot.telegram.callbacks import GroupField, GroupScreen, GroupSetTap, GroupTap
from bot.telegram.commands import GROUP
from bot.telegram.group_panels import GroupPanels
from bot.telegram.grouping import COMMAND
from bot.telegram.middlewares import speaks_for_group
from bot.telegram.replies import reply, say
from bot.telegram.screens.words import plan_name
from bot.telegram.translator import Translate
from handlers.common import below, is_admin, vanish

_AFTER = {
    GroupField.MODEL: GroupScreen.MODELS,
    GroupField.DAILY: GroupScreen.DAILY,
    GroupField.PAYER: GroupScreen.PAYER,
    GroupField.LANGUAGE: GroupScreen.LANGUAGE,
}
"""The screen that a button is on; all others are on the first one."""

_PLAN = "plan"


async def in_private(message: Message, bot: Bot, t: Translate) -> None:
    """Say what it is for."""
    me = await bot.me()
    link = f"https://t.me/{me.username}?startgroup=new"
    add = InlineKeyboardButton(text=t.plain("group-add"), url=link)
    await say(message, View(text=t("group-private"), markup=keyboard([add])))


async def settings(
    message: Message,
    *,
    command: CommandObject,
    bot: Bot,
    group: Group,
    group_panels: GroupPanels,
    t: Translate,
) -> None:
    """Open the panel, or set what is said.

    Raises:
        NotAdmin: Others ask for it; where the bot is off they are not heard at all.
        RequestError: It cannot be so.
    """
    if not await _ruled(message, bot):
        if not group.enabled:
            return
        raise NotAdmin
    words = (command.args or "").strip()
    if not words:
        await group_panels.open(message, group, t)
        return
    tap = group_panels.read(words, t)
    if tap is None:
        await reply(message, group_panels.usage(t))
        return
    group = await group_panels.apply(group, tap)
    await reply(message, group_panels.told(tap, group, _spoken(group, t)))


async def grant(
    message: Message,
    *,
    command: CommandObject,
    group: Group,
    groups: Groups,
    plans: Mapping[str, Plan],
    t: Translate,
) -> None:
    """Give a group a purse of its own, or take it away."""
    wanted = (command.args or "").partition(" ")[2].strip().casefold()
    if wanted not in {*plans, "none"}:
        known = " · ".join(f"/group plan {name}" for name in (*plans, "none"))
        await reply(message, View(text=t("group-plan-usage", known=known)))
        return
    group = await groups.grant(group, None if wanted == "none" else wanted)
    key = "group-set-plan" if wanted != "none" else "group-set-plan-none"
    await reply(message, View(text=t(key, plan=plan_name(wanted, t))))


async def turn(
    callback: CallbackQuery,
    *,
    callback_data: GroupTap,
    bot: Bot,
    group: Group,
    group_panels: GroupPanels,
    t: Translate,
) -> None:
    """Show another screen.

    Raises:
        NotAdmin: Somebody else pressed.
    """
    message = await _panel(callback, bot)
    if callback_data.screen is GroupScreen.CLOSE:
        await vanish(bot, message, t("group-panel-closed"))
    else:
        await group_panels.turn(message, group, t, callback_data.screen, callback_data.page)


async def put(
    callback: CallbackQuery,
    *,
    callback_data: GroupSetTap,
    bot: Bot,
    group: Group,
    group_panels: GroupPanels,
    t: Translate,
) -> None:
    """Set what a button says and show its screen again.

    Raises:
        NotAdmin: Somebody else pressed.
        RequestError: It cannot be so any more.
    """
    message = await _panel(callback, bot)
    group = await group_panels.apply(group, callback_data)
    screen = _AFTER.get(callback_data.field, GroupScreen.MAIN)
    t = _spoken(group, t)
    await group_panels.turn(message, group, t, screen, callback_data.page)


async def anonymous(message: Message, t: Translate) -> None:
    """Say why nothing can be painted for a whole group."""
    await reply(message, View(text=t("group-anonymous")))


async def by_operator(
    _message: Message, operators: Collection[int], person: Person | None = None
) -> bool:
    """Let through what an operator of the bot says; to others it is unknown."""
    return person is not None and person.id in operators


async def _panel(callback: CallbackQuery, bot: Bot) -> Message:
    message = below(callback)
    if not await is_admin(bot, message.chat, callback.from_user.id):
        raise NotAdmin
    return message


async def _ruled(message: Message, bot: Bot) -> bool:
    """Whether a message is from an admin, by name or in the name of the group."""
    if speaks_for_group(message):
        return True
    user = message.from_user
    return user is not None and await is_admin(bot, message.chat, user.id)


def _spoken(group: Group, t: Translate) -> Translate:
    """The words in the language that a group has now."""
    return t.translator.bound(group.language) if group.language else t


def create_router() -> Router:
    """The router; it hears anonymous admins too, who are no person."""
    router = Router(name="group")
    private, command = F.chat.type == ChatType.PRIVATE, Command(COMMAND)
    router.message.register(in_private, command, private)
    is_plan = F.args.func(lambda args: (args or "").split(" ")[0].casefold() == _PLAN)
    router.message.register(grant, Command(COMMAND, magic=is_plan), by_operator)
    router.message.register(settings, command)
    router.message.register(anonymous, speaks_for_group, Command(*GROUP))
    here = F.message.chat.type != ChatType.PRIVATE
    router.callback_query.register(turn, here, GroupTap.filter())
    router.callback_query.register(put, here, GroupSetTap.filter())
    return router
