"""Every failure says what happened, what it cost, and what to do next."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from tests.stories.conftest import keys
from tests.stories.paper import labels, result
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers, CutBefore, Hold, LoseAnswer
from tests.vendors.fusionbrain import FusionBrainServer

RETURNED = "Nothing was taken from your daily quota"
NEVER = 10_000


async def failed(place: Studio, words: str) -> MessageView:
    """Wish for a fox in vain."""
    chat = place.anna.private
    wish = await chat.say("a fox")
    report = await chat.wait_text(words, timeout=10)
    assert report.replies_to(wish)
    assert RETURNED in report.text
    await place.settled()
    assert not any((await place.used(place.anna)).values())
    assert not chat.messages[-2].button("Cancel"), "the card is gone"
    return report


async def retried(place: Studio, report: MessageView) -> MessageView:
    """Press the button for another try; it works, and is gone afterwards."""
    await place.anna.tap(report, "🔁")
    picture = await result(place.anna.private, report)
    assert "a fox" in picture.words
    await report.becomes(lambda m: not m.buttons)
    return picture


@pytest.fixture
async def choosing(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot with two models that leaves it to people to go to the other one."""
    values = keys(vendor) | {"models_enabled": "sketch", "failover": False}
    async with studio(tmp_path, database_url, **values) as place:
        yield place


async def test_moderation(both: Studio, vendor: FusionBrainServer) -> None:
    anna, chat = both.anna, both.anna.private
    vendor.censored = True
    report = await failed(both, "declined to paint this")
    assert labels(report) == ["✏️ Edit prompt", "➡️ Sketch"], "the same again would not help"
    vendor.censored = False
    await anna.tap(report, "Edit prompt")
    question = await chat.wait_text("new prompt")
    assert "a fox" in question.text
    wish = await chat.say("a kind fox")
    assert "a kind fox" in (await result(chat, wish)).words
    assert "🔍" in "".join(labels(await elsewhere(both, report)))


async def elsewhere(place: Studio, report: MessageView) -> MessageView:
    """Let Sketch do it."""
    await place.anna.tap(report, "➡️ Sketch")
    picture = await result(place.anna.private, report)
    assert "Sketch" in picture.words
    assert "a fox" in picture.words
    return picture


async def test_the_vendors_queue_is_full(choosing: Studio, vendor: FusionBrainServer) -> None:
    vendor.refusal = "DISABLED_BY_QUEUE"
    report = await failed(choosing, "queue is full")
    assert labels(report) == ["🔁 Try again", "➡️ Sketch"]
    vendor.refusal = None
    await retried(choosing, report)


async def test_a_wrong_key_is_the_operators(choosing: Studio, vendor: FusionBrainServer) -> None:
    await choosing.restart(fusionbrain_secret_key="another-secret")
    report = await failed(choosing, "does not accept this bot's key")
    assert "operator" in report.text
    assert labels(report) == ["➡️ Sketch"]
    await elsewhere(choosing, report)
    assert not vendor.submitted


@pytest.mark.parametrize("status", [408, 503])
async def test_a_definite_no(painting: Studio, vendor: FusionBrainServer, status: int) -> None:
    vendor.faults.add("run", Answers(status))
    report = await failed(painting, "does not answer")
    await retried(painting, report)
    assert vendor.count("run") == 2


@pytest.mark.parametrize("fault", [Answers(500), Answers(502), LoseAnswer()])
async def test_a_lost_answer_is_never_asked_for_twice(
    painting: Studio, vendor: FusionBrainServer, fault: Answers | LoseAnswer
) -> None:
    vendor.faults.add("run", fault)
    report = await failed(painting, "did not say whether it took the request")
    assert "nothing is paid twice" in report.text
    await painting.restart()
    await painting.settled()
    assert vendor.count("run") == 1
    await retried(painting, report)
    assert vendor.count("run") == 2


async def test_a_request_that_never_left(painting: Studio, vendor: FusionBrainServer) -> None:
    vendor.faults.add("pipelines", *[CutBefore()] * 3)
    report = await failed(painting, "does not answer")
    await retried(painting, report)


