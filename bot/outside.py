"""What the bot stands on: database, network and session, opened and closed together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot

from bot.config import Settings
from bot.core.ports.conversation import Clock
from bot.core.ports.provider import Provider
from bot.providers.registry import build
from bot.providers.transport import Http
from bot.storage.database import Database
from bot.storage.migration import migrate
from bot.storage.stores import Stores, open_stores
from bot.telegram.session import Patience, create_bot


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What has to be closed again, and what tests replace."""

    settings: Settings
    clock: Clock
    database: Database
    stores: Stores
    providers: tuple[Provider, ...]
    bot: Bot


@asynccontextmanager
async def outside(
    settings: Settings, clock: Clock, patience: Patience | None = None
) -> AsyncIterator[Outside]:
    """Open the database, the network and the bot's session; close them at the end.

    Raises:
        AlreadyRunning: Another process works on this database.
        DatabaseUnusable: It cannot be opened or migrated.
        Misconfigured: A provider's setting cannot be used.
    """
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(Http())
        providers = build(settings.providers, http.transport, settings.models_enabled)
        for provider in providers:
            stack.push_async_callback(provider.close)
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        await stack.enter_async_context(database.instance_lock())
        await migrate(settings.database_url)
        bot = create_bot(
            settings.bot_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            patience=patience,
        )
        stack.push_async_callback(bot.session.close)
        yield Outside(
            settings=settings,
            clock=clock,
            database=database,
            stores=open_stores(database, clock.now),
            providers=providers,
            bot=bot,
        )
