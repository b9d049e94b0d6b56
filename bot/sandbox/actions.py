"""What people do: the same deeds for scripted people and for people at the page."""

from typing import Any

from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.membership import set_role
from bot.sandbox.queries import (
    CALLBACK_LIFETIME,
    CHECKOUT_LIFETIME,
    INLINE_LIFETIME,
    Query,
)
from bot.sandbox.rights import RIGHTS
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import CAPTION_LIMIT, TEXT_LIMIT, check_length, typed
from bot.sandbox.world import Chat, Json, Post

MAX_QUERY = 256
"""Telegram (InlineQuery): characters of the query."""


def post_as(
    tg: Telegram,
    person_id: int,
    chat: Chat,
    content: Json,
    *,
    reply_to: int | None = None,
    topic: int | None = None,
) -> Post:
    """Put somebody's message into a chat.

    Raises:
        ApiError: they are not in it, have blocked the bot, or the topic or message is not there.
    """
    if not chat.present(person_id):
        raise forbidden("you are not a member of this chat")
    if chat.type == "private" and tg.world.people[chat.id].blocked:
        raise forbidden("you have blocked the bot")
    answered = chat.posts.get(reply_to) if reply_to is not None else None
    if reply_to is not None and (answered is None or answered.deleted):
        raise bad_request("message to be replied not found")
    if topic is None and answered is not None:
        topic = answered.content.get("message_thread_id")
    if topic is not None and topic not in chat.topics:
        raise bad_request("message thread not found")
    place: Json = {} if topic is None else {"message_thread_id": topic, "is_topic_message": True}
    return tg.post(chat, person_id, place | content, reply_to=reply_to)


def typed_text(text: str) -> Json:
    """Return what somebody typed as message content.

    Raises:
        ApiError: nothing, or too long.
    """
    formatted = typed(text)
    if not formatted.text:
        raise bad_request("message text is empty")
    check_length(formatted, TEXT_LIMIT)
    entities = {"entities": formatted.entities} if formatted.entities else {}
    return {"text": formatted.text} | entities


def typed_caption(caption: str | None) -> Json:
    """Return a caption as message content."""
    formatted = typed(caption or "")
    check_length(formatted, CAPTION_LIMIT)
    if not formatted.text:
        return {}
    entities = {"caption_entities": formatted.entities} if formatted.entities else {}
    return {"caption": formatted.text} | entities


def press(tg: Telegram, person_id: int, post: Post, data: str) -> Query:
    """Press a button of a message; the query returned waits for the bot's answer."""
    number = str(7_000_000_000 + tg.world.number())
    query = tg.queries.ask(
        Query(
            id=number,
            kind="callback",
            person_id=person_id,
            deadline=tg.clock.now() + CALLBACK_LIFETIME,
            about={"chat_id": post.chat_id, "message_id": post.id},
        )
    )
    update = {
        "id": number,
        "from": tg.world.user(person_id),
        "chat_instance": str(post.chat_id),
        "data": data,
    }
    tg.updates.add("callback_query", update | _pressed(tg, post), f"user {person_id}")
    return query


def _pressed(tg: Telegram, post: Post) -> Json:
    if post.inline_id is not None:
        return {"inline_message_id": post.inline_id}
    if post.deleted:
        chat = tg.world.chat_json(tg.world.chats[post.chat_id])
        return {"message": {"chat": chat, "message_id": post.id, "date": 0}}
    return {"message": tg.world.message(post)}


def react(tg: Telegram, person_id: int, post: Post, emojis: list[str]) -> None:
    """Change somebody's reactions to a message; the bot is told if it asked for it.

    Telegram (message_reaction): in groups the bot must be an administrator.
    """
    old = post.reactions.get(person_id, [])
    post.reactions[person_id] = emojis
    chat = tg.world.chats[post.chat_id]
    data = {"message": tg.world.message(post), "emojis": emojis}
    tg.journal.add("reaction", chat.id, data)
    if chat.type != "private" and not chat.is_admin(tg.world.bot_id):
        return
    update = {
        "chat": tg.world.chat_json(chat),
        "message_id": post.id,
        "user": tg.world.user(person_id),
        "date": int(tg.clock.now()),
        "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
        "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in emojis],
    }
    tg.updates.add("message_reaction", update, f"chat {chat.id}")


