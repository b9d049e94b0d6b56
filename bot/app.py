"""The running bot: its dispatcher, its ways in and out, its start and its end.

The only module that imports the handlers.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiogram import Dispatcher
from aiohttp import web

from bot.company import group_data, grouping, groups_of
from bot.config import Settings
from bot.core.ports.conversation import Clock
from bot.exhibition import gallery_data, showroom
from bot.outside import outside
from bot.painting import painting_data
from bot.saving import saved_data
from bot.services.callbacks import PATH as CALLBACKS
from bot.services.downloads import PATH as DOWNLOADS
from bot.telegram.commands import register_commands
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.exhibits import Exhibits
from bot.telegram.fsm import ConversationStorage
from bot.telegram.intake import Intake
from bot.telegram.launch import PATH, SCRIPT, Launch
from bot.telegram.markups import Markups
from bot.telegram.menu_button import register_menu_button
from bot.telegram.menus import Menus
from bot.telegram.polling import IntakeRefused, Polling
from bot.telegram.recipes import Recipes
from bot.telegram.session import Patience
from bot.telegram.sharing import Sharing
from bot.telegram.webhook import Webhook, keep_registering, webhook_secret
from bot.web import MeasuredCalls, add_callbacks, add_downloads, add_gallery, create_web, serving
from bot.wiring import Services
from handlers import create_root_router


@dataclass(frozen=True, kw_only=True)
class Grace:
    """Seconds that work in progress may take at a stop.

    Attributes:
        handlers: Of updates.
        work: All the rest.
    """

    handlers: float
    work: float


GRACE = Grace(handlers=4.0, work=12.0)
"""Together under the 20 seconds that a stop may last."""

ALBUM_SECONDS = 1.0
"""Telegram sends the parts of an album as separate updates, within about a second."""

SILENCE = timedelta(seconds=90)
"""Without an answer of Telegram's for so long the bot is not ready: polls end every 30 s."""


class App:
    """The bot: what it works with, and how it begins and ends.

    Args:
        services: What it works with.
        album_seconds: How long the rest of an incoming album is waited for.
        launch: Where the gallery is as a page.
    """

    def __init__(self, services: Services, album_seconds: float, launch: Launch) -> None:
        self.services = services
        self.launch = launch
        self.dispatcher = _dispatcher(services, launch)
        self._registered = asyncio.Event()
        self._allowed = self.dispatcher.resolve_used_update_types()
        self.intake = Intake(
            bot=services.bot,
            dispatcher=self.dispatcher,
            inbox=services.stores.inbox,
            supervisor=services.supervisor,
            clock=services.clock,
            album_seconds=album_seconds,
        )
        self._measure()
        self.polling = Polling(
            bot=services.bot, intake=self.intake, clock=services.clock, allowed=self._allowed
        )

    async def start(self) -> None:
        """Take up what an earlier process left, then begin to work."""
        services = self.services
        spawn = services.supervisor.spawn
        await services.recovery.recover()
        spawn(services.cards.serve(), "status cards", idle=True)
        spawn(services.follow_up.serve(), "follow-up", idle=True)
        spawn(services.queue.serve(services.engine.advance), "queue", idle=True)
        spawn(self.intake.tidy(), "inbox", idle=True)
        spawn(services.keeping.serve(), "old files", idle=True)
        naming = register_commands(services.bot, services.translator, services.stores.cache)
        spawn(naming, "commands", idle=True)
        menu = register_menu_button(
            services.bot, self.launch, services.translator, services.stores.cache
        )
        spawn(menu, "menu button", idle=True)
        await self.intake.replay()

    async def stop(self, grace: Grace) -> None:
        """Leave everything so that the next process can go on with it."""
        await self.intake.drain(grace.handlers)
        await self.services.supervisor.drain(grace.work)

    async def listen(self, stop: asyncio.Event) -> None:
        """Take updates until told to stop.

        Raises:
            IntakeRefused: Telegram will not give any.
        """
        spawn = self.services.supervisor.spawn
        stopped = spawn(stop.wait(), "stop signal", idle=True)
        refused = spawn(self._refused(), "updates", idle=True)
        await asyncio.wait({stopped, refused}, return_when=asyncio.FIRST_COMPLETED)
        if refused.done():
            raise refused.result()

    async def _refused(self) -> IntakeRefused:
        """Listen for as long as Telegram talks to this bot; returns why it does not."""
        services = self.services
        url = services.settings.webhook_url
        try:
            if url is None:
                await self.polling.serve()
            else:
                await keep_registering(services.bot, url, self._allowed, services.clock)
                self._registered.set()
                await asyncio.Event().wait()  # from now on Telegram calls
        except IntakeRefused as refused:
            return refused
        raise AssertionError("polling has no end")

    def web(self) -> web.Application:
        """Health, metrics, and Telegram's webhook where one is set."""
        probes = {"database": self._database_answers, "telegram": self._telegram_answers}
        application = create_web(probes, self.services.metrics)
        settings = self.services.settings
        if settings.public_url:
            below = urlsplit(settings.public_url).path
            add_downloads(application, f"{below}{DOWNLOADS}", self._downloaded)
            add_callbacks(application, f"{below}{CALLBACKS}", self.services.callbacks.heard)
            self.services.callbacks.listen(settings.public_url)
        if settings.webhook_url:
            hook = Webhook(intake=self.intake, secret=webhook_secret(self.services.bot.token))
            application.router.add_post(urlsplit(settings.webhook_url).path, hook.handle)
        if self.launch.served:
            place = urlsplit(settings.public_url or "").path + PATH
            add_gallery(application, showroom(self.services), place, self.launch.script)
        return application

    def _measure(self) -> None:
        services, metrics = self.services, self.services.metrics
        services.bot.session.middleware(MeasuredCalls(metrics))
        metrics.watch("updates_waiting", "Updates not handled yet", lambda: self.intake.waiting)
        metrics.survey(
            "runs_at_provider",
            "Runs at each provider now",
            "provider",
            services.stores.runs.occupied,
        )

    async def _downloaded(self, ticket: str) -> Path | None:
        services = self.services
        artifact_id = services.downloads.admits(ticket)
        artifact = await services.stores.runs.artifact(artifact_id) if artifact_id else None
        if artifact is None or artifact.media is None:
            return None
        path = services.media.path(artifact.media)
        return path if await asyncio.to_thread(path.is_file) else None

    async def _database_answers(self) -> str | None:
        await self.services.stores.runs.next_due()
        return None

    async def _telegram_answers(self) -> str | None:
        if self.services.settings.webhook_url:
            return None if self._registered.is_set() else "Telegram was not told of the webhook"
        polled = self.polling.polled_at
        if polled is None or self.services.clock.now() - polled > SILENCE:
            return "Telegram does not answer"
        return None


