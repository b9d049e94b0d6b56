"""The counting middleware in its place: a real bot, the local Telegram."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from prometheus_client import generate_latest

from bot.sandbox import Sandbox
from bot.web import MeasuredCalls, Metrics


async def test_calls_are_counted_by_how_they_ended() -> None:
    metrics = Metrics()
    async with Sandbox() as sandbox:
        session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
        session.middleware(MeasuredCalls(metrics))
        async with Bot(sandbox.token, session=session) as bot:
            await bot.get_me()
            with pytest.raises(TelegramBadRequest):
                await bot.send_message(404, "nobody is there")

    lines = generate_latest(metrics.registry).decode().splitlines()
    counted = 'vernissage_telegram_calls_total{method="%s",outcome="%s"} 1.0'
    assert counted % ("getMe", "ok") in lines
    assert counted % ("sendMessage", "TelegramBadRequest") in lines
