"""The dispatcher as the app builds it, fed by the local Telegram."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.core.errors import PromptEmpty
from bot.core.models import Person as Known
from bot.sandbox import Fault, MessageView, Person, Sandbox
from bot.services.people import People
from bot.services.supervisor import Supervisor
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.intake import Intake
from bot.telegram.polling import Polling
from bot.telegram.translator import Translate, Translator
from tests.support.clock import VirtualClock
from tests.support.fakes import FakePeople
from tests.telegram.inbox import MemoryInbox

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Press", callback_data="x")]]
)


class Trouble(MemoryStorage):
    """Conversations on a disk that is full."""

    async def get_state(self, key: StorageKey) -> str | None:
        raise OSError("disk full")


class House:
    """A running bot whose handlers are the test's."""

    def __init__(
        self,
        bot: Bot,
        people: People,
        translator: Translator,
        storage: MemoryStorage | None = None,
    ) -> None:
        self.router = Router()
        self.handled: list[tuple[str, str]] = []
        self.supervisor = Supervisor()
        dispatcher = create_dispatcher(
            bot=bot,
            storage=storage or MemoryStorage(),
            people=people,
            translator=translator,
            handled=lambda kind, outcome, _: self.handled.append((kind, outcome)),
        )
        dispatcher.include_router(self.router)
        clock = VirtualClock()
        self.intake = Intake(
            bot=bot,
            dispatcher=dispatcher,
            inbox=MemoryInbox(),
            supervisor=self.supervisor,
            clock=clock,
        )
        self.polling = Polling(bot=bot, intake=self.intake, clock=clock)
        self.bot = bot

    def open(self) -> None:
        self.supervisor.spawn(self.polling.serve(), "polling", idle=True)

    async def button(self, person: Person, answer: Callable[..., Awaitable[Any]]) -> MessageView:
        """A message with a button that is handled so."""
        self.router.callback_query.register(answer)
        self.open()
        await self.bot.send_message(person.id, "Here", reply_markup=KEYBOARD)
        return await person.private.wait_button("Press")


@pytest.fixture
async def house(bot: Bot, people: People, translator: Translator) -> Any:
    built = House(bot, people, translator)
    yield built
    await built.supervisor.drain(5)


async def test_knows_person_and_language(
    house: House, sandbox: Sandbox, people: People, person_store: FakePeople
) -> None:
    @house.router.message()
    async def hello(message: Message, person: Known, t: Translate, locale: str) -> None:
        await message.answer(f"{person.id} {locale} {t('error-spent')}")

    house.open()
    boris = sandbox.person("Boris", language="ru-RU")
    await boris.private.say("hi")
    await boris.private.wait_text(f"{boris.id} ru ru: Spent.")
    await people.choose_language(boris.id, "en")
    await boris.private.say("hi")
    await boris.private.wait_text(f"{boris.id} en Spent.")
    assert ("message", "ok") in house.handled


async def test_notices_that_somebody_is_back(
    house: House, anna: Person, people: People, person_store: FakePeople
) -> None:
    @house.router.message()
    async def hello(message: Message) -> None:
        await message.answer("Hello")

    await people.meet(anna.id)
    await people.lost(anna.id)
    house.open()
    await anna.private.say("hi")
    await anna.private.wait_text("Hello")
    assert person_store.people[anna.id].reachable


async def test_a_banned_person_is_told_why_and_goes_no_further(
    house: House, anna: Person, people: People, person_store: FakePeople
) -> None:
    @house.router.message()
    async def hello(message: Message) -> None:
        await message.answer("Hello")

    known = await people.meet(anna.id)
    object.__setattr__(known, "banned", "spam")
    house.open()
    await anna.private.say("hi")
    told = await anna.private.wait_text("Error banned reason=[spam]")
    assert "Hello" not in told.text


async def test_an_error_is_told_in_a_reply(house: House, anna: Person) -> None:
    @house.router.message()
    async def refuse(_: Message) -> None:
        raise PromptEmpty

    house.open()
    asked = await anna.private.say("hi")
    told = await anna.private.wait_text("Error prompt-empty")
    assert told.replies_to(asked)
    assert ("message", "prompt-empty") in house.handled


