import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InputMediaPhoto, Update

from benchmarks.people import People
from benchmarks.processes import TOKEN
from benchmarks.telegram import BATCH, Telegram
from tests.benchmarks.conftest import Serve


async def load(url: str, updates: list[dict[str, object]], *methods: str) -> None:
    question = {"updates": updates, "methods": methods, "rate": None}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{url}/load", json=question)


async def ask(url: str, question: str) -> object:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{question}") as answer:
        return await answer.json()


def bot_at(url: str) -> Bot:
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))


async def test_updates_come_in_batches_until_they_are_confirmed(serve: Serve) -> None:
    people = People()
    updates = [people.says(one, "hello") for one in people.newcomers(BATCH + 1)]
    async with serve(Telegram()) as url, bot_at(url) as bot:
        await load(url, updates, "sendMessage")

        first = await bot.get_updates()
        again = await bot.get_updates(offset=first[0].update_id)
        rest = await bot.get_updates(offset=first[-1].update_id + 1)

    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert [len(first), len(rest)] == [BATCH, 1]


async def test_a_message_is_answered_by_a_message_into_its_chat(serve: Serve) -> None:
    people = People()
    anna, boris = people.newcomers(2)
    async with serve(Telegram()) as url, bot_at(url) as bot:
        await load(url, [people.says(anna, "hello"), people.says(boris, "hello")], "sendMessage")

        sent = await bot.send_message(anna, "hello")

        assert sent.chat.id == anna
        assert await ask(url, "left") == 1


async def test_a_button_is_answered_by_all_its_calls(serve: Serve) -> None:
    people = People()
    (anna,) = people.newcomers(1)
    tap = people.taps(anna, "s:1:ratio:1x1:0")
    query = Update.model_validate(tap).callback_query
    photo = BufferedInputFile(b"0" * 70_000, "photo.jpg")
    async with serve(Telegram()) as url, bot_at(url) as bot:
        await load(url, [tap], "editMessageMedia", "answerCallbackQuery")
        assert query is not None

        await bot.answer_callback_query(query.id)
        assert await ask(url, "left") == 1
        shown = await bot.edit_message_media(
            InputMediaPhoto(media=photo), chat_id=anna, message_id=1
        )

        assert await ask(url, "left") == 0
    assert not isinstance(shown, bool)
    assert shown.photo


async def test_times_are_told(serve: Serve) -> None:
    people = People()
    (anna,) = people.newcomers(1)
    hello = people.says(anna, "/history")
    async with serve(Telegram()) as url, bot_at(url) as bot:
        await load(url, [hello], "sendPhoto")
        await bot.get_updates()
        await bot.send_photo(anna, BufferedInputFile(b"picture", "a.jpg"))
        seen = await ask(url, "seen")

    number = str(hello["update_id"])
    assert isinstance(seen, dict)
    assert seen["answered"][number] >= seen["handed"][number] >= seen["first_poll"] > 0
    assert seen["calls"] == {"sendPhoto": 1}
