"""An inbox in memory, and updates to put into it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

PRIVATE = {"id": 1001, "type": "private", "first_name": "Anna"}
ANNA = {"id": 1001, "is_bot": False, "first_name": "Anna", "language_code": "en"}


class MemoryInbox:
    """What an InboxStore promises; `adds` and `marks` count its transactions."""

    def __init__(self) -> None:
        self.updates: dict[int, str] = {}
        self.handled: set[int] = set()
        self.adds: list[list[int]] = []
        self.marks: list[list[int]] = []
        self.pruned: list[datetime] = []
        self.broken = 0
        self.unmarkable = 0
        self.unprunable = 0

    async def add(self, updates: Sequence[tuple[int, str]]) -> Sequence[int]:
        if self.broken:
            self.broken -= 1
            raise OSError("disk full")
        new = [key for key, _ in updates if key not in self.updates]
        self.updates.update(updates)
        self.adds.append([key for key, _ in updates])
        return new

    async def done(self, update_ids: Collection[int]) -> None:
        if self.unmarkable:
            self.unmarkable -= 1
            raise OSError("disk full")
        self.handled.update(update_ids)
        self.marks.append(list(update_ids))

    async def pending(self) -> Sequence[tuple[int, str]]:
        return [(k, text) for k, text in sorted(self.updates.items()) if k not in self.handled]

    async def prune(self, older_than: datetime) -> None:
        if self.unprunable:
            self.unprunable -= 1
            raise OSError("disk full")
        self.pruned.append(older_than)


def message(
    update_id: int, text: str | None = "hi", chat: int = 1001, **more: Any
) -> dict[str, Any]:
    """A message in a private chat, as Telegram sends it."""
    user = ANNA | {"id": chat}
    content = {"message_id": update_id, "date": 1, "chat": PRIVATE | {"id": chat}, "from": user}
    return {"update_id": update_id, "message": content | {"text": text} | more}


def tap(update_id: int, *, person: int, chat: dict[str, Any]) -> dict[str, Any]:
    """A button pressed below a message, as Telegram sends it."""
    below = {"message_id": 5, "date": 1, "chat": chat, "text": "?"}
    query = {"id": str(update_id), "from": ANNA | {"id": person}, "message": below}
    return {
        "update_id": update_id,
        "callback_query": query | {"chat_instance": "1", "data": "x"},
    }
