"""What people do, as Telegram would send it."""

import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks.telegram import BOT

FIRST_PERSON = 10_000_000


class People:
    """Makes updates; each person is a private chat of the same number."""

    def __init__(self) -> None:
        self._updates = count(1)
        self._persons = count(FIRST_PERSON)

    def newcomers(self, number: int) -> Iterator[int]:
        """People who were not here before."""
        return (next(self._persons) for _ in range(number))

    def says(self, person: int, text: str) -> dict[str, Any]:
        """A message; one that begins with a slash is a command."""
        update_id = next(self._updates)
        message = {**_frame(person, update_id), "from": _user(person), "text": text}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": update_id, "message": message}

    def taps(self, person: int, data: str) -> dict[str, Any]:
        """A button below a picture of the bot's."""
        update_id = next(self._updates)
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 512, "height": 512}]
        message = {**_frame(person, update_id), "from": BOT, "photo": photo, "caption": "Panel"}
        query = {
            "id": str(update_id),
            "from": _user(person),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"update_id": update_id, "callback_query": query}


def _frame(person: int, message_id: int) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "P"}
    return {"message_id": message_id, "date": int(time.time()), "chat": chat}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "P", "language_code": "en"}
