"""The chat page's own API."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    InlineQueryResultArticle,
    InputTextMessageContent,
)

from bot.sandbox import ChatView, MessageView, Person, Sandbox
from bot.sandbox import sim as sim_module
from tests.sandbox.helpers import keyboard, png, upload
from tests.support.films import gif, mp4


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


@pytest.fixture
async def menu(bot: Bot, chat: ChatView) -> MessageView:
    await bot.send_message(chat.id, "<b>menu</b>", parse_mode="HTML", reply_markup=keyboard(["a"]))
    return await chat.wait()


async def get(http: aiohttp.ClientSession, path: str) -> Any:
    async with http.get(path) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def post(http: aiohttp.ClientSession, path: str, status: int = 200, **body: Any) -> Any:
    async with http.post(path, json=body) as answer:
        assert answer.status == status, await answer.text()
        return await answer.json()


async def test_the_page_is_there(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as answer:
        assert answer.content_type == "text/html"
        assert "<!doctype html>" in (await answer.text()).lower()
    async with http.get("/static/js/main.js") as answer:
        assert answer.content_type in {"text/javascript", "application/javascript"}
    async with http.get("/static/../sim.py") as answer:
        assert answer.status == 404


async def test_the_state_says_who_and_what_there_is(
    http: aiohttp.ClientSession, sandbox: Sandbox, bot: Bot, anna: Person
) -> None:
    group = sandbox.group("Foxes", members=[anna], forum=True)
    topic = group.add_topic("Red")
    await bot.set_my_commands([{"command": "imagine", "description": "paint"}])  # type: ignore[list-item]
    state = await get(http, "/sim/state")
    assert state["bot"]["username"] == sandbox.bot_user["username"]
    assert state["people"] == [
        {
            "id": anna.id,
            "first_name": "Anna",
            "username": "anna",
            "language_code": "en",
            "blocked": False,
        }
    ]
    shown = next(chat for chat in state["chats"] if chat["id"] == group.id)
    assert (shown["type"], shown["title"], shown["is_forum"]) == ("supergroup", "Foxes", True)
    assert shown["topics"] == [{"id": topic, "name": "Red"}]
    assert {"id": anna.id, "role": "creator"} in shown["members"]
    assert state["commands"][str(anna.id)] == [{"command": "imagine", "description": "paint"}]


async def test_messages_come_with_safe_html_and_reactions(
    http: aiohttp.ClientSession, anna: Person, menu: MessageView, chat: ChatView
) -> None:
    await chat.say("<script>alert(1)</script> /start")
    await anna.react(menu, "❤")
    start, shown, said = await get(http, f"/sim/chats/{chat.id}/messages")
    assert start["text"] == "/start"
    assert shown["html"] == "<b>menu</b>"
    assert shown["reactions"] == [{"emoji": "❤", "count": 1, "people": [anna.id]}]
    assert said["html"] == (
        '&lt;script&gt;alert(1)&lt;/script&gt; <span class="tg-bot-command">/start</span>'
    )


async def test_text_and_files_are_sent(
    http: aiohttp.ClientSession, chat: ChatView, anna: Person, bot: Bot
) -> None:
    path = f"/sim/chats/{chat.id}/messages"
    async with http.post(path, data={"person": str(anna.id), "text": "a fox"}) as answer:
        sent = (await answer.json())[0]
    for kind, count, data, suffix in (
        ("photo", 2, png(), "png"),
        ("document", 1, png(), "png"),
        ("video", 1, mp4(2), "mp4"),
    ):
        form = aiohttp.FormData({"person": str(anna.id), "text": "edit", "as": kind})
        form.add_field("reply_to", str(sent["message_id"]))
        for number in range(count):
            form.add_field("file", data, filename=f"{number}.{suffix}")
        async with http.post(path, data=form) as answer:
            posted = await answer.json()
            assert [kind in message for message in posted] == [True] * count
            assert posted[0]["caption"] == "edit"
    messages: list[Any] = [u.message for u in await bot.get_updates()]
    assert [m.content_type for m in messages[1:]] == [
        "text",
        "photo",
        "photo",
        "document",
        "video",
    ]
    assert {m.reply_to_message.message_id for m in messages[2:]} == {sent["message_id"]}
    assert messages[2].media_group_id == messages[3].media_group_id is not None
    video = messages[-1].video
    assert (video.width, video.height, video.duration) == (160, 90, 2)


async def test_what_moves_like_a_gif_goes_without_the_album(
    http: aiohttp.ClientSession, chat: ChatView, anna: Person
) -> None:
    form = aiohttp.FormData({"person": str(anna.id), "as": "photo"})
    for name, data in (("a.png", png()), ("b.gif", gif()), ("c.mp4", mp4()), ("d.mp4", b"no")):
        form.add_field("file", data, filename=name)
    async with http.post(f"/sim/chats/{chat.id}/messages", data=form) as answer:
        sent = await answer.json()
    assert ["photo" in sent[0], "animation" in sent[1], "video" in sent[2]] == [True] * 3
    assert "document" in sent[3]
    albums = [message.get("media_group_id") for message in sent]
    assert albums[0] == albums[2] is not None
    assert albums[1] is None


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"person": "1001", "text": " "}, "message text is empty"),
        ({"person": "fox", "text": "x"}, "'fox' is no number"),
        ({"text": "x"}, "no such person"),
        ({"person": "1001", "text": "x", "as": "dance"}, "up to ten files"),
        ({"person": "1001", "text": "x", "topic": "7"}, "message thread not found"),
        ({"person": "1001", "text": "x", "reply_to": "99"}, "message to be replied not found"),
    ],
)
async def test_what_cannot_be_sent_is_refused(
    http: aiohttp.ClientSession, chat: ChatView, form: dict[str, str], words: str
) -> None:
    async with http.post(f"/sim/chats/{chat.id}/messages", data=form) as answer:
        assert 400 <= answer.status < 500
        assert words in (await answer.json())["error"]


async def test_a_tap_brings_the_answer(
    http: aiohttp.ClientSession, bot: Bot, anna: Person, menu: MessageView
) -> None:
    path = f"/sim/chats/{menu.chat_id}/messages/{menu.id}/tap"
    async with asyncio.TaskGroup() as group:
        tapping = group.create_task(post(http, path, person=anna.id, data="a"))
        query: Any = None
        while query is None:
            query = (await bot.get_updates(offset=-1, timeout=5))[0].callback_query
        await bot.answer_callback_query(query.id, "hello", show_alert=True)
    assert tapping.result() == {"text": "hello", "show_alert": True, "url": None}


async def test_a_tap_without_an_answer_times_out(
    http: aiohttp.ClientSession,
    anna: Person,
    menu: MessageView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sim_module, "PATIENCE", 0.01)
    path = f"/sim/chats/{menu.chat_id}/messages/{menu.id}/tap"
    answer = await post(http, path, 504, person=anna.id, data="a")
    assert answer == {"error": "the bot did not answer"}


async def test_reactions_are_given_and_taken_back(
    http: aiohttp.ClientSession, anna: Person, menu: MessageView
) -> None:
    path = f"/sim/chats/{menu.chat_id}/messages/{menu.id}/reaction"
    shown = await post(http, path, person=anna.id, emoji="👎")
    assert shown["reactions"][0]["emoji"] == "👎"
    assert (await post(http, path, person=anna.id, emoji=""))["reactions"] == []


async def test_inline_results_are_offered_and_chosen(
    http: aiohttp.ClientSession, bot: Bot, anna: Person, chat: ChatView
) -> None:
    asked: Any = {"person": anna.id, "chat": chat.id, "query": "a fox", "offset": ""}
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(post(http, "/sim/inline", **asked))
        query: Any = None
        while query is None:
            query = (await bot.get_updates(offset=-1, timeout=5))[0].inline_query
        content = InputTextMessageContent(message_text="card")
        result = InlineQueryResultArticle(id="1", title="Model", input_message_content=content)
        await bot.answer_inline_query(query.id, [result], next_offset="1")
    found = asking.result()
    assert (found["results"][0]["title"], found["next_offset"]) == ("Model", "1")
    chosen: Any = {"person": anna.id, "chat": chat.id, "query_id": found["query_id"]}
    sent = await post(http, "/sim/inline/choose", **chosen, result_id="1")
    assert (sent["text"], sent["via_bot"]["is_bot"]) == ("card", True)
    await post(http, "/sim/inline/choose", 400, **chosen, result_id="2")
    await post(http, "/sim/inline/choose", 404, **chosen | {"query_id": "9"}, result_id="1")


async def test_people_change_language_and_block(
    http: aiohttp.ClientSession, anna: Person, bot: Bot
) -> None:
    path = f"/sim/people/{anna.id}"
    assert (await post(http, path, language_code="ru"))["language_code"] == "ru"
    assert anna.language == "ru"
    assert (await post(http, path, blocked=True))["blocked"] is True
    assert (await bot.get_updates())[-1].my_chat_member is not None
    await post(http, "/sim/people/5", 404, blocked=True)


async def test_files_are_served_and_nothing_runs_in_the_browser(
    http: aiohttp.ClientSession, chat: ChatView, bot: Bot
) -> None:
    photo: Any = (await bot.send_photo(chat.id, upload())).photo
    page = await chat.send_document(b"<script>1</script>", "a.html", "text/html")
    drawing = await chat.send_document(b"<svg/>", "a.svg", "image/svg+xml")
    async with http.get(f"/sim/files/{photo[0].file_unique_id}") as answer:
        assert answer.content_type == "image/jpeg"
    for message in (page, drawing):
        assert message.document is not None
        async with http.get(f"/sim/files/{message.document['file_id']}") as answer:
            assert answer.content_type == "application/octet-stream"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Disposition"] == "attachment"
            assert await answer.read() == await message.bytes()
    async with http.get("/sim/files/nothing") as answer:
        assert answer.status == 404


async def test_files_can_be_read_in_parts(http: aiohttp.ClientSession, chat: ChatView) -> None:
    video = await chat.send_video(b"0123456789", duration=3)
    assert video.video is not None
    path = f"/sim/files/{video.video['file_id']}"
    async with http.get(path, headers={"Range": "bytes=2-4"}) as answer:
        assert (answer.status, await answer.read()) == (206, b"234")
        assert answer.headers["Content-Range"] == "bytes 2-4/10"
    for wrong in ("bytes=99-", "fox"):
        async with http.get(path, headers={"Range": wrong}) as answer:
            assert answer.status == 416


class Stream:
    """An event stream as a browser reads it."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self) -> Any:
        async for line in self._response.content:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
        raise AssertionError("the stream has ended")


