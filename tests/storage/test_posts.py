from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.stores import Stores
from tests.storage.steps import PAINT, PERSON, deliver, start

GROUP = -100123


async def test_a_message_leads_to_its_picture(stores: Stores) -> None:
    done = await deliver(stores, await start(stores, modes=[PAINT, PAINT]))
    first, second = (run.artifacts[0] for run in done.runs)
    assert second.message_id
    assert await stores.posts.shown(PERSON, second.message_id) == second
    assert await stores.posts.shown(GROUP, second.message_id) is None
    await stores.history.delete(first.id)
    assert first.message_id
    assert await stores.posts.shown(PERSON, first.message_id) is None


async def test_what_was_not_delivered_is_nowhere(stores: Stores) -> None:
    await start(stores)
    assert await stores.posts.shown(PERSON, 1001) is None


async def test_an_albums_buttons_are_found(stores: Stores) -> None:
    job = await start(stores)
    assert await stores.posts.control(job.id) is None
    await stores.posts.set_control(job.id, 77)
    assert await stores.posts.control(job.id) == 77
    assert await stores.posts.control(job.id + 1) is None


async def test_an_index_leads_there(sqlite_database: Database) -> None:
    question = "SELECT * FROM artifacts WHERE chat_id = 1 AND message_id = 2 ORDER BY id DESC"
    plan = await sqlite_database.fetch(text(f"EXPLAIN QUERY PLAN {question}"))
    assert any("artifacts_message" in str(row) for row in plan), plan
