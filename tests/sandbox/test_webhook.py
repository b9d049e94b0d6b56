import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendPhoto
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.sandbox import ChatView, Sandbox
from bot.sandbox.journal import Bell
from tests.sandbox.helpers import refused, upload

Respond = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


class Hook:
    """The bot's side of a webhook."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Respond] = []
        self.bell = Bell()
        self.delegate: Callable[[web.Request], Awaitable[web.Response]] | None = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.delegate is not None:
            return await self.delegate(request)
        body = await request.json()
        self.bodies.append(body)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.bell.ring()
        return await self.answers.pop(0)(body) if self.answers else web.Response()

    async def received(self, count: int) -> list[Any]:
        await self.bell.until(lambda: len(self.bodies) >= count or None, 5)
        return [body["message"]["text"] for body in self.bodies]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def failing(_body: dict[str, Any]) -> web.StreamResponse:
    return web.Response(status=500)


async def test_updates_are_posted_with_the_secret(
    bot: Bot, sandbox: Sandbox, chat: ChatView, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret", allowed_updates=["message"])
    await chat.say("a fox")
    assert await hook.received(2) == ["/start", "a fox"]
    await sandbox.confirmed()
    assert hook.secrets == ["s3cret", "s3cret"]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (
        hook.url,
        0,
        ["message"],
    )


async def test_a_failed_delivery_is_tried_again(
    bot: Bot, sandbox: Sandbox, chat: ChatView, hook: Hook
) -> None:
    sandbox.telegram.updates.retry_delay = 0.001
    hook.answers = [failing, failing]
    await bot.set_webhook(hook.url)
    assert await hook.received(3) == ["/start"] * 3
    await sandbox.confirmed()
    error = (await bot.get_webhook_info()).last_error_message
    assert error == "Wrong response from the webhook: 500 Internal Server Error"


async def test_one_chat_waits_for_its_turn_while_others_go_on(
    bot: Bot, sandbox: Sandbox, chat: ChatView, hook: Hook
) -> None:
    gate = asyncio.Event()

    async def held(_body: dict[str, Any]) -> web.StreamResponse:
        await gate.wait()
        return web.Response()

    hook.answers = [held]
    await bot.set_webhook(hook.url)
    await hook.received(1)
    await chat.say("second of Anna")
    await sandbox.person("Boris").private.say("first of Boris")
    assert await hook.received(2) == ["/start", "first of Boris"]
    gate.set()
    assert (await hook.received(3))[-1] == "second of Anna"


async def test_an_answer_may_hold_a_method(bot: Bot, chat: ChatView, hook: Hook) -> None:
    async def reply(body: dict[str, Any]) -> web.StreamResponse:
        chat_id = body["message"]["chat"]["id"]
        return web.json_response({"method": "sendMessage", "chat_id": chat_id, "text": "hi"})

    hook.answers = [reply]
    await bot.set_webhook(hook.url)
    assert (await chat.wait_text("hi")).from_bot


async def test_aiograms_own_webhook_handler_works(
    bot: Bot, chat: ChatView, hook: Hook, sandbox: Sandbox
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> SendPhoto:
        return message.answer_photo(upload(), caption=message.text)

    handler = SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token="s3cret"
    )
    hook.delegate = handler.handle
    await bot.set_webhook(hook.url, secret_token="s3cret")
    assert (await chat.wait_photo()).caption == "/start"
    await sandbox.confirmed()


async def test_an_update_can_be_delivered_twice(
    bot: Bot, chat: ChatView, hook: Hook, sandbox: Sandbox
) -> None:
    sandbox.faults.duplicate_update()
    await chat.say("a fox")
    await bot.set_webhook(hook.url)
    assert await hook.received(3) == ["/start", "a fox", "a fox"]
    assert hook.bodies[1]["update_id"] == hook.bodies[2]["update_id"]


async def test_an_unreachable_webhook_keeps_its_updates(
    bot: Bot, sandbox: Sandbox, chat: ChatView
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    updates = sandbox.telegram.updates
    await updates.bell.until(lambda: updates.last_error or None, 5)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, bool(info.last_error_message)) == (1, True)
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_bad_addresses_and_secrets_are_refused(bot: Bot) -> None:
    with refused("bad webhook: An HTTPS URL must be provided for webhook"):
        await bot.set_webhook("ftp://a.example")
    with refused("secret token contains unallowed characters"):
        await bot.set_webhook("https://a.example", secret_token="ключ")
    with refused("secret token is too long"):
        await bot.set_webhook("https://a.example", secret_token="x" * 257)