async def test_events_tell_what_happens(
    http: aiohttp.ClientSession, bot: Bot, chat: ChatView, anna: Person
) -> None:
    async with http.get("/sim/events") as response:
        assert response.content_type == "text/event-stream"
        stream = Stream(response)
        sent = await bot.send_message(chat.id, "<b>x</b>", parse_mode="HTML")
        message = await stream.next()
        await bot.edit_message_text("y", chat_id=chat.id, message_id=sent.message_id)
        await bot.send_chat_action(chat.id, "typing")
        await anna.react(chat.last, "❤")
        await bot.delete_message(chat.id, sent.message_id)
        await anna.block_bot()
        others = [await stream.next() for _ in range(5)]
    assert (message["type"], message["chat"], message["message"]["html"]) == (
        "message",
        chat.id,
        "<b>x</b>",
    )
    edit, action, reaction, deletion, state = others
    assert (edit["type"], edit["message"]["text"]) == ("edit", "y")
    assert (action["type"], action["action"]) == ("chat_action", "typing")
    assert (reaction["type"], reaction["message"]["reactions"][0]["count"]) == ("reaction", 1)
    assert (deletion["type"], deletion["message_id"]) == ("delete", sent.message_id)
    assert state["type"] == "state"


async def test_events_continue_where_the_page_stopped(
    http: aiohttp.ClientSession, chat: ChatView
) -> None:
    await chat.say("missed")
    async with http.get("/sim/events", headers={"Last-Event-ID": "0"}) as response:
        stream = Stream(response)
        events = [await stream.next() for _ in range(3)]
    assert [event["seq"] for event in events] == [1, 2, 3]
    assert events[-1]["message"]["text"] == "missed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/sim/state", "/static/js/main.js"])
