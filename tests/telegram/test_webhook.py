import asyncio
import io
import json
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.sandbox import ApiError, Fault, Sandbox
from bot.services.supervisor import Supervisor
from bot.telegram.intake import Intake
from bot.telegram.polling import IntakeRefused
from bot.telegram.webhook import (
    LARGEST,
    SECRET_HEADER,
    Webhook,
    keep_registering,
    register_webhook,
    webhook_secret,
)
from tests.support.clock import VirtualClock
from tests.telegram.inbox import MemoryInbox, message

SECRET = "s3cret"
URL = "https://example.org/hook"
HEADERS = {SECRET_HEADER: SECRET}


@pytest.fixture
def inbox() -> MemoryInbox:
    return MemoryInbox()


@pytest.fixture
async def address(inbox: MemoryInbox, bot: Bot) -> AsyncIterator[str]:
    supervisor = Supervisor()
    intake = Intake(
        bot=bot,
        dispatcher=Dispatcher(disable_fsm=True),
        inbox=inbox,
        supervisor=supervisor,
        clock=VirtualClock(),
    )
    app = web.Application()
    app.router.add_post("/hook", Webhook(intake=intake, secret=SECRET).handle)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))
    await supervisor.drain(5)


async def post(
    address: str, body: bytes | str | io.BytesIO, headers: dict[str, str] | None = None
) -> int:
    async with (
        ClientSession() as client,
        client.post(address, data=body, headers=headers or HEADERS) as response,
    ):
        return response.status


async def test_says_yes_once_it_is_stored(address: str, inbox: MemoryInbox) -> None:
    assert await post(address, json.dumps(message(1, "привет"))) == 200
    assert json.loads(inbox.updates[1])["message"]["text"] == "привет"


async def test_asks_for_it_again_when_it_cannot_be_stored(
    address: str, inbox: MemoryInbox
) -> None:
    inbox.broken = 1
    assert await post(address, json.dumps(message(1))) == 503
    assert await post(address, json.dumps(message(1))) == 200
    assert list(inbox.updates) == [1]


@pytest.mark.parametrize("secret", ["", "wrong", "s3cret-and-more", "сикрет"])
async def test_wants_the_secret(address: str, inbox: MemoryInbox, secret: str) -> None:
    assert await post(address, json.dumps(message(1)), {SECRET_HEADER: secret}) == 401
    assert inbox.updates == {}


@pytest.mark.parametrize("body", ["", "no json", "[1]", '{"message": {}}', b"\xff\xfe"])
async def test_refuses_what_is_no_update(
    address: str, inbox: MemoryInbox, body: bytes | str
) -> None:
    assert await post(address, body) == 400
    assert inbox.updates == {}


async def test_refuses_what_is_too_large(address: str, inbox: MemoryInbox) -> None:
    assert await post(address, io.BytesIO(b"x" * (LARGEST + 1))) == 413
    assert inbox.updates == {}


async def test_registers_once(bot: Bot, sandbox: Sandbox) -> None:
    for _ in range(2):
        await register_webhook(bot, "https://example.org/hook", ["message"])
    assert len(sandbox.calls.named("setWebhook")) == 1
    told = sandbox.calls.named("setWebhook")[0].params
    assert told["secret_token"] == webhook_secret(sandbox.token)
    await register_webhook(bot, "https://example.org/hook", ["callback_query", "message"])
    assert len(sandbox.calls.named("setWebhook")) == 2


async def test_registers_once_telegram_is_back(bot: Bot, sandbox: Sandbox) -> None:
    clock = VirtualClock()
    sandbox.faults.add("getWebhookInfo", Fault.server_error(), times=12)
    registering = asyncio.create_task(keep_registering(bot, URL, ["message"], clock))  # noqa: TID251 - awaited below
    while not registering.done():
        await clock.go(1)
    await registering
    assert len(sandbox.calls.named("setWebhook")) == 1
    assert sandbox.faults.pending == 0


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.bad_request("bad webhook: HTTPS url must be provided"), "PUBLIC_URL has to be"),
        (Fault(error=ApiError(401, "Unauthorized")), "BOT_TOKEN is wrong"),
    ],
)
async def test_says_why_telegram_does_not_want_it(
    bot: Bot, sandbox: Sandbox, fault: Fault, words: str
) -> None:
    sandbox.faults.add("setWebhook", fault)
    with pytest.raises(IntakeRefused, match=words):
        await keep_registering(bot, URL, ["message"], VirtualClock())


def test_the_secret_tells_nothing_of_the_token() -> None:
    secret = webhook_secret("123456:secret")
    assert secret == webhook_secret("123456:secret") != webhook_secret("123456:other")
    assert len(secret) == 64
    assert "123456" not in secret
