"""A chat as one person sees it: they write, and they wait for what the bot says."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.sandbox.actions import picked_file, post_as, typed_caption, typed_text
from bot.sandbox.journal import Event
from bot.sandbox.messages import MessageView
from bot.sandbox.methods.messages import forwarded
from bot.sandbox.telegram import Telegram
from bot.sandbox.transcript import chat_transcript
from bot.sandbox.world import Chat, Json, Post

START = 0
_NEWS = {"message", "edit"}
Wanted = Callable[[MessageView], object]


class Place(Protocol):
    """Says which chat is meant; a group that migrates becomes another one."""

    @property
    def id(self) -> int:
        """The chat's id now."""
        ...


class ChatView:
    """One person in one chat."""

    def __init__(self, tg: Telegram, place: Place, person_id: int) -> None:
        self._tg = tg
        self._place = place
        self._person_id = person_id
        self._seen = 0
        self._actions_seen = 0

    @property
    def id(self) -> int:
        """The chat's id."""
        return self._place.id

    @property
    def chat(self) -> Chat:
        """The chat as the server keeps it."""
        return self._tg.world.chats[self.id]

    @property
    def messages(self) -> list[MessageView]:
        """All that is not deleted, oldest first."""
        return [self._view(post) for post in self._tg.world.newest(self.chat)]

    @property
    def last(self) -> MessageView:
        """The newest message."""
        return self.messages[-1]

    async def say(
        self, text: str, *, reply_to: MessageView | None = None, topic: int | None = None
    ) -> MessageView:
        """Write something."""
        return self._post(typed_text(text), reply_to, topic)

    async def command(
        self,
        name: str,
        arguments: str = "",
        *,
        addressed: bool = True,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Give a command; in groups with the bot's name, as clients complete it."""
        private = self.chat.type == "private"
        at = f"@{self._tg.world.bot['username']}" if addressed and not private else ""
        text = f"/{name.removeprefix('/')}{at} {arguments}"
        return await self.say(text.strip(), reply_to=reply_to, topic=topic)

    async def send_photo(
        self,
        data: bytes,
        caption: str | None = None,
        *,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Send a picture as a photo."""
        content = await picked_file(self._tg, "photo", data, "photo.jpg")
        return self._post(content | typed_caption(caption), reply_to, topic)

    async def send_document(
        self,
        data: bytes,
        name: str = "picture.png",
        mime: str | None = None,
        *,
        caption: str | None = None,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Send a file."""
        details = {"mime_type": mime} if mime else {}
        content = await picked_file(self._tg, "document", data, name, details)
        return self._post(content | typed_caption(caption), reply_to, topic)

    async def send_video(
        self,
        data: bytes,
        caption: str | None = None,
        *,
        size: tuple[int, int] = (640, 360),
        duration: int = 5,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Send a video."""
        details = {"width": size[0], "height": size[1], "duration": duration}
        content = await picked_file(self._tg, "video", data, "video.mp4", details)
        return self._post(content | typed_caption(caption), reply_to, topic)

    async def send_album(
        self,
        pictures: Sequence[bytes],
        caption: str | None = None,
        *,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> list[MessageView]:
        """Send photos as an album; the caption goes under the first."""
        shared = {"media_group_id": f"album{self._tg.world.number()}"}
        files = [await picked_file(self._tg, "photo", data, "photo.jpg") for data in pictures]
        captions = [typed_caption(caption), *[{} for _ in files]]
        return [
            self._post(file | shared | words, reply_to, topic)
            for file, words in zip(files, captions, strict=False)
        ]

    async def forward(self, message: MessageView, *, topic: int | None = None) -> MessageView:
        """Send a message on into this chat."""
        return self._post(forwarded(self._tg, message.post), None, topic)

    async def edit(self, message: MessageView, text: str) -> MessageView:
        """Change one's own message."""
        kept = {k: v for k, v in message.post.content.items() if k not in {"text", "entities"}}
        self._tg.edit(message.post, kept | typed_text(text), by_bot=False)
        return message.latest

    async def delete(self, message: MessageView) -> None:
        """Delete a message for everyone."""
        self._tg.delete(message.post)

    async def clear(self) -> None:
        """Delete the whole history."""
        for message in self.messages:
            self._tg.delete(message.post)

    def skip(self) -> None:
        """Regard everything as seen."""
        self._seen = self._actions_seen = len(self._tg.journal.events)

    async def wait(
        self,
        wanted: Wanted = bool,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for the next message or edit of the bot that is wanted.

        Args:
            wanted: says yes to it.
            timeout: seconds.
            since: look at everything after this message, or ``START``, instead of what is new
                since the last wait.

        Raises:
            NothingCameError: it did not come; the text shows the conversation.
        """
        start = self._seen if since is None else since if isinstance(since, int) else since.seq

        def probe() -> MessageView | None:
            views = (self._seen_in(event) for event in self._news(start))
            return next((view for view in views if wanted(view)), None)

        found = await self._tg.journal.bell.until(probe, timeout, self._missing)
        self._seen = max(self._seen, found.seq)
        return found

    async def wait_text(
        self,
        text: str,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for a message or edit with this in its text or caption."""
        return await self.wait(lambda m: text in m.words, timeout, since)

    async def wait_photo(
        self,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for a photo."""
        return await self.wait(lambda m: m.photo, timeout, since)

    async def wait_document(
        self,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for a file."""
        return await self.wait(lambda m: m.document, timeout, since)

    async def wait_video(
        self,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for a video."""
        return await self.wait(lambda m: m.video, timeout, since)

    async def wait_button(
        self,
        label: str,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> MessageView:
        """Wait for a message or edit with such a button."""
        return await self.wait(lambda m: m.button(label), timeout, since)

    async def wait_album(
        self,
        count: int = 2,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
        since: MessageView | int | None = None,
    ) -> list[MessageView]:
        """Wait for an album of at least so many; return all its messages in order."""

        def whole(message: MessageView) -> bool:
            return message.album_id is not None and len(self._album(message)) >= count

        first = await self.wait(whole, timeout, since)
        album = self._album(first)
        self._seen = max(self._seen, *(message.seq for message in album))
        return album

    async def wait_action(self, action: str, timeout: float = 5) -> None:  # noqa: ASYNC109 -- the scripted people's word
        """Wait for a chat action such as ``upload_photo``."""

        def probe() -> int | None:
            for event in self._tg.journal.after(self._actions_seen):
                if event.kind == "chat_action" and event.chat_id == self.id:
                    self._actions_seen = event.seq
                    if event.data["action"] == action:
                        return event.seq
            return None

        await self._tg.journal.bell.until(probe, timeout, self._missing)

    def _news(self, start: int) -> list[Event]:
        return [
            event
            for event in self._tg.journal.after(start)
            if event.by_bot and event.kind in _NEWS and event.chat_id == self.id
        ]

    def _seen_in(self, event: Event) -> MessageView:
        return MessageView(self._tg, event.data, event.seq)

    def _album(self, message: MessageView) -> list[MessageView]:
        views = (self._seen_in(e) for e in self._news(message.seq - 1) if e.kind == "message")
        return [view for view in views if view.album_id == message.album_id]

    def _missing(self) -> str:
        return f"what was awaited did not come; the conversation:\n{self.transcript()}\n"

    def transcript(self) -> str:
        """Return the conversation as plain text."""
        return chat_transcript(self._tg.world, self.chat)

    def _view(self, post: Post) -> MessageView:
        return MessageView(self._tg, self._tg.world.message(post), len(self._tg.journal.events))

    def _post(self, content: Json, reply_to: MessageView | None, topic: int | None) -> MessageView:
        answered = None if reply_to is None else reply_to.id
        post = post_as(
            self._tg, self._person_id, self.chat, content, reply_to=answered, topic=topic
        )
        return self._view(post)
