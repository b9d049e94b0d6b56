import asyncio
from collections import Counter

import pytest

from bot.core.errors import QuotaExceeded
from bot.core.models import Input, Order, Origin, Request
from bot.core.runs import RunState
from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    CHANGE,
    GROUP,
    PAINT,
    PERSON,
    UNLIMITED,
    UPSCALE,
    at_most,
    books,
    order,
    start,
    start_run,
)


async def test_an_order_comes_back_as_it_was_given(stores: Stores, watch: Watch) -> None:
    request = Request(
        mode=CHANGE,
        model="flux",
        prompt="a «fox» & <b>\x7f 🦊",
        negative="blur",
        style="anime",
        ratio="16:9",
        seed=2**40,
        inputs=(Input(media="runs/1/0.png"), Input(file_id="AgAC", vendor_ref="x")),
        options={"steps": 30, "strength": 0.5, "smart": True, "size": "big"},
    )
    origin = Origin(chat_id=GROUP, thread_id=3, message_id=4, private=False, update_id=5)
    given = Order(
        person_id=PERSON, payer_id=GROUP, origin=origin, language="ru", requests=(request,)
    )
    job = await stores.runs.start(given, ["nalitek"], UNLIMITED)
    assert (job.person_id, job.payer_id, job.origin) == (PERSON, GROUP, origin)
    assert (job.language, job.created_at, job.closed) == ("ru", watch.now(), False)
    (run,) = job.runs
    assert (run.request, run.provider, run.state) == (request, "nalitek", RunState.QUEUED)
    assert (run.created_at, run.due_at, run.attempts) == (watch.now(), watch.now(), 0)
    assert await stores.runs.job(job.id) == job
    assert await stores.runs.run(run.id) == run


async def test_runs_keep_the_order_of_their_requests(stores: Stores) -> None:
    modes = [PAINT, CHANGE, UPSCALE, PAINT, CHANGE, PAINT]
    job = await stores.runs.start(order(modes=modes), list("abcdef"), UNLIMITED)
    assert [run.request.mode for run in job.runs] == modes
    assert [run.provider for run in job.runs] == list("abcdef")


async def test_what_does_not_exist_is_none(stores: Stores) -> None:
    assert await stores.runs.job(1) is None
    assert await stores.runs.run(1) is None
    assert await stores.runs.artifact(1) is None


async def test_the_same_update_starts_one_job(stores: Stores) -> None:
    await start(stores, PERSON + 1, update_id=76)
    first = await start(stores, update_id=77)
    again = await start(stores, update_id=77)
    assert again == first
    assert await stores.runs.used(PERSON, first.created_at) == {PAINT.allowance: 1}


async def test_the_same_update_at_once_starts_one_job(stores: Stores) -> None:
    jobs = await asyncio.gather(*(start(stores, update_id=77) for _ in range(20)))
    assert len({job.id for job in jobs}) == 1
    assert await stores.runs.used(PERSON, jobs[0].created_at) == {PAINT.allowance: 1}


async def test_an_update_that_was_refused_may_be_asked_again(stores: Stores) -> None:
    with pytest.raises(QuotaExceeded):
        await start(stores, update_id=77, limits=at_most(0))
    assert (await start(stores, update_id=77, limits=at_most(1))).id


async def test_quota_is_granted_exactly(stores: Stores, database: Database) -> None:
    async def ask() -> bool:
        try:
            await start(stores, limits=at_most(3))
        except QuotaExceeded:
            return False
        return True

    answers = Counter(await asyncio.gather(*(ask() for _ in range(50))))
    assert answers == {True: 3, False: 47}
    assert len(await stores.runs.open_jobs()) == 3
    used, booked = await books(database)
    assert (
        used
        == booked
        == {(PERSON, (await stores.runs.open_jobs())[0].created_at.date(), PAINT): 3}
    )


async def test_several_requests_are_granted_together_or_not_at_all(
    stores: Stores, database: Database, watch: Watch
) -> None:
    await start(stores, modes=[PAINT, UPSCALE], limits=at_most(3))
    with pytest.raises(QuotaExceeded) as refused:
        await start(stores, modes=[UPSCALE, PAINT, PAINT, PAINT], limits=at_most(3))
    assert refused.value.data == {
        "allowance": "text_to_image",
        "limit": 3,
        "left": 2,
        "needed": 3,
        "hours": 11,
        "minutes": 30,
    }
    assert await stores.runs.used(PERSON, watch.now()) == {
        PAINT.allowance: 1,
        UPSCALE.allowance: 1,
    }
    assert len(await stores.runs.open_jobs()) == 1
    used, booked = await books(database)
    assert used == booked


async def test_more_than_a_whole_day_is_refused_at_once(stores: Stores, watch: Watch) -> None:
    with pytest.raises(QuotaExceeded) as refused:
        await start(stores, modes=[PAINT] * 4, limits=at_most(3))
    assert (refused.value.data["left"], refused.value.data["needed"]) == (3, 4)
    assert await stores.runs.used(PERSON, watch.now()) == {}


async def test_modes_and_payers_are_counted_apart(stores: Stores, watch: Watch) -> None:
    await start(stores, modes=[PAINT], limits=at_most(1))
    await start(stores, modes=[UPSCALE], limits=at_most(1))
    await start(stores, PERSON + 1, limits=at_most(1))
    await start(stores, payer=GROUP, limits=at_most(1))
    assert await stores.runs.used(PERSON, watch.now()) == {
        PAINT.allowance: 1,
        UPSCALE.allowance: 1,
    }
    assert await stores.runs.used(GROUP, watch.now()) == {PAINT.allowance: 1}


async def test_a_new_day_begins_at_midnight_utc(stores: Stores, watch: Watch) -> None:
    await start(stores, limits=at_most(1))
    evening = watch.forward(hours=11, minutes=29, seconds=29)
    with pytest.raises(QuotaExceeded) as refused:
        await start(stores, limits=at_most(1))
    assert (refused.value.data["hours"], refused.value.data["minutes"]) == (0, 1)
    watch.forward(seconds=1)
    await start(stores, limits=at_most(1))
    assert await stores.runs.used(PERSON, evening) == {PAINT.allowance: 1}
    assert await stores.runs.used(PERSON, watch.now()) == {PAINT.allowance: 1}


async def test_without_limit_usage_is_counted_all_the_same(stores: Stores, watch: Watch) -> None:
    for _ in range(5):
        await start_run(stores)
    assert await stores.runs.used(PERSON, watch.now()) == {PAINT.allowance: 5}
