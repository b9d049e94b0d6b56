from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.sandbox import Person, Sandbox
from bot.services.people import People
from bot.telegram.pacing import Rate, Rates
from bot.telegram.session import Patience, create_bot
from bot.telegram.translator import Translator
from tests.support.clock import VirtualClock
from tests.support.fakes import FakePeople
from tests.telegram.words import words

QUICK = Rate(burst=1000, per_second=1000)
FREE = Rates(overall=QUICK, chat=QUICK, group=QUICK)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(flood="off").be_patient(3) as started:
        yield started


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    patience = Patience(FREE, pause=0.001)
    async with create_bot(sandbox.token, api_url=sandbox.url, patience=patience) as created:
        yield created


@pytest.fixture
async def anna(sandbox: Sandbox, bot: Bot) -> Person:
    """Somebody who has started the bot, long ago."""
    person = sandbox.person("Anna")
    await person.start()
    await bot.delete_webhook(drop_pending_updates=True)
    return person


@pytest.fixture
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return words(tmp_path_factory.mktemp("locales"))


@pytest.fixture
def person_store() -> FakePeople:
    return FakePeople(VirtualClock())


@pytest.fixture
def people(person_store: FakePeople) -> People:
    return People(store=person_store, default_plan="free")
