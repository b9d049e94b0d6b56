"""The heart: everything of the local Telegram in one object, and the few things that change it."""

import re
from dataclasses import dataclass, field

from bot.sandbox.calls import Calls
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore
from bot.sandbox.flood import Flood
from bot.sandbox.journal import Journal
from bot.sandbox.profile import Profile
from bot.sandbox.queries import Queries
from bot.sandbox.updates import Updates
from bot.sandbox.world import Chat, Json, Post, World

_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "successful_payment",
        "refunded_payment",
        "new_chat_title",
    }
)


@dataclass(kw_only=True)
class Telegram:
    """The whole server.

    Attributes:
        token: the bot's.
        privacy: whether the bot sees only what is meant for it in groups.
        inline_feedback: whether the bot is told which inline result was chosen.
        invoices: payloads by chat and message.
        charges: payments by their charge id.
    """

    token: str
    clock: Clock
    world: World
    faults: Faults
    flood: Flood
    updates: Updates
    privacy: bool = True
    inline_feedback: bool = True
    files: FileStore = field(default_factory=FileStore)
    journal: Journal = field(default_factory=Journal)
    calls: Calls = field(default_factory=Calls)
    profile: Profile = field(default_factory=Profile)
    queries: Queries = field(default_factory=Queries)
    invoices: dict[tuple[int, int], str] = field(default_factory=dict)
    charges: dict[str, Json] = field(default_factory=dict)

    def post(
        self, chat: Chat, sender_id: int, content: Json, *, reply_to: int | None = None
    ) -> Post:
        """Put a message into a chat, show it to everyone and queue it for the bot.

        Telegram makes every message of a topic that answers nothing else answer the message that
        opened the topic.
        """
        if "forum_topic_created" not in content:
            reply_to = reply_to or content.get("message_thread_id")
        post = Post(
            id=self.world.message_id(chat),
            chat_id=chat.id,
            content=content,
            sender_id=sender_id,
            created=self.clock.now(),
            reply_to=reply_to,
        )
        chat.posts[post.id] = post
        by_bot = sender_id == self.world.bot_id
        if by_bot:
            chat.last_bot = sender_id
        message = self.world.message(post)
        self.journal.add("message", chat.id, message, by_bot=by_bot)
        if not by_bot and self.bot_sees(chat, post):
            self.updates.add("message", message, f"chat {chat.id}")
        return post

    def edit(self, post: Post, content: Json, *, by_bot: bool) -> Json:
        """Change a message; return it as it is now."""
        post.content = content | {"edit_date": int(self.clock.now())}
        chat = self.world.chats[post.chat_id]
        message = self.world.message(post)
        self.journal.add("edit", chat.id, message, by_bot=by_bot)
        if not by_bot and self.bot_sees(chat, post):
            self.updates.add("edited_message", message, f"chat {chat.id}")
        return message

    def delete(self, post: Post, *, by_bot: bool = False) -> None:
        """Take a message away for everyone; the bot is not told, as at Telegram."""
        post.deleted = True
        self.journal.add("delete", post.chat_id, {"message_id": post.id}, by_bot=by_bot)

    def changed(self) -> None:
        """Tell pages that people, chats or commands are not what they were."""
        self.journal.add("state", None, {})

    def bot_sees(self, chat: Chat, post: Post) -> bool:
        """Return whether a message of a person reaches the bot.

        Telegram (features, privacy mode): without it, or as an administrator, everything; with it
        service messages, commands addressed to the bot, plain commands when it was the last bot to
        speak, replies to it, and what was sent through it. A plain mention does not reach it.
        """
        bot_id = self.world.bot_id
        if chat.type == "private":
            chat.known = True
            return not self.world.people[chat.id].blocked
        if not chat.present(bot_id):
            return False
        if not self.privacy or chat.is_admin(bot_id) or _SERVICE & post.content.keys():
            return True
        answered = chat.posts.get(post.reply_to or 0)
        opened = answered is not None and "forum_topic_created" in answered.content
        meant = answered is not None and answered.sender_id == bot_id and not opened
        via = post.content.get("via_bot", {}).get("id") == bot_id
        return meant or via or self._commanded(chat, post.content)

    def _commanded(self, chat: Chat, content: Json) -> bool:
        text = content.get("text", "")
        name = re.escape(self.world.bot["username"])
        if re.match(rf"/\w+@{name}\b", text, re.IGNORECASE):
            return True
        return chat.last_bot == self.world.bot_id and bool(re.match(r"/\w+(\s|$)", text))