async def test_a_bug_is_told_by_its_number_and_logged_whole(
    house: House, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    @house.router.message()
    async def fail(_: Message) -> None:
        raise ZeroDivisionError

    house.open()
    await anna.private.say("hi")
    told = await anna.private.wait_text("Oh no")
    record = next(record for record in caplog.records if record.exc_info)
    assert record.getMessage().partition(":")[0] in told.text
    assert "ZeroDivisionError" in caplog.text


async def test_a_failure_before_anything_is_known_speaks_telegrams_language(
    bot: Bot, people: People, translator: Translator, sandbox: Sandbox
) -> None:
    house = House(bot, people, translator, Trouble())
    house.open()
    boris = sandbox.person("Boris", language="ru")
    await boris.private.say("hi")
    await boris.private.wait_text("ru: Oh no")
    await house.supervisor.drain(5)


async def test_a_failure_that_cannot_be_told_stops_nothing(
    house: House, sandbox: Sandbox, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    @house.router.message()
    async def refuse(_: Message) -> None:
        raise PromptEmpty

    sandbox.faults.add("sendMessage", Fault.forbidden(), times=1)
    house.open()
    await anna.private.say("hi")
    await anna.private.say("again")
    await anna.private.wait_text("Error prompt-empty")
    assert "could not be told" in caplog.text


async def test_an_error_at_a_button_is_an_alert(house: House, anna: Person) -> None:
    async def refuse(_: CallbackQuery) -> None:
        raise PromptEmpty

    message = await house.button(anna, refuse)
    alert = await anna.tap(message, "Press")
    assert (alert.text, alert.show_alert) == ("Error prompt-empty", True)


async def test_a_forgotten_button_is_answered(house: House, anna: Person) -> None:
    async def forget(_: CallbackQuery) -> None:
        return

    message = await house.button(anna, forget)
    assert not (await anna.tap(message, "Press")).text


async def test_a_button_is_answered_once(house: House, anna: Person, sandbox: Sandbox) -> None:
    async def insist(query: CallbackQuery) -> None:
        await query.answer("first")
        await query.answer("second")

    message = await house.button(anna, insist)
    assert (await anna.tap(message, "Press")).text == "first"
    await house.supervisor.drain(5)
    assert len(sandbox.calls.named("answerCallbackQuery")) == 1


async def test_an_answer_is_repeated_after_trouble(
    house: House, anna: Person, sandbox: Sandbox
) -> None:
    async def answer(query: CallbackQuery) -> None:
        await query.answer("there")

    sandbox.faults.add("answerCallbackQuery", Fault.cut())
    message = await house.button(anna, answer)
    assert (await anna.tap(message, "Press")).text == "there"


async def test_a_button_is_answered_after_a_harmless_failure(house: House, anna: Person) -> None:
    async def edit(query: CallbackQuery) -> None:
        raise TelegramBadRequest(SendMessage(chat_id=1, text="x"), "message is not modified")

    message = await house.button(anna, edit)
    assert not (await anna.tap(message, "Press")).text


async def test_remembers_who_cannot_be_reached(
    house: House, anna: Person, person_store: FakePeople
) -> None:
    done = asyncio.Event()

    @house.router.message()
    async def blocked(message: Message) -> None:
        done.set()
        raise TelegramForbiddenError(SendMessage(chat_id=1, text="x"), "bot was blocked")

    house.open()
    await anna.private.say("hi")
    await done.wait()
    await house.supervisor.drain(5)
    assert not person_store.people[anna.id].reachable


async def test_bots_are_not_listened_to(house: House, sandbox: Sandbox) -> None:
    seen: list[str] = []

    @house.router.message()
    async def hello(message: Message) -> None:
        seen.append(message.text or "")

    robot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    chat = {"id": -5, "type": "supergroup", "title": "Painters"}
    raw = {"message_id": 1, "date": 1, "chat": chat, "from": robot, "text": "hi"}
    await house.intake.accept(json.loads(json.dumps([{"update_id": 1, "message": raw}])))
    await house.supervisor.drain(5)
    assert seen == []
