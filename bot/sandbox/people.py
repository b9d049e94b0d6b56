"""Scripted people: what a story's characters can do."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.actions import (
    ask_inline,
    check_out,
    choose_inline,
    complete_payment,
    press,
    react,
)
from bot.sandbox.chatview import ChatView
from bot.sandbox.errors import NothingCameError
from bot.sandbox.membership import block
from bot.sandbox.messages import MessageView
from bot.sandbox.queries import Query
from bot.sandbox.telegram import Telegram
from bot.sandbox.webapps import launch_data, launch_url, menu_button
from bot.sandbox.world import Json, Post
from bot.sandbox.world import Person as Account


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a tap brought.

    Attributes:
        text: the bot's words, empty when it said nothing.
        show_alert: whether they came as an alert.
        url: what was opened.
        copied: what a copy button put into the clipboard.
        inline: what an inline button wrote into the input field.
    """

    text: str = ""
    show_alert: bool = False
    url: str | None = None
    copied: str | None = None
    inline: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the bot offered inline."""

    query: Query
    results: list[Json]
    next_offset: str
    button: Json | None

    def __getitem__(self, key: int | str) -> Json:
        """Return a result by its place, its id or a part of its title."""
        if isinstance(key, int):
            return self.results[key]
        exact = [one for one in self.results if one["id"] == key]
        alike = [one for one in self.results if key in one.get("title", "")]
        return [*exact, *alike][0]


class Person:
    """Somebody with a phone."""

    def __init__(self, tg: Telegram, account: Account) -> None:
        self._tg = tg
        self._account = account
        self.private = ChatView(tg, account, account.id)

    def __repr__(self) -> str:
        return f"<{self._account.first_name}>"

    @property
    def id(self) -> int:
        """Their user id, and the id of their chat with the bot."""
        return self._account.id

    @property
    def language(self) -> str | None:
        """The language of their Telegram."""
        return self._account.language_code

    @language.setter
    def language(self, code: str | None) -> None:
        self._account.language_code = code
        self._tg.changed()

    @property
    def user(self) -> Json:
        """They as a ``User``."""
        return self._account.user()

    @property
    def commands(self) -> dict[str, str]:
        """What they see behind "/" in the private chat."""
        listed = self._tg.profile.for_person(self.id, self.language)
        return {one["command"]: one["description"] for one in listed}

    async def start(self, payload: str = "") -> MessageView:
        """Tap Start, or a deep link with a payload."""
        return await self.private.say(f"/start {payload}".strip())

    async def tap(
        self,
        message: MessageView,
        label: str,
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
    ) -> Answer:
        """Tap a button and wait for the bot's answer.

        Args:
            message: the button stands under it, now or soon, or stood there when it was seen.
            label: part of the label, or the callback data.
            timeout: seconds to wait for the button, then for the answer.

        Raises:
            NothingCameError: no such button, or no answer.
        """
        button = await self._button(message, label, timeout)
        if "callback_data" not in button:
            return _without_bot(button)
        query = press(self._tg, self.id, message.post, button["callback_data"])
        answer = await self._answer(query, timeout)
        return Answer(text=answer["text"], show_alert=answer["show_alert"], url=answer["url"])

    async def launch(self, message: MessageView | None = None, label: str = "") -> str:
        """Open a page by a message's button, or by the one beside the input field.

        Returns:
            the address, with all that Telegram tells the page behind its `#`.
        """
        if message is None:
            url = menu_button(self._tg, self.id)["web_app"]["url"]
        else:
            url = (await self._button(message, label, 5))["web_app"]["url"]
        return launch_url(url, launch_data(self._tg, self.id), {})

    async def press(self, message: MessageView, label: str) -> str:
        """Tap a button and go on; return the query's id."""
        button = await self._button(message, label, 5)
        return press(self._tg, self.id, message.post, button["callback_data"]).id

    async def react(self, message: MessageView, emoji: str | None) -> None:
        """React to a message, or take the reaction back."""
        react(self._tg, self.id, message.post, [emoji] if emoji else [])

    async def inline(
        self,
        text: str,
        *,
        chat: ChatView | None = None,
        offset: str = "",
        timeout: float = 5,  # noqa: ASYNC109 -- the scripted people's word
    ) -> Found:
        """Type something after the bot's name and wait for what it offers.

        Raises:
            NothingCameError: it offered nothing in time.
        """
        where = (chat or self.private).chat
        text = text.removeprefix(f"@{self._tg.world.bot['username']}").lstrip()
        query = ask_inline(self._tg, self.id, where, text, offset)
        answer = await self._answer(query, timeout)
        return Found(
            query=query,
            results=answer["results"],
            next_offset=answer["next_offset"],
            button=answer["button"],
        )

    async def choose(
        self, found: Found, which: int | str = 0, *, chat: ChatView | None = None
    ) -> MessageView:
        """Send one of the results to a chat; return the message."""
        view = chat or self.private
        post = choose_inline(self._tg, self.id, view.chat, found.query, found[which]["id"])
        return self._view(post)

    async def pay(self, message: MessageView, timeout: float = 5) -> MessageView:  # noqa: ASYNC109 -- the scripted people's word
        """Pay an invoice; return the message that says so.

        Raises:
            NothingCameError: the bot did not answer the checkout.
            PaymentRefusedError: it said no.
        """
        query = check_out(self._tg, self.id, message.post)
        answer = await self._answer(query, timeout)
        if not answer["ok"]:
            raise PaymentRefusedError(answer["error_message"])
        chat = self._tg.world.chats[message.chat_id]
        return self._view(complete_payment(self._tg, chat, query))

    async def block_bot(self) -> None:
        """Block the bot."""
        block(self._tg, self.id, blocked=True)

    async def unblock_bot(self) -> None:
        """Let the bot write again."""
        block(self._tg, self.id, blocked=False)

    async def _button(self, message: MessageView, label: str, within: float) -> Json:
        """Find a button as the message is now, as it was seen, or as it becomes."""
        return await self._tg.journal.bell.until(
            lambda: message.latest.button(label) or message.button(label),
            within,
            lambda: f"no button {label!r} under {message.latest!r}",
        )

    async def _answer(self, query: Query, within: float) -> Any:
        missing = f"the bot did not answer the {query.kind} query {query.about}"
        return await self._tg.queries.bell.until(lambda: query.answer, within, lambda: missing)

    def _view(self, post: Post) -> MessageView:
        message = self._tg.world.message(post)
        return MessageView(self._tg, message, len(self._tg.journal.events))


class PaymentRefusedError(NothingCameError):
    """The bot refused the payment."""


def _without_bot(button: Json) -> Answer:
    """Do what a client does by itself."""
    if "copy_text" in button:
        return Answer(copied=button["copy_text"]["text"])
    for name in ("switch_inline_query_current_chat", "switch_inline_query"):
        if name in button:
            return Answer(inline=button[name])
    return Answer(url=button.get("url") or button.get("web_app", {}).get("url"))
