"""Albums: two to ten items, one message each, held together by an id."""

from typing import Any

from aiogram.methods import SendMediaGroup

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.sending import caption_fields, destination, media_fields, thread_fields
from bot.sandbox.parameters import given
from bot.sandbox.rights import check_rights
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

MIN_ITEMS, MAX_ITEMS = 2, 10
_VISUAL = {"photo", "video"}


async def send_media_group(tg: Telegram, method: SendMediaGroup) -> list[Json]:
    """Send an album; all items are checked before the first is posted."""
    target = destination(tg, method)
    _check_mix(method.media)
    items = [await _item(tg, item) for item in method.media]
    for item in items:
        check_rights(target.chat, tg.world.bot_id, item)
    tg.flood.spend(target.chat.id, len(items))
    shared: Json = {"media_group_id": f"album{tg.world.number()}"} | thread_fields(target)
    if given(method.protect_content):
        shared["has_protected_content"] = True
    posts = [
        tg.post(target.chat, tg.world.bot_id, shared | item, reply_to=target.reply_to)
        for item in items
    ]
    return [tg.world.message(post) for post in posts]


async def _item(tg: Telegram, item: Any) -> Json:
    return await media_fields(tg, item.type, item.media, item) | caption_fields(item)


def _check_mix(media: list[Any]) -> None:
    if len(media) < MIN_ITEMS:
        raise bad_request("too few messages to send as an album")
    if len(media) > MAX_ITEMS:
        raise bad_request("too much messages to send as an album")
    kinds = {item.type for item in media}
    if not (kinds <= _VISUAL or kinds == {"document"}):
        raise bad_request("can't use the media of the specified type in the album")
