"""What is being asked: kept in the database, so that a restart forgets no question."""

from dataclasses import asdict
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.core.models import Input
from bot.telegram.buttons import View


class Asking(StatesGroup):
    """The questions; the data beside them is what the answer needs."""

    prompt = State()
    """What to paint, or to change in `inputs`."""

    edit = State()
    """A new prompt for `recipe`."""

    negative = State()
    """What must not be in the pictures; `panel` is the message that shows it."""


async def ask(message: Message, state: FSMContext, what: State, view: View, **data: Any) -> None:
    """Ask something, as a reply to a message, and wait for the answer."""
    question = await message.reply(
        view.text, reply_markup=view.markup, allow_sending_without_reply=True
    )
    await state.set_state(what)
    await state.set_data({**data, "question": question.message_id})


def stored(inputs: tuple[Input, ...]) -> list[dict[str, str | None]]:
    """Pictures as JSON-able data."""
    return [asdict(picture) for picture in inputs]


def restored(data: list[dict[str, str | None]]) -> tuple[Input, ...]:
    """The pictures that `stored` described."""
    return tuple(Input(**picture) for picture in data)
