import json
from collections import Counter

import pytest
from sqlalchemy import Connection, func, select, update

from bot.core.errors import QuotaExceeded
from bot.core.models import Input, Order, Origin, Preferences, Request
from bot.core.runs import RunState
from bot.storage.database import Database
from bot.storage.schema import metadata, people
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import (
    CHANGE,
    GROUP,
    PAINT,
    PERSON,
    UNLIMITED,
    at_most,
    books,
    collect,
    deliver,
    follow,
    start,
    start_run,
)

OTHER = PERSON + 1


async def everything(database: Database) -> Counter[str]:
    """Rows per table."""

    def count(connection: Connection) -> Counter[str]:
        return Counter(
            {
                table.name: connection.scalar(select(func.count()).select_from(table))
                for table in metadata.sorted_tables
            }
        )

    return await database.read(count)


async def test_a_forgotten_person_leaves_todays_usage_alone(
    stores: Stores, database: Database, watch: Watch
) -> None:
    await stores.people.meet(PERSON, "free")
    await stores.conversations.set_state(f"1:{GROUP}:{PERSON}:default", "asked")
    await stores.cache.put(f"postponed:{PERSON}:7", {"said": "a secret wish"})
    await deliver(stores, await start(stores))
    watch.forward(days=1)
    done = await deliver(stores, await start(stores))
    files = await stores.history.erase(PERSON)
    assert len(files) == 2
    assert done.runs[0].artifacts[0].media in files
    assert +await everything(database) == {"usage": 1, "ledger": 2}
    with pytest.raises(QuotaExceeded):
        await start(stores, limits=at_most(1))
    used, booked = await books(database)
    assert used == booked == {(PERSON, watch.now().date(), PAINT): 1}


async def test_what_was_kept_goes_when_the_day_is_over(
    stores: Stores, database: Database, watch: Watch
) -> None:
    await deliver(stores, await start(stores))
    await stores.history.erase(PERSON)
    watch.forward(days=1)
    await stores.people.meet(OTHER, "free")
    assert +await everything(database) == {"people": 1}


async def test_active_runs_are_cancelled_and_refunded(
    stores: Stores, database: Database, watch: Watch
) -> None:
    await start_run(stores)
    followed, collected, delivering = [await start_run(stores) for _ in range(3)]
    await follow(stores, followed)
    for run in (collected, delivering):
        await collect(stores, run)
    await stores.runs.begin_delivery(delivering.job_id)
    in_group = await start_run(stores, payer=GROUP)
    await follow(stores, in_group)
    assert len(await stores.history.erase(PERSON)) == 2
    # a picture that is on its way to the chat is not taken back
    assert await stores.runs.used(PERSON, watch.now()) == {PAINT.allowance: 1}
    assert await stores.runs.used(GROUP, watch.now()) == {PAINT.allowance: 0}
    assert await stores.runs.occupied() == {}
    assert await stores.runs.open_jobs() == ()
    assert not await stores.runs.cancelled(followed.id, refund=True)
    used, booked = await books(database)
    assert used == booked


async def test_others_keep_what_is_theirs(stores: Stores, database: Database) -> None:
    for person in (PERSON, OTHER):
        await stores.people.meet(person, "free")
        await stores.conversations.set_state(f"1:{person}:{person}", "asked")
        await deliver(stores, await start(stores, person))
    running = await start(stores, OTHER)
    before = await everything(database)
    await stores.history.erase(PERSON)
    after = await everything(database)
    assert after["people"] == after["conversations"] == after["artifacts"] == 1
    assert (after["runs"], after["jobs"]) == (before["runs"] - 1, before["jobs"] - 1)
    assert await stores.runs.open_jobs() != ()
    assert await stores.runs.job(running.id) == running
    assert await stores.conversations.get_state(f"1:{OTHER}:{OTHER}") == "asked"


async def test_another_persons_picture_is_not_removed(stores: Stores) -> None:
    (run,) = (await deliver(stores, await start(stores, OTHER))).runs
    request = Request(mode=CHANGE, model="flux", inputs=(Input(media=run.artifacts[0].media),))
    wish = Order(
        person_id=PERSON,
        payer_id=PERSON,
        language="en",
        origin=Origin(chat_id=PERSON),
        requests=(request,),
    )
    await stores.runs.start(wish, ["nalitek"], UNLIMITED)
    assert await stores.history.erase(PERSON) == []
    assert await stores.runs.artifact(run.artifacts[0].id) == run.artifacts[0]


async def test_a_ban_outlives_its_persons_data(stores: Stores, database: Database) -> None:
    await stores.people.meet(PERSON, "free")
    await stores.people.set_preferences(PERSON, Preferences(negative="mine"))
    await database.execute(update(people).values(banned="spam"))
    await stores.history.erase(PERSON)
    again = await stores.people.meet(PERSON, "free")
    assert (again.banned, again.preferences) == ("spam", Preferences())


async def test_an_export_has_everything_and_nothing_of_others(
    stores: Stores, watch: Watch
) -> None:
    for person in (PERSON, OTHER):
        await stores.people.meet(person, "free")
        await stores.conversations.set_state(f"1:{person}:{person}", "asked")
        await deliver(stores, await start(stores, person, modes=[PAINT, CHANGE]))
    records = [dict(record) async for record in stores.history.export(PERSON)]
    assert Counter(record["record"] for record in records) == {
        "people": 1,
        "jobs": 1,
        "runs": 2,
        "artifacts": 2,
        "ledger": 4,
        "usage": 2,
        "conversations": 1,
    }
    assert str(OTHER) not in json.dumps(records)
    (me,) = (record for record in records if record["record"] == "people")
    assert me["created_at"] == watch.now().isoformat()
    states = [record["state"] for record in records if record["record"] == "runs"]
    assert states == [RunState.DONE, RunState.DONE]


async def test_an_export_of_many(sqlite_stores: Stores) -> None:
    for _ in range(60):
        await start(sqlite_stores, modes=[PAINT] * 10)
    runs = [r async for r in sqlite_stores.history.export(PERSON) if r["record"] == "runs"]
    assert len({run["id"] for run in runs}) == len(runs) == 600
