"""Scripted groups: who is in them, what becomes of them."""

from bot.sandbox.actions import typed_text
from bot.sandbox.chatview import ChatView
from bot.sandbox.errors import bad_request
from bot.sandbox.membership import migrate, set_role
from bot.sandbox.messages import MessageView
from bot.sandbox.methods.chats import add_topic
from bot.sandbox.people import Person
from bot.sandbox.rights import RIGHTS
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import ANONYMOUS, Chat


class Group:
    """A group, also after it became a supergroup."""

    def __init__(self, tg: Telegram, chat_id: int) -> None:
        self._tg = tg
        self._id = chat_id
        self._views: dict[int, ChatView] = {}

    @property
    def id(self) -> int:
        """Its chat id, which changes when it migrates."""
        return self._id

    @property
    def chat(self) -> Chat:
        """The group as the server keeps it."""
        return self._tg.world.chats[self._id]

    @property
    def topics(self) -> dict[int, str]:
        """Names by thread id."""
        return dict(self.chat.topics)

    def as_(self, person: Person) -> ChatView:
        """Return the group as this person sees it; the same object every time."""
        if person.id not in self._views:
            self._views[person.id] = ChatView(self._tg, self, person.id)
        return self._views[person.id]

    def commands(self, person: Person) -> dict[str, str]:
        """Return what a member sees behind "/" in it."""
        admin, language = self.chat.is_admin(person.id), person.language or ""
        listed = self._tg.profile.for_member(self._id, person.id, language, admin=admin)
        return {one["command"]: one["description"] for one in listed}

    def add(self, person: Person) -> None:
        """Let somebody in."""
        set_role(self._tg, self.chat, person.id, "member", by=self._owner)

    def kick(self, person: Person) -> None:
        """Throw somebody out."""
        set_role(self._tg, self.chat, person.id, "kicked", by=self._owner)

    def promote(self, person: Person) -> None:
        """Make somebody an administrator."""
        set_role(self._tg, self.chat, person.id, "administrator", by=self._owner)

    def demote(self, person: Person) -> None:
        """Make somebody a plain member again."""
        set_role(self._tg, self.chat, person.id, "member", by=self._owner)

    def add_bot(self) -> None:
        """Let the bot in."""
        set_role(self._tg, self.chat, self._tg.world.bot_id, "member", by=self._owner)

    def promote_bot(self) -> None:
        """Make the bot an administrator."""
        set_role(self._tg, self.chat, self._tg.world.bot_id, "administrator", by=self._owner)

    def silence_bot(self, *taken: str) -> None:
        """Take rights from the bot, by default that of sending anything: ``photos``, ...

        The bot is told, as a member that became a restricted one.
        """
        rights = frozenset(taken or RIGHTS)
        bot_id = self._tg.world.bot_id
        set_role(self._tg, self.chat, bot_id, "restricted", by=self._owner, taken=rights)

    def forbid(self, *taken: str) -> None:
        """Let no plain member send this any more; nobody is told, as at Telegram."""
        self.chat.forbidden = set(taken)
        self._tg.changed()

    async def say_as_group(self, text: str) -> MessageView:
        """Write as one of its administrators who remains anonymous; supergroups alone have that.

        Raises:
            ApiError: it is a basic group.
        """
        if self.chat.type != "supergroup":
            raise bad_request("only supergroups have anonymous administrators")
        content = typed_text(text) | {"sender_chat": self._tg.world.chat_json(self.chat)}
        post = self._tg.post(self.chat, ANONYMOUS, content)
        return MessageView(self._tg, self._tg.world.message(post), len(self._tg.journal.events))

    def remove_bot(self) -> None:
        """Throw the bot out."""
        set_role(self._tg, self.chat, self._tg.world.bot_id, "kicked", by=self._owner)

    def migrate(self) -> int:
        """Become a supergroup; return the new id."""
        self._id = migrate(self._tg, self.chat, self._owner).id
        return self._id

    def add_topic(self, name: str) -> int:
        """Open a topic; return its thread id."""
        return add_topic(self._tg, self._id, name, self._owner)

    def delete_topic(self, thread_id: int) -> None:
        """Delete a topic with all that was said in it."""
        del self.chat.topics[thread_id]
        for post in self._tg.world.newest(self.chat):
            if post.content.get("message_thread_id") == thread_id:
                self._tg.delete(post)
        self._tg.changed()

    @property
    def _owner(self) -> int:
        return next(user for user, role in self.chat.members.items() if role == "creator")
