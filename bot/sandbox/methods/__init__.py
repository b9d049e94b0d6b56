"""The Bot API's methods, by family; each takes the server and the checked call."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.methods import (
    albums,
    answers,
    chats,
    deletions,
    edits,
    messages,
    payments,
    profile,
    updates,
)
from bot.sandbox.telegram import Telegram

Handler = Callable[[Telegram, Any], Awaitable[Any]]

_FAMILIES: tuple[Handler, ...] = (
    updates.get_updates,
    updates.set_webhook,
    updates.delete_webhook,
    updates.get_webhook_info,
    profile.get_me,
    profile.set_my_commands,
    profile.get_my_commands,
    profile.delete_my_commands,
    profile.set_my_name,
    profile.get_my_name,
    profile.set_my_description,
    profile.get_my_description,
    profile.set_my_short_description,
    profile.get_my_short_description,
    profile.set_chat_menu_button,
    profile.get_chat_menu_button,
    messages.send_message,
    messages.send_photo,
    messages.send_document,
    messages.send_video,
    messages.send_animation,
    messages.send_chat_action,
    messages.copy_message,
    messages.forward_message,
    albums.send_media_group,
    edits.edit_message_text,
    edits.edit_message_caption,
    edits.edit_message_media,
    edits.edit_message_reply_markup,
    deletions.delete_message,
    deletions.delete_messages,
    deletions.pin_chat_message,
    deletions.unpin_chat_message,
    deletions.unpin_all_chat_messages,
    answers.answer_callback_query,
    answers.answer_inline_query,
    answers.answer_pre_checkout_query,
    answers.set_message_reaction,
    chats.get_chat,
    chats.get_chat_member,
    chats.get_chat_administrators,
    chats.get_chat_member_count,
    chats.leave_chat,
    chats.create_forum_topic,
    chats.get_file,
    payments.send_invoice,
    payments.create_invoice_link,
    payments.refund_star_payment,
)


def handlers() -> dict[str, Handler]:
    """Return every method that the local Telegram knows, by its name in lower case."""
    return {handler.__name__.replace("_", ""): handler for handler in _FAMILIES}
