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


async def change(place: Studio, statement: str, *rows: tuple[object, ...]) -> None:
    """Change the database while the bot is down; once per row of values, where there are any."""
    await place.stop()
    file = place.database_url.partition(":///")[2]
    with closing(sqlite3.connect(file)) as database, database:
        database.executemany(statement, rows or [()])
    await place.start()
