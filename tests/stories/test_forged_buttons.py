"""A client may send any data in the name of a button: ids of other people's pictures too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import MessageView, Person
from bot.sandbox.actions import press
from bot.telegram.callbacks import (
    CancelJob,
    FailureAction,
    FailureTap,
    ResultAction,
    ResultTap,
    UpscaleTap,
)
from tests.stories.groups.words import words
from tests.stories.paper import result
from tests.stories.studio import Studio, studio

NOT_YOURS = words("ru", "error-not-yours")


async def forged(place: Studio, person: Person, message: MessageView, data: str) -> str:
    """What the bot answers to a button that it never made."""
    tg = place.sandbox.telegram
    query = press(tg, person.id, message.post, data)
    answer = await tg.queries.bell.until(lambda: query.answer, 5, lambda: f"no answer to {data}")
    return str(answer["text"])


@pytest.fixture
async def endless(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose pictures are never ready."""
    async with studio(tmp_path, database_url, sketch_seconds="600") as place:
        yield place


async def test_pictures_of_other_chats_are_out_of_reach(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    private, his_own = sketching.anna.private, boris.private
    hers = await result(private, await private.command("imagine", "a fox"))
    ((secret, run),) = sketching.rows("SELECT id, run_id FROM artifacts")
    his = await result(his_own, await his_own.command("imagine", "лиса"))
    chat = group.as_(boris)
    group.promote(boris)
    in_group = await result(chat, await chat.command("imagine", "лиса"))
    taps = [
        *(ResultTap(action=action, artifact=secret).pack() for action in ResultAction),
        UpscaleTap(artifact=secret).pack(),
        *(FailureTap(action=action, run=run).pack() for action in FailureAction),
    ]
    for message in (his, in_group):
        for data in taps:
            assert await forged(sketching, boris, message, data) == NOT_YOURS, data
    assert not hers.deleted
    assert len(sketching.rows("SELECT id FROM runs")) == 3, "nothing was painted from it"


async def test_jobs_of_other_chats_cannot_be_stopped(endless: Studio) -> None:
    boris, group = endless.boris, endless.group()
    private = endless.anna.private
    await private.command("imagine", "a fox")
    await private.wait_text("%")
    ((job,),) = endless.rows("SELECT id FROM jobs")
    group.promote(boris)
    chat = group.as_(boris)
    await chat.command("imagine", "лиса")
    card = await chat.wait_text("%")
    assert await forged(endless, boris, card, CancelJob(job=job).pack()) == NOT_YOURS
    assert endless.rows("SELECT cancel_requested FROM runs ORDER BY id") == [(0,), (0,)]
