"""Requests as they come over the wire, right and wrong."""

import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.sandbox import ChatView, Sandbox
from tests.sandbox.helpers import png


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def answer(http: aiohttp.ClientSession, path: str, **request: Any) -> Any:
    async with http.post(path, **request) as response:
        body = await response.json()
    assert body.get("error_code", 200) == response.status
    return body


Api = Callable[..., Awaitable[Any]]


@pytest.fixture
def api(http: aiohttp.ClientSession, sandbox: Sandbox) -> Api:
    async def call(method: str, **request: Any) -> Any:
        return await answer(http, f"/bot{sandbox.token}/{method}", **request)

    return call


async def test_json_forms_and_queries_are_understood(
    http: aiohttp.ClientSession, sandbox: Sandbox, chat: ChatView
) -> None:
    path = f"/bot{sandbox.token}/sendMessage"
    bodies = [
        await answer(http, path, json={"chat_id": chat.id, "text": "json"}),
        await answer(http, path, data={"chat_id": str(chat.id), "text": "form"}),
        await answer(http, f"{path}?chat_id={chat.id}&text=query"),
    ]
    assert [body["result"]["text"] for body in bodies] == ["json", "form", "query"]
    assert [call.params["chat_id"] for call in sandbox.calls] == [chat.id] * 3


async def test_names_of_methods_are_case_insensitive(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    body = await answer(http, f"/bot{sandbox.token}/GETme")
    assert body["result"]["username"] == sandbox.bot_user["username"]
    assert sandbox.calls[0].method == "getMe"


async def test_a_wrong_token_is_unauthorized(http: aiohttp.ClientSession) -> None:
    body = await answer(http, "/bot1:wrong/getMe")
    assert body == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    body = await answer(http, f"/bot{sandbox.token}/sendFox")
    assert (body["error_code"], body["description"]) == (404, "Not Found: method not found")


async def test_a_method_the_sandbox_lacks_says_so(
    http: aiohttp.ClientSession, sandbox: Sandbox, chat: ChatView
) -> None:
    body = await answer(http, f"/bot{sandbox.token}/sendDice", json={"chat_id": chat.id})
    assert body["error_code"] == 501
    assert "sendDice" in body["description"]


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1001}, "message text is empty"),
        ("sendPhoto", {"chat_id": 1001}, "there is no photo in the request"),
        ("answerCallbackQuery", {}, 'parameter "callback_query_id" is required'),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "x", "fox": 1},
            'parameter "fox" is unknown to sendMessage',
        ),
        (
            "sendMediaGroup",
            {"chat_id": 1001, "media": "[]", "reply_markup": "{}"},
            'parameter "reply_markup" is unknown to sendMediaGroup',
        ),
        ("sendMessage", {"chat_id": 4, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ],
)
async def test_wrong_parameters_are_refused(
    api: Api, chat: ChatView, method: str, params: dict[str, Any], words: str
) -> None:
    body = await api(method, json=params)
    assert (body["error_code"], body["description"]) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"reply_markup": "[1]"}, "can't parse reply markup: "),
        ({"message_thread_id": "fox"}, 'can\'t parse parameter "message_thread_id": '),
        (
            {"link_preview_options": json.dumps({"fox": True})},
            "can't parse LinkPreviewOptions: unknown field 'fox'",
        ),
    ],
)
async def test_wrong_types_and_nested_fields_are_refused(
    api: Api, chat: ChatView, params: dict[str, Any], words: str
) -> None:
    body = await api("sendMessage", data={"chat_id": str(chat.id), "text": "x"} | params)
    assert body["description"].startswith(f"Bad Request: {words}")


async def test_an_attachment_has_to_be_there(
    http: aiohttp.ClientSession, sandbox: Sandbox, chat: ChatView
) -> None:
    path = f"/bot{sandbox.token}/sendPhoto"
    body = await answer(http, path, json={"chat_id": chat.id, "photo": "attach://fox"})
    assert body["description"] == 'Bad Request: file "fox" is not attached'
    form = aiohttp.FormData({"chat_id": str(chat.id), "photo": "attach://fox"})
    form.add_field("fox", png(), filename="fox.png")
    assert (await answer(http, path, data=form))["ok"]
    assert sandbox.calls[-1].params["photo"] == f"<fox.png, {len(png())} bytes>"


async def test_a_body_that_is_no_object_or_too_large(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    path = f"/bot{sandbox.token}/getMe"
    headers = {"Content-Type": "application/json"}
    for data, words in (("[", "can't parse JSON object"), ("[]", "object expected")):
        body = await answer(http, path, data=data, headers=headers)
        assert body["description"] == f"Bad Request: {words}"
    form = aiohttp.FormData()
    form.add_field("photo", io.BytesIO(bytes(65 * 1024 * 1024)), filename="big.png")
    assert (await answer(http, path, data=form))["error_code"] == 413
