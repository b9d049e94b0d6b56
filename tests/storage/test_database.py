import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Insert, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.errors import AlreadyRunning, DatabaseUnusable
from bot.storage.schema import cache, runs
from bot.storage.stores import Stores, open_stores
from tests.storage.conftest import Watch
from tests.storage.steps import PERSON, start

ROOT = Path(__file__).parents[2]


def cached(key: str, watch: Watch) -> Insert:
    return insert(cache).values(key=key, value=1, stored_at=watch.now())


async def count(database: Database) -> int:
    total = select(func.count()).select_from(cache)
    return await database.read(lambda connection: connection.scalar(total)) or 0


async def test_an_exception_undoes_a_transaction(database: Database, watch: Watch) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(cached("a", watch))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    assert await count(database) == 0


async def test_a_cancelled_task_waits_for_its_transaction(
    database: Database, watch: Watch
) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        connection.execute(cached("a", watch))
        inside.set()
        assert go_on.wait(10)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(database.write(work))
        assert await asyncio.to_thread(inside.wait, 10)
        task.cancel()
        for _ in range(5):
            await asyncio.sleep(0)
        assert not task.done()
        go_on.set()
    assert task.cancelled()
    assert await count(database) == 1
    await open_stores(database).cache.put("b", 1)
    assert await count(database) == 2


async def test_a_cancelled_write_leaves_the_next_writer_its_place(stores: Stores) -> None:
    for person in range(1, 40):
        meeting = asyncio.ensure_future(stores.people.meet(person, "free"))  # noqa: TID251 - awaited
        for _ in range(person % 12):
            await asyncio.sleep(0)
        meeting.cancel()
        await asyncio.gather(meeting, return_exceptions=True)
        async with asyncio.timeout(5):
            await stores.people.set_reachable(person, False)


async def test_tasks_cancelled_anywhere_leave_a_working_database(database: Database) -> None:
    stores = open_stores(database)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(stores.cache.put(str(n), n)) for n in range(60)]
        for task in tasks[::2]:
            for _ in range(3):
                await asyncio.sleep(0)
            task.cancel()
    survived = [task.cancelled() for task in tasks].count(False)
    assert survived >= 30
    assert await count(database) >= survived
    await stores.cache.put("after", 1)
    assert await stores.cache.get("after") is not None


async def test_writers_do_not_share_a_transaction(database: Database, watch: Watch) -> None:
    def work(connection: Connection, number: int) -> None:
        connection.execute(cached(f"a{number}", watch))
        connection.execute(cached(f"b{number}", watch))
        if number % 2:
            raise ZeroDivisionError

    writing = (database.write(work, number) for number in range(20))
    results = await asyncio.gather(*writing, return_exceptions=True)
    assert [isinstance(result, ZeroDivisionError) for result in results] == [False, True] * 10
    assert await count(database) == 20


async def test_readers_do_not_wait_for_a_writer(database: Database, watch: Watch) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        connection.execute(cached("a", watch))
        inside.set()
        assert go_on.wait(10)

    async with asyncio.TaskGroup() as group:
        group.create_task(database.write(work))
        assert await asyncio.to_thread(inside.wait, 10)
        assert await count(database) == 0
        go_on.set()
    assert await count(database) == 1


async def test_a_broken_constraint_stays_what_it_is(database: Database, watch: Watch) -> None:
    orphan = insert(runs).values(
        job_id=404,
        person_id=1,
        provider="p",
        model="m",
        request={},
        state="queued",
        created_at=watch.now(),
        due_at=watch.now(),
    )
    with pytest.raises(IntegrityError):
        await database.execute(orphan)


async def test_sqlite_is_durable(sqlite_database: Database) -> None:
    def settings(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.scalar(text(f"PRAGMA {name}")) for name in names]

    assert await sqlite_database.write(settings) == ["wal", 2, 1, 10000]


async def test_a_moment_needs_its_zone(database: Database, watch: Watch) -> None:
    naive = watch.now().replace(tzinfo=None)
    with pytest.raises(Exception, match="without its zone"):
        await open_stores(database).inbox.prune(naive)


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
async def test_a_relative_file_is_made_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database(f"{scheme}:///data/deep/bot.db")
    (row,) = await database.fetch(text("SELECT 1 AS one"))
    assert row["one"] == 1
    await database.close()
    assert (tmp_path / "data/deep/bot.db").is_file()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_any_postgresql_address_uses_our_driver(postgres_url: str, scheme: str) -> None:
    database = Database(postgres_url.replace("postgresql", scheme, 1))
    assert await count(database) == 0
    await database.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.db",
        "mysql://u:hunter2@h/db",
        "postgresql://u:hunter2@h:port/db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////proc/nothing/bot.db",
    ],
)
async def test_an_unusable_address_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        Database(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["postgresql://u:hunter2@127.0.0.1:1/db", "postgresql://u:hunter2@no.invalid/db"]
)
async def test_an_unreachable_server_is_told_without_its_password(url: str) -> None:
    database = Database(url)
    with pytest.raises(DatabaseUnusable, match="cannot be used") as refused:
        await count(database)
    with pytest.raises(DatabaseUnusable):
        async with database.instance_lock():
            pass
    await database.close()
    assert "hunter2" not in str(refused.value)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"not a database" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnusable, match="not a database"):
        await count(database)
    await database.close()


async def test_one_process_holds_a_database(url: str) -> None:
    first, second = Database(url), Database(url)
    async with first.instance_lock():
        with pytest.raises(AlreadyRunning, match="already running"):
            async with second.instance_lock():
                pass
    async with second.instance_lock():
        pass
    await first.close()
    await second.close()


async def test_a_lock_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db.lock").mkdir()
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    with pytest.raises(DatabaseUnusable, match="directory"):
        async with database.instance_lock():
            pass
    await database.close()


async def test_a_lost_server_connection_is_no_trouble_at_the_end(postgres_url: str) -> None:
    database = Database(postgres_url)
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    async with database.instance_lock():
        await database.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        )
    assert await count(database) == 0
    await database.close()


HOLD = """
import asyncio, sys
from bot.storage.database import Database
from bot.storage.stores import open_stores
from tests.storage.steps import start

async def main():
    database = Database(sys.argv[1])
    async with database.instance_lock():
        await start(open_stores(database))
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@contextlib.contextmanager
def holder(url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the database and has stored a job."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


async def test_a_killed_process_frees_the_database_and_loses_nothing(url: str) -> None:
    database = Database(url)
    with holder(url) as process:
        with pytest.raises(AlreadyRunning):
            async with database.instance_lock():
                pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        await freed(database)
        (job,) = await open_stores(database).runs.open_jobs()
    assert job.person_id == PERSON
    await database.close()


async def freed(database: Database) -> None:
    """Take the lock as soon as the other's end is known; a server needs a moment to notice."""
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(AlreadyRunning):
                async with database.instance_lock():
                    return


async def test_a_restart_reads_what_was_stored(url: str, watch: Watch) -> None:
    database = Database(url)
    job = await start(open_stores(database, watch.now))
    await database.close()
    again = Database(url)
    assert await open_stores(again).runs.open_jobs() == (job,)
    await again.close()


async def test_closing_leaves_no_open_file(database_url: str) -> None:
    database = Database(database_url)
    await start(open_stores(database))
    await database.close()
    path = database_url.partition(":///")[2]
    assert not os.path.exists(f"{path}-wal")  # noqa: ASYNC240, PTH110 - nothing else waits
    with contextlib.closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
