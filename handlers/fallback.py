"""What nothing else understood; the last router."""

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from bot.telegram.buttons import View
from bot.telegram.replies import say
from bot.telegram.screens.start import help_view
from bot.telegram.translator import Translate

_SENT_BY_PEOPLE = frozenset(
    {
        ContentType.STICKER,
        ContentType.VOICE,
        ContentType.AUDIO,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.ANIMATION,
        ContentType.CONTACT,
        ContentType.LOCATION,
        ContentType.VENUE,
        ContentType.POLL,
        ContentType.DICE,
        ContentType.STORY,
    }
)


async def unknown_command(message: Message, t: Translate) -> None:
    """Name the way to the commands that there are."""
    command = (message.text or message.caption or "").split(maxsplit=1)[0]
    view = help_view(t)
    await say(message, View(text=t("unknown-command", command=command), markup=view.markup))


async def unknown_content(message: Message, t: Translate) -> None:
    """Say what can be sent instead."""
    await say(message, View(text=t("unknown-content")))


async def dead_button(callback: CallbackQuery, t: Translate) -> None:
    """Say that a button of an earlier version leads nowhere."""
    await callback.answer(t.plain("toast-dead-button"), show_alert=True)


def create_router() -> Router:
    """The router."""
    router = Router(name="fallback")
    private = F.chat.type == ChatType.PRIVATE
    slash = F.text.startswith("/") | F.caption.startswith("/")
    router.message.register(unknown_command, private, slash)
    router.message.register(unknown_content, private, F.content_type.in_(_SENT_BY_PEOPLE))
    router.callback_query.register(dead_button)
    return router
