"""What is being asked: kept in the database, so that a restart forgets no question."""

from dataclasses import asdict
from typing import Any

from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.core.models import Input
from bot.telegram.buttons import View
from bot.telegram.errors import harmless


class Asking(StatesGroup):
    """The questions; the data beside them is what the answer needs."""

    prompt = State()
    """What to paint, or to change in `inputs`, or only in the part of it that `mask` marks."""

    edit = State()
    """A new prompt for `recipe`."""

    batch = State()
    """Several prompts, one per line, for `inputs`."""

    compare = State()
    """What several models shall make, of `inputs`."""

    search = State()
    """What to look for in the history."""

    preset = State()
    """A name for `recipe`, to be saved under it."""

    preset_name = State()
    """Another name for `preset`."""

    preset_words = State()
    """The words that every prompt gets from `preset`."""

    element_name = State()
    """Another name for `element`."""

    element_about = State()
    """What `element` is, in words."""

    film = State()
    """What shall happen in a clip of `inputs`; `mode` is the kind of work."""

    negative = State()
    """What must not be in the pictures; `panel` is the message that shows it."""


async def ask(message: Message, state: FSMContext, what: State, view: View, **data: Any) -> None:
    """Ask something, as a reply to a message, and wait for the answer."""
    question = await message.reply(
        view.text, reply_markup=view.markup, allow_sending_without_reply=True
    )
    await state.set_state(what)
    await state.set_data({**data, "question": question.message_id})


async def settle(message: Message, state: FSMContext) -> None:
    """End the asking: nothing is waited for any more, and the question loses its button.

    Args:
        message: Any of the chat's.
        state: What is being asked.
    """
    question = (await state.get_data()).get("question")
    await state.clear()
    if message.bot is None or question is None:
        return
    try:
        await message.bot.edit_message_reply_markup(
            chat_id=message.chat.id, message_id=question, reply_markup=None
        )
    except TelegramBadRequest as error:
        if not harmless(error):
            raise


def stored(inputs: tuple[Input, ...]) -> list[dict[str, Any]]:
    """Pictures as JSON-able data."""
    return [asdict(picture) for picture in inputs]


def restored(data: list[dict[str, Any]]) -> tuple[Input, ...]:
    """The pictures that `stored` described."""
    return tuple(Input(**picture) for picture in data)


def stored_one(picture: Input | None) -> dict[str, Any] | None:
    """A picture, if there is one, as JSON-able data."""
    return asdict(picture) if picture else None


def restored_one(data: dict[str, Any] | None) -> Input | None:
    """The picture that `stored_one` described."""
    return Input(**data) if data else None
