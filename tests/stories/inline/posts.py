"""What people do in inline stories."""

import sqlite3
from contextlib import closing

from bot.sandbox import ChatView, MessageView, Person
from tests.stories.studio import Studio


def elsewhere(place: Studio, person: Person) -> ChatView:
    """A group that the bot is no member of."""
    both = [place.anna, place.boris]
    return place.sandbox.group("Elsewhere", members=both, bot=False).as_(person)


async def post(person: Person, words: str, chat: ChatView, which: str | int = 0) -> MessageView:
    """Write behind the bot's name and choose what it offers."""
    return await person.choose(await person.inline(words, chat=chat), which, chat=chat)


async def picture(card: MessageView) -> MessageView:
    """The card as a picture."""
    return await card.becomes(lambda m: m.photo, timeout=10)


async def in_history(person: Person) -> MessageView:
    """The only picture of a person's history."""
    await person.private.command("history")
    return await person.private.wait_photo()


def change(place: Studio, statement: str, *values: object) -> None:
    """Change the database behind the bot's back."""
    file = place.database_url.partition(":///")[2]
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.execute(statement, values)
