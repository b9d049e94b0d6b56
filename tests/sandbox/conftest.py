"""A sandbox whose time stands still, a real aiogram bot on it, and Anna who has said hello."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.sandbox import ChatView, ManualClock, Person, Sandbox


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def sandbox(clock: ManualClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock) as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    yield Bot(sandbox.token, session=session)
    if session._session is not None:  # session.close() would also sleep for TLS, unused here
        await session._session.close()


@pytest.fixture
async def anna(sandbox: Sandbox) -> Person:
    anna = sandbox.person("Anna")
    await anna.start()
    return anna


@pytest.fixture
async def chat(anna: Person) -> ChatView:
    return anna.private
