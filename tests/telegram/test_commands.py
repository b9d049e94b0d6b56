import pytest
from aiogram import Bot

from bot.sandbox import Fault, Sandbox
from bot.telegram.commands import GROUP, GROUP_ADMINS, PRIVATE, register_commands
from bot.telegram.translator import Translator
from tests.support.clock import VirtualClock
from tests.support.fakes import FakeCache
from tests.telegram.words import words

CALLS = 10
"""Private, group and admins' commands, description and short description in two languages."""


@pytest.fixture
def cache() -> FakeCache:
    return FakeCache(VirtualClock())


def translator_of(factory: pytest.TempPathFactory, **more: str) -> Translator:
    descriptions = {f"command-{name}": f"Does {name}" for name in (*PRIVATE, *GROUP_ADMINS)}
    texts = {"bot-description": "I paint.", "bot-short-description": "Paints."}
    return words(factory.mktemp("locales"), **descriptions | texts | more)


@pytest.fixture
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return translator_of(tmp_path_factory)


async def test_people_see_commands_in_their_language(
    bot: Bot, sandbox: Sandbox, translator: Translator, cache: FakeCache
) -> None:
    await register_commands(bot, translator, cache)
    anna, boris = sandbox.person("Anna"), sandbox.person("Boris", language="ru")
    clara = sandbox.person("Clara")
    assert list(anna.commands) == list(PRIVATE)
    assert anna.commands["imagine"] == "Does imagine"
    assert boris.commands["imagine"] == "ru: Does imagine"
    group = sandbox.group("Painters", members=[anna, clara])
    assert list(group.commands(clara)) == list(GROUP)
    assert list(group.commands(anna)) == list(GROUP_ADMINS), "she owns it"
    assert (await bot.get_my_description(language_code="ru")).description == "ru: I paint."


async def test_is_told_only_what_changed(
    bot: Bot,
    sandbox: Sandbox,
    translator: Translator,
    cache: FakeCache,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for _ in range(2):
        await register_commands(bot, translator, cache)
    assert len(sandbox.calls) == CALLS
    changed = translator_of(tmp_path_factory, **{"bot-description": "I draw."})
    await register_commands(bot, changed, cache)
    assert [call.method for call in list(sandbox.calls)[CALLS:]] == ["setMyDescription"] * 2


async def test_another_server_is_told_everything(
    bot: Bot, translator: Translator, cache: FakeCache, sandbox: Sandbox
) -> None:
    await register_commands(bot, translator, cache)
    async with Sandbox(token=sandbox.token) as other:
        bot.session.api = type(bot.session.api).from_base(other.url)
        await register_commands(bot, translator, cache)
        assert len(other.calls) == CALLS


async def test_trouble_is_not_fatal_and_is_made_good_next_time(
    bot: Bot, sandbox: Sandbox, translator: Translator, cache: FakeCache
) -> None:
    sandbox.faults.add("setMyDescription", Fault.bad_request("no"), times=1)
    await register_commands(bot, translator, cache)
    await register_commands(bot, translator, cache)
    assert len(sandbox.calls.named("setMyDescription")) == 3
