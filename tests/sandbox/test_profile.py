import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    MenuButtonWebApp,
    WebAppInfo,
)

from bot.sandbox import Person, Sandbox
from tests.sandbox.helpers import refused


def commands(*words: str) -> list[BotCommand]:
    return [BotCommand(command=word, description=f"about {word}") for word in words]


async def test_the_bot_learns_who_it_is(bot: Bot, sandbox: Sandbox) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (bot.id, True, sandbox.bot_user["username"])
    assert me.can_read_all_group_messages is False


async def test_commands_depend_on_scope_and_language(bot: Bot, anna: Person) -> None:
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands("help"))
    assert anna.commands == {"help": "about help"}
    await bot.set_my_commands(commands("imagine"), scope=private)
    await bot.set_my_commands(commands("narisuy"), scope=private, language_code="ru")
    await bot.set_my_commands(commands("group"), scope=BotCommandScopeAllGroupChats())
    assert list(anna.commands) == ["imagine"]
    anna.language = "ru"
    assert list(anna.commands) == ["narisuy"]
    await bot.set_my_commands(commands("admin"), scope=BotCommandScopeChat(chat_id=anna.id))
    assert list(anna.commands) == ["admin"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=anna.id))
    assert list(anna.commands) == ["narisuy"]
    assert [one.command for one in await bot.get_my_commands()] == ["help"]
    assert await bot.get_my_commands(scope=private, language_code="de") == []


async def test_commands_in_groups_depend_on_who_asks(
    bot: Bot, anna: Person, sandbox: Sandbox
) -> None:
    boris = sandbox.person("Boris")
    group = sandbox.group("Painters", members=[anna, boris])
    await bot.set_my_commands(commands("imagine"), scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands(commands("group"), scope=BotCommandScopeAllChatAdministrators())
    assert (list(group.commands(anna)), list(group.commands(boris))) == (["group"], ["imagine"])
    mine = BotCommandScopeChatMember(chat_id=group.id, user_id=boris.id)
    await bot.set_my_commands(commands("boris"), scope=mine)
    assert list(group.commands(boris)) == ["boris"]
    with refused("chat not found"):
        await bot.set_my_commands(commands("x"), scope=BotCommandScopeChat(chat_id=5))


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ([BotCommand(command="Über", description="x")], "BOT_COMMAND_INVALID"),
        ([BotCommand(command="x" * 33, description="x")], "BOT_COMMAND_INVALID"),
        ([BotCommand(command="x", description="")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([BotCommand(command="x", description="x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(*[f"c{i}" for i in range(101)]), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, wanted: list[BotCommand], words: str) -> None:
    with refused(words):
        await bot.set_my_commands(wanted)


async def test_a_language_has_two_letters(bot: Bot) -> None:
    with refused("invalid language code specified"):
        await bot.set_my_commands(commands("help"), language_code="rus")


async def test_texts_fall_back_to_the_default_language(bot: Bot, sandbox: Sandbox) -> None:
    assert (await bot.get_my_name()).name == sandbox.bot_user["first_name"]
    await bot.set_my_name("Вернисаж", language_code="ru")
    await bot.set_my_description("paints")
    await bot.set_my_short_description("short")
    assert (await bot.get_my_name(language_code="ru")).name == "Вернисаж"
    assert (await bot.get_my_description(language_code="ru")).description == "paints"
    assert (await bot.get_my_short_description()).short_description == "short"


async def test_texts_have_limits(bot: Bot) -> None:
    with refused("name is too long"):
        await bot.set_my_name("x" * 65)
    with refused("description is too long"):
        await bot.set_my_description("x" * 513)
    with refused("short description is too long"):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button(bot: Bot, anna: Person) -> None:
    assert (await bot.get_chat_menu_button(chat_id=anna.id)).type == "commands"
    app = MenuButtonWebApp(text="Gallery", web_app=WebAppInfo(url="https://a.example"))
    await bot.set_chat_menu_button(chat_id=anna.id, menu_button=app)
    assert (await bot.get_chat_menu_button(chat_id=anna.id)).type == "web_app"
