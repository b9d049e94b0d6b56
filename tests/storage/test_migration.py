import asyncio
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.core.gallery import Kind, Sieve
from bot.storage import migration
from bot.storage.database import Database
from bot.storage.errors import DatabaseUnusable
from bot.storage.migration import HEAD, current, migrate, walk
from bot.storage.schema import metadata
from bot.storage.stores import open_stores

ROOT = Path(__file__).parents[2]
SCRIPTS = ScriptDirectory(str(ROOT / "bot/storage/migrations"))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/empty.db"
    address: str = request.getfixturevalue("empty_postgres_url")
    return address


async def tables(url: str) -> set[str]:
    database = Database(url)
    names = await database.read(lambda connection: inspect(connection).get_table_names())
    await database.close()
    return set(names)


def test_the_newest_revision_is_the_one_that_is_asked_for() -> None:
    assert SCRIPTS.get_heads() == [HEAD]


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_step_goes_up_and_down_and_up(empty_url: str, revision: str) -> None:
    position = REVISIONS.index(revision)
    before = REVISIONS[position - 1] if position else "base"
    await asyncio.to_thread(walk, empty_url, revision)
    there = await tables(empty_url)
    await asyncio.to_thread(walk, empty_url, before, down=True)
    assert await current(empty_url) == (None if before == "base" else before)
    await asyncio.to_thread(walk, empty_url, revision)
    assert await current(empty_url) == revision
    assert await tables(empty_url) == there


async def test_all_the_way_down_leaves_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    await asyncio.to_thread(walk, empty_url, "base", down=True)
    assert await tables(empty_url) == {"alembic_version"}


async def test_migrated_tables_are_those_that_the_stores_know(empty_url: str) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    await migrate(empty_url)
    database = Database(empty_url)
    assert await database.read(differences) == []
    await database.close()


async def test_what_creates_tables_here_creates_the_same_there(tmp_path: Path) -> None:
    """Partial indexes and SQLite's AUTOINCREMENT are beyond what `compare_metadata` sees."""
    migrated, created = (f"sqlite:///{tmp_path}/{name}.db" for name in ("migrated", "created"))
    await migrate(migrated)
    database = Database(created)
    await database.write(metadata.create_all)
    await database.close()
    assert await definitions(migrated) == await definitions(created)


async def definitions(url: str) -> set[tuple[str, ...]]:
    wanted = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != :version")
    database = Database(url)
    rows = await database.fetch(wanted, version="alembic_version")
    await database.close()
    # a column that was added later stands in the same line as the one before it
    parts = (re.split(r"[,\s]*\n\s*|,\s+", row["sql"]) for row in rows)
    return {tuple(sorted(part.strip(" ,") for part in each)) for each in parts}


async def test_a_second_time_changes_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    there = await tables(empty_url)
    await migrate(empty_url)
    assert await tables(empty_url) == there


def test_a_start_without_news_does_not_import_alembic(database_url: str) -> None:
    script = (
        "import asyncio, sys; from bot.storage.migration import migrate;"
        "asyncio.run(migrate(sys.argv[1])); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, database_url], cwd=ROOT, check=True)


async def test_several_that_migrate_at_once(empty_url: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(run_apart, empty_url) for _ in range(3)))
    assert await current(empty_url) == HEAD


def run_apart(url: str) -> None:
    script = "import sys; from bot.storage.migration import walk; walk(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-c", script, url, HEAD], cwd=ROOT, check=True)


async def test_a_newer_database_is_refused(url: str) -> None:
    database = Database(url)
    await database.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(DatabaseUnusable, match="another version"):
        await migrate(url)


@pytest.fixture
def broken_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Our migrations and one more that fails in the middle."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    original = Path(migration.__file__).parent / "migrations"
    for script in (original / "env.py", *original.glob("versions/*.py")):
        (folder / script.relative_to(original)).write_bytes(script.read_bytes())
    (folder / "versions/9999_broken.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '9999', {HEAD!r}\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    op.execute('DELETE FROM cache')\n"
        "    raise ZeroDivisionError\n"
    )
    monkeypatch.setattr(migration, "_FOLDER", folder)
    return "9999"


async def test_a_migration_that_fails_changes_nothing(url: str, broken_scripts: str) -> None:
    database = Database(url)
    await open_stores(database).cache.put("a", 1)
    with pytest.raises(ZeroDivisionError):
        await asyncio.to_thread(walk, url, broken_scripts)
    assert await current(url) == HEAD
    assert "half" not in await tables(url)
    assert await open_stores(database).cache.get("a") is not None
    await database.close()


async def test_pictures_from_before_there_was_a_gallery_are_told_of(empty_url: str) -> None:
    await asyncio.to_thread(walk, empty_url, "0003")
    database = Database(empty_url)
    wishes = {1: {"mode": "text_to_image", "prompt": "Ёж  и Fox"}, 2: {"mode": "upscale"}}
    values = [
        {"id": number, "wish": json.dumps(wish | {"model": "flux", "version": 1})}
        for number, wish in wishes.items()
    ]

    def fill(connection: Connection) -> None:
        for statement in PAST:
            connection.execute(text(statement), values)

    await database.write(fill)
    await database.close()
    await migrate(empty_url)
    database = Database(empty_url)
    gallery = open_stores(database).gallery
    found = [await gallery.older(7, sieve, None, 9) for sieve in SIEVES]
    (day,) = await gallery.days(7, Sieve(), None, 9)
    await database.close()
    assert [[each.id for each, _ in one.entries] for one in found] == [[1], [2], [2, 1]]
    assert (day.date, day.count) == (date(2026, 5, 2), 2)


SIEVES = (Sieve(words=("еж", "fox")), Sieve(kind=Kind.UPSCALED), Sieve(model="flux"))
JOB = (
    "INSERT INTO jobs (id, person_id, payer_id, chat_id, private, language, created_at)"
    " VALUES (:id, 7, 7, 7, true, 'en', '2026-05-01 10:00:00')"
)
RUN = (
    "INSERT INTO runs (id, job_id, person_id, provider, model, request, state, created_at, due_at,"
    " turn, collected_at, finished_at) VALUES (:id, :id, 7, 'studio', 'flux', :wish, 'done',"
    " '2026-05-01 10:00:00', '2026-05-01 10:00:00', 1, '2026-05-02 10:00:00',"
    " '2026-05-02 10:00:01')"
)
ARTIFACT = (
    "INSERT INTO artifacts (id, run_id, person_id, position, mime, width, height, size)"
    " VALUES (:id, :id, 7, 0, 'image/png', 8, 8, 8)"
)
PAST = (JOB, RUN, ARTIFACT)
