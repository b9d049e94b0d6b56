"""The counting middlewares in their places: a real dispatcher, a real bot, the local Telegram."""

from datetime import UTC, datetime

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Chat, Message, Update
from prometheus_client import generate_latest

from bot.core.errors import PromptEmpty
from bot.sandbox import TOKEN, Sandbox
from bot.web import MeasuredCalls, MeasuredUpdates, Metrics


def update(text: str) -> Update:
    chat = Chat(id=1, type="private")
    message = Message(message_id=1, date=datetime.now(UTC), chat=chat, text=text)
    return Update(update_id=1, message=message)


def lines(metrics: Metrics) -> list[str]:
    return generate_latest(metrics.registry).decode().splitlines()


async def test_updates_are_counted_by_how_they_ended() -> None:
    metrics = Metrics()
    dispatcher = Dispatcher()
    dispatcher.update.outer_middleware(MeasuredUpdates(metrics))

    @dispatcher.message()
    async def handle(message: Message) -> None:
        if message.text == "wrong":
            raise PromptEmpty
        if message.text == "broken":
            raise RuntimeError

    bot = Bot(TOKEN)
    await dispatcher.feed_update(bot, update("fine"))
    for text, error in (("wrong", PromptEmpty), ("broken", RuntimeError)):
        with pytest.raises(error):
            await dispatcher.feed_update(bot, update(text))

    for outcome in ("ok", "prompt-empty", "RuntimeError"):
        count = f'vernissage_update_seconds_count{{kind="message",outcome="{outcome}"}} 1.0'
        assert count in lines(metrics)


async def test_calls_are_counted_by_how_they_ended() -> None:
    metrics = Metrics()
    async with Sandbox() as sandbox:
        session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
        session.middleware(MeasuredCalls(metrics))
        async with Bot(sandbox.token, session=session) as bot:
            await bot.get_me()
            with pytest.raises(TelegramBadRequest):
                await bot.send_message(404, "nobody is there")

    counted = 'vernissage_telegram_calls_total{method="%s",outcome="%s"} 1.0'
    assert counted % ("getMe", "ok") in lines(metrics)
    assert counted % ("sendMessage", "TelegramBadRequest") in lines(metrics)
