"""The local Telegram, ready to use."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.calls import Calls
from bot.sandbox.clock import Clock, SystemClock
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood, Mode
from bot.sandbox.groups import Group
from bot.sandbox.membership import set_role
from bot.sandbox.people import Person
from bot.sandbox.server import MAX_BODY, BotApi, add_bot_api
from bot.sandbox.sim import add_page
from bot.sandbox.telegram import Telegram
from bot.sandbox.updates import Updates
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import Json, World

BOT_ID = 7_000_001
TOKEN = f"{BOT_ID}:AAsandbox-token-for-the-local-telegram0"
BOT: Json = {
    "id": BOT_ID,
    "is_bot": True,
    "first_name": "Vernissage",
    "username": "vernissage_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
    "supports_join_request_queries": False,
}


class Sandbox:
    """A Bot API server on this machine, with people who use it.

    Its state outlives the bots that talk to it. ``async with`` starts and stops the server.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        token: str = TOKEN,
        privacy: bool = True,
        flood: Mode = "record",
        clock: Clock | None = None,
    ) -> None:
        """Set up an empty Telegram.

        Args:
            port: where to listen; 0 picks a free one.
            host: the address to bind.
            token: the bot's token; its id is taken from it.
            privacy: whether the bot has privacy mode in groups.
            flood: whether flood limits are enforced, recorded or off.
            clock: tells the time; the machine's own by default.
        """
        self.clock = clock or SystemClock()
        self._host, self._port = host, port
        self._stack = AsyncExitStack()
        self._persons: dict[str, Person] = {}
        self._groups: dict[str, Group] = {}
        faults = Faults()
        self.telegram = Telegram(
            token=token,
            clock=self.clock,
            world=World(BOT | {"id": int(token.split(":", maxsplit=1)[0])}),
            faults=faults,
            flood=Flood(self.clock, flood),
            updates=Updates(self.clock, faults),
            privacy=privacy,
        )

    async def __aenter__(self) -> Self:
        """Start the server."""
        app = web.Application(client_max_size=MAX_BODY)
        api = BotApi(self.telegram)
        add_bot_api(app, api)
        add_page(app, self.telegram)
        tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        deliveries = tasks.create_task(Webhook(self.telegram, api).run())
        self._stack.callback(deliveries.cancel)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        self._stack.callback(self.telegram.updates.interrupt_poll)  # its bot may be gone by then
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        await self._stack.aclose()

    @property
    def url(self) -> str:
        """The server's base address."""
        return f"http://{self._host}:{self._port}"

    @property
    def page_script(self) -> str:
        """What stands in for Telegram's own script in pages that it opens."""
        return f"{self.url}/static/telegram-web-app.js"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.telegram.token

    @property
    def bot_user(self) -> Json:
        """The bot as a ``User``."""
        return self.telegram.world.bot

    def be_patient(self, times: float) -> Self:
        """Let scripted people wait so many times longer than they say: the machine is busy."""
        for bell in (self.telegram.journal.bell, self.telegram.queries.bell, self.calls.bell):
            bell.patience = times
        return self

    @property
    def calls(self) -> Calls:
        """Every call of the bot."""
        return self.telegram.calls

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self.telegram.faults

    @property
    def flood(self) -> Flood:
        """The flood limits."""
        return self.telegram.flood

    async def confirmed(self, timeout: float = 5) -> None:  # noqa: ASYNC109 -- the scripted people's word
        """Wait until the bot has taken every update.

        Raises:
            NothingCameError: it has not, in time.
        """
        await self.telegram.updates.confirmed(timeout)

    def person(
        self, name: str, *, language: str | None = "en", username: str | None = None
    ) -> Person:
        """Return the person of this name, new when there was none."""
        if name not in self._persons:
            username = username or (name.lower() if name.isascii() and name.isalnum() else None)
            account = self.telegram.world.add_person(name, username, language)
            self._persons[name] = Person(self.telegram, account)
            self.telegram.changed()
        return self._persons[name]

    def group(
        self,
        title: str,
        *,
        members: Sequence[Person] = (),
        forum: bool = False,
        supergroup: bool = False,
        bot: bool = True,
    ) -> Group:
        """Return the group of this title, new when there was none.

        Args:
            title: its name.
            members: who is in it; the first one owns it.
            forum: whether it has topics; it is a supergroup then.
            supergroup: whether it is one from the start.
            bot: whether the bot is a member.
        """
        if title not in self._groups:
            tg = self.telegram
            chat = tg.world.add_group(title, supergroup=supergroup or forum, forum=forum)
            for person in members:
                chat.members[person.id] = "creator" if not chat.members else "member"
            self._groups[title] = Group(tg, chat.id)
            if bot:
                set_role(tg, chat, tg.world.bot_id, "member", by=members[0].id)
            tg.changed()
        return self._groups[title]