async def test_the_vendor_cannot_finish(painting: Studio, vendor: FusionBrainServer) -> None:
    vendor.outcome = "FAIL"
    report = await failed(painting, "began and could not finish")
    assert "ran out of paint" not in report.text, "a vendor's own words are for the log"
    vendor.outcome = "DONE"
    await retried(painting, report)


async def test_a_result_that_is_lost(painting: Studio, vendor: FusionBrainServer) -> None:
    hold = Hold()
    vendor.faults.add("status", hold)
    chat = painting.anna.private
    await chat.say("a fox")
    await hold.arrived.wait()
    vendor.expire(vendor.submitted[0])
    hold.released.set()
    report = await chat.wait_text("could not be fetched any more", timeout=10)
    assert RETURNED in report.text
    await retried(painting, report)


async def test_a_vendor_that_stumbles_on_the_way_loses_nothing(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    vendor.faults.add("status", *[Answers(500)] * 4, CutBefore())
    assert "a fox" in (await result(chat, await chat.say("a fox"))).words
    assert vendor.count("run") == 1


async def test_a_vendor_that_asks_to_slow_down_is_asked_later(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.anna.private
    vendor.faults.add("run", Answers(429, headers={"Retry-After": "4"}))
    assert "a fox" in (await result(chat, await chat.say("a fox"))).words
    assert vendor.count("run") == 2
    assert await painting.used(painting.anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_a_vendor_that_only_asks_to_slow_down(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    vendor.faults.add("run", *[Answers(429, headers={"Retry-After": "2"})] * 3)
    report = await failed(painting, "Too many requests")
    await retried(painting, report)


async def test_credits_that_are_used_up(choosing: Studio, vendor: FusionBrainServer) -> None:
    vendor.faults.add("run", Answers(402))
    report = await failed(choosing, "is used up")
    await elsewhere(choosing, report)


async def test_a_request_that_the_vendor_does_not_take(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    vendor.faults.add("run", Answers(400))
    report = await failed(painting, "could not do anything with this request")
    assert labels(report) == ["✏️ Edit prompt"]


async def test_nonsense_instead_of_a_picture(painting: Studio, vendor: FusionBrainServer) -> None:
    vendor.prefix = "data:image/png;base64,AAAA"
    report = await failed(painting, "makes no sense")
    vendor.prefix = ""
    await retried(painting, report)


async def test_one_of_two_fails(painting: Studio, vendor: FusionBrainServer) -> None:
    chat = painting.anna.private
    vendor.faults.add("run", Answers(503))
    wish = await chat.say("a fox --n 2")
    picture = await result(chat, wish)
    assert picture.button("Again"), "one picture alone has its own buttons"
    report = await chat.wait_text("1 of 2 pictures could not be made")
    assert "1 run was returned" in report.text
    assert report.replies_to(wish)
    assert await painting.used(painting.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    await painting.anna.tap(report, "🔁")
    await result(chat, report)


@pytest.fixture
async def hasty(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> AsyncIterator[Studio]:
    """A bot for which four minutes pass in a second."""
    async with studio(tmp_path, database_url, speed=240, **keys(vendor)) as place:
        yield place


async def test_a_vendor_that_never_ends(hasty: Studio, vendor: FusionBrainServer) -> None:
    vendor.finish_after(polls=NEVER)
    report = await failed(hasty, "took too long")
    vendor.finish_after()
    await retried(hasty, report)


async def test_every_failure_in_russian(both: Studio, vendor: FusionBrainServer) -> None:
    boris, chat = both.boris, both.boris.private
    vendor.censored = True
    await chat.say("лиса")
    report = await chat.wait_text("не пропустила этот запрос", timeout=10)
    assert "Дневной лимит не потрачен" in report.text
    vendor.censored = False
    await boris.tap(report, "Изменить запрос")
    await chat.wait_text("новый запрос")
    wish = await chat.say("добрая лиса")
    assert "добрая лиса" in (await result(chat, wish)).words
    vendor.outcome = "FAIL"
    await chat.say("сова --n 2")
    both_failed = await chat.wait_text("2 из 2", timeout=10)
    assert "вернулись 2 запроса" in both_failed.text
