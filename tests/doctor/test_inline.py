"""What the doctor finds about inline mode."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Sandbox
from bot.web import serving
from tests.doctor.conftest import Examine

TOKEN = "123456789:AAHnotArealTokenButOfTheRightShape01"
CHANNEL = -1001234567890


async def told(examine: Examine, sandbox: Sandbox, chat_id: int | None = None) -> tuple[int, str]:
    """The report against a local Telegram, with this storage chat."""
    variables = {} if chat_id is None else {"STORAGE_CHAT_ID": str(chat_id)}
    return await examine(BOT_TOKEN=sandbox.token, TELEGRAM_API_URL=sandbox.url, **variables)


async def channel(examine: Examine, member: Mapping[str, Any]) -> tuple[int, str]:
    """The same for a channel in which the bot is this."""
    answers: dict[str, Any] = {
        "getMe": {"id": 123456789, "username": "painter_bot", "supports_inline_queries": True},
        "getChat": {"id": CHANNEL, "type": "channel", "title": "Uploads"},
        "getChatMember": member,
    }

    async def answer(request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        return web.json_response({"ok": True, "result": answers.get(method, {})})

    app = web.Application()
    app.router.add_post("/{call:.*}", answer)
    async with serving(app, "127.0.0.1", 0) as url:
        storage = str(CHANNEL)
        return await examine(BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url, STORAGE_CHAT_ID=storage)


async def test_inline_mode_is_off(examine: Examine) -> None:
    async with Sandbox() as sandbox:
        sandbox.bot_user["supports_inline_queries"] = False
        code, text = await told(examine, sandbox)
    assert code == 0
    assert "! Inline mode is off" in text
    assert "/setinline, then /setinlinefeedback with 100%" in text
    assert "STORAGE_CHAT_ID" not in text


async def test_inline_mode_without_a_storage_chat(examine: Examine) -> None:
    async with Sandbox() as sandbox:
        code, text = await told(examine, sandbox)
    assert code == 0
    assert "✓ Inline mode is on." in text
    assert "/setinlinefeedback, 100%" in text
    assert "! STORAGE_CHAT_ID is not set: inline mode offers existing pictures only." in text


async def test_a_chat_that_nobody_knows(examine: Examine) -> None:
    async with Sandbox() as sandbox:
        code, text = await told(examine, sandbox, -1009)
    assert code == 1
    assert "✗ Telegram shows the bot no chat with the id STORAGE_CHAT_ID." in text


async def test_the_operators_own_chat(examine: Examine) -> None:
    async with Sandbox() as sandbox:
        operator = sandbox.person("Olga")
        await operator.start()
        code, text = await told(examine, sandbox, operator.id)
        assert code == 0
        assert "✓ STORAGE_CHAT_ID is somebody's own chat with the bot" in text
        await operator.block_bot()
        code, text = await told(examine, sandbox, operator.id)
        assert code == 1
        assert "✗ The bot cannot write to the private chat of STORAGE_CHAT_ID." in text


async def test_a_group_that_the_bot_is_in(examine: Examine) -> None:
    async with Sandbox() as sandbox:
        olga = sandbox.person("Olga")
        group = sandbox.group("Uploads", members=[olga], supergroup=True)
        code, text = await told(examine, sandbox, group.id)
        assert code == 0
        assert "✓ STORAGE_CHAT_ID is “Uploads”, and the bot may post pictures there." in text


@pytest.mark.parametrize(
    ("member", "may"),
    [
        ({"status": "administrator", "can_post_messages": True}, True),
        ({"status": "administrator", "can_post_messages": False}, False),
        ({"status": "left"}, False),
        ({"status": "restricted", "can_send_photos": False}, False),
    ],
)
async def test_a_channel(examine: Examine, member: dict[str, Any], *, may: bool) -> None:
    code, text = await channel(examine, member)
    assert ("may post pictures there" in text) is may
    assert ("✗ The bot may not post pictures in “Uploads”" in text) is not may
    assert code == (0 if may else 1)