@asynccontextmanager
async def started(
    settings: Settings,
    clock: Clock,
    *,
    patience: Patience | None = None,
    album_seconds: float = ALBUM_SECONDS,
    grace: Grace = GRACE,
    script: str = SCRIPT,
) -> AsyncIterator[App]:
    """The bot at work, until the context ends; updates are taken only by `App.listen`.

    Args:
        settings: What the operator decided.
        clock: Time.
        patience: What all calls to Telegram go through; with its limits where left out.
        album_seconds: How long the rest of an incoming album is waited for.
        grace: How long work in progress may take at the end.
        script: Of a local Telegram, for the gallery's page, which then is at our own address.

    Raises:
        AlreadyRunning: Another process works on this database.
        DatabaseUnusable: It cannot be opened or migrated.
        Misconfigured: A provider's setting cannot be used.
        FolderUnusable: MEDIA_DIR cannot be written.
        CannotListen: HTTP_PORT is taken.
    """
    async with outside(settings, clock, patience) as out:
        launch = Launch(settings.public_url, script)
        app = App(Services(out), album_seconds, launch)
        async with serving(app.web(), settings.http_host, settings.http_port) as address:
            launch.found_at(address)
            try:
                await app.start()
                yield app
            finally:
                await app.stop(grace)


def _dispatcher(services: Services, launch: Launch) -> Dispatcher:
    groups = groups_of(services)
    dispatcher = create_dispatcher(
        bot=services.bot,
        storage=ConversationStorage(services.stores.conversations),
        people=services.people,
        translator=services.translator,
        grouping=grouping(services, groups),
        handled=services.metrics.handled,
    )
    data = {**handler_data(services, launch), **group_data(services, groups)}
    dispatcher.workflow_data.update(data)
    dispatcher.include_router(create_root_router())
    return dispatcher


def handler_data(services: Services, launch: Launch) -> Mapping[str, Any]:
    """What handlers may ask for by name, beside what the middlewares add."""
    stores = services.stores
    return {
        **painting_data(services),
        "orders": services.orders,
        "wishes": services.wishes,
        "people": services.people,
        "quota": services.quota,
        "catalogue": services.catalogue,
        "history": services.history,
        "models": services.models,
        "balances": services.balances,
        "privacy": services.privacy,
        "runs": stores.runs,
        "cache": stores.cache,
        "media": services.media,
        "clock": services.clock,
        "keep_days": services.settings.media_keep_days,
        **_screens(services),
        **gallery_data(services, launch),
    }


def _screens(services: Services) -> Mapping[str, Any]:
    """What draws the larger screens."""
    runs, cache, catalogue = services.stores.runs, services.stores.cache, services.catalogue
    recipes = Recipes(messenger=services.messenger, supervisor=services.supervisor)
    return {
        **saved_data(services, recipes),
        "originals": services.originals,
        "shares": services.shares,
        "sharing": Sharing(
            bot=services.bot,
            shares=services.shares,
            exhibits=Exhibits(services.media),
            catalogue=catalogue,
            styles=services.styles,
            adoptions=services.adoptions,
            quota=services.quota,
        ),
        "markups": Markups(runs=runs, catalogue=catalogue),
        "menus": Menus(
            catalogue=catalogue,
            quota=services.quota,
            cache=cache,
            recipes=recipes,
            adoptions=services.adoptions,
        ),
    }
