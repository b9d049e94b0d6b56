"""Quota, state of the models, help by button, privacy."""

import asyncio

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.core.groups import Group
from bot.services.balances import Balances
from bot.services.groups import Groups
from bot.services.health import Models
from bot.services.privacy import Privacy
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.callbacks import OpenTap, Page, PrivacyAction, PrivacyTap
from bot.telegram.panels import Panels
from bot.telegram.replies import is_private, say
from bot.telegram.screens.account import erase_view, privacy_view, quota_view, status_view
from bot.telegram.translator import Translate
from handlers.common import Handler, below, mine
from handlers.start import show_help


async def show_quota(
    message: Message, asker: Asker, quota: Quota, groups: Groups, t: Translate
) -> None:
    """Tell what is left today, and to whom: in a group it may be the group's."""
    await say(message, await _quota(asker, quota, groups, t))


async def show_status(
    message: Message, asker: Asker, models: Models, balances: Balances, t: Translate
) -> None:
    """Tell which models answer; operators see in private what is left at the vendors too."""
    if is_private(message.chat):
        person_id = asker.person.id
        reports, left = await asyncio.gather(models.report(), balances.shown_to(person_id))
    else:
        reports, left = await models.report(), ()
    await say(message, status_view(reports, left, t))


async def show_privacy(
    message: Message, asker: Asker, t: Translate, keep_days: int | None
) -> None:
    """Tell what is stored."""
    await say(message, privacy_view(asker.person.id, keep_days, t))


async def open_help(
    callback: CallbackQuery, bot: Bot, t: Translate, group: Group | None = None
) -> None:
    """Tell how everything is done."""
    await show_help(below(callback), bot, t, group)


async def open_quota(
    callback: CallbackQuery, asker: Asker, quota: Quota, groups: Groups, t: Translate
) -> None:
    """Tell what is left today, and to whom."""
    await say(below(callback), await _quota(asker, quota, groups, t))


async def open_status(
    callback: CallbackQuery, asker: Asker, models: Models, balances: Balances, t: Translate
) -> None:
    """The same, by a button."""
    await show_status(below(callback), asker, models, balances, t)


async def open_settings(
    callback: CallbackQuery, asker: Asker, panels: Panels, t: Translate
) -> None:
    """Open the settings panel."""
    await panels.open(below(callback), asker.person, t)


async def back_to_privacy(
    callback: CallbackQuery, callback_data: PrivacyTap, t: Translate, keep_days: int | None
) -> None:
    """Keep everything."""
    await _change(
        mine(callback, callback_data.owner), privacy_view(callback_data.owner, keep_days, t)
    )


async def export(
    callback: CallbackQuery, callback_data: PrivacyTap, privacy: Privacy, t: Translate
) -> None:
    """Send everything that is stored about a person."""
    message = mine(callback, callback_data.owner)
    await callback.answer(t.plain("privacy-export-toast"))
    content = await privacy.export(callback_data.owner)
    file = BufferedInputFile(content, "vernissage-data.zip")
    await message.reply_document(
        file, caption=t("privacy-export-caption"), allow_sending_without_reply=True
    )


async def ask_erase(callback: CallbackQuery, callback_data: PrivacyTap, t: Translate) -> None:
    """Ask before everything is forgotten."""
    await _change(mine(callback, callback_data.owner), erase_view(callback_data.owner, t))


async def erase(
    callback: CallbackQuery, callback_data: PrivacyTap, privacy: Privacy, t: Translate
) -> None:
    """Forget everything about a person."""
    message = mine(callback, callback_data.owner)
    await privacy.erase(callback_data.owner)
    await _change(message, View(text=t("privacy-erased")))


async def _quota(asker: Asker, quota: Quota, groups: Groups, t: Translate) -> View:
    group = asker.group
    usages = await quota.today(asker.person, group)
    view = quota_view(
        quota.plan(asker.person, group),
        usages,
        quota.resets_in(),
        t,
        purse=bool(group and group.pays),
    )
    if group is None or group.daily is None:
        return view
    left = max(0, group.daily - await groups.today(group.id))
    line = t("quota-group-line", left=left, daily=group.daily)
    return View(text=f"{view.text}\n\n{line}", markup=view.markup)


async def _change(message: Message, view: View) -> None:
    await message.edit_text(view.text, reply_markup=view.markup)


def create_router() -> Router:
    """The router."""
    router = Router(name="account")
    router.message.register(show_quota, Command("quota"))
    router.message.register(show_status, Command("status"))
    router.message.register(show_privacy, Command("privacy"))
    opening: dict[Page, Handler] = {
        Page.HELP: open_help,
        Page.QUOTA: open_quota,
        Page.STATUS: open_status,
        Page.SETTINGS: open_settings,
    }
    for page, opener in opening.items():
        router.callback_query.register(opener, OpenTap.filter(F.page == page))
    rights: dict[PrivacyAction, Handler] = {
        PrivacyAction.SHOW: back_to_privacy,
        PrivacyAction.EXPORT: export,
        PrivacyAction.ERASE: ask_erase,
        PrivacyAction.ERASE_YES: erase,
    }
    for action, handler in rights.items():
        router.callback_query.register(handler, PrivacyTap.filter(F.action == action))
    return router
