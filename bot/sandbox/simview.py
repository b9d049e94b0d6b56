"""How the chat page is told of the world."""

from bot.sandbox.journal import Event
from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import as_html
from bot.sandbox.webapps import menu_button
from bot.sandbox.world import Chat, Json, Person, Post


def state_json(tg: Telegram) -> Json:
    """Return who and what there is."""
    people = tg.world.people.values()
    chats = [chat for chat in tg.world.chats.values() if chat.migrated_to is None]
    own = {person.id: tg.profile.for_person(person.id, person.language_code) for person in people}
    return {
        "bot": tg.world.bot,
        "people": [_person(person) for person in people],
        "chats": [_chat(chat) | {"commands": _commands(tg, chat)} for chat in chats],
        "commands": {str(person): listed for person, listed in own.items()},
        "menu_buttons": {str(person.id): menu_button(tg, person.id) for person in people},
    }


def message_json(tg: Telegram, post: Post) -> Json:
    """Return a message as the page shows it now."""
    return _shown(tg, tg.world.message(post))


def event_json(tg: Telegram, event: Event) -> Json:
    """Return an event as the page gets it."""
    told: Json = {"seq": event.seq, "type": event.kind, "chat": event.chat_id}
    if event.kind in {"message", "edit"}:
        return told | {"message": _shown(tg, event.data)}
    if event.kind == "reaction":
        return told | event.data | {"message": _shown(tg, event.data["message"])}
    return told | event.data


def _shown(tg: Telegram, message: Json) -> Json:
    post = tg.world.chats[message["chat"]["id"]].posts[message["message_id"]]
    counted: dict[str, list[int]] = {}
    for person, emojis in post.reactions.items():
        for emoji in emojis:
            counted.setdefault(emoji, []).append(person)
    reactions = [
        {"emoji": emoji, "count": len(who), "people": who} for emoji, who in counted.items()
    ]
    words = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    return message | {"reactions": reactions, "html": as_html(words, entities)}


def _commands(tg: Telegram, chat: Chat) -> Json:
    """Return what each member of a group sees behind "/"; in private it is their own list."""
    people = tg.world.people
    here = [people[user] for user in chat.members if user in people and chat.present(user)]
    return {
        str(person.id): tg.profile.for_member(
            chat.id, person.id, person.language_code or "", admin=chat.is_admin(person.id)
        )
        for person in here
        if chat.type != "private"
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "username": person.username,
        "language_code": person.language_code,
        "blocked": person.blocked,
    }


def _chat(chat: Chat) -> Json:
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "is_forum": chat.is_forum,
        "topics": [{"id": thread, "name": name} for thread, name in chat.topics.items()],
        "members": [
            {"id": user, "role": role} for user, role in chat.members.items() if chat.present(user)
        ],
    }
