import asyncio
from typing import Any

import pytest

from bot.core.errors import GroupQuotaExceeded, TaskFailed
from bot.core.groups import Group, Payer
from bot.core.models import Job
from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    GROUP,
    PAINT,
    PERSON,
    UNLIMITED,
    at_most,
    books,
    deliver,
    order,
    run_of,
    start,
)

SUPERGROUP = -1_009_999_999_999
HERE: dict[str, Any] = {"chat_id": GROUP, "private": False}


async def here(stores: Stores, person: int, ceiling: int | None = None, **more: Any) -> Job:
    """A wish in the group."""
    asked = order(person, **HERE, **more)
    return await stores.runs.start(asked, ["nalitek"], UNLIMITED, ceiling=ceiling)


async def test_a_group_is_open_to_all_at_first(stores: Stores) -> None:
    assert await stores.groups.get(GROUP) == Group(id=GROUP)


async def test_what_is_set_stays_and_the_rest_too(stores: Stores) -> None:
    await stores.groups.change(GROUP, {"payer": Payer.GROUP, "daily": 50, "plan": "pro"})
    await stores.groups.change(GROUP, {"language": "ru", "spoiler": True, "enabled": False})
    await stores.groups.change(GROUP, {"daily": None, "reachable": False})
    wanted = Group(
        id=GROUP,
        enabled=False,
        reachable=False,
        language="ru",
        spoiler=True,
        payer=Payer.GROUP,
        plan="pro",
    )
    assert await stores.groups.get(GROUP) == wanted
    assert await stores.groups.get(GROUP - 1) == Group(id=GROUP - 1)


async def test_models_go_off_and_on(stores: Stores) -> None:
    await stores.groups.bar(GROUP, ["flux", "kandinsky"], barred=True)
    await stores.groups.bar(GROUP, ["flux"], barred=True)
    await stores.groups.bar(GROUP, ["kandinsky", "unknown"], barred=False)
    assert (await stores.groups.get(GROUP)).barred == {"flux"}


async def test_two_admins_at_once_switch_off_two_models(stores: Stores) -> None:
    names = [f"model-{number}" for number in range(12)]
    await asyncio.gather(*(stores.groups.bar(GROUP, [name], barred=True) for name in names))
    assert (await stores.groups.get(GROUP)).barred == set(names)


async def test_a_group_has_so_many_a_day_whoever_pays(stores: Stores, watch: Watch) -> None:
    await stores.groups.change(GROUP, {"daily": 3})
    await here(stores, PERSON, ceiling=3)
    await here(stores, PERSON + 1, ceiling=3)
    await start(stores)  # in private: no part of it
    with pytest.raises(GroupQuotaExceeded) as refused:
        await stores.runs.start(
            order(PERSON + 2, [PAINT, PAINT], **HERE), ["nalitek"] * 2, UNLIMITED, ceiling=3
        )
    assert dict(refused.value.data) == {
        "limit": 3, "left": 1, "needed": 2, "hours": 11, "minutes": 30,
    }  # fmt: skip
    assert await stores.runs.made_in(GROUP, watch.now()) == 2
    watch.forward(days=1)
    assert await stores.runs.made_in(GROUP, watch.now()) == 0
    await here(stores, PERSON, ceiling=1)


async def test_what_was_given_back_leaves_room(stores: Stores) -> None:
    await stores.groups.change(GROUP, {"daily": 1})
    (run,) = (await here(stores, PERSON, ceiling=1)).runs
    await stores.runs.fail(run.id, TaskFailed(provider="nalitek", detail=""))
    await here(stores, PERSON, ceiling=1)
    with pytest.raises(GroupQuotaExceeded):
        await here(stores, PERSON, ceiling=1)


async def test_many_at_once_get_no_more_than_there_is(stores: Stores, watch: Watch) -> None:
    await stores.groups.change(GROUP, {"daily": 5})
    wishes = (here(stores, PERSON + number, ceiling=5) for number in range(20))
    came = await asyncio.gather(*wishes, return_exceptions=True)
    assert sum(isinstance(each, Job) for each in came) == 5
    assert sum(isinstance(each, GroupQuotaExceeded) for each in came) == 15
    assert await stores.runs.made_in(GROUP, watch.now()) == 5


async def test_the_same_update_is_counted_once(stores: Stores, watch: Watch) -> None:
    await stores.groups.change(GROUP, {"daily": 1})
    first = await here(stores, PERSON, ceiling=1, update_id=7)
    assert await here(stores, PERSON, ceiling=1, update_id=7) == first
    assert await stores.runs.made_in(GROUP, watch.now()) == 1


async def test_everybodys_unsettled_runs_in_a_chat(stores: Stores) -> None:
    done = await here(stores, PERSON)
    await deliver(stores, done)
    (one,) = (await here(stores, PERSON)).runs
    (two,) = (await here(stores, PERSON + 1)).runs
    await start(stores)
    assert [run.id for run in await stores.runs.unsettled_in(GROUP)] == [two.id, one.id]


async def test_a_supergroup_is_the_same_group(
    stores: Stores, database: Database, watch: Watch
) -> None:
    await stores.groups.change(GROUP, {"daily": 9, "payer": Payer.GROUP, "plan": "pro"})
    await stores.groups.bar(GROUP, ["flux"], barred=True)
    made = await deliver(stores, await here(stores, PERSON, payer=GROUP, message_id=5))
    (run,) = (job := await here(stores, PERSON, payer=GROUP, message_id=6)).runs
    await stores.runs.set_card(job.id, 77)
    for _ in range(2):
        await stores.groups.move(GROUP, SUPERGROUP)
    settings = await stores.groups.get(SUPERGROUP)
    assert (settings.daily, settings.payer, settings.plan) == (9, Payer.GROUP, "pro")
    assert settings.barred == {"flux"}
    assert await stores.groups.get(GROUP) == Group(id=GROUP)
    moved = await stores.runs.job(job.id)
    assert moved
    assert (moved.origin.chat_id, moved.payer_id) == (SUPERGROUP, SUPERGROUP)
    assert (moved.origin.message_id, moved.card_id) == (None, None)
    assert (await run_of(stores, made.runs[0])).artifacts[0].message_id is None
    assert await stores.runs.made_in(SUPERGROUP, watch.now()) == 2
    await stores.runs.cancelled(run.id, refund=True)
    used, booked = await books(database)
    assert used == booked
    assert {account[0]: total for account, total in used.items()} == {SUPERGROUP: 1}


async def test_what_was_used_on_both_sides_is_added_up(
    stores: Stores, database: Database, watch: Watch
) -> None:
    """A wish in the supergroup may come before Telegram's word that it is one."""
    await here(stores, PERSON, payer=GROUP)
    await stores.groups.change(SUPERGROUP, {"daily": 3})
    moved = order(PERSON, payer=SUPERGROUP, chat_id=SUPERGROUP, private=False)
    await stores.runs.start(moved, ["nalitek"], at_most(5))
    await stores.groups.move(GROUP, SUPERGROUP)
    assert await stores.runs.used(SUPERGROUP, watch.now()) == {PAINT.allowance: 2}
    assert not await stores.runs.used(GROUP, watch.now())
    used, booked = await books(database)
    assert used == booked
    assert (await stores.groups.get(SUPERGROUP)).daily == 3
