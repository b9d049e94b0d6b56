"""Writing into a chat as one person."""

from collections.abc import Sequence
from typing import Protocol

from bot.sandbox import picked
from bot.sandbox.actions import post_as, typed_caption, typed_text
from bot.sandbox.messages import MessageView
from bot.sandbox.methods.messages import forwarded
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Chat, Json, Post


class Place(Protocol):
    """Says which chat is meant; a group that migrates becomes another one."""

    @property
    def id(self) -> int:
        """The chat's id now."""
        ...


class Speaker:
    """One person in one chat, who writes."""

    def __init__(self, tg: Telegram, place: Place, person_id: int) -> None:
        self._tg = tg
        self._place = place
        self._person_id = person_id

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
        content = await picked.photo(self._tg, data)
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
        content = await picked.document(self._tg, data, name, mime)
        return self._post(content | typed_caption(caption), reply_to, topic)

    async def send_video(
        self,
        data: bytes,
        caption: str | None = None,
        *,
        size: tuple[int, int] | None = None,
        duration: int | None = None,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Send a video; what it measures is what it is, unless something else is told of it."""
        told = dict(zip(("width", "height"), size or (), strict=False))
        told |= {"duration": duration} if duration else {}
        content = await picked.video(self._tg, data, "video.mp4", told)
        return self._post(content | typed_caption(caption), reply_to, topic)

    async def send_animation(
        self,
        data: bytes,
        caption: str | None = None,
        *,
        reply_to: MessageView | None = None,
        topic: int | None = None,
    ) -> MessageView:
        """Send a GIF, or a clip without sound."""
        content = await picked.animation(self._tg, data, "animation.gif")
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
        files = [await picked.photo(self._tg, data) for data in pictures]
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

    def _view(self, post: Post) -> MessageView:
        return MessageView(self._tg, self._tg.world.message(post), len(self._tg.journal.events))

    def _post(self, content: Json, reply_to: MessageView | None, topic: int | None) -> MessageView:
        answered = None if reply_to is None else reply_to.id
        post = post_as(
            self._tg, self._person_id, self.chat, content, reply_to=answered, topic=topic
        )
        return self._view(post)
