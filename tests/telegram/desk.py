"""A messenger with a real bot, for jobs of the tests."""

from typing import Any

from aiogram import Bot

from bot.core.models import Job
from bot.sandbox import MessageView
from bot.services.downloads import Downloads
from bot.telegram.delivery import Pictures
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.originals import Originals
from bot.telegram.parcels import Parcels
from bot.telegram.translator import Translator
from tests.support.fakes import FakePosts
from tests.support.workshop import Workshop
from tests.telegram.jobs import Disk, job

UPLOAD_BYTES = 50_000_000


def messenger_of(
    bot: Bot,
    shop: Workshop,
    disk: Disk,
    translator: Translator,
    *,
    upload_bytes: int = UPLOAD_BYTES,
    public_url: str | None = None,
) -> TelegramMessenger:
    """A messenger over the workshop's services."""
    parcels = Parcels(
        media=disk,
        catalogue=shop.catalogue,
        styles=shop.styles,
        groups=shop.groups,
        clock=shop.clock,
        upload_bytes=upload_bytes,
    )
    downloads = Downloads(
        catalogue=shop.catalogue, clock=shop.clock, public_url=public_url, secret="s"
    )
    pictures = Pictures(
        bot=bot,
        parcels=parcels,
        downloads=downloads,
        originals=Originals(disk),
        posts=FakePosts(),
        catalogue=shop.catalogue,
        translator=translator,
    )
    return TelegramMessenger(
        bot=bot,
        pictures=pictures,
        catalogue=shop.catalogue,
        styles=shop.styles,
        translator=translator,
    )


def for_message(asked: MessageView, *runs: Any, **more: Any) -> Job:
    """A job that answers a message."""
    origin = {"message_id": asked.id} | more.pop("origin", {})
    return job(runs, chat=asked.chat_id, origin=origin, **more)
