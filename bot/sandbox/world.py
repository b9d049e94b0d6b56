"""The state of the local Telegram: people, chats, messages. It survives every bot."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.errors import ApiError, bad_request, forbidden

Json = dict[str, Any]
Role = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

FIRST_PERSON = 1001
SUPERGROUP = -1_000_000_000_000

ANONYMOUS = 1087968824
"""Telegram: who seems to write when an administrator writes in the name of a supergroup."""


@dataclass(kw_only=True, slots=True)
class Person:
    """Somebody with Telegram.

    Attributes:
        blocked: whether they have blocked the bot.
        deactivated: whether their account is gone.
    """

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "en"
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """Return them as a ``User``."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return user | ({"language_code": self.language_code} if self.language_code else {})


@dataclass(kw_only=True, slots=True)
class Post:
    """A message as the server keeps it.

    Attributes:
        content: the Bot API's ``Message`` without ``reply_to_message`` and ``reactions``.
        reactions: emojis by the id of who reacted.
        created: seconds since the epoch.
        inline_id: its ``inline_message_id``, when it was sent through the bot with a keyboard.
    """

    id: int
    chat_id: int
    content: Json
    sender_id: int
    created: float
    reply_to: int | None = None
    inline_id: str | None = None
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)

    @property
    def keyboard(self) -> Json | None:
        """The inline keyboard under it."""
        found: Json | None = self.content.get("reply_markup")
        return found


@dataclass(kw_only=True, slots=True)
class Chat:
    """A private chat or a group.

    Attributes:
        members: role by user id, the bot's too.
        topics: names by thread id.
        forbidden: what members may not send, such as ``photos``; see ``bot.sandbox.rights``.
        restricted: the same for single users.
        known: whether the bot has met it: it cannot write first to a person.
        last_bot: the bot that spoke last in it, for privacy mode.
    """

    id: int
    type: Literal["private", "group", "supergroup"]
    title: str
    is_forum: bool = False
    members: dict[int, Role] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)
    restricted: dict[int, frozenset[str]] = field(default_factory=dict)
    known: bool = False
    last_bot: int | None = None
    migrated_to: int | None = None
    next_id: int = 1

    def present(self, user_id: int) -> bool:
        """Return whether this user is in it."""
        return self.members.get(user_id, "left") not in {"left", "kicked"}

    def is_admin(self, user_id: int) -> bool:
        """Return whether this user runs it."""
        return self.members.get(user_id) in {"creator", "administrator"}


class World:
    """Everyone and everything on the local Telegram."""

    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.inline_posts: dict[str, Post] = {}
        self._next_private_message = 1
        self._next_number = 0

    @property
    def bot_id(self) -> int:
        """The bot's user id."""
        return int(self.bot["id"])

    def number(self) -> int:
        """Return the next of the numbers used for ids of queries and albums."""
        self._next_number += 1
        return self._next_number

    def add_person(self, first_name: str, username: str | None, language: str | None) -> Person:
        """Let somebody join Telegram; their private chat with the bot is there, but empty."""
        person = Person(
            id=FIRST_PERSON + len(self.people),
            first_name=first_name,
            username=username,
            language_code=language,
        )
        self.people[person.id] = person
        self.chats[person.id] = Chat(
            id=person.id,
            type="private",
            title=first_name,
            members={person.id: "member", self.bot_id: "member"},
        )
        return person

    def add_group(self, title: str, *, supergroup: bool, forum: bool) -> Chat:
        """Open an empty group."""
        number = 2001 + len(self.chats)
        chat = Chat(
            id=SUPERGROUP - number if supergroup else -number,
            type="supergroup" if supergroup else "group",
            title=title,
            is_forum=forum,
            known=True,
        )
        self.chats[chat.id] = chat
        return chat

    def message_id(self, chat: Chat) -> int:
        """Return the next message id: supergroups count for themselves, all others together."""
        if chat.type == "supergroup":
            chat.next_id += 1
            return chat.next_id - 1
        self._next_private_message += 1
        return self._next_private_message - 1

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """Return a chat that the bot may know of.

        Raises:
            ApiError: chat not found.
        """
        try:
            chat = self.chats.get(int(chat_id))
        except ValueError:
            chat = None
        if chat is None or not (chat.known or (self.bot_id in chat.members and chat.id < 0)):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        return chat

    def chat_to_write(self, chat_id: int | str) -> Chat:
        """Return a chat in which the bot may write.

        Raises:
            ApiError: chat not found, or the bot is shut out.
        """
        chat = self.chat_for_bot(chat_id)
        if chat.type == "private":
            person = self.people[chat.id]
            if person.deactivated:
                raise forbidden("user is deactivated")
            if person.blocked:
                raise forbidden("bot was blocked by the user")
        elif chat.members.get(self.bot_id) == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not chat.present(self.bot_id):
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def user(self, user_id: int) -> Json:
        """Return anyone, the bot too, as a ``User``."""
        if user_id == ANONYMOUS:
            named = {"first_name": "Group", "username": "GroupAnonymousBot"}
            return {"id": ANONYMOUS, "is_bot": True, **named}
        if user_id != self.bot_id:
            return self.people[user_id].user()
        return {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    def chat_json(self, chat: Chat) -> Json:
        """Return a chat as a ``Chat``."""
        shown: Json = {"id": chat.id, "type": chat.type}
        if chat.type == "private":
            user = self.people[chat.id].user()
            return shown | {k: user[k] for k in ("first_name", "username") if k in user}
        shown["title"] = chat.title
        return shown | ({"is_forum": True} if chat.is_forum else {})

    def message(self, post: Post, *, embed: bool = True) -> Json:
        """Return a post as a ``Message``; a reply holds what it replies to, one level deep."""
        chat = self.chats[post.chat_id]
        shown = {
            "message_id": post.id,
            "from": self.user(post.sender_id),
            "chat": self.chat_json(chat),
            "date": int(post.created),
        } | post.content
        answered = chat.posts.get(post.reply_to or 0)
        if embed and answered and not answered.deleted:
            shown["reply_to_message"] = self.message(answered, embed=False)
        return shown

    def newest(self, chat: Chat) -> list[Post]:
        """Return what is in a chat, oldest first."""
        return [post for post in chat.posts.values() if not post.deleted]
