"""A chat as one person sees it: they write, and they wait for what the bot says."""

from collections.abc import Callable

from bot.sandbox.journal import Event
from bot.sandbox.messages import MessageView
from bot.sandbox.speaking import Place, Speaker
from bot.sandbox.telegram import Telegram
from bot.sandbox.transcript import chat_transcript

START = 0
_NEWS = {"message", "edit"}
Wanted = Callable[[MessageView], object]


class ChatView(Speaker):
    """One person in one chat, who writes and waits."""

    def __init__(self, tg: Telegram, place: Place, person_id: int) -> None:
        super().__init__(tg, place, person_id)
        self._seen = 0
        self._actions_seen = 0

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