def ask_inline(tg: Telegram, person_id: int, chat: Chat, text: str, offset: str = "") -> Query:
    """Type something after the bot's name; the query returned waits for results.

    Telegram cuts it after 256 characters, and answers by itself what the bot let it keep.

    Raises:
        ApiError: the bot's inline mode is off.
    """
    if not tg.world.bot["supports_inline_queries"]:
        raise bad_request("the bot doesn't support inline queries")
    text = text[:MAX_QUERY]
    if kept := tg.queries.kept(person_id, text, offset, tg.clock.now()):
        return kept
    number = str(8_000_000_000 + tg.world.number())
    own = chat.type == "private" and chat.id == person_id
    update = {
        "id": number,
        "from": tg.world.user(person_id),
        "query": text,
        "offset": offset,
        "chat_type": "sender" if own else chat.type,
    }
    query = Query(
        id=number,
        kind="inline",
        person_id=person_id,
        deadline=tg.clock.now() + INLINE_LIFETIME,
        about={"query": text, "chat_id": chat.id, "offset": offset},
    )
    tg.queries.ask(query)
    tg.updates.add("inline_query", update, f"user {person_id}")
    return query


def choose_inline(tg: Telegram, person_id: int, chat: Chat, query: Query, result_id: str) -> Post:
    """Send one of the results; the bot is told when it asked for feedback.

    Telegram (ChosenInlineResult): ``inline_message_id`` comes only with an inline keyboard.

    Raises:
        ApiError: there is no such result.
    """
    results = (query.answer or {}).get("results", [])
    result = next((one for one in results if one["id"] == result_id), None)
    if result is None:
        raise bad_request("RESULT_ID_INVALID")
    markup = result.get("reply_markup")
    content = result["message"] | {"via_bot": tg.world.user(tg.world.bot_id)}
    content |= {"reply_markup": markup} if markup else {}
    inline_id = f"inline{tg.world.number():06d}" if markup else None
    post = post_as(tg, person_id, chat, content)
    chosen: Json = {
        "result_id": result_id,
        "from": tg.world.user(person_id),
        "query": query.about["query"],
    }
    if inline_id is not None:
        post.inline_id = inline_id
        tg.world.inline_posts[inline_id] = post
        chosen["inline_message_id"] = inline_id
    if tg.inline_feedback:
        tg.updates.add("chosen_inline_result", chosen, f"user {person_id}")
    return post


def check_out(tg: Telegram, person_id: int, post: Post) -> Query:
    """Confirm an invoice; the query returned waits for the bot's yes or no."""
    invoice: Any = post.content["invoice"]
    number = str(9_000_000_000 + tg.world.number())
    payload = tg.invoices[post.chat_id, post.id]
    update = {
        "id": number,
        "from": tg.world.user(person_id),
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": payload,
    }
    query = Query(
        id=number,
        kind="checkout",
        person_id=person_id,
        deadline=tg.clock.now() + CHECKOUT_LIFETIME,
        about=update,
    )
    tg.queries.ask(query)
    tg.updates.add("pre_checkout_query", update, f"user {person_id}")
    return query


def complete_payment(tg: Telegram, chat: Chat, query: Query) -> Post:
    """Take the money once the bot has agreed; the bot is told by a service message."""
    charge_id = f"stxcharge{tg.world.number():08d}"
    paid = {
        "currency": query.about["currency"],
        "total_amount": query.about["total_amount"],
        "invoice_payload": query.about["invoice_payload"],
        "telegram_payment_charge_id": charge_id,
        "provider_payment_charge_id": f"provider{charge_id}",
    }
    tg.charges[charge_id] = {"person": query.person_id, "refunded": False, "paid": paid}
    return tg.post(chat, query.person_id, {"successful_payment": paid})


def appoint(tg: Telegram, person_id: int, chat: Chat, user_id: int | None, role: Any) -> None:
    """Let an administrator change somebody's place in a group.

    Args:
        tg: the server.
        person_id: who does it.
        chat: the group.
        user_id: whose place: a person's, or the bot's.
        role: ``administrator``, ``member``, ``restricted`` (they may send nothing) or ``kicked``.

    Raises:
        ApiError: they may not, or there is no such user or role.
    """
    if not chat.is_admin(person_id):
        raise forbidden("only administrators can do this")
    known = user_id == tg.world.bot_id or user_id in tg.world.people
    if user_id is None or not known or chat.members.get(user_id) == "creator":
        raise bad_request("this user's place cannot be changed")
    match role:
        case "administrator" | "member" | "kicked":
            set_role(tg, chat, user_id, role, by=person_id)
        case "restricted":
            set_role(tg, chat, user_id, role, by=person_id, taken=frozenset(RIGHTS))
        case _:
            raise bad_request("no such role")
