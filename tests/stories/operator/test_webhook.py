"""PUBLIC_URL: Telegram comes to the bot."""

from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox import Fault
from bot.telegram.webhook import SECRET_HEADER
from tests.stories.paper import result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


@pytest.fixture
def address(free_port: int) -> str:
    """Where the bot is reached."""
    return f"http://127.0.0.1:{free_port}"


@pytest.fixture
async def called(painting: Studio, address: str, free_port: int) -> Studio:
    """A bot that Telegram calls."""
    await painting.restart(public_url=address, http_port=free_port)
    return painting


async def test_a_conversation(called: Studio) -> None:
    anna, chat = called.anna, called.anna.private
    before = len(called.sandbox.calls.named("getUpdates"))
    wish = await chat.say("a fox")
    picture = await result(chat, wish)
    await anna.tap(picture, "🔁")
    assert (await chat.wait_photo(timeout=10)).replies_to(picture)
    await called.restart()
    wish = await chat.say("a hen")
    assert "a hen" in (await result(chat, wish)).words
    assert len(called.sandbox.calls.named("getUpdates")) == before
    assert len(called.sandbox.calls.named("setWebhook")) == 1, "Telegram knows it already"


async def test_what_comes_twice_is_one_wish(called: Studio, vendor: FusionBrainServer) -> None:
    chat = called.anna.private
    called.sandbox.faults.duplicate_update()
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await called.sandbox.confirmed()
    await called.settled()
    assert called.sandbox.faults.pending == 0
    assert called.rows("SELECT count(*) FROM jobs") == [(1,)]
    assert vendor.count("run") == 1


async def test_strangers_are_refused(called: Studio, http: ClientSession, address: str) -> None:
    anna = called.anna
    message = {
        "message_id": 1,
        "date": 1_800_000_000,
        "chat": {"id": anna.id, "type": "private"},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Anna"},
        "text": "a fox at Anna's expense",
    }
    body: dict[str, Any] = {"update_id": 1_000_000, "message": message}
    for headers in ({}, {SECRET_HEADER: "guessed"}, {SECRET_HEADER: called.sandbox.token}):
        async with http.post(f"{address}/telegram", json=body, headers=headers) as answer:
            assert answer.status == 401
    await called.settled()
    assert not called.rows("SELECT * FROM jobs")


async def test_back_to_polling(called: Studio) -> None:
    chat = called.anna.private
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await called.stop()
    wish = await chat.say("a hen")
    await called.start(public_url=None)
    assert "a hen" in (await result(chat, wish)).words
    assert len(called.sandbox.calls.named("deleteWebhook")) == 1
    (call,) = called.sandbox.calls.named("deleteWebhook")
    assert not call.params.get("drop_pending_updates")


async def test_telegram_away_at_the_start(
    called: Studio, http: ClientSession, address: str
) -> None:
    chat = called.anna.private
    await called.stop()
    called.sandbox.telegram.updates.webhook_url = ""
    called.sandbox.faults.add("getWebhookInfo", Fault.server_error(), times=20)
    called.sandbox.faults.add("setWebhook", Fault.cut(), times=10)
    await called.start()
    async with http.get(f"{address}/readyz") as answer:
        assert answer.status == 503
        assert (await answer.json())["telegram"] == "Telegram was not told of the webhook"
    wish = await chat.say("a fox")
    await result(chat, wish)
    async with http.get(f"{address}/readyz") as answer:
        assert answer.status == 200
