import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultCachedDocument,
    InlineQueryResultCachedPhoto,
    InlineQueryResultCachedVideo,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
)

from bot.sandbox import ChatView, Found, ManualClock, NothingCameError, Person, Sandbox
from bot.sandbox.errors import ApiError
from tests.sandbox.helpers import keyboard, refused, upload
from tests.support.films import mp4


def article(key: str = "1", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=f"card {key}")
    return InlineQueryResultArticle(
        id=key, title=f"Model {key}", input_message_content=content, **more
    )


async def offer(bot: Bot, anna: Person, results: Sequence[Any], **more: Any) -> Found:
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(anna.inline("a fox"))
        query: Any = (await bot.get_updates(offset=-1, timeout=5))[-1].inline_query
        while query is None:
            query = (await bot.get_updates(offset=-1, timeout=5))[-1].inline_query
        assert (query.query, query.from_user.id) == ("a fox", anna.id)
        await bot.answer_inline_query(query.id, list(results), **more)
    return asking.result()


async def test_results_are_offered(bot: Bot, anna: Person) -> None:
    button = InlineQueryResultsButton(text="Settings", start_parameter="s")
    found = await offer(bot, anna, [article("1"), article("2")], next_offset="2", button=button)
    assert [result["title"] for result in found.results] == ["Model 1", "Model 2"]
    assert (found["Model 2"]["id"], found[0]["id"], found.next_offset) == ("2", "1", "2")
    assert found.button == {"text": "Settings", "start_parameter": "s"}


async def test_a_chosen_card_turns_into_a_picture(
    bot: Bot, anna: Person, chat: ChatView, sandbox: Sandbox
) -> None:
    found = await offer(bot, anna, [article(reply_markup=keyboard(["wait"]))])
    card = await anna.choose(found, "Model 1")
    assert (card.text, card.json["via_bot"]["id"]) == ("card 1", sandbox.bot_user["id"])
    updates = await bot.get_updates()
    chosen = next(u.chosen_inline_result for u in updates if u.chosen_inline_result)
    assert (chosen.result_id, chosen.query) == ("1", "a fox")
    inline_id = chosen.inline_message_id
    photo = (await bot.send_photo(chat.id, upload())).photo
    assert photo is not None
    done = InputMediaPhoto(media=photo[-1].file_id, caption="a fox")
    assert await bot.edit_message_media(done, inline_message_id=inline_id) is True
    assert (await card.becomes(lambda m: m.photo)).caption == "a fox"


async def test_inline_messages_take_no_uploads(bot: Bot, anna: Person) -> None:
    found = await offer(bot, anna, [article(reply_markup=keyboard(["wait"]))])
    card = await anna.choose(found)
    inline_id = card.post.inline_id
    with refused("can't upload a file while editing an inline message"):
        await bot.edit_message_media(InputMediaPhoto(media=upload()), inline_message_id=inline_id)
    assert await bot.edit_message_text("50 %", inline_message_id=inline_id)
    assert card.latest.text == "50 %"
    with refused("MESSAGE_ID_INVALID"):
        await bot.edit_message_text("50 %", inline_message_id="nothing")


async def test_a_button_under_an_inline_message_names_it(
    bot: Bot, anna: Person, sandbox: Sandbox
) -> None:
    boris = sandbox.person("Boris")
    group = sandbox.group("Elsewhere", members=[anna, boris], bot=False)
    found = await offer(bot, anna, [article(reply_markup=keyboard(["again"]))])
    card = await anna.choose(found, chat=group.as_(anna))
    await boris.press(card, "again")
    query: Any = (await bot.get_updates(offset=-1))[0].callback_query
    assert (query.message, query.inline_message_id) == (None, card.post.inline_id)


async def test_without_a_keyboard_there_is_no_inline_message_id(bot: Bot, anna: Person) -> None:
    await anna.choose(await offer(bot, anna, [article()]))
    chosen: Any = (await bot.get_updates(offset=-1))[0].chosen_inline_result
    assert chosen.inline_message_id is None


async def test_stored_files_are_offered_by_their_file_id(
    bot: Bot, anna: Person, chat: ChatView
) -> None:
    photo: Any = await bot.send_photo(chat.id, upload())
    file: Any = await bot.send_document(chat.id, upload())
    clip: Any = await bot.send_video(chat.id, upload(mp4(), "a.mp4"))
    bold: Any = {"caption": "<b>x</b>", "parse_mode": "HTML"}
    results = [
        InlineQueryResultCachedPhoto(id="p", photo_file_id=photo.photo[-1].file_id, **bold),
        InlineQueryResultCachedDocument(
            id="d", title="File", document_file_id=file.document.file_id, **bold
        ),
        InlineQueryResultCachedVideo(
            id="v", title="Clip", video_file_id=clip.video.file_id, **bold
        ),
    ]
    found = await offer(bot, anna, results)
    sent = [await anna.choose(found, one) for one in ("p", "d", "v")]
    assert [bool(m.photo or m.document or m.video) for m in sent] == [True] * 3
    assert {m.html for m in sent} == {"<b>x</b>"}


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(f"{i}") for i in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article(reply_markup=keyboard(["x" * 65]))], "BUTTON_DATA_INVALID"),
        ([article().model_copy(update={"title": " "})], "ARTICLE_TITLE_EMPTY"),
        (
            [InlineQueryResultCachedPhoto(id="1", photo_file_id="nothing")],
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_bad_results_are_refused(
    bot: Bot, anna: Person, results: list[Any], words: str
) -> None:
    with pytest.raises(ExceptionGroup) as group:
        await offer(bot, anna, results)
    assert words in str(group.value.exceptions[0])


async def test_an_inline_query_is_answered_within_ten_seconds(
    bot: Bot, anna: Person, clock: ManualClock
) -> None:
    with pytest.raises(NothingCameError, match="did not answer the inline query"):
        await anna.inline("a fox", timeout=0.01)
    query: Any = (await bot.get_updates())[-1].inline_query
    clock.advance(11)
    with refused("query is too old"):
        await bot.answer_inline_query(query.id, [])


@pytest.mark.parametrize("payload", ["", "x" * 65, "a b"])
async def test_the_button_above_needs_a_payload(bot: Bot, anna: Person, payload: str) -> None:
    button = InlineQueryResultsButton(text="Settings", start_parameter=payload)
    with pytest.raises(ExceptionGroup) as group:
        await offer(bot, anna, [], button=button)
    assert "START_PARAM_INVALID" in str(group.value.exceptions[0])


async def test_a_long_query_is_cut(bot: Bot, anna: Person) -> None:
    with pytest.raises(NothingCameError):
        await anna.inline("x" * 300, timeout=0.01)
    query: Any = (await bot.get_updates())[-1].inline_query
    assert query.query == "x" * 256


async def test_without_inline_mode_nobody_can_ask(anna: Person, sandbox: Sandbox) -> None:
    sandbox.bot_user["supports_inline_queries"] = False
    with pytest.raises(ApiError, match="doesn't support inline queries"):
        await anna.inline("a fox")


async def test_telegram_gives_an_answer_again_as_long_as_it_may(
    bot: Bot, anna: Person, clock: ManualClock, sandbox: Sandbox
) -> None:
    first = await offer(bot, anna, [article("1")], cache_time=5, is_personal=True)
    assert (await anna.inline("a fox")).results == first.results
    with pytest.raises(NothingCameError):
        await sandbox.person("Boris").inline("a fox", timeout=0.01)
    clock.advance(6)
    with pytest.raises(NothingCameError):
        await anna.inline("a fox", timeout=0.01)
