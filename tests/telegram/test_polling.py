import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.types import Message

from bot.sandbox import Fault, Person, Sandbox
from bot.services.supervisor import Supervisor
from bot.telegram.intake import Intake
from bot.telegram.polling import CONFLICTS, IntakeRefused, Polling
from bot.telegram.session import create_bot
from tests.support.clock import FastClock
from tests.telegram.inbox import MemoryInbox


class Desk:
    """A polling bot that remembers texts."""

    def __init__(self, bot: Bot) -> None:
        self.texts: list[str] = []
        self.inbox = MemoryInbox()
        self.supervisor = Supervisor()
        router = Router()
        router.message.register(self.note)
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.include_router(router)
        clock = FastClock(speed=1000)
        self.intake = Intake(
            bot=bot,
            dispatcher=dispatcher,
            inbox=self.inbox,
            supervisor=self.supervisor,
            clock=clock,
        )
        allowed = dispatcher.resolve_used_update_types()
        self.polling = Polling(bot=bot, intake=self.intake, clock=clock, allowed=allowed)

    async def note(self, message: Message) -> None:
        self.texts.append(message.text or "")
        await message.answer(f"heard {message.text}")

    def start(self) -> asyncio.Task[None]:
        return self.supervisor.spawn(self.polling.serve(), "polling", idle=True)


@pytest.fixture
async def desk(bot: Bot) -> AsyncIterator[Desk]:
    built = Desk(bot)
    yield built
    await built.supervisor.drain(5)


async def test_hears_and_asks_for_what_it_handles_alone(
    desk: Desk, sandbox: Sandbox, anna: Person
) -> None:
    desk.start()
    for text in ("one", "two"):
        await anna.private.say(text)
        await anna.private.wait_text(f"heard {text}")
    assert desk.texts == ["one", "two"]
    assert desk.polling.polled_at is not None
    assert sandbox.calls.named("getUpdates")[0].params["allowed_updates"] == ["message"]


async def test_confirms_only_what_is_stored(desk: Desk, sandbox: Sandbox, anna: Person) -> None:
    desk.inbox.broken = 1
    desk.start()
    await anna.private.say("kept")
    await anna.private.wait_text("heard kept")
    await sandbox.confirmed()
    assert desk.texts == ["kept"]


async def test_an_update_that_comes_twice_is_handled_once(
    desk: Desk, sandbox: Sandbox, anna: Person
) -> None:
    sandbox.faults.duplicate_update()
    desk.start()
    await anna.private.say("one")
    await anna.private.wait_text("heard one")
    await anna.private.say("two")
    await anna.private.wait_text("heard two")
    assert desk.texts == ["one", "two"]


@pytest.mark.parametrize(
    "fault",
    [Fault.server_error(), Fault.cut(), Fault.lost_answer(), Fault.too_many_requests(1)],
)
async def test_hears_again_after_trouble(
    desk: Desk, sandbox: Sandbox, anna: Person, fault: Fault
) -> None:
    sandbox.faults.add("getUpdates", fault, times=3)
    desk.start()
    await anna.private.say("hello")
    await anna.private.wait_text("heard hello")
    assert sandbox.faults.pending == 0


async def test_bears_with_a_short_overlap(desk: Desk, sandbox: Sandbox, anna: Person) -> None:
    sandbox.faults.add("getUpdates", Fault.conflict(), times=CONFLICTS - 1)
    desk.start()
    await anna.private.say("hello")
    await anna.private.wait_text("heard hello")


async def test_ends_when_another_instance_is_running(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.faults.add("getUpdates", Fault.conflict(), times=CONFLICTS)
    with pytest.raises(IntakeRefused, match="Another instance is running"):
        await desk.polling.serve()


async def test_ends_when_the_token_is_wrong(sandbox: Sandbox) -> None:
    async with create_bot(f"{sandbox.token}x", api_url=sandbox.url) as stranger:
        with pytest.raises(IntakeRefused, match="BOT_TOKEN is wrong"):
            await Desk(stranger).polling.serve()


async def test_takes_a_webhook_away(desk: Desk, bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    await bot.set_webhook("https://example.org/hook")
    desk.start()
    await sandbox.calls.wait("deleteWebhook", count=2)
    await anna.private.say("hello")
    await anna.private.wait_text("heard hello")


async def test_an_empty_answer_forgets_the_offset(desk: Desk, sandbox: Sandbox) -> None:
    """After a week of silence Telegram may go on with lower numbers."""
    desk.polling._ask = desk.polling._ask.model_copy(update={"offset": 10**6, "timeout": 0})
    await desk.polling._once()
    await desk.polling._once()
    offsets = [call.params.get("offset") for call in sandbox.calls.named("getUpdates")]
    assert offsets == [10**6, None]
