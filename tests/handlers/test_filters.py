"""Which messages are meant for the bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, Update, User

from bot.core.models import Artifact, Input, Run
from bot.core.ports.conversation import Clock
from bot.core.ports.runs import RunStore
from bot.core.recipe import to_dict
from bot.telegram.callbacks import ResultAction, ResultTap
from bot.telegram.postponed import Asked, without
from bot.telegram.sources import without_mention
from handlers.filters import Addressed, Answer, Commanded, Stale, WithAsker
from tests.screens.made import artifact, run, words

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
PAINTER = {"id": 42, "is_bot": True, "first_name": "Painter", "username": "painter_bot"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "Painters"}
PHOTO = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
TAP = ResultTap(action=ResultAction.AGAIN, artifact=1).pack()
BUTTONS = {"inline_keyboard": [[{"text": "🔁", "callback_data": TAP}]]}


class Runs:
    """Knows one picture."""

    async def artifact(self, artifact_id: int) -> Artifact | None:
        return artifact() if artifact_id == 1 else None

    async def run(self, run_id: int) -> Run | None:
        return run(run_id)


class Conversation:
    """What is being asked."""

    def __init__(self, **data: Any) -> None:
        self._data = data

    async def get_data(self) -> dict[str, Any]:
        return self._data


RUNS = cast(RunStore, Runs())


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with Bot("42:TEST") as created:
        created._me = User.model_validate(PAINTER)
        yield created


def message(chat: dict[str, Any], **more: Any) -> Message:
    data = {"message_id": 5, "date": int(NOW.timestamp()), "chat": chat, "from": ANNA, **more}
    return Message.model_validate(data)


def replied(author: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"message_id": 4, "date": 1, "chat": GROUP, "from": author, **more}


async def asked(filter_: Any, bot: Bot, said: Message, album: tuple[Message, ...] = ()) -> Any:
    given = await filter_(said, bot=bot, runs=RUNS, album=album)
    return given["asked"] if given else None


async def test_in_private_every_text_is_meant(bot: Bot) -> None:
    assert await asked(Addressed(), bot, message(PRIVATE, text=" a fox ")) == Asked(said="a fox")
    assert await asked(Addressed(), bot, message(PRIVATE, text="/foo")) is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"text": "hello all"}, None),
        ({"text": "@painter_bot a fox"}, "a fox"),
        ({"text": "a fox, @Painter_Bot"}, "a fox,"),
        ({"text": "@painter_bots a fox"}, None),
        ({"text": "a fox", "reply_to_message": replied(PAINTER, text="?")}, "a fox"),
        ({"text": "a fox", "reply_to_message": replied(ANNA, text="?")}, None),
        ({"caption": "@painter_bot night", "photo": PHOTO}, "night"),
    ],
)
async def test_in_a_group_only_what_names_or_answers_the_bot(
    bot: Bot, more: dict[str, Any], said: str | None
) -> None:
    got = await asked(Addressed(), bot, message(GROUP, **more))
    assert (got and got.said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/imagine a fox\nin snow", "a fox\nin snow"),
        ("/imagine@painter_bot a fox", "a fox"),
        ("/imagine", ""),
        ("/imagine@other_bot a fox", None),
        ("/imagination a fox", None),
    ],
)
async def test_a_command_is_ours_unless_it_names_another_bot(
    bot: Bot, text: str, said: str | None
) -> None:
    got = await asked(Commanded("imagine"), bot, message(GROUP, text=text))
    assert (got and got.said) == said


async def test_a_caption_can_be_a_command(bot: Bot) -> None:
    sent = message(PRIVATE, caption="/imagine night", photo=PHOTO)
    got = await asked(Commanded("imagine"), bot, sent)
    assert got == Asked(said="night", inputs=(Input(file_id="p"),))


async def test_an_album_brings_all_its_pictures(bot: Bot) -> None:
    first = message(PRIVATE, caption="both", photo=PHOTO)
    second = message(PRIVATE, photo=[PHOTO[0] | {"file_id": "q"}])
    got = await asked(Addressed(), bot, first, (first, second))
    assert got.inputs == (Input(file_id="p"), Input(file_id="q"))


async def test_a_reply_brings_the_picture_that_it_answers(bot: Bot) -> None:
    theirs = message(PRIVATE, text="night", reply_to_message=replied(ANNA, photo=PHOTO))
    assert (await asked(Addressed(), bot, theirs)).inputs == (Input(file_id="p"),)
    plain = message(PRIVATE, text="night", reply_to_message=replied(ANNA, text="x"))
    assert (await asked(Addressed(), bot, plain)).inputs == ()


async def test_a_picture_of_ours_is_taken_from_its_original(bot: Bot) -> None:
    ours = replied(PAINTER, photo=PHOTO, reply_markup=BUTTONS)
    got = await asked(Addressed(), bot, message(PRIVATE, text="night", reply_to_message=ours))
    assert got.inputs == (
        Input(media="runs/1/0.png", file_id="photo1", made_by=run().request.model),
    )


async def test_another_bots_buttons_name_no_picture_of_ours(bot: Bot) -> None:
    stranger = PAINTER | {"id": 43, "username": "copying_bot"}
    theirs = replied(stranger, photo=PHOTO, reply_markup=BUTTONS)
    got = await asked(Addressed(), bot, message(PRIVATE, text="night", reply_to_message=theirs))
    assert got.inputs == (Input(file_id="p"),)


async def test_a_picture_in_answer_to_another_brings_both(bot: Bot) -> None:
    ours = replied(PAINTER, photo=PHOTO, reply_markup=BUTTONS)
    sent = {"photo": [PHOTO[0] | {"file_id": "q"}], "reply_to_message": ours}
    one = message(PRIVATE, caption="a door", **sent)
    got = await asked(Addressed(), bot, one)
    assert got.inputs == (Input(file_id="q"),)
    assert got.beneath is not None
    assert got.beneath.media == "runs/1/0.png"
    assert (await asked(Addressed(), bot, one, (one, one))).beneath is None


@pytest.mark.parametrize(("minutes", "stale"), [(0, False), (10, False), (11, True), (900, True)])
async def test_ten_minutes_make_a_message_stale(minutes: int, stale: bool) -> None:
    class Later:
        def now(self) -> datetime:
            return NOW + timedelta(minutes=minutes)

    assert await Stale()(message(PRIVATE, text="x"), clock=cast(Clock, Later())) is stale


@pytest.mark.parametrize(
    ("chat", "more", "answers"),
    [
        (PRIVATE, {"text": "a fox"}, True),
        (PRIVATE, {"text": "/help"}, False),
        (PRIVATE, {"photo": PHOTO}, False),
        (GROUP, {"text": "a fox"}, False),
        (GROUP, {"text": "a fox", "reply_to_message": replied(PAINTER, text="?")}, True),
    ],
)
async def test_what_answers_a_question(
    chat: dict[str, Any], more: dict[str, Any], answers: bool
) -> None:
    state = cast(FSMContext, Conversation(question=4))
    assert bool(await Answer()(message(chat, **more), state=state)) is answers


async def test_an_answer_goes_on_from_what_was_asked_about() -> None:
    base = run(inputs=(Input(media="m.png"),)).request
    state = cast(FSMContext, Conversation(question=4, recipe=to_dict(base)))
    given = await Answer()(message(PRIVATE, text="wolf"), state=state)
    assert given == {"asked": Asked(said="wolf", inputs=base.inputs, base=base)}


async def test_an_asker_knows_where_the_answer_goes() -> None:
    sent = message(GROUP, text="x", message_thread_id=3, is_topic_message=True)
    update = Update(update_id=77, message=sent)
    given = await WithAsker()(sent, event_update=update, t=words("ru"), person=None)
    assert given is False
    person = cast(Any, object())
    given = await WithAsker()(sent, event_update=update, t=words("ru"), person=person)
    assert isinstance(given, dict)
    origin = given["asker"].origin
    assert (origin.chat_id, origin.thread_id, origin.message_id) == (-100, 3, 5)
    assert (origin.private, origin.update_id, given["asker"].language) == (False, 77, "ru")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("@painter_bot: a fox", "a fox"),
        ("a fox @PAINTER_BOT!", "a fox!"),
        ("x@painter_bots", "x@painter_bots"),
    ],
)
def test_a_mention_is_taken_out(text: str, after: str) -> None:
    assert without_mention(text, "painter_bot") == after


def test_what_is_too_much_is_cut_from_the_prompt_alone() -> None:
    asked_for = Asked(said="one two three four --ar 16:9 --no red", inputs=(Input(file_id="x"),))
    cut = without(asked_for, 6)
    assert cut.said == "one two --ar 16:9 --no red"
    assert cut.inputs == asked_for.inputs
