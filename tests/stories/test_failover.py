"""A model that refuses hands over to the nearest one, and the caption says so."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from tests.stories.conftest import keys
from tests.stories.paper import labels, result
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers
from tests.vendors.fusionbrain import FusionBrainServer


async def painted(place: Studio, words: str = "a fox") -> MessageView:
    """Wish for a picture that Sketch paints in the end."""
    chat = place.anna.private
    wish = await chat.say(words)
    picture = await result(chat, wish)
    await place.settled()
    assert await place.used(place.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert place.rows("SELECT model, state FROM runs") == [("sketch", "done")]
    assert not [message for message in chat.messages if "⚠️" in message.words]
    return picture


SAID = "Kandinsky did not take it; painted by Sketch"


async def test_a_full_queue(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    picture = await painted(both)
    assert f"↪ {SAID}." in picture.words
    assert vendor.count("run") == 1
    assert picture.button("Again")


@pytest.mark.parametrize("status", [401, 402, 503])
async def test_a_definite_no(both: Studio, vendor: FusionBrainServer, status: int) -> None:
    vendor.faults.add("run", Answers(status))
    assert SAID in (await painted(both)).words
    assert vendor.count("run") == 1


async def test_a_wrong_key_costs_nobody_a_picture(both: Studio, vendor: FusionBrainServer) -> None:
    await both.restart(fusionbrain_secret_key="another-secret")
    assert SAID in (await painted(both)).words
    assert not vendor.submitted


async def test_what_the_other_model_does_without_is_said(
    both: Studio, vendor: FusionBrainServer
) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    picture = await painted(both, "a fox --style anime --ar 16:9 --no fog")
    assert f"↪ {SAID}, without: style." in picture.words
    assert "Sketch · 16:9 · seed" in picture.words
    assert "Anime" not in picture.words


async def test_in_russian(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    chat = both.boris.private
    picture = await result(chat, await chat.say("лиса"))
    assert "Kandinsky сейчас не берёт заказы; нарисовано моделью Sketch." in picture.words


async def test_several_pictures_say_it_once(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    chat = both.anna.private
    wish = await chat.say("a fox --n 2")
    first = await result(chat, wish)
    await both.settled()
    assert SAID in first.words
    assert sum(SAID in message.words for message in chat.messages) == 1
    assert await both.used(both.anna) == {Allowance.TEXT_TO_IMAGE: 2}


async def test_after_a_handover_again_is_painted_where_it_was_painted(
    both: Studio, vendor: FusionBrainServer
) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    picture = await painted(both)
    vendor.refusal = None
    await both.anna.tap(picture, "Again")
    again = await result(both.anna.private, picture)
    assert "Sketch" in again.words
    assert SAID not in again.words


async def refused(place: Studio, words: str) -> MessageView:
    """Wish for a fox in vain."""
    chat = place.anna.private
    await chat.say("a fox")
    report = await chat.wait_text(words, timeout=10)
    await place.settled()
    assert not any((await place.used(place.anna)).values())
    assert place.rows("SELECT model, state FROM runs") == [("kandinsky", "failed")]
    return report


async def test_moderation_is_not_gone_round(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.censored = True
    await refused(both, "declined to paint this")


async def test_what_may_have_been_accepted_stays(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.faults.add("run", Answers(500))
    report = await refused(both, "did not say whether it took the request")
    assert vendor.count("run") == 1
    assert labels(report) == ["🔁 Try again", "➡️ Sketch"]


async def test_what_was_accepted_stays(both: Studio, vendor: FusionBrainServer) -> None:
    vendor.outcome = "FAIL"
    await refused(both, "began and could not finish")


async def test_switched_off_people_choose(both: Studio, vendor: FusionBrainServer) -> None:
    await both.restart(failover=False)
    vendor.refusal = "DISABLED_BY_QUEUE"
    report = await refused(both, "queue is full")
    assert labels(report) == ["🔁 Try again", "➡️ Sketch"]


@pytest.fixture
async def patient(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot for which half a minute lasts long enough to look around."""
    values = keys(vendor) | {"models_enabled": "sketch"}
    async with studio(tmp_path, database_url, speed=2, **values) as place:
        yield place


async def test_a_model_that_fails_again_and_again_rests(
    patient: Studio, vendor: FusionBrainServer
) -> None:
    chat = patient.anna.private
    vendor.faults.add("run", *[Answers(503)] * 3)
    for number in range(4):
        picture = await result(chat, await chat.say(f"fox {number}"))
        assert SAID in picture.words
    assert vendor.count("run") == 3, "the fourth fox was not even asked for there"
    await chat.command("status")
    await chat.wait_text("Kandinsky: does not answer")
    panel = await chat.command("provider")
    await chat.wait(lambda m: m.replies_to(panel) and "does not answer" in m.words)
