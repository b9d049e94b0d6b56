"""The first things somebody sees."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.core.groups import Group
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.callbacks import ExampleTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.menu_button import MenuButtons
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private, say
from bot.telegram.screens.start import (
    EXAMPLES,
    example,
    group_help_view,
    group_view,
    help_view,
    start_view,
)
from bot.telegram.translator import Translate
from handlers.common import below


async def start(
    message: Message,
    bot: Bot,
    menu_buttons: MenuButtons,
    t: Translate,
    group: Group | None = None,
) -> None:
    """Greet, with examples in private; links to what is not known are a plain start."""
    if is_private(message.chat):
        await menu_buttons.name(bot, message.chat.id, t)
        name = message.from_user.first_name if message.from_user else ""
        await say(message, start_view(t, name))
    else:
        await say(message, await greeting(bot, t, group))


async def greeting(bot: Bot, t: Translate, group: Group | None) -> View:
    """How the bot is used in a group; where it is switched off, only that."""
    if group and not group.enabled:
        return View(text=t("group-set-off"))
    me = await bot.me()
    reads_all = bool(me.can_read_all_group_messages)
    pays = bool(group and group.pays)
    return group_view(t, me.username or me.full_name, reads_all=reads_all, pays=pays)


async def show_help(message: Message, bot: Bot, t: Translate, group: Group | None = None) -> None:
    """Tell how everything is done."""
    if is_private(message.chat):
        await say(message, help_view(t))
        return
    me = await bot.me()
    reads_all = bool(me.can_read_all_group_messages)
    pays = bool(group and group.pays)
    name = me.username or me.full_name
    await say(message, group_help_view(t, name, reads_all=reads_all, pays=pays))


@once
async def run_example(
    callback: CallbackQuery,
    callback_data: ExampleTap,
    asker: Asker,
    easel: Easel,
    t: Translate,
) -> None:
    """Paint one of the greeting's examples."""
    number = min(max(callback_data.number, 1), EXAMPLES)
    await easel.paint(below(callback), asker, t, Asked(said=example(number, t)))
    await callback.answer(t.plain("toast-started"))


def create_router() -> Router:
    """The router."""
    router = Router(name="start")
    router.message.register(start, CommandStart())
    router.message.register(show_help, Command("help"))
    router.callback_query.register(run_example, ExampleTap.filter())
    return router
