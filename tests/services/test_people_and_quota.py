from dataclasses import replace
from datetime import timedelta

from bot.core.capabilities import Allowance
from bot.core.models import Preferences
from bot.services.estimates import KEPT, Estimates
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, FakeStore
from tests.support.workshop import PERSON, Workshop, until_idle


async def test_people_are_known_and_what_they_set_is_kept(workshop: Workshop) -> None:
    people = workshop.people
    person = await people.meet(PERSON)
    assert person.plan == "free"
    await people.choose_language(PERSON, "ru")
    await people.save(PERSON, Preferences(ratio="16:9"))
    await people.lost(PERSON)
    person = await people.meet(PERSON)
    assert (person.language, person.preferences.ratio, person.reachable) == ("ru", "16:9", False)
    await people.found(PERSON)
    assert (await people.meet(PERSON)).reachable


async def test_usage_is_told_per_kind_of_work(workshop: Workshop) -> None:
    await workshop.order("a", "b")
    await until_idle(workshop)
    person = await workshop.people.meet(PERSON)
    today = {usage.allowance: usage for usage in await workshop.quota.today(person)}
    assert set(today) == set(Allowance)
    assert today[Allowance.TEXT_TO_IMAGE].used == 2
    assert today[Allowance.TEXT_TO_IMAGE].left is None
    assert today[Allowance.UPSCALE].left == 1


async def test_a_plan_that_is_gone_is_replaced_by_the_default(workshop: Workshop) -> None:
    person = await workshop.people.meet(PERSON)
    assert workshop.quota.plan(replace(person, plan="gone")).key == "free"


async def test_the_day_ends_at_midnight(workshop: Workshop, clock: VirtualClock) -> None:
    assert workshop.quota.resets_in() == timedelta(hours=15)
    await clock.go(3600)
    assert workshop.quota.resets_in() == timedelta(hours=14)


async def test_without_experience_the_documented_time_counts(clock: VirtualClock) -> None:
    estimates = Estimates(FakeStore(clock))
    assert await estimates.usual(MODEL) == MODEL.usual_seconds
    assert await estimates.left(MODEL, 5) == 15
    assert await estimates.left(MODEL, 25) is None


async def test_recent_times_make_the_estimate(clock: VirtualClock) -> None:
    store = FakeStore(clock)
    store.seconds["brush"] = [10.0, 20.0, 30.0, 40.0]
    estimates = Estimates(store)
    assert await estimates.usual(MODEL) == 25
    assert await estimates.quantile(MODEL, 0) < 11
    assert await estimates.quantile(MODEL, 1) > 39
    assert await estimates.left(MODEL, 15) == 15
    estimates.record("brush", 100)
    assert await estimates.usual(MODEL) == 30
    for _ in range(KEPT):
        estimates.record("brush", 5)
    assert await estimates.quantile(MODEL, 1) == 5


async def test_one_recent_time_is_better_than_none(clock: VirtualClock) -> None:
    store = FakeStore(clock)
    store.seconds["brush"] = [7.0]
    assert await Estimates(store).usual(MODEL) == 7
