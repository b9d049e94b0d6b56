import asyncio
from dataclasses import replace

import pytest

from bot.core.errors import Misconfigured, OutOfCredits, TaskFailed, Unavailable
from bot.core.ports.provider import Health
from bot.services import health
from bot.services.breaker import FAILURES, FIRST_PAUSE
from bot.services.health import Models
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, Script
from tests.support.workshop import Workshop, until_idle


def _models(workshop: Workshop) -> Models:
    return Models(
        catalogue=workshop.catalogue,
        store=workshop.store,
        estimates=workshop.estimates,
        breakers=workshop.breakers,
        clock=workshop.clock,
    )


async def test_a_model_tells_how_it_is(workshop: Workshop) -> None:
    workshop.provider.state = Health(available=True, queue=3)
    await workshop.order("a", "b", "c")
    await workshop.clock.go(1)
    (report,) = await _models(workshop).report()
    assert report.available
    assert report.reason is None
    assert (report.queue, report.waiting, report.usual_seconds) == (3, 1, 20)


async def test_the_vendors_own_word_is_passed_on(workshop: Workshop) -> None:
    workshop.provider.state = Health(available=False, reason="DISABLED_BY_QUEUE")
    (report,) = await _models(workshop).report()
    assert not report.available
    assert report.reason == "DISABLED_BY_QUEUE"


async def test_a_vendor_that_cannot_be_asked_is_not_available(workshop: Workshop) -> None:
    workshop.provider.state = Misconfigured()
    (report,) = await _models(workshop).report()
    assert (report.available, report.reason) == (False, "misconfigured")


async def test_a_vendor_that_does_not_answer_is_not_waited_for(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(model: str) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(health, "_PATIENCE", 0.01)
    monkeypatch.setattr(workshop.provider, "health", silence)
    (report,) = await _models(workshop).report()
    assert (report.available, report.reason) == (False, "unavailable")


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ([Unavailable(), Unavailable(), Unavailable()], "unavailable"),
        ([Unavailable(), TaskFailed(), Unavailable()], None),
        ([Unavailable(), Unavailable()], None),
    ],
)
async def test_of_a_vendor_without_a_word_our_own_runs_speak(
    workshop: Workshop, errors: list[Exception], reason: str | None
) -> None:
    for number, error in enumerate(errors):
        workshop.provider.scripts[f"{number}"] = Script(refusals=[error])
        await workshop.order(f"{number}")
        await until_idle(workshop)
    (report,) = await _models(workshop).report()
    assert report.reason == reason
    assert report.available is (reason is None)


async def test_reports_are_kept_for_half_a_minute_and_made_once(clock: VirtualClock) -> None:
    second = replace(MODEL, key="pencil")
    async with Workshop(clock, MODEL, second).working() as workshop:
        models = _models(workshop)
        reports = await asyncio.gather(models.report(), models.report())
        assert [report.spec.key for report in reports[0]] == ["brush", "pencil"]
        assert workshop.provider.asked["health"] == 2
        await clock.go(29)
        await models.report()
        assert workshop.provider.asked["health"] == 2
        await clock.go(2)
        await models.report()
        assert workshop.provider.asked["health"] == 4


async def test_a_model_that_rests_says_why_whatever_its_vendor_says(workshop: Workshop) -> None:
    workshop.provider.state = Health(available=True, queue=3)
    for _ in range(FAILURES):
        await workshop.breakers.note("brush", OutOfCredits())
    (report,) = await _models(workshop).report()
    assert (report.available, report.reason, report.queue) == (False, "out-of-credits", 3)
    await workshop.clock.go(FIRST_PAUSE.total_seconds() + 1)
    (report,) = await _models(workshop).report()
    assert report.available
