import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, ReplyParameters

from bot.sandbox import Fault, Person, Sandbox
from bot.telegram.pacing import if_room
from bot.telegram.session import REPEATS, SEND_REPEATS, Patience, create_bot
from tests.telegram.conftest import FREE

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


class Told:
    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    async def attempt(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Stands below the patience and sees each single attempt."""
        outcome = "ok"
        try:
            return await make_request(bot, method)
        except AiogramError as error:
            outcome = type(error).__name__
            raise
        finally:
            if method.__api_method__.startswith("send"):
                self.calls.append((method.__api_method__, outcome))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def bot(sandbox: Sandbox, told: Told) -> AsyncIterator[Bot]:
    patience = Patience(FREE, pause=0.001)
    async with create_bot(sandbox.token, api_url=sandbox.url, patience=patience) as created:
        created.session.middleware(told.attempt)
        yield created


async def test_speaks_html_without_previews(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "<b>Hi</b> https://example.org")
    assert sent.html_text.startswith("<b>Hi</b>")
    params = sandbox.calls.named("sendMessage")[0].params
    assert params["parse_mode"] == "HTML"
    assert '"is_disabled"' in str(params["link_preview_options"]).replace("'", '"')


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.cut(), Fault.lost_answer()])
async def test_repeats_sends_a_few_times(
    bot: Bot, sandbox: Sandbox, anna: Person, told: Told, fault: Fault
) -> None:
    sandbox.faults.add("sendMessage", fault, times=SEND_REPEATS)
    assert (await bot.send_message(anna.id, "Hello")).text == "Hello"
    assert len(told.calls) == SEND_REPEATS + 1


async def test_gives_up_sending_in_the_end(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    sandbox.faults.add("sendMessage", Fault.server_error(), times=99)
    with pytest.raises(TelegramServerError):
        await bot.send_message(anna.id, "Hello")
    assert len(sandbox.calls.named("sendMessage")) == SEND_REPEATS + 1


async def test_repeats_harmless_calls_more_often(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add("getMe", Fault.cut(), times=REPEATS)
    assert (await bot.get_me()).is_bot
    sandbox.faults.add("getMe", Fault.cut(), times=REPEATS + 1)
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()


async def test_an_upload_is_whole_the_second_time(
    bot: Bot, sandbox: Sandbox, anna: Person
) -> None:
    sandbox.faults.add("sendPhoto", Fault.server_error())
    await bot.send_photo(anna.id, BufferedInputFile(PNG, "a.png"))
    assert (await anna.private.wait_photo()).photo is not None


async def test_waits_as_long_as_telegram_asks(
    bot: Bot, sandbox: Sandbox, anna: Person, told: Told
) -> None:
    sandbox.faults.add("sendMessage", Fault.too_many_requests(1))
    started = asyncio.get_running_loop().time()
    await bot.send_message(anna.id, "Hello")
    assert asyncio.get_running_loop().time() - started >= 1
    assert [outcome for _, outcome in told.calls] == ["TelegramRetryAfter", "ok"]


async def test_a_silence_of_hours_is_an_error(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    sandbox.faults.add("sendMessage", Fault.too_many_requests(7200))
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(anna.id, "Hello")


@pytest.mark.parametrize("fault", [Fault.too_many_requests(30), Fault.server_error(), Fault.cut()])
async def test_what_may_be_left_out_is_left_out(
    bot: Bot, sandbox: Sandbox, anna: Person, told: Told, fault: Fault
) -> None:
    sandbox.faults.add("sendChatAction", fault)
    assert await if_room(bot.send_chat_action(anna.id, "upload_photo")) is None
    assert len(told.calls) == 1


async def test_a_refusal_is_not_repeated(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(anna.id, " ")
    assert len(sandbox.calls.named("sendMessage")) == 1


async def test_follows_a_group_that_moved(bot: Bot, sandbox: Sandbox) -> None:
    group = sandbox.group("Painters", members=[sandbox.person("Anna")], supergroup=False)
    before = group.id
    group.migrate()
    sent = await bot.send_message(before, "Hello")
    assert sent.chat.id == group.id != before


async def test_leaves_a_migrated_groups_messages_alone(
    bot: Bot, sandbox: Sandbox, anna: Person
) -> None:
    """The supergroup counts its messages anew: the same number is another message."""
    group = sandbox.group("Painters", members=[anna])
    before = group.id
    old = await bot.send_message(before, "old")
    group.migrate()
    reply = ReplyParameters(message_id=old.message_id, allow_sending_without_reply=True)
    while True:
        new = await bot.send_message(before, "new", reply_parameters=reply)
        assert new.reply_to_message is None
        if new.message_id == old.message_id:
            break
    with pytest.raises(TelegramMigrateToChat):
        await bot.edit_message_text("changed", chat_id=before, message_id=old.message_id)
    with pytest.raises(TelegramMigrateToChat):
        await bot.delete_message(before, old.message_id)
    assert group.as_(anna).last.text == "new"
