"""The first things somebody sees."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.callbacks import ExampleTap
from bot.telegram.easel import Easel
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private, say
from bot.telegram.screens.start import EXAMPLES, example, group_view, help_view, start_view
from bot.telegram.translator import Translate
from handlers.common import below


async def start(message: Message, bot: Bot, t: Translate) -> None:
    """Greet, with examples in private; links to what is not known are a plain start."""
    if is_private(message.chat):
        name = message.from_user.first_name if message.from_user else ""
        await say(message, start_view(t, name))
    else:
        await say(message, await greeting(bot, t))


async def greeting(bot: Bot, t: Translate) -> View:
    """How the bot is used in a group."""
    me = await bot.me()
    reads_all = bool(me.can_read_all_group_messages)
    return group_view(t, me.username or me.full_name, reads_all=reads_all)


async def show_help(message: Message, t: Translate) -> None:
    """Tell how everything is done."""
    await say(message, help_view(t))


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
