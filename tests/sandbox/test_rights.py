"""What may be sent to a group."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, ChatMemberRestricted, InputMediaPhoto

from bot.sandbox import ApiError, Person, Sandbox
from tests.sandbox.helpers import png


def photo() -> BufferedInputFile:
    return BufferedInputFile(png(), "a.png")


async def test_a_right_that_is_taken_from_the_bot(
    sandbox: Sandbox, bot: Bot, anna: Person
) -> None:
    group = sandbox.group("Foxes", members=[anna])
    group.silence_bot("photos")
    await bot.send_message(group.id, "words are free")
    await bot.send_chat_action(group.id, "typing")
    with pytest.raises(TelegramBadRequest, match="not enough rights to send photos to the chat"):
        await bot.send_photo(group.id, photo())
    with pytest.raises(TelegramBadRequest, match="send photos"):
        await bot.send_media_group(group.id, [InputMediaPhoto(media=photo()) for _ in range(2)])
    member = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_send_photos, member.can_send_messages) == (False, True)
    update = next(u for u in await bot.get_updates(timeout=0) if u.my_chat_member)
    assert update.my_chat_member
    group.promote_bot()
    await bot.send_photo(group.id, photo())


async def test_what_is_forbidden_to_all(sandbox: Sandbox, bot: Bot, anna: Person) -> None:
    group = sandbox.group("Foxes", members=[anna])
    await bot.get_updates(offset=-1, timeout=0)
    group.forbid("messages")
    with pytest.raises(TelegramBadRequest, match="send text messages"):
        await bot.send_message(group.id, "hello")
    with pytest.raises(TelegramBadRequest, match="have no write access"):
        await bot.send_chat_action(group.id, "typing")
    await bot.send_photo(group.id, photo())
    group.forbid()
    await bot.send_message(group.id, "hello")


async def test_administrators_may_remain_anonymous_in_supergroups_alone(
    sandbox: Sandbox, bot: Bot, anna: Person
) -> None:
    group = sandbox.group("Foxes", members=[anna])
    with pytest.raises(ApiError):
        await group.say_as_group("hello")
    group.migrate()
    said = await group.say_as_group(f"/start@{sandbox.bot_user['username']}")
    assert said.json["sender_chat"]["id"] == group.id
    assert said.json["from"]["is_bot"]
    heard = [u.message for u in await bot.get_updates(timeout=0) if u.message]
    assert heard[-1].sender_chat
    assert heard[-1].sender_chat.id == group.id
