"""Answers to what people asked: taps, inline queries, checkouts; reactions."""

import re
from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    AnswerPreCheckoutQuery,
    SetMessageReaction,
)

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import checked_keyboard
from bot.sandbox.methods.edits import find_post
from bot.sandbox.methods.sending import caption_fields, text_fields
from bot.sandbox.parameters import dump, given
from bot.sandbox.reactions import REACTIONS
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import TEXT_LIMIT, check_length, written
from bot.sandbox.world import Json

MAX_ANSWER = 200
MAX_RESULTS = 50
MAX_RESULT_ID = 64
MAX_OFFSET = 64
DEFAULT_CACHE = 300
_UNTITLED = {"article": "ARTICLE_TITLE_EMPTY", "document": "FILE_TITLE_EMPTY"}
_UNTITLED |= {"video": "VIDEO_TITLE_EMPTY"}


async def answer_callback_query(tg: Telegram, method: AnswerCallbackQuery) -> bool:
    """Answer a tap, once."""
    text = method.text or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if method.url and f"t.me/{tg.world.bot['username']}?" not in method.url:
        raise bad_request("URL_INVALID")
    answer = {"text": text, "show_alert": bool(method.show_alert), "url": method.url}
    query = tg.queries.answer(method.callback_query_id, "callback", answer, tg.clock.now())
    shown = {"person": query.person_id, "id": query.id} | answer
    tg.journal.add("callback_answer", query.about["chat_id"], shown, by_bot=True)
    return True


async def answer_inline_query(tg: Telegram, method: AnswerInlineQuery) -> bool:
    """Offer up to 50 results."""
    if len(method.results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len((method.next_offset or "").encode()) > MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = [_result(tg, result) for result in method.results]
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer = {
        "results": results,
        "next_offset": method.next_offset or "",
        "button": _start_button(dump(method.button)),
    }
    now = tg.clock.now()
    query = tg.queries.answer(method.inline_query_id, "inline", answer, now)
    seconds = DEFAULT_CACHE if method.cache_time is None else method.cache_time
    tg.queries.keep(query, now + seconds, personal=bool(method.is_personal))
    return True


async def answer_pre_checkout_query(tg: Telegram, method: AnswerPreCheckoutQuery) -> bool:
    """Let a payment go on, or say why not."""
    if not method.ok and not method.error_message:
        raise bad_request("error message is not specified")
    answer = {"ok": method.ok, "error_message": method.error_message}
    tg.queries.answer(method.pre_checkout_query_id, "checkout", answer, tg.clock.now())
    return True


async def set_message_reaction(tg: Telegram, method: SetMessageReaction) -> bool:
    """React to a message; a bot has one reaction, of Telegram's list."""
    post = find_post(tg, method.chat_id, method.message_id, "message to react not found")
    reactions: list[Any] = method.reaction or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emojis = [getattr(one, "emoji", "") for one in reactions]
    if not set(emojis) <= REACTIONS:
        raise bad_request("REACTION_INVALID")
    post.reactions[tg.world.bot_id] = emojis
    tg.journal.add(
        "reaction",
        post.chat_id,
        {"message": tg.world.message(post), "emojis": emojis},
        by_bot=True,
    )
    return True


def _start_button(button: Json | None) -> Json | None:
    """Return the button above the results, checked."""
    if button is None:
        return None
    if not button.get("text", "").strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if button.get("web_app") is None and not re.fullmatch(
        r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter") or ""
    ):
        raise bad_request("START_PARAM_INVALID")
    return button


def _result(tg: Telegram, result: Any) -> Json:
    """Return a result as pages show it, with the message that it stands for, checked."""
    if not 1 <= len(result.id.encode()) <= MAX_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    shown = dump(result) or {}
    missing = _UNTITLED.get(result.type)
    if missing and not shown.get("title", "").strip():
        raise bad_request(missing)
    checked_keyboard(shown.get("reply_markup"))
    message: Json = {}
    if result.type == "photo" and "photo_file_id" in shown:
        message = {"photo": tg.files.as_kind(result.photo_file_id, "photo").media}
        message |= caption_fields(result)
    elif result.type == "document" and "document_file_id" in shown:
        message = {"document": tg.files.as_kind(result.document_file_id, "document").media}
        message |= caption_fields(result)
    elif result.type == "video" and "video_file_id" in shown:
        message = {"video": tg.files.as_kind(result.video_file_id, "video").media}
        message |= caption_fields(result)
    if getattr(result, "input_message_content", None) is not None:
        message = _input_content(result.input_message_content)
    if not message:
        raise bad_request(f'type "{result.type}" is unsupported for the inline query result')
    return shown | {"message": message}


def _input_content(content: Any) -> Json:
    if not hasattr(content, "message_text"):
        raise bad_request("input message content is not supported by the sandbox")
    entities = [dump(e) or {} for e in content.entities or []]
    text = written(content.message_text, given(content.parse_mode), entities)
    if not text.text:
        raise bad_request("message text is empty")
    check_length(text, TEXT_LIMIT)
    return text_fields(text)