async def test_other_sites_are_refused(
    http: aiohttp.ClientSession, headers: dict[str, str], path: str
) -> None:
    async with http.get(path, headers=headers) as answer:
        assert answer.status == 403


async def test_unreadable_requests_are_refused(
    http: aiohttp.ClientSession, menu: MessageView
) -> None:
    path = f"/sim/chats/{menu.chat_id}/messages/{menu.id}/tap"
    await post(http, path, 400, person=1001)
    async with http.post(path, data=b"{") as answer:
        assert answer.status == 400
    await post(http, f"/sim/chats/{menu.chat_id}/messages/99/tap", 404, person=1, data="a")
    async with http.get("/sim/chats/5/messages") as answer:
        assert answer.status == 404


async def test_admins_change_places_in_a_group(
    http: aiohttp.ClientSession, sandbox: Sandbox, bot: Bot, anna: Person
) -> None:
    boris = sandbox.person("Boris")
    group = sandbox.group("Foxes", members=[anna, boris])
    path, me = f"/sim/chats/{group.id}/members", bot.id
    await post(http, path, 403, person=boris.id, user=boris.id, role="administrator")
    await post(http, path, person=anna.id, user=boris.id, role="administrator")
    await post(http, path, 400, person=boris.id, user=anna.id, role="member")  # she owns it
    await post(http, path, 400, person=anna.id, user=404, role="member")
    await post(http, path, 400, person=anna.id, user=me, role="king")
    roles = {member.user.id for member in await bot.get_chat_administrators(group.id)}
    assert roles == {anna.id, boris.id}
    await post(http, path, person=boris.id, user=me, role="restricted")
    with pytest.raises(TelegramBadRequest, match="not enough rights to send text messages"):
        await bot.send_message(group.id, "hello")
    await post(http, path, person=boris.id, user=me, role="member")
    await bot.send_message(group.id, "hello")
    await post(http, path, person=boris.id, user=me, role="kicked")
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(group.id, "hello")


async def test_members_see_the_commands_of_their_place(
    http: aiohttp.ClientSession, sandbox: Sandbox, bot: Bot, anna: Person
) -> None:
    boris = sandbox.person("Boris")
    group = sandbox.group("Foxes", members=[anna, boris])
    for scope, name in (
        (BotCommandScopeAllGroupChats(), "imagine"),
        (BotCommandScopeAllChatAdministrators(), "group"),
    ):
        await bot.set_my_commands([BotCommand(command=name, description="x")], scope=scope)
    chats = (await get(http, "/sim/state"))["chats"]
    listed = next(chat["commands"] for chat in chats if chat["id"] == group.id)
    names = {int(person): [one["command"] for one in those] for person, those in listed.items()}
    assert names == {anna.id: ["group"], boris.id: ["imagine"]}
