"""A message as somebody saw it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.telegram import Telegram
from bot.sandbox.texts import as_html
from bot.sandbox.world import Json, Post

_FILES = ("document", "video", "animation")


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """The largest size of a photo."""

    width: int
    height: int
    file_size: int
    file_id: str
    spoiler: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height


class MessageView:
    """What was seen of a message at one moment; ``deleted`` and ``latest`` tell of now."""

    def __init__(self, tg: Telegram, json: Json, seq: int) -> None:
        self._tg = tg
        self.json = json
        self.seq = seq

    def __repr__(self) -> str:
        return f"<message {self.id}: {self.words[:60]!r} {self.buttons}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MessageView):
            return NotImplemented
        return (self.chat_id, self.id) == (other.chat_id, other.id)

    def __hash__(self) -> int:
        return hash((self.chat_id, self.id))

    @property
    def id(self) -> int:
        """Its id in the chat."""
        return int(self.json["message_id"])

    @property
    def chat_id(self) -> int:
        """The chat it is in."""
        return int(self.json["chat"]["id"])

    @property
    def text(self) -> str:
        """Its text, empty when it has none."""
        return str(self.json.get("text", ""))

    @property
    def caption(self) -> str:
        """Its caption, empty when it has none."""
        return str(self.json.get("caption", ""))

    @property
    def words(self) -> str:
        """Its text or caption."""
        return self.text or self.caption

    @property
    def entities(self) -> list[Json]:
        """The entities of its text or caption."""
        found: list[Json] = self.json.get("entities") or self.json.get("caption_entities") or []
        return found

    @property
    def html(self) -> str:
        """Its text or caption as HTML, without what clients mark by themselves."""
        marked = ("url", "email", "mention", "bot_command", "hashtag")
        return as_html(self.words, [e for e in self.entities if e["type"] not in marked])

    @property
    def keyboard(self) -> list[list[Json]]:
        """Its inline buttons, row by row, in JSON."""
        rows: list[list[Json]] = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of its inline buttons, row by row."""
        return [[str(button["text"]) for button in row] for row in self.keyboard]

    def button(self, label: str) -> Json | None:
        """Return the first button whose label holds this, or whose data is this."""
        every = [button for row in self.keyboard for button in row]
        exact = [b for b in every if label in {b["text"], b.get("callback_data")}]
        return next(iter([*exact, *(b for b in every if label in b["text"])]), None)

    @property
    def photo(self) -> Picture | None:
        """Its photo in the largest size."""
        if not self.json.get("photo"):
            return None
        size = self.json["photo"][-1]
        return Picture(
            width=size["width"],
            height=size["height"],
            file_size=size["file_size"],
            file_id=size["file_id"],
            spoiler=bool(self.json.get("has_media_spoiler")),
        )

    @property
    def document(self) -> Json | None:
        """Its document in JSON."""
        return None if "animation" in self.json else self.json.get("document")

    @property
    def video(self) -> Json | None:
        """Its video in JSON."""
        return self.json.get("video")

    @property
    def animation(self) -> Json | None:
        """Its animation in JSON."""
        return self.json.get("animation")

    async def bytes(self) -> bytes:
        """Return the bytes of its file; of a photo those of the largest size.

        Raises:
            LookupError: it has no file.
        """
        files: list[Any] = [self.json[kind] for kind in _FILES if kind in self.json]
        file_id = self.photo.file_id if self.photo else files[0]["file_id"] if files else ""
        stored = self._tg.files.find(file_id)
        if stored is None:
            raise LookupError(f"{self!r} has no file")
        return stored.data

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers."""
        answered = self.json.get("reply_to_message", {})
        if "forum_topic_created" in answered:
            return None
        found: int | None = answered.get("message_id")
        return found

    def replies_to(self, other: "MessageView") -> bool:
        """Return whether it answers that message."""
        return self.chat_id == other.chat_id and self.reply_to == other.id

    @property
    def thread_id(self) -> int | None:
        """The topic it belongs to."""
        return self.json.get("message_thread_id")

    @property
    def album_id(self) -> str | None:
        """What it shares with the other messages of its album."""
        return self.json.get("media_group_id")

    @property
    def edited(self) -> bool:
        """Whether it had been edited."""
        return "edit_date" in self.json

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.json["from"]["id"] == self._tg.world.bot_id)

    @property
    def post(self) -> Post:
        """The message as the server keeps it."""
        return self._tg.world.chats[self.chat_id].posts[self.id]

    @property
    def deleted(self) -> bool:
        """Whether it is gone by now."""
        return self.post.deleted

    @property
    def reactions(self) -> list[str]:
        """All reactions to it by now."""
        return [emoji for emojis in self.post.reactions.values() for emoji in emojis]

    @property
    def latest(self) -> "MessageView":
        """The message as it looks now."""
        json = self._tg.world.message(self.post)
        return MessageView(self._tg, json, len(self._tg.journal.events))

    async def becomes(
        self,
        wanted: Callable[["MessageView"], object],
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
    ) -> "MessageView":
        """Wait until the message looks as wanted; return it as it then is.

        Raises:
            NothingCameError: it did not, in time.
        """

        def probe() -> MessageView | None:
            return latest if wanted(latest := self.latest) else None

        return await self._tg.journal.bell.until(
            probe, timeout, lambda: f"{self.latest!r} did not become what was awaited"
        )

    async def gone(self, timeout: float = 5) -> None:  # noqa: ASYNC109 -- the scripted people's word
        """Wait until the message is deleted.

        Raises:
            NothingCameError: it was not, in time.
        """
        await self._tg.journal.bell.until(
            lambda: True if self.deleted else None, timeout, lambda: f"{self!r} is still there"
        )
